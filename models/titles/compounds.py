"""Dutch compounds read as their two words: "magazijnverantwoordelijke" as "magazijn verantwoordelijke".

Upstream: ``training.titles`` counts the words of ESCO's names. Downstream: ``models.titles.finder``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.columns import TextColumn

SHORTEST = 8
"""Letters from which a word is looked at."""

SHORTEST_FIRST, SHORTEST_LAST = 3, 4
"""Letters of both parts at least."""

BETWEEN = ("", "s", "en", "n", "e")
"""What Dutch puts between two words."""

PART, WHOLE = 2, 3
"""Names that a word must stand in to be a part, and to stay whole."""

_MOST = np.iinfo(np.int16).max


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """In how many names each word stands; words of one name only are left out."""

    times: Mapping[str, int]

    @classmethod
    def of(cls, forms: Iterable[str]) -> "Words":
        """Count the words of names in their one form.

        Examples
        --------
        >>> Words.of(["magazijn verantwoordelijke", "magazijn", "kok"]).times
        {'magazijn': 2}
        """
        counted = Counter(word for form in forms for word in set(form.split()))
        return cls({word: min(times, _MOST) for word, times in sorted(counted.items()) if times >= PART})

    def apart(self, form: str) -> str:
        """Return a title in its one form with each compound of two known words as these; a known word stays.

        Examples
        --------
        >>> known = Words({"magazijn": 9, "verantwoordelijke": 9, "bakker": 9, "gast": 9, "verpleegkundige": 9})
        >>> [known.apart(form) for form in ("magazijnverantwoordelijke", "bakkersgast", "verpleegkundige")]
        ['magazijn verantwoordelijke', 'bakker gast', 'verpleegkundige']
        """
        return " ".join(self._apart(word) for word in form.split())

    def _apart(self, word: str) -> str:
        """Return the way whose rarer part stands in most names, weighed by the letters of the shorter one."""
        times = self.times
        if len(word) < SHORTEST or times.get(word, 0) >= WHOLE:
            return word
        most, found = 0, word
        for start in range(SHORTEST_FIRST, len(word) - SHORTEST_LAST + 1):
            last = word[start:]
            if last not in times:
                continue
            for between in BETWEEN:
                first = word[:start].removesuffix(between)
                if len(first) < SHORTEST_FIRST or first + between != word[:start] or first not in times:
                    continue
                weight = min(times[first], times[last]) * min(len(first), len(last))
                if weight > most:
                    most, found = weight, f"{first} {last}"
        return found

    def to_arrays(self) -> dict[str, NDArray[Any]]:
        """Return both columns, ready to be stored."""
        words = TextColumn.of(list(self.times))
        times = np.array(list(self.times.values()), dtype=np.int16)
        return {"words.data": words.data, "words.offsets": words.offsets, "words.times": times}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> "Words":
        """Rebuild from stored arrays."""
        words = TextColumn(arrays["words.data"], arrays["words.offsets"])
        return cls(dict(zip(words, arrays["words.times"].tolist(), strict=True)))
