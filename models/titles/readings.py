"""What a title says beside the names of occupations: several meanings, an employer, a typing error, a place.

Upstream: ``models.titles.finder`` and ``several.yaml``. Downstream: ``models.titles.answering``.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import yaml

from models.titles.finder import Evidence, TitleFinder
from models.titles.matcher import best
from models.titles.mix import FEATURES

MEANINGS = Path(__file__).with_name("several.yaml")

SHORTEST_SLIP = 7
"""Letters from which a title with one wrong letter is still surely the same title."""

COMPARED = 40
"""Names, nearest by letters, that are looked at for a typing error."""

LONGEST_LETTER = 4
"""Bytes of a letter at most; names that differ more in length are no slip."""

_WHERE = re.compile(r"\s(?:bij|in|op|voor|chez|dans|at)\s")

_SAME = FEATURES.index("same")


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """The words of ``several.yaml``.

    Attributes
    ----------
    titles
        Ids that may be meant by a title in its one form.
    employers
        Ids of what people mostly do for an employer.
    anybody
        Words beside an employer that do not say what one does there.
    """

    titles: dict[str, tuple[str, ...]]
    employers: dict[str, tuple[str, ...]]
    anybody: frozenset[str]


@cache
def several() -> Several:
    """Return the words that come with the project, read once."""
    body = yaml.safe_load(MEANINGS.read_text(encoding="utf-8"))
    return Several(
        titles={form: tuple(ids) for form, ids in body["titles"].items()},
        employers={form: tuple(ids) for form, ids in body["employers"].items()},
        anybody=frozenset(body["anybody"]),
    )


def listed(form: str) -> tuple[str, ...] | None:
    """Return the ids of a title that has several meanings or only names an employer, ``None`` for any other.

    Examples
    --------
    >>> listed("teamleider"), listed("bpost"), listed("medewerker bpost") == listed("bpost"), listed("kok")
    ((), ('postbode', 'koerier'), True, None)
    """
    known = several()
    if form in known.titles:
        return known.titles[form]
    return known.employers.get(" ".join(word for word in form.split() if word not in known.anybody))


def same_form(evidence: Evidence) -> list[int]:
    """Return the owners with a name of the same one form."""
    return np.flatnonzero(evidence.features[:, _SAME] > 0).tolist() if len(evidence.features) else []


def one_slip(typed: str, name: str) -> bool:
    """Return whether one letter too many, too few, wrong, or exchanged with the next makes the difference.

    Examples
    --------
    >>> one_slip("magazinier", "magazijnier"), one_slip("boekhouwer", "boekhouder"), one_slip("kapper", "kappre")
    (True, True, True)
    >>> one_slip("bakker", "bakkers ons"), one_slip("kok", "kok")
    (False, False)
    """
    if typed == name or abs(len(typed) - len(name)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(typed, name, strict=False)) if a != b), min(len(typed), len(name)))
    rest, other = typed[start:], name[start:]
    exchanged = rest[:2] == other[1::-1] and len(rest) > 1 and rest[2:] == other[2:]
    return rest[1:] == other or rest == other[1:] or rest[1:] == other[1:] or exchanged


def slipped(finder: TitleFinder, evidence: Evidence) -> int | None:
    """Return the one owner whose name was meant with a typing error; ``None`` when none or several may be.

    A title that ESCO has as a name is no typing error.
    """
    form = evidence.form
    if len(form) < SHORTEST_SLIP or not len(evidence.letters) or finder.meanings.named(form):
        return None
    nearest = best(evidence.letters, COMPARED)[0].tolist()
    offsets, size = finder.letters.names.offsets, len(form.encode("utf-8"))
    near = (row for row in nearest if abs(int(offsets[row + 1] - offsets[row]) - size) <= LONGEST_LETTER)
    meant = {int(finder.owners[row]) for row in near if one_slip(form, finder.letters.names[row])}
    return meant.pop() if len(meant) == 1 else None


def where_and_what(finder: TitleFinder, text: str, first: int) -> int | None:
    """Return what somebody does where a title says where or for whom ("kok in een rusthuis") and that was read.

    Parameters
    ----------
    first
        The owner that the whole title was read as.

    Returns
    -------
    The owner that has what stands before the place as its name, when that is another one; else ``None``.
    """
    before, *behind = _WHERE.split(text.lower(), maxsplit=1)
    if not before.strip() or not behind:
        return None
    work = same_form(finder.evidence(before))
    return work[0] if len(work) == 1 and work != [first] else None
