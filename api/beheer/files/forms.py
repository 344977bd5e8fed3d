"""Reads the forms of a file; what was typed stays, also where it cannot be used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from starlette.datastructures import FormData

from api.beheer.files import texts
from api.web.days import read_day
from api.web.forms import paragraph, text, version
from api.web.forms import texts as several
from models.loopbaancheque.life_events import Incomplete, Mode, Reversal, Theme

UNIT = 30
"""Minutes of a half hour."""

FIRST_YEAR, LAST_YEAR = 1930, 2099


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a form holds.

    Attributes
    ----------
    typed
        As it was typed, by field.
    chosen
        What was ticked, by field.
    values
        What it stands for, where it can be used.
    errors
        What is wrong, in Dutch, by field; under an empty name what is about the whole.
    seen
        How many facts of the centre its sender saw.
    key
        The key that makes it count once.
    """

    typed: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    seen: int | None = None
    key: str = ""

    @property
    def request(self) -> str:
        """Return the form as text, so that a key that comes back with another one is noticed."""
        return repr((sorted(self.typed.items()), sorted(self.chosen.items())))


def _draft(form: FormData, names: tuple[str, ...], lists: tuple[str, ...] = ()) -> Draft:
    typed = {name: text(form, name, 200) for name in names}
    chosen = {name: several(form, name) for name in lists}
    return Draft(typed=typed, chosen=chosen, seen=version(form), key=text(form, "sleutel", 100))


def _day(draft: Draft, name: str = "dag") -> None:
    found = read_day(draft.typed[name])
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        draft.errors[name] = texts.DAY
    else:
        draft.values[name] = found


def _choice(draft: Draft, name: str, of: type[Mode] | type[Incomplete] | type[Reversal], wrong: str) -> None:
    known = {str(one): one for one in of}
    if draft.typed[name] in known:
        draft.values[name] = known[draft.typed[name]]
    else:
        draft.errors[name] = wrong


def opening(form: FormData) -> Draft:
    """Return a cheque that is opened: both numbers, and the day of the first talk."""
    draft = _draft(form, ("nummer", "klantnummer", "dag"))
    draft.errors |= {name: texts.NUMBERS for name in ("nummer", "klantnummer") if not draft.typed[name]}
    _day(draft)
    return draft


def _clock(draft: Draft) -> None:
    typed = draft.typed["uur"]
    found = re.fullmatch(r"([01]?\d|2[0-3])\s*[:.uh]\s*([0-5]\d)?", typed)
    if found:
        draft.values["uur"] = time(int(found[1]), int(found[2] or 0))
    elif typed:
        draft.errors["uur"] = texts.CLOCK


def talk(form: FormData) -> Draft:
    """Return a talk."""
    draft = _draft(form, ("dag", "duur", "vorm", "begeleider", "uur", "ander"), ("thema",))
    _day(draft)
    _clock(draft)
    _choice(draft, "vorm", Mode, texts.MODE_NEEDED)
    half_hours = int(draft.typed["duur"]) if re.fullmatch(r"[1-9]|1\d|20", draft.typed["duur"]) else 0
    if half_hours:
        draft.values["minuten"] = half_hours * UNIT
    else:
        draft.errors["duur"] = texts.LENGTH
    draft.values["thema"] = [theme for theme in Theme if str(theme) in draft.chosen["thema"]]
    if (Theme.OTHER in draft.values["thema"]) != bool(draft.typed["ander"]) or len(
        draft.typed["ander"]
    ) > texts.OTHER_MAX:
        draft.errors["ander"] = texts.OTHER
    return draft


def of_client(form: FormData) -> Draft:
    """Return what a client confirms on the screen of the counsellor, with the client number."""
    draft = _draft(form, ("klantnummer",), ("gesprek",))
    if not draft.typed["klantnummer"]:
        draft.errors["klantnummer"] = texts.CLIENT_NUMBER
    return draft


def reversal(form: FormData) -> Draft:
    """Return why a talk is taken back."""
    draft = _draft(form, ("reden",))
    _choice(draft, "reden", Reversal, texts.REASON)
    return draft


def closing(form: FormData) -> Draft:
    """Return the closing talk; a reason only where the file is closed as incomplete."""
    names = ("dag", "plan", "overeenkomst", "aanwezig", "verliest", "onvolledig", "reden")
    draft = _draft(form, names)
    _day(draft)
    draft.values |= {name: draft.typed[name] == "ja" for name in ("plan", "overeenkomst", "aanwezig", "verliest")}
    draft.values["reden"] = None
    if draft.typed["onvolledig"] == "ja":
        _choice(draft, "reden", Incomplete, texts.INCOMPLETE_REASON)
    return draft


def aftercare(form: FormData) -> Draft:
    """Return a talk after the closing."""
    draft = _draft(form, ("dag", "vorm"))
    _day(draft)
    _choice(draft, "vorm", Mode, texts.MODE_NEEDED)
    return draft


def words(form: FormData) -> Draft:
    """Return the question in the client's words, and the centre's own mark."""
    draft = _draft(form, ("kenmerk",))
    draft.typed["vraag"] = paragraph(form, "vraag", texts.QUESTION_MAX + 1)
    if len(draft.typed["vraag"]) > texts.QUESTION_MAX:
        draft.errors["vraag"] = texts.QUESTION
    if len(draft.typed["kenmerk"]) > texts.MARK_MAX:
        draft.errors["kenmerk"] = texts.MARK
    return draft


def filled(typed: Mapping[str, str], chosen: Mapping[str, list[str]] | None = None, seen: int | None = None) -> Draft:
    """Return the draft that a form begins with."""
    return Draft(typed=dict(typed), chosen=dict(chosen or {}), seen=seen)


def today(on: date) -> str:
    """Write a day as forms have it.

    Examples
    --------
    >>> today(date(2026, 11, 9))
    '9/11/2026'
    """
    return f"{on.day}/{on.month}/{on.year}"
