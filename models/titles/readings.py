"""What a title says beside the names of occupations: several meanings, an employer, a typing error, a place.

Upstream: ``models.titles.finder`` and ``several.yaml``. Downstream: ``models.titles.answering``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from models.titles.analysis import fold
from models.titles.finder import Evidence, TitleFinder
from models.titles.forms import canonical
from models.titles.matcher import best
from models.titles.mix import FEATURES
from models.titles.spoken import no_work, without_company, words

SHORTEST_SLIP = 7
"""Letters from which a title with one wrong letter is still surely the same title."""

SHORTEST_TWO_SLIPS = 10
"""Letters from which it is still the same with two."""

LONGEST_SHORT = 3
"""Letters of a word in which an error is too many."""

COMPARED = 40
"""Names, nearest by letters, that are looked at for a typing error."""

SUGGESTED = 0.35
"""Evidence (larger of both cosines) that an occupation needs to be suggested at all."""

SUGGESTED_BY_BOTH = 0.60
"""Evidence that it needs of meaning and letters together: meaning alone is near to nonsense as well."""

_WHERE = re.compile(r"\s(?:bij|in|op|voor|chez|dans|at|@)\s")

_TRADES = ("nijverheid", "industrie", "sector", "wezen")
"""Ends of the names of sectors."""

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
    places
        Ids of what people mostly do in a sector or for a kind of employer.
    anybody
        Words beside an employer that do not say what one does there.
    just_there
        Words beside a place that only say that somebody worked there.
    """

    titles: dict[str, tuple[str, ...]]
    employers: dict[str, tuple[str, ...]]
    places: dict[str, tuple[str, ...]]
    anybody: frozenset[str]
    just_there: frozenset[str]


@cache
def several() -> Several:
    """Return the words that come with the project, read once."""
    body = words()
    titles, employers, places = (
        {canonical(typed): tuple(ids) for typed, ids in body[part].items()}
        for part in ("titles", "employers", "places")
    )
    anybody, just_there = (frozenset(map(canonical, body[part])) for part in ("anybody", "just_there"))
    return Several(titles=titles, employers=employers, places=places, anybody=anybody, just_there=just_there)


def listed(form: str) -> tuple[str, ...] | None:
    """Return the ids of a title that has several meanings or only names an employer, ``None`` for any other.

    None at all for a title that names no work.

    Examples
    --------
    >>> listed("teamleider"), listed("bpost"), listed("medewerker bpost") == listed("bpost"), listed("kok")
    ((), ('postbode', 'koerier'), True, None)
    """
    known = several()
    if form in known.titles:
        return known.titles[form]
    if no_work(form) is not None:
        return ()
    return known.employers.get(_without(form, known.anybody))


def place(form: str, *, anybody: bool = False) -> tuple[str, ...]:
    """Return the ids of what most people do in a sector or for a kind of employer; none for any other title.

    Parameters
    ----------
    anybody
        Whether words such as "medewerker" may stand beside it.

    Examples
    --------
    >>> place("werken horeca") == place("horeca"), place("medewerker horeca"), place("kok")
    (True, (), ())
    >>> place("metaalsector") == place("metaalindustrie") == place("metaal")
    True
    """
    known = several()
    left = _without(form, known.just_there | known.anybody if anybody else known.just_there)
    whole = next((left.removesuffix(tail).strip() for tail in _TRADES if left.endswith(tail)), left)
    return next((known.places[one] for one in (left, whole, whole.removesuffix("s")) if one in known.places), ())


def _without(form: str, left_out: frozenset[str]) -> str:
    return " ".join(word for word in form.split() if word not in left_out)


def same_form(evidence: Evidence) -> list[int]:
    """Return the owners with a name of the same one form."""
    return np.flatnonzero(evidence.features[:, _SAME] > 0).tolist() if len(evidence.features) else []


def named(finder: TitleFinder, form: str) -> tuple[int, ...]:
    """Return the owners with a name of that one form: looked up, where nothing else of a part of a title is asked."""
    return _owners(finder).get(form, ())


@lru_cache(maxsize=2)
def _owners(finder: TitleFinder) -> dict[str, tuple[int, ...]]:
    """Return the owners by the one form of their names; of the finder that serves and the one before it."""
    found: dict[str, dict[int, None]] = {}
    for form, owner in zip(finder.letters.names, finder.owners.tolist(), strict=True):
        found.setdefault(form, {})[owner] = None
    return {form: tuple(owners) for form, owners in found.items() if form}


def slips(typed: str, name: str, most: int = 2) -> int:
    """Return how many letters too many, too few, wrong, or exchanged with the next differ; at most one more than asked.

    Examples
    --------
    >>> slips("magazinier", "magazijnier"), slips("boekhouwer", "boekhouder"), slips("kapper", "kappre")
    (1, 1, 1)
    >>> slips("secretarise", "secretaresse"), slips("kok", "kok"), slips("bakker", "bakkers ons")
    (2, 0, 3)
    """
    if typed == name or abs(len(typed) - len(name)) > most:
        return 0 if typed == name else most + 1
    start = next((i for i, (a, b) in enumerate(zip(typed, name, strict=False)) if a != b), min(len(typed), len(name)))
    rest, other = typed[start:], name[start:]
    if most == 0:
        return 1
    ways = [(rest[1:], other), (rest, other[1:]), (rest[1:], other[1:])]
    if len(rest) > 1 and rest[:2] == other[1::-1]:
        ways.append((rest[2:], other[2:]))
    return 1 + min(slips(one, two, most - 1) for one, two in ways)


