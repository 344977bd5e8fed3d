"""Cells and headers of CSV as spreadsheets and their owners write them. Upstream: none. Downstream: the importers."""

import re
from collections.abc import Sequence

YES = frozenset(
    {"1", "1.0", "true", "t", "yes", "y", "ja", "j", "x", "waar", "oui", "vrai", "wahr", "on", "v", "\u2713", "\u2714"}
)
"""What says yes, in lower case, in the languages of Belgian spreadsheets and English."""

NO = frozenset(
    {"", "0", "0.0", "false", "f", "no", "n", "nee", "neen", "onwaar", "non", "faux", "nein", "falsch", "off", "-"}
)
"""What says no."""

_ISCO = re.compile(r"[Cc]?(\d{3,4})(?:[.,]0+)?")
_ARMED_FORCES = frozenset({"110", "210", "310"})
"""Groups of ISCO-08 whose leading zero a spreadsheet takes off; any other three digits are no whole code."""

_UNUSABLE = re.compile(r"[/\\\x00-\x1f\x7f]|^\.{1,2}$")


def bare(cell: str) -> str:
    """Return a cell without the spaces around it, those that do not break a line included."""
    return cell.strip(" \t\r\n\u00a0\u200b\ufeff")


def header(names: Sequence[str]) -> list[str]:
    """Return the names of columns without spaces, marks and quotes around them, nor empty ones at the end.

    Examples
    --------
    >>> header(["\ufeffid", " label_nl ", "", ""])
    ['id', 'label_nl']
    """
    found = [bare(name).strip("\"'") for name in names]
    while found and not found[-1]:
        found.pop()
    return found


def isco08(text: str | None) -> str | None:
    """Return a code of four digits of ISCO-08; ``None`` when it is none.

    Examples
    --------
    >>> isco08("C2221"), isco08("110"), isco08("222"), isco08("5120.0")
    ('2221', '0110', None, '5120')
    """
    found = _ISCO.fullmatch(text or "")
    if found is None:
        return None
    code = found[1]
    return code if len(code) == len("2221") else f"0{code}" if code in _ARMED_FORCES else None


def unusable_in_id(id_: str) -> str | None:
    """Return the sign by which an id cannot stand in an address; ``None`` when it can."""
    found = _UNUSABLE.search(id_)
    return found[0] if found else None
