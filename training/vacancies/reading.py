"""What a vacancy asks and which occupation it is for: names found in its text, and its title read with its doubt.

Upstream: ``posting``, ``titles`` and the catalogue. Downstream: ``importing``.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from ahocorasick_rs import AhoCorasick, MatchKind
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.schema import Names
from models.jobbereik.index import name_matcher
from models.titles.analysis import fold
from models.titles.finder import TitleFinder
from training.vacancies.asked import asked
from training.vacancies.fingerprints import bands_of, fingerprint
from training.vacancies.posting import Posting
from training.vacancies.text import stems
from training.vacancies.titles import TitleKind, TitleReader

VERSION = "2.1.0"
"""Raised when the same vacancy would be read in another way; a file that was read by another version is read again."""

SHORTEST_PATTERN = 3
"""Names of fewer letters are not looked for in running text: "C" and "R" stand there for other things."""

LONG_WORD = 7
"""A name of one word that is shorter is looked for only when the catalogue writes it with a capital: HACCP, Excel."""

EVERYDAY = frozenset({"word", "opera", "maaltijdcheques", "werksfeer"})
"""Names of one word that nearly always mean something else in a vacancy."""

KEPT = 100_000
"""Skills whose competence is kept; then all are forgotten, so that memory has a bound."""

SKILL_SCORE = 0.75
"""Score from which a skill that is named by itself is taken for the competence that its name resembles most."""

_KNOWLEDGE = frozenset({"kennis", "connaissance", "knowledge", "basiskennis"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read in one vacancy.

    Attributes
    ----------
    kind
        How the title was read.
    occupation
        Position in the catalogue, -1 when the title names none surely.
    certainty
        Chance that the occupation is right, 0 to 1.
    competences
        Positions in the catalogue, each once, in order.
    fingerprint, bands
        See ``training.vacancies.fingerprints``.
    """

    kind: TitleKind
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


class Reader:
    """Reads vacancies against one catalogue; keeps what it read of titles and skills.

    Parameters
    ----------
    catalogue
        The catalogue.
    finder
        The matcher that reads titles; by default over all names of the catalogue's occupations.
    """

    def __init__(self, catalogue: Catalogue, finder: TitleFinder | None = None) -> None:
        owners = _owners(catalogue)
        self.catalogue = catalogue
        self._owners = list(owners.values())
        self._find = AhoCorasick(list(owners), matchkind=MatchKind.LeftmostLongest)
        self._competence_names = name_matcher(catalogue, occupations=False)
        self._titles = TitleReader(catalogue, finder)
        self._skills: dict[str, int | None] = {}
        self._by_name: dict[str, int] = {}
        for name, owner in zip(self._competence_names.names, self._competence_names.owners.tolist(), strict=True):
            self._by_name.setdefault(fold(name), owner)

    def in_text(self, words: Iterable[str]) -> set[int]:
        """Return the competences whose name stands in a text of stems."""
        return {self._owners[match[0]] for match in self._find.find_matches_as_indexes(joined(words))}

    def _read_skills(self, postings: Iterable[Posting]) -> None:
        """Read the skills that were not read yet: an id, a name, or what a name resembles."""
        if len(self._skills) > KEPT:
            self._skills.clear()
        unknown = []
        for skill in dict.fromkeys(skill for row in postings for skill in row.skills if skill not in self._skills):
            exact = self.catalogue.competence_index(skill)
            known = self._by_name.get(fold(skill)) if exact is None else exact
            self._skills[skill] = known
            if known is None and asked(skill) == skill:
                unknown.append(skill)
        for skill, found in zip(unknown, self._competence_names.search_all(unknown, 1), strict=True):
            self._skills[skill] = found[0][0] if found and found[0][2] >= SKILL_SCORE else None

    def occupation(self, title: str, categories: Iterable[str] = ()) -> tuple[int, float]:
        """Return the occupation of a title and the chance that it is right; -1 and 0 when it names none surely.

        Parameters
        ----------
        categories
            Codes or names that the employer gave: an id or link of the catalogue, or a code of ISCO-08.
        """
        (found,) = self._titles.read([title], [categories])
        return found.occupation, found.certainty

    def _competences(self, posting: Posting, words: Iterable[str]) -> tuple[int, ...]:
        competences = self.in_text(words)
        for skill in posting.skills:
            known = self._skills[skill]
            competences |= {known} if known is not None else self.in_text(stems(asked(skill)))
        return tuple(sorted(competences))

    def read(self, postings: Sequence[Posting]) -> list[Reading]:
        """Read vacancies; many at once are cheaper and give the same."""
        titles = self._titles.read([row.title for row in postings], [row.categories for row in postings])
        self._read_skills(postings)
        words = [stems(f"{row.title}\n{asked(row.text)}") for row in postings]
        return [
            Reading(
                kind=title.kind,
                occupation=title.occupation,
                certainty=title.certainty,
                competences=self._competences(posting, own),
                fingerprint=fingerprint(own),
                bands=bands,
            )
            for posting, title, own, bands in zip(postings, titles, words, bands_of(words), strict=True)
        ]
