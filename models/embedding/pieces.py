"""Words cut into the pieces of a vocabulary: greedy longest match, as training's tokenizer cuts.

Upstream: ``training.embedding``, whose ``tokenizers`` configuration this follows rule for rule (a test compares both).
Downstream: ``models.embedding.static``.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping

BEGINS = "\u2581"
"""Stands before a word, and so in the pieces that begin one."""

UNKNOWN = "[UNK]"
"""A word with a character that no piece has; its vector is zero."""

TELLING = 4
"""Letters from which a piece of a word says something; shorter ones stand in words that have nothing in common."""

LONGEST_WORD = 100
"""Longer words are unknown; no name of a job has one."""

SEPARATOR = r"[^\w+#]+"
"""What stands between words; ``c++`` and ``c#`` are words."""

_SEPARATOR = re.compile(SEPARATOR)
_MARK = "Mn"


def folded_words(text: str) -> list[str]:
    """Return the words of a text in lower case without accents.

    Examples
    --------
    >>> folded_words("Ingénieur-architect (C++)")
    ['ingenieur', 'architect', 'c++']
    """
    lowered = unicodedata.normalize("NFKD", text).lower()
    bare = "".join(char for char in lowered if unicodedata.category(char) != _MARK)
    return [word for word in _SEPARATOR.split(bare) if word]


class Pieces:
    """A vocabulary of pieces.

    Parameters
    ----------
    vocabulary
        Each piece once; its position is its row in the table of vectors.
    """

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._rows: Mapping[str, int] = {piece: row for row, piece in enumerate(vocabulary)}
        self._longest = max((len(piece) for piece in self._rows), default=0)
        self._unknown = self._rows.get(UNKNOWN, -1)
        self._lengths = [len(piece.removeprefix(BEGINS)) for piece in self._rows]

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, text: str) -> list[int]:
        """Return the rows of the pieces of a text, in its order; empty when it has no word.

        Examples
        --------
        >>> Pieces(["[UNK]", BEGINS + "kraan", "man", "machinist"]).rows("Kraanman, kok")
        [1, 2, 0]
        """
        return [row for word in folded_words(text) for row in self._cut(BEGINS + word)]

    def recognised(self, text: str) -> float:
        """Return the share of the letters that stand in telling pieces or in words that are one piece; 0 for no word.

        Examples
        --------
        >>> pieces = Pieces(["[UNK]", BEGINS + "kok", BEGINS + "vel", "machinist", "pi"])
        >>> [pieces.recognised(text) for text in ("kok", "velpi", "velmachinist", "")]
        [1.0, 0.0, 0.75, 0.0]
        """
        words = folded_words(text)
        told = sum(self._told(word) for word in words)
        return told / max(sum(map(len, words)), 1)

    def _told(self, word: str) -> int:
        """Return how many letters of a word stand in telling pieces."""
        cut = self._cut(BEGINS + word)
        if len(cut) == 1:
            return len(word) if cut[0] != self._unknown else 0
        lengths = [self._lengths[row] for row in cut]
        return sum(length for length in lengths if length >= TELLING)

    def _cut(self, word: str) -> list[int]:
        if len(word) > LONGEST_WORD + len(BEGINS):
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(word):
            for end in range(min(len(word), start + self._longest), start, -1):
                row = self._rows.get(word[start:end])
                if row is not None:
                    found.append(row)
                    start = end
                    break
            else:
                return [self._unknown]
        return found
