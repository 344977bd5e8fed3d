"""Which occupation titles of vacancies name, by the matcher that citizens use: found, a choice, near, nothing.

A title of which the matcher is not sure is counted as such and never guessed. Titles are read many at once, and what
was read of a title is kept. Upstream: ``models.titles``. Downstream: ``reading``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from item_bank.catalogue.table import Catalogue
from models.jobbereik.index import title_finder
from models.titles.analysis import words
from models.titles.answering import FOUND, SLIPPED, Answer, Kind, answers
from models.titles.finder import TitleFinder
from models.titles.forms import canonical
from models.titles.readings import SHORTEST_SLIP, listed, mistyped

CANDIDATES = 4
"""Occupations of an answer among which an employer's code chooses."""

KEPT = 200_000
"""Titles whose answer is kept; then all are forgotten, so that memory has a bound."""

CATEGORY_CERTAINTY = 0.9
"""Certainty when the employer's own code leaves one occupation; set, not measured."""

FILLERS = frozenset(
    {"ervaren", "startende", "beginnende", "flexibele", "gemotiveerde", "enthousiaste", "gedreven", "junior", "senior"}
    | {"gezocht", "vacature", "voltijds", "voltijdse", "deeltijds", "deeltijdse", "weekend", "fulltime", "parttime"}
)
"""Words of titles that say nothing about the occupation."""

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b[mvfhx]\s*/\s*[mvfhx](?:\s*/\s*[mvfhxd])?\b", re.IGNORECASE)
_SPLIT = re.compile(r"\s[-–—|:]\s|[|•]|,\s| te | in ")
_ISCO = re.compile(r"(?:ISCO[-_ ]?(?:08)?[-_: ]?|/C)?(\d{4})")
_ORDER = (Kind.FOUND, Kind.AMBIGUOUS, Kind.NEAR, Kind.NOTHING)


class TitleKind(StrEnum):
    """How a title was read, in the order in which it is stored."""

    FOUND = "found"
    """One occupation, sure for one half or more."""
    AMBIGUOUS = "ambiguous"
    """Several may be meant."""
    NEAR = "near"
    """Not in the catalogue; ESCO knows it, and something of the catalogue is near."""
    NOTHING = "nothing"
    CODE = "code"
    """The employer's own code says the occupation."""


