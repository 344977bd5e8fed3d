"""What a vacancy asks and which occupation it is for: names found in its text, and its title matched with its doubt.

Upstream: ``posting`` and the catalogue. Downstream: ``importing``.
"""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.schema import Names
from models.jobbereik.index import name_matcher
from models.titles.matcher import NameMatcher
from training.vacancies.fingerprints import bands, fingerprint
from training.vacancies.posting import Posting
from training.vacancies.text import stems

VERSION = "1.0.0"
"""Raised when the same vacancy would be read in another way; a file that was read by another version is read again."""

SHORTEST_PATTERN = 3
"""Names of fewer letters are not looked for in running text: "C" and "R" stand there for other things."""

LONG_WORD = 7
"""A name of one word that is shorter is looked for only when the catalogue writes it with a capital: HACCP, Excel."""

EVERYDAY = frozenset({"word", "opera", "maaltijdcheques", "werksfeer"})
"""Names of one word that nearly always mean something else in a vacancy."""

SKILL_SCORE = 0.75
"""Score from which a skill that is named by itself is taken for the competence that its name resembles most."""

CERTAIN_SCORE = 0.95
"""Score from which what stands before a separator is the whole name, and the rest of the title is not looked at."""

CANDIDATES = 8
CATEGORY_CERTAINTY = 0.9
"""Certainty when the employer's own code leaves one occupation; set, not measured."""

DOUBT = (-2.34, 2.72, 6.02)
"""Logistic curve from the score of the best title and its lead on the second to the chance that it is right; fitted on
7,326 titles made of names of the built-in catalogue that were held back from the index, a fifth at a time. A test holds
that curve and share still agree."""

FILLERS = frozenset(
    {"ervaren", "startende", "beginnende", "flexibele", "gemotiveerde", "enthousiaste", "gedreven", "junior", "senior"}
    | {"gezocht", "vacature", "voltijds", "voltijdse", "deeltijds", "deeltijdse", "weekend", "fulltime", "parttime"}
)
"""Words of titles that say nothing about the occupation."""

