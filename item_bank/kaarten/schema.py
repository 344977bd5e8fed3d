"""A card and a deck; upstream the YAML of each bank, downstream ``models.kaarten`` and the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, NewType, TypeVar

from item_bank.loader import check_keys, read_yaml
from item_bank.schema import LANGUAGES, CatalogueError, Language

CardId = NewType("CardId", str)

SEVEN = 7
"""Cards in a result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A text in Dutch, French and English.

    Examples
    --------
    >>> Translated(nl="Luisteren", fr="Écouter", en="Listening").text("fr")
    'Écouter'
    """

    nl: str
    fr: str
    en: str

    def __post_init__(self) -> None:
        for language in LANGUAGES:
            text = getattr(self, language)
            if not isinstance(text, str) or not text.strip():
                raise CatalogueError(f"a text has {text!r} in {language}; allowed is a sentence")

    def text(self, language: Language = "nl") -> str:
        """Return the text in this language."""
        return {"nl": self.nl, "fr": self.fr, "en": self.en}[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One card: a few words, and a sentence that says what is meant.

    Attributes
    ----------
    id
        Lower-case words with hyphens; independent of the language and kept for good.
    """

    id: CardId
    title: Translated
    text: Translated


CardT_co = TypeVar("CardT_co", bound=Card, covariant=True)


class Deck(Generic[CardT_co]):
    """The cards of a game in the order of the bank.

    Examples
    --------
    >>> words = Translated(nl="Luisteren", fr="Écouter", en="Listening")
    >>> deck = Deck(version="1.0.0", cards=[Card(id=CardId("luisteren"), title=words, text=words)])
    >>> deck.ids, deck.get("luisteren").title.nl, deck.get("zwemmen")
    (('luisteren',), 'Luisteren', None)

    Raises
    ------
    CatalogueError
        When an id occurs twice.
    """

    def __init__(self, *, version: str, cards: "list[CardT_co]") -> None:
        self.version = version
        self.cards = tuple(cards)
        self.ids = tuple(card.id for card in cards)
        self._by_id = {card.id: card for card in cards}
        if len(self._by_id) != len(self.ids):
            twice = sorted({id_ for id_ in self.ids if self.ids.count(id_) > 1})
            raise CatalogueError(f"card id occurs twice: {', '.join(twice)}")

    def get(self, id: str) -> CardT_co | None:  # noqa: A002 - the field's own name
        """Return a card, or ``None`` when the deck does not have it."""
        return self._by_id.get(CardId(id))

    def __getitem__(self, id: CardId) -> CardT_co:  # noqa: A002 - the field's own name
        return self._by_id[id]


def translated(row: object) -> Translated:
    """Return a text from a row of YAML.

    Raises
    ------
    CatalogueError
        When a language is missing or not known.
    """
    languages = frozenset(LANGUAGES)
    check_keys(row, required=languages, optional=frozenset(), where="a text")
    assert isinstance(row, Mapping)  # noqa: S101 - check_keys said so; this tells the type checker
    return Translated(nl=row["nl"], fr=row["fr"], en=row["en"])


def read_cards(path: Path, keys: frozenset[str]) -> tuple[str, list[Mapping[str, Any]]]:
    """Read a bank of cards: its version and its rows.

    Parameters
    ----------
    keys
        Keys of a row besides ``id``, ``title`` and ``text``; all of them are required.

    Raises
    ------
    CatalogueError
        When the file is not readable or a row has other keys; the message names file and row.
    """
    body = read_yaml(path)
    check_keys(body, required=frozenset({"version", "cards"}), optional=frozenset(), where=str(path))
    rows = body["cards"]
    if not isinstance(rows, list):
        raise CatalogueError(f"{path}: cards is {type(rows).__name__}; allowed is a list of rows")
    for number, row in enumerate(rows, start=1):
        check_keys(row, required=keys | {"id", "title", "text"}, optional=frozenset(), where=f"{path}, card {number}")
    return str(body["version"]), rows
