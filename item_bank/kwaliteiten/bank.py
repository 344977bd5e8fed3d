"""Reads the cards of Jouw kwaliteiten from ``cards.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from item_bank.kaarten.schema import Card, CardId, Deck, read_cards, translated
from item_bank.loader import check_keys
from item_bank.schema import CatalogueError, CompetenceId

PATH = Path(__file__).with_name("cards.yaml")
PARTS = ("situation", "task", "action", "result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """How somebody may explain a quality: what was going on, what had to be done, what they did, what came of it.

    Written for this project in Dutch; about nobody.
    """

    situation: str
    task: str
    action: str
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityCard(Card):
    """A soft skill.

    Attributes
    ----------
    competences
        Competences of the built-in catalogue that ask this quality, closest first; at least one.
    generic
        Whether it says a generic competence that Flemish vacancies ask in all sectors.
    example
        An example in Dutch.
    """

    competences: tuple[CompetenceId, ...]
    generic: bool
    example: Example


def _card(row: Mapping[str, Any]) -> QualityCard:
    check_keys(row["example"], required=frozenset(PARTS), optional=frozenset(), where="example")
    if not row["competences"]:
        raise CatalogueError("competences is empty; allowed is at least one id of the catalogue")
    return QualityCard(
        id=CardId(row["id"]),
        title=translated(row["title"]),
        text=translated(row["text"]),
        competences=tuple(map(CompetenceId, row["competences"])),
        generic=bool(row["generic"]),
        example=Example(**row["example"]),
    )


def read(path: Path = PATH) -> Deck[QualityCard]:
    """Read the deck.

    Raises
    ------
    CatalogueError
        When a row cannot be used; the message names file and card.
    """
    version, rows = read_cards(path, frozenset({"competences", "generic", "example"}))
    cards = []
    for row in rows:
        try:
            cards.append(_card(row))
        except (ValueError, TypeError) as error:
            raise CatalogueError(f"{path} ({row['id']}): {error}") from error
    return Deck(version=version, cards=cards)


@cache
def deck() -> Deck[QualityCard]:
    """Return the deck that comes with the project; read once for each process."""
    return read()