_KNOWLEDGE = frozenset({"kennis", "connaissance", "knowledge", "basiskennis"})
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\b[mvfhx]\s*/\s*[mvfhx](?:\s*/\s*[mvfhxd])?\b", re.IGNORECASE)
_SPLIT = re.compile(r"\s[-–—|:]\s|[|•]|,\s| te | in ")
_ISCO = re.compile(r"(?:ISCO[-_ ]?(?:08)?[-_: ]?|/C)?(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read in one vacancy.

    Attributes
    ----------
    occupation
        Position in the catalogue, -1 when nothing resembles the title.
    certainty
        Chance that the occupation is right, 0 to 1.
    competences
        Positions in the catalogue, each once, in order.
    fingerprint, bands
        See ``training.vacancies.fingerprints``.
    """

    occupation: int
    certainty: float
    competences: tuple[int, ...]
    fingerprint: int
    bands: NDArray[np.uint32]


def _everyday(name: str, *, label: bool) -> bool:
    """Return whether one word may mean something else in any text: short, and no label, acronym or proper name."""
    return name.lower() in EVERYDAY or (len(name) < LONG_WORD and not label and name == name.lower())


def _patterns(names: Names) -> Iterator[tuple[str, bool]]:
    """Yield what is looked for in a text, and whether it is a label; a Dutch verb may also stand in front."""
    labels = set(names.labels.values())
    for _, name in names.all():
        words = stems(name)
        if len(words) > 2 and words[0] in _KNOWLEDGE:
            words = words[1:]
        if sum(map(len, words)) < SHORTEST_PATTERN or (len(words) == 1 and _everyday(name, label=name in labels)):
            continue
        yield joined(words), name in labels
        if len(words) > 1:
            yield joined([words[-1], *words[:-1]]), False


def joined(words: Iterable[str]) -> str:
    """Return words with two spaces between them, so that patterns side by side do not share one."""
    return " " + "  ".join(words) + " "


def _owners(catalogue: Catalogue) -> dict[str, int]:
    """Return the one competence of each pattern; a name that two share says nothing, unless it is the label of one."""
    found: dict[str, set[int]] = {}
    labelled: dict[str, set[int]] = {}
    for position in range(catalogue.n_competences):
        for pattern, label in _patterns(catalogue.competence(position).names):
            found.setdefault(pattern, set()).add(position)
            if label:
                labelled.setdefault(pattern, set()).add(position)
    chosen = {pattern: labelled.get(pattern, owners) for pattern, owners in found.items()}
    return {pattern: min(owners) for pattern, owners in chosen.items() if len(owners) == 1}


def doubt(score: float, lead: float) -> float:
    """Return the chance that the best title is right.

    Parameters
    ----------
    score
        Score of the best title, 0 to 1.
    lead
        How far it leads the best title of another occupation, 0 to 1.

    Examples
    --------
    >>> doubt(1.0, 0.5) > doubt(0.6, 0.5) > doubt(0.6, 0.0)
    True
    """
    base, of_score, of_lead = DOUBT
    return 1.0 / (1.0 + math.exp(-(base + of_score * score + of_lead * lead)))


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


class Reader:
    """Reads vacancies against one catalogue; keeps what it read of titles and skills.

    Parameters
    ----------
    catalogue
        The catalogue.
    occupation_names
        The names that titles are compared with; by default all names of its occupations.
    """

    def __init__(self, catalogue: Catalogue, occupation_names: NameMatcher | None = None) -> None:
        owners = _owners(catalogue)
        self.catalogue = catalogue
        self._owners = list(owners.values())
        self._find = AhoCorasick(list(owners), matchkind=MatchKind.LeftmostLongest)
        self._occupation_names = occupation_names or name_matcher(catalogue, occupations=True)
        self._competence_names = name_matcher(catalogue, occupations=False)
        occupations = [catalogue.occupation(i) for i in range(catalogue.n_occupations)]
        self._by_link = {o.esco: i for i, o in enumerate(occupations) if o.esco} | {
            o.id: i for i, o in enumerate(occupations)
        }
        self._by_isco: dict[str, list[int]] = {}
        for i, occupation in enumerate(occupations):
            self._by_isco.setdefault(occupation.isco08 or "", []).append(i)
        self._titles = lru_cache(maxsize=200_000)(self._match_title)
        self._names = lru_cache(maxsize=100_000)(self._match_name)
        self._skills = lru_cache(maxsize=100_000)(self._match_skill)

    def in_text(self, words: Iterable[str]) -> set[int]:
        """Return the competences whose name stands in a text of stems."""
        return {self._owners[match[0]] for match in self._find.find_matches_as_indexes(joined(words))}

    def _match_skill(self, skill: str) -> int | None:
        exact = self.catalogue.competence_index(skill)
        if exact is not None:
            return exact
        found = self._competence_names.search(skill, 1)
        return found[0][0] if found and found[0][2] >= SKILL_SCORE else None

    def _match_name(self, name: str) -> tuple[tuple[int, float], ...]:
        return tuple((i, score) for i, _, score in self._occupation_names.search(name, CANDIDATES))

    def _match_title(self, title: str) -> tuple[tuple[int, float], ...]:
        """Return the occupations that a title resembles and how far, best first."""
        best: dict[int, float] = {}
        for variant in title_variants(title):
            for occupation, score in self._names(variant):
                best[occupation] = max(score, best.get(occupation, 0.0))
            if max(best.values(), default=0.0) >= CERTAIN_SCORE:
                break
        return tuple(sorted(best.items(), key=lambda item: (-item[1], item[0])))

    def occupation(self, title: str, categories: Iterable[str] = ()) -> tuple[int, float]:
        """Return the occupation of a title and the chance that it is right; -1 and 0 when nothing resembles it.

        Parameters
        ----------
        categories
            Codes or names that the employer gave: an id or link of the catalogue, or a code of ISCO-08.
        """
        found = self._titles(title)
        for category in categories:
            known = self._by_link.get(category.strip())
            if known is not None:
                return known, CATEGORY_CERTAINTY
            code = _ISCO.search(category)
            group = self._by_isco.get(code[1], []) if code else []
            if len(group) == 1:
                return group[0], CATEGORY_CERTAINTY
            if group:
                found = tuple(pair for pair in found if pair[0] in group) or found
        if not found:
            return -1, 0.0
        lead = found[0][1] - (found[1][1] if len(found) > 1 else 0.0)
        return found[0][0], doubt(found[0][1], lead)

    def read(self, posting: Posting) -> Reading:
        """Read one vacancy."""
        words = stems(f"{posting.title}\n{posting.text}")
        competences = self.in_text(words)
        for skill in posting.skills:
            known = self._skills(skill)
            competences |= {known} if known is not None else self.in_text(stems(skill))
        occupation, certainty = self.occupation(posting.title, posting.categories)
        return Reading(
            occupation=occupation,
            certainty=certainty,
            competences=tuple(sorted(competences)),
            fingerprint=fingerprint(words),
            bands=bands(words),
        )