KINDS = tuple(TitleKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What was read in a title.

    Attributes
    ----------
    occupation
        Position in the catalogue, -1 when none is sure enough to be counted.
    certainty
        Chance that it is right, 0 to 1.
    """

    kind: TitleKind
    occupation: int = -1
    certainty: float = 0.0


def title_variants(title: str) -> list[str]:
    """Return what may be the name of the occupation in a title: all of it, and what stands before a separator.

    Examples
    --------
    >>> title_variants("Poetsvrouw (m/v/x) - Gent")
    ['Poetsvrouw', 'Poetsvrouw - Gent']
    """
    words = _BRACKETS.sub(" ", title).split()
    bare = " ".join(word for word in words if word.lower().strip(",.!") not in FILLERS).strip(" -|/,") or title
    return list(dict.fromkeys([_SPLIT.split(bare, maxsplit=1)[0].strip() or bare, bare]))


_Kept = tuple[Kind, tuple[tuple[int, float], ...]]
"""What is kept of an answer: its kind, and its occupations with their chances."""


def _kept(answer: Answer) -> _Kept:
    return answer.kind, tuple((hit.owner, hit.chance) for hit in answer.hits)


def _key(text: str) -> str:
    """Return what an answer is kept by: the one form of a title, and for whom somebody works where that is said."""
    lowered = text.lower()
    return lowered if " bij " in lowered else canonical(text)


class Known:
    """Titles that need no matcher: names of one occupation only, and those with one wrong letter.

    The matcher answers the same (a test compares them); here it is looked up. Names of the same words in another order
    are the same letters to the matcher, so they must be of one occupation too.
    """

    def __init__(self, finder: TitleFinder) -> None:
        self._meanings = finder.meanings
        self._names: dict[str, set[int]] = {}
        self._without: dict[str, list[str]] = {}
        orders: dict[tuple[str, ...], set[int]] = {}
        for name, owner in zip(finder.names, finder.owners.tolist(), strict=True):
            form = canonical(name)
            own = orders.setdefault(tuple(sorted(words(form))), set())
            own.add(owner)
            if form and form not in self._names:
                for shorter in _without_a_letter(form):
                    self._without.setdefault(shorter, []).append(form)
            self._names[form] = own

    def __contains__(self, form: str) -> bool:
        return form in self._names

    def find(self, form: str) -> tuple[int, float] | None:
        """Return the occupation of a title in its one form and the chance; ``None`` when the matcher must say."""
        if listed(form) is not None:
            return None
        own = self._names.get(form)
        if own is not None:
            return (min(own), 1.0) if len(own) == 1 and form else None
        if len(form) < SHORTEST_SLIP or self._meanings.named(form):
            return None
        near = {name for shorter in _without_a_letter(form) for name in self._without.get(shorter, ())}
        meant = {owner for name in near if mistyped(form, name, 1) for owner in self._names[name]}
        return (min(meant), SLIPPED) if len(meant) == 1 else None


def _without_a_letter(form: str) -> set[str]:
    """Return a title without one of its letters, and itself: two that differ by one letter share one of these."""
    return {form, *(form[:at] + form[at + 1 :] for at in range(len(form)))}


class TitleReader:
    """Reads titles and employers' codes against one catalogue.

    Parameters
    ----------
    finder
        The matcher; by default over all names of the catalogue's occupations.
    """

    def __init__(self, catalogue: Catalogue, finder: TitleFinder | None = None) -> None:
        occupations = [catalogue.occupation(i) for i in range(catalogue.n_occupations)]
        self._finder = finder or title_finder(catalogue)
        self._named = [(row.id, row.isco08) for row in occupations]
        self._by_link = {row.esco: i for i, row in enumerate(occupations) if row.esco}
        self._by_link |= {row.id: i for i, row in enumerate(occupations)}
        self._by_isco: dict[str, list[int]] = {}
        for i, row in enumerate(occupations):
            self._by_isco.setdefault(row.isco08 or "", []).append(i)
        self._known = Known(self._finder)
        self._answers: dict[str, _Kept] = {}

    def _variants(self, title: str) -> list[str]:
        """Return the longest beginning that is a name of the catalogue, else the variants of a title."""
        found = title_variants(title)
        ends = [match.start() for match in _SPLIT.finditer(found[-1])]
        begins = [found[-1], *(found[-1][:end] for end in reversed(ends))]
        return next(([text] for text in begins if ends and canonical(text) in self._known), found)

    def _ask(self, texts: Sequence[str]) -> list[_Kept]:
        """Return the answer to each text; the matcher is asked what it was not asked yet."""
        keys = [_key(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._answers}
        looked_up = {key: found for key, text in new.items() if (found := self._known.find(canonical(text)))}
        for key, found in looked_up.items():
            self._answers[key] = Kind.FOUND, (found,)
            del new[key]
        asked = answers(self._finder, list(new.values()), named=self._named, limit=CANDIDATES)
        self._answers.update((key, _kept(answer)) for key, answer in zip(new, asked, strict=True))
        return [self._answers[key] for key in keys]

    def _answered(self, titles: Sequence[str]) -> list[_Kept]:
        """Return the best answer to each title: to its first variant, unless only the whole title is found."""
        if len(self._answers) > KEPT:
            self._answers.clear()
        variants = [self._variants(title) for title in titles]
        found = self._ask([row[0] for row in variants])
        late = [i for i, row in enumerate(variants) if found[i][0] is not Kind.FOUND and len(row) > 1]
        for i, whole in zip(late, self._ask([variants[i][1] for i in late]), strict=True):
            found[i] = min(found[i], whole, key=lambda answer: _ORDER.index(answer[0]))
        return found

    def read(self, titles: Sequence[str], categories: Sequence[Iterable[str]] | None = None) -> list[Title]:
        """Read titles.

        Parameters
        ----------
        categories
            Codes or names that the employer of each gave: an id or link of the catalogue, or a code of ISCO-08.
        """
        found = self._answered(titles)
        return [
            self._title(answer, codes) for answer, codes in zip(found, categories or [()] * len(found), strict=True)
        ]

    def _title(self, answer: _Kept, categories: Iterable[str]) -> Title:
        kind, hits = answer
        for category in categories:
            known = self._by_link.get(category.strip())
            if known is not None:
                return Title(kind=TitleKind.CODE, occupation=known, certainty=CATEGORY_CERTAINTY)
            code = _ISCO.search(category)
            if code and (chosen := self._of_group(hits, self._by_isco.get(code[1], []))):
                return chosen
        if kind is not Kind.FOUND:
            return Title(kind=TitleKind(kind.value))
        return Title(kind=TitleKind.FOUND, occupation=hits[0][0], certainty=hits[0][1])

    @staticmethod
    def _of_group(hits: Iterable[tuple[int, float]], group: Sequence[int]) -> Title | None:
        """Return the occupation of a group of ISCO-08 that a title names, if it is sure for one half."""
        if len(group) == 1:
            return Title(kind=TitleKind.CODE, occupation=group[0], certainty=CATEGORY_CERTAINTY)
        inside = [(owner, chance) for owner, chance in hits if owner in group]
        total = sum(chance for _, chance in inside)
        certainty = CATEGORY_CERTAINTY * inside[0][1] / total if total > 0 else 0.0
        return Title(kind=TitleKind.CODE, occupation=inside[0][0], certainty=certainty) if certainty >= FOUND else None
