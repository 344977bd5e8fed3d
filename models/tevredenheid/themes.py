"""Groups open answers by what they are about; each group is named by its own most telling words.

Answers become vectors of their words, weighed by how rare each is; a factorisation without negative numbers (Lee and
Seung 1999) with as many parts as there are groups puts each answer where it weighs most. A group of fewer than
``least`` answers is not shown: its answers join the rest. Telling is a word that is frequent in the group and rare
outside it. The start is drawn from a seed and positive, so no sign of a decomposition decides anything.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

LEAST = 10
"""Answers of a group."""

MOST_GROUPS = 12
WORDS_SHOWN = 3
ROUNDS = 60

SMALL = frozenset(
    re.findall(
        r"\S+",
        """aan al alle alleen als altijd andere bij blij daar dan dat de deze die dit doen door dus een eens en er erg
        gaan ge geen geweest goed goede had heb hebben heeft heel het hier hij hoe hun ik in is ja je kan
        kon kunnen maar me meer mee met mij mijn moest na naar niet nog nu of om omdat ook op over te toch
        toen tot u uit van veel voor vond waar waren was wat we wel werd werden wie wij word worden wordt
        zal ze zeer zelf zich zij zijn zo zou zouden iets niets nvt geweldig bedankt dank echt ons onze
        jullie hen haar hem zeker gewoon soms vaak beter beste""",
    )
)
"""Words that say nothing of a theme."""

NOTHING = re.compile(
    r"\W*(?:niets?|nvt|n\.?v\.?t\.?|geen(?: (?:idee|suggesties?|opmerkingen?))?|neen?|x|"
    r"alles (?:was|is) (?:goed|ok[eé]?|in orde))?\W*",
    re.IGNORECASE,
)
"""Answers that say that there is nothing to say; the report leaves them out too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A theme: its most telling words, and which answers, by their place in the list."""

    words: tuple[str, ...]
    answers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """All groups, the largest first; ``rest`` are answers in none, ``empty`` those that say nothing."""

    groups: tuple[Group, ...]
    rest: tuple[int, ...]
    empty: tuple[int, ...]


def words_of(text: str) -> list[str]:
    """Return the words of an answer that can tell a theme.

    Examples
    --------
    >>> words_of("Ik kreeg meer inzicht in mezelf!")
    ['kreeg', 'inzicht', 'mezelf']
    """
    found = re.findall(r"[^\W\d_]{3,}", text.lower())
    return [word for word in found if word not in SMALL]


def _weighed(rows: Sequence[list[str]], vocabulary: dict[str, int]) -> sparse.csr_matrix:
    places, columns, values = [], [], []
    spread = Counter(word for row in rows for word in set(row))
    for place, row in enumerate(rows):
        counts = Counter(word for word in row if word in vocabulary)
        weights = {w: (1 + np.log(n)) * np.log((1 + len(rows)) / spread[w]) for w, n in counts.items()}
        length = float(np.sqrt(sum(weight**2 for weight in weights.values()))) or 1.0
        for word, weight in weights.items():
            places.append(place)
            columns.append(vocabulary[word])
            values.append(weight / length)
    return sparse.csr_matrix((values, (places, columns)), shape=(len(rows), len(vocabulary)))


def _factors(table: sparse.csr_matrix, parts: int, seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    left, right = rng.uniform(0.1, 1.0, (table.shape[0], parts)), rng.uniform(0.1, 1.0, (parts, table.shape[1]))
    for _ in range(ROUNDS):
        right *= (table.T @ left).T / (left.T @ left @ right + 1e-9)
        left *= (table @ right.T) / (left @ (right @ right.T) + 1e-9)
    found: np.ndarray = left * right.sum(axis=1)
    return found


def _telling(rows: Sequence[list[str]], inside: Sequence[int]) -> tuple[str, ...]:
    own = Counter(word for place in inside for word in set(rows[place]))
    all_ = Counter(word for row in rows for word in set(row))
    others = max(1, len(rows) - len(inside))
    least = max(3, len(inside) // 10)

    def weight(word: str) -> float:
        here, there = own[word] / len(inside), (all_[word] - own[word]) / others
        return here * float(np.log((here + 0.01) / (there + 0.01)))

    words = sorted((word for word, count in own.items() if count >= least), key=lambda word: (-weight(word), word))
    return tuple(word for word in words[:WORDS_SHOWN] if weight(word) > 0)


def group(answers: Sequence[str], *, least: int = LEAST, seed: int = 0) -> Grouped:
    """Return the themes among answers; a group without a telling word is none."""
    empty = tuple(place for place, text in enumerate(answers) if NOTHING.fullmatch(text) or not words_of(text))
    kept = [place for place in range(len(answers)) if place not in set(empty)]
    rows = [words_of(answers[place]) for place in kept]
    spread = Counter(word for row in rows for word in set(row))
    vocabulary = {word: at for at, word in enumerate(sorted(word for word, n in spread.items() if n >= 2))}
    parts = min(MOST_GROUPS, len(rows) // least)
    if not parts or not vocabulary:
        return Grouped(groups=(), rest=tuple(kept), empty=empty)
    weights = _factors(_weighed(rows, vocabulary), parts, seed)
    home = np.where(weights.max(axis=1) > 1e-6, weights.argmax(axis=1), -1)
    found = []
    for part in range(parts):
        inside = [int(place) for place in np.flatnonzero(home == part)]
        words = _telling(rows, inside) if len(inside) >= least else ()
        if words:
            found.append(Group(words=words, answers=tuple(kept[place] for place in inside)))
    placed = {place for one in found for place in one.answers}
    ordered = tuple(sorted(found, key=lambda one: (-len(one.answers), one.words)))
    return Grouped(groups=ordered, rest=tuple(place for place in kept if place not in placed), empty=empty)
