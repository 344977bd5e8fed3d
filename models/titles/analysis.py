"""From a name as people write it to features that survive typing errors, gendered forms and compounds.

Measured on held-back ESCO aliases (``python -m training titles evaluate``): folding gendered endings raises the share
of names found first; n-grams of 2 to 4 characters within words do better than longer ones and than whole words.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

STOP_WORDS = frozenset(
    {"van", "de", "het", "een", "en", "in", "voor", "op", "der", "den", "bij", "met", "of", "tot", "aan"}
    | {"m", "v", "x", "le", "la", "les", "du", "des", "et", "the", "and", "for"}
)
"""Words that say nothing about the work; a name of nothing else keeps them."""

GENDERED_ENDINGS = (
    ("leidster", "leider"), ("istes", "ist"), ("iste", "ist"), ("aresse", "aris"), ("esse", "eur"), ("euse", "eur"),
    ("trice", "teur"), ("rice", "eur"), ("ares", "aar"), ("eres", "er"), ("eurs", "eur"), ("ers", "er"),
    ("ienne", "ien"), ("ante", "ant"), ("ente", "ent"), ("vrouw", "man"), ("mannen", "man"), ("lieden", "man"),
    ("lui", "man"),
)  # fmt: skip
"""Endings of female and plural forms and the form they are folded to, tried in this order."""

SHORTEST_FOLDED = 6
"""Shorter words are left as they are: folding them would merge words that differ."""

KIN = (
    "technicus technieker techniker",
    "verantwoordelijke manager chef hoofd leidinggevende leider supervisor coordinator baas overste",
    "medewerker bediende assistent hulp helper kracht",
    "bestuurder chauffeur rijder voerder",
    "leraar leerkracht docent onderwijzer lesgever juf meester instructeur",
    "adviseur consulent raadgever consultant",
    "operator bediener operateur",
    "monteur mecanicien hersteller reparateur installateur",
    "schoonmaker poetser kuiser reiniger",
    "ontwerper designer vormgever",
    "ontwikkelaar programmeur developer",
    "boer landbouwer kweker teler",
    "controleur inspecteur keurder",
    "ploegbaas meestergast voorman teamleider",
)
"""Words that Flemish and Dutch titles use for the same role; one extra feature, beside the letters."""

_KIN = {word: f"={number}" for number, line in enumerate(KIN) for word in line.split()}
_SHORTEST_KIN_ENDING = 5
_NOT_WORD = re.compile(r"[^0-9a-z+#]+")
_WITH_SCRIPT = re.compile(r"[^\w+#]+")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return the text in lower case, without accents and punctuation.

    Examples
    --------
    >>> fold("Oriënt-medewerk(st)er, C++")
    'orient medewerk st er c++'
    """
    lowered = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(char for char in lowered if not unicodedata.combining(char))
    # Names in other scripts keep their own letters; Latin ones lose everything that is not a letter or digit.
    pattern = _NOT_WORD if bare.isascii() else _WITH_SCRIPT
    return pattern.sub(" ", bare).strip()


_VOWELS = frozenset("aeiou")
_VOICED = {"f": "v", "s": "z"}


def _with_er(stem: str) -> str:
    """Add -er to a Dutch stem as spelling asks: verpleeg, verpleger; kap, kapper; schrijf, schrijver; reinig, -er."""
    if len(stem) < 3:
        return stem + "er"
    if stem.endswith("ig"):
        return stem + "er"
    if stem.endswith("ijf"):
        return stem[:-1] + "ver"
    before, vowel, last = stem[-3], stem[-2], stem[-1]
    if last in _VOWELS or vowel not in _VOWELS:
        return stem + "er"
    if before == vowel:
        return stem[:-2] + _VOICED.get(last, last) + "er"
    if before in _VOWELS:
        return stem[:-1] + _VOICED.get(last, last) + "er"
    return stem + last + "er"


@lru_cache(maxsize=65_536)
def fold_gender(word: str) -> str:
    """Return the word with a female or plural ending folded to one form.

    Examples
    --------
    >>> [fold_gender(word) for word in ("verpleegster", "kapster", "secretaresse", "kok")]
    ['verpleger', 'kapper', 'secretaris', 'kok']
    """
    if len(word) < SHORTEST_FOLDED:
        return word
    if word.endswith("ster"):
        return _with_er(word[:-4])
    for ending, replacement in GENDERED_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + replacement
    return word


@lru_cache(maxsize=65_536)
def _kin_of(word: str) -> str | None:
    if word in _KIN:
        return _KIN[word]
    endings = (kin for kin in _KIN if len(kin) >= _SHORTEST_KIN_ENDING and word.endswith(kin))
    return next((_KIN[kin] for kin in endings), None)


def words(text: str) -> list[str]:
    """Return the telling words of a name, folded; all words when none is telling."""
    found = fold(text).split()
    return [fold_gender(word) for word in found if word not in STOP_WORDS] or found


def features(text: str, shortest: int = 2, longest: int = 4) -> Iterator[str]:
    """Yield the features of a name: n-grams of characters within words, and the role that a word names.

    Parameters
    ----------
    shortest, longest
        Lengths of the n-grams; a word counts with a space before and after it.
    """
    for word in words(text):
        yield from word_features(word, shortest, longest)


def word_features(word: str, shortest: int = 2, longest: int = 4) -> Iterator[str]:
    """Yield the features of one folded word."""
    padded = f" {word} "
    for n in range(shortest, longest + 1):
        for start in range(len(padded) - n + 1):
            yield padded[start : start + n]
    kin = _kin_of(word)
    if kin is not None:
        yield kin