def mistyped(typed: str, name: str, most: int) -> bool:
    """Return whether a name was typed with at most so many errors.

    Words of a few letters are no errors of each other ("rijbewijs C"); two errors spare the first letter.

    Examples
    --------
    >>> mistyped("magazinier", "magazijnier", 1), mistyped("chauffeur rijbewijs c", "chauffeur rijbewijs b", 1)
    (True, False)
    >>> mistyped("secretarise", "secretaresse", 2), mistyped("kokbakker", "broodbakker", 2)
    (True, False)
    """
    apart = slips(typed, name, most)
    if not 0 < apart <= most:
        return False
    short = {word for word in typed.split() if len(word) <= LONGEST_SHORT}
    return short <= set(name.split()) and (apart == 1 or typed[0] == name[0])


def slipped(finder: TitleFinder, evidence: Evidence, text: str) -> int | None:
    """Return the one owner whose name was meant with a typing error; ``None`` when none or several may be.

    The title is compared as it was typed and in its one form: an error in an ending hides it ("secretarese"). A title
    that ESCO has as a name is no typing error.
    """
    form, typed = evidence.form, fold(text)
    if len(typed) < SHORTEST_SLIP or not len(evidence.letters) or finder.meanings.named(form):
        return None
    rows = best(evidence.letters, COMPARED)[0].tolist()
    forms = [(finder.letters.names[row], int(finder.owners[row])) for row in rows]
    shown = [(fold(finder.names[row]), int(finder.owners[row])) for row in rows]
    meant = _within(1, form, forms) or _within(1, typed, shown) or _within(2, form, forms) | _within(2, typed, shown)
    return meant.pop() if len(meant) == 1 else None


def _within(most: int, typed: str, names: Iterable[tuple[str, int]]) -> set[int]:
    """Return the owners of names that are so many typing errors away at most; two need a longer title."""
    if len(typed) < (SHORTEST_SLIP if most == 1 else SHORTEST_TWO_SLIPS):
        return set()
    return {owner for name, owner in names if mistyped(typed, name, most)}


def split_place(text: str) -> tuple[str, str]:
    """Return what stands before the place or employer of a title, and the place; both empty where none is said.

    Examples
    --------
    >>> split_place("chauffeur bij de bakker"), split_place("laborant bakkerij"), split_place("kok")
    (('chauffeur', 'de bakker'), ('laborant', 'bakkerij'), ('', ''))
    """
    before, *behind = _WHERE.split(text.lower(), maxsplit=1)
    if not behind:
        known, said = several(), canonical(text).split()
        ends = (at for at in range(1, len(said)) if " ".join(said[at:]) in known.places | known.employers)
        at = next(ends, 0)
        before, behind = " ".join(said[:at]), [" ".join(said[at:])]
    return (before.strip(), behind[0].strip()) if _says_what(before) else ("", "")


def employer(finder: TitleFinder, text: str) -> tuple[str, ...]:
    """Return the ids of what most people do for the employer that a title ends with; none where it also says what."""
    before, behind = split_place(text)
    return () if named(finder, canonical(before)) else several().employers.get(canonical(behind), ())


def _says_what(before: str) -> bool:
    return bool(_without(canonical(before), several().anybody | several().just_there))


def work_of(finder: TitleFinder, part: str) -> str:
    """Return a part of a line without its place or employer, where only that leaves a name; else the part."""
    for text in (part, split_place(part)[0], without_company(part)):
        form = canonical(text)
        if form and (form in several().titles or named(finder, form)):
            return text
    return part


def begins_with(finder: TitleFinder, text: str) -> str:
    """Return the most words at the beginning of a title that are a name, or have several meanings, by themselves.

    What follows says nothing that is known: a shop, a school, a name of somebody. Empty where no words are.
    """
    typed = text.split()
    for at in range(len(typed) - 1, 0, -1):
        start = " ".join(typed[:at])
        form = canonical(start)
        if form in several().titles or (_says_what(start) and named(finder, form)):
            return start
    return ""


def resembles(evidence: Evidence, owner: int) -> bool:
    """Return whether meaning and letters together say that it is more than nonsense that happens to lie near."""
    two = float(evidence.features[owner, 0]), float(evidence.features[owner, 3])
    return max(two) >= SUGGESTED and sum(two) >= SUGGESTED_BY_BOTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What somebody does where a title says where, beside what the whole title was read as.

    Attributes
    ----------
    work
        The owner that has what stands before the place as its name; ``None`` when that has several meanings.
    ids
        Those meanings.
    place_read
        Whether the title was read as the place: "chauffeur bij de bakker" as a baker.
    """

    work: int | None
    ids: tuple[str, ...] = ()
    place_read: bool


def where_and_what(finder: TitleFinder, text: str, first: int) -> Placed | None:
    """Return what somebody does where a title says where or for whom ("kok in een rusthuis") and that was read.

    Parameters
    ----------
    first
        The owner that the whole title was read as.

    Returns
    -------
    ``None`` when no place is said, or when what stands before it says the same.
    """
    before, behind = split_place(text)
    if not before:
        return None
    work, there = named(finder, canonical(before)), canonical(behind)
    ids = several().titles.get(canonical(before), ())
    if work == (first,) or not (len(work) == 1 or ids):
        return None
    place_read = named(finder, there) == (first,)
    if not place_read and (place(there) or there in several().employers):
        place_read = not resembles(finder.evidence(before), first)
    if len(work) == 1:
        return Placed(work=work[0], place_read=place_read)
    return Placed(work=None, ids=ids, place_read=place_read) if place_read else None
