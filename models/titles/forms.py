"""One form for the gendered, plural and dialect forms of a title, so that everybody gets the same answer.

Rules of spelling stand here and in ``analysis``, words that no rule gives in ``forms.yaml``.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml

from models.titles.analysis import STOP_WORDS, fold, fold_gender

FILE = Path(__file__).with_name("forms.yaml")
LONGEST = 200
"""Characters of a title that are read; more is no title."""

_SHORTEST_STEM = 3
_BRACKETS = ("m/v/x", "m/v", "v/m/x", "v/m", "h/f/x", "h/f", "f/m/x", "m/w/d", "w/m")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The words of ``forms.yaml``."""

    protected: tuple[str, ...]
    beginnings: tuple[tuple[str, str], ...]
    words: dict[str, str]
    endings: tuple[tuple[str, str], ...]


@cache
def forms() -> Forms:
    """Return the forms that come with the project, read once."""
    body = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Forms(
        protected=tuple(body["protected_endings"]),
        beginnings=tuple(body["beginnings"].items()),
        words=dict(body["words"]),
        endings=tuple((ending, form) for ending, form in body["endings"]),
    )


@lru_cache(maxsize=65_536)
def one_form(word: str) -> str:
    """Return the one form of a folded word.

    Examples
    --------
    >>> [one_form(word) for word in ("verkoopster", "verkopers", "kassierster", "kuisvrouwen", "burgemeesters")]
    ['verkoper', 'verkoper', 'kassier', 'poetsman', 'burgemeester']
    >>> [one_form(word) for word in ("animatrice", "molenaarster", "bestuurster", "winkelmeisje", "psychologe")]
    ['animator', 'molenaar', 'bestuurder', 'winkelman', 'psycholoog']
    """
    known = forms()
    for beginning, form in known.beginnings:
        if word.startswith(beginning) and len(word) > len(beginning):
            word = form + word[len(beginning) :]
    if word in known.words:
        return known.words[word]
    if word.endswith("sters"):
        word = word[:-1]
    for ending, form in known.endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return form_of_stem(word[: -len(ending)] + form)
    if word.endswith(known.protected):
        return word
    if word.endswith("ierster"):
        return word[: -len("ster")]
    return form_of_stem(fold_gender(word))


def form_of_stem(word: str) -> str:
    """Return what data says of a word whose ending was folded, or the word."""
    return forms().words.get(word, word)


@lru_cache(maxsize=8192)
def canonical(text: str) -> str:
    """Return a title in its one form; empty when it has no letter or digit.

    Examples
    --------
    >>> canonical("Poetsvrouw (m/v/x)"), canonical("de verkoopsters van de winkel"), canonical("!!!")
    ('poetsman', 'verkoper winkel', '')
    """
    lowered = text[:LONGEST].lower()
    for mark in _BRACKETS:
        lowered = lowered.replace(mark, " ")
    found = fold(lowered).split()
    telling = [word for word in found if word not in STOP_WORDS] or found
    return " ".join(one_form(word) for word in telling)
