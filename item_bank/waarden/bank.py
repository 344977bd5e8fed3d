"""Reads the cards of Jouw waarden and the circle of basic values that they stand on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from item_bank.kaarten.schema import Card, CardId, Deck, read_cards, translated
from item_bank.loader import read_rows
from item_bank.schema import CatalogueError

FOLDER = Path(__file__).parent
QUARTER_DEGREES = 90.0


class Quarter(StrEnum):
    """The four quarters of the circle, in order; opposite ones pull in opposite directions."""

    OPENNESS = "openness"
    SELF_ENHANCEMENT = "self-enhancement"
    CONSERVATION = "conservation"
    SELF_TRANSCENDENCE = "self-transcendence"


class WorkValue(StrEnum):
    """The six work values that O*NET gives figures for."""

    ACHIEVEMENT = "achievement"
    WORKING_CONDITIONS = "working-conditions"
    RECOGNITION = "recognition"
    RELATIONSHIPS = "relationships"
    SUPPORT = "support"
    INDEPENDENCE = "independence"


@dataclass(frozen=True, slots=True, kw_only=True)
class BasicValue:
    """A value on the circle.

    Attributes
    ----------
    angle
        Degrees, 0 to 360; where the middle of this value stands.
    """

    code: str
    quarter: Quarter
    label: str
    angle: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueCard(Card):
    """A value.

    Attributes
    ----------
    value
        Its place on the circle of basic values; ``None`` for a work value that has no single place there.
    work_values
        Which of O*NET's work values it speaks of; empty when none does, and then it never moves an occupation.
    idea
        A small action in Dutch that gives this value more room.
    """

    value: BasicValue | None
    work_values: tuple[WorkValue, ...]
    idea: str


def read_circle(path: Path = FOLDER / "circle.yaml") -> dict[str, BasicValue]:
    """Read the circle: each quarter is 90 degrees wide, its values stand at equal distances.

    Examples
    --------
    >>> round(read_circle()["stimulation"].angle, 2)
    56.25
    """
    rows = read_rows(path, required=frozenset({"code", "quarter", "nl"}))
    sizes = Counter(row["quarter"] for row in rows)
    seen: Counter[str] = Counter()
    circle = {}
    for row in rows:
        quarter = Quarter(row["quarter"])
        step = QUARTER_DEGREES / sizes[quarter.value]
        angle = QUARTER_DEGREES * list(Quarter).index(quarter) + (seen[quarter.value] + 0.5) * step
        seen[quarter.value] += 1
        circle[row["code"]] = BasicValue(code=row["code"], quarter=quarter, label=row["nl"], angle=angle)
    return circle


def _card(row: Mapping[str, Any], circle: Mapping[str, BasicValue]) -> ValueCard:
    code = row["value"]
    if code is not None and code not in circle:
        raise CatalogueError(f"value is {code!r}; allowed are {sorted(circle)} and null")
    return ValueCard(
        id=CardId(row["id"]),
        title=translated(row["title"]),
        text=translated(row["text"]),
        value=None if code is None else circle[code],
        work_values=tuple(map(WorkValue, row["work_values"])),
        idea=row["idea"],
    )


def read(folder: Path = FOLDER) -> Deck[ValueCard]:
    """Read the deck.

    Raises
    ------
    CatalogueError
        When a row cannot be used; the message names file and card.
    """
    path = folder / "cards.yaml"
    circle = read_circle(folder / "circle.yaml")
    version, rows = read_cards(path, frozenset({"value", "work_values", "idea"}))
    cards = []
    for row in rows:
        try:
            cards.append(_card(row, circle))
        except (ValueError, TypeError) as error:
            raise CatalogueError(f"{path} ({row['id']}): {error}") from error
    return Deck(version=version, cards=cards)


@cache
def deck() -> Deck[ValueCard]:
    """Return the deck that comes with the project; read once for each process."""
    return read()
