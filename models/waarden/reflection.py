"""How far each value is honoured now and how far it should be, and where to begin."""

from collections.abc import Sequence
from dataclasses import dataclass

from item_bank.kaarten.schema import CardId

SCALE = range(11)
"""0 (not at all) to 10 (completely)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reflection:
    """What a person says about one of the seven values; ``None`` where nothing was said.

    Attributes
    ----------
    now, wanted
        How far the value is honoured now and how far it should be, 0 to 10.

    Raises
    ------
    ValueError
        When a number is out of range.
    """

    card: CardId
    now: int | None = None
    wanted: int | None = None

    def __post_init__(self) -> None:
        for name in ("now", "wanted"):
            value = getattr(self, name)
            if value is not None and value not in SCALE:
                raise ValueError(f"{name} is {value}; allowed is 0 to 10")

    @property
    def gap(self) -> int | None:
        """How much more is wanted than there is now, -10 to 10; ``None`` when one of the two is not known."""
        return None if self.now is None or self.wanted is None else self.wanted - self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A value with the weight of its gap.

    Attributes
    ----------
    rank
        1 for the most important value.
    weight
        Gap times what the rank counts (7 for the first, 1 for the seventh); ``None`` without a gap.
    """

    reflection: Reflection
    rank: int
    weight: int | None


def priorities(reflections: Sequence[Reflection]) -> tuple[Priority, ...]:
    """Return the values, given in order of importance, with the largest weighted gap first.

    Values without a gap come last; equal weights keep the order of importance.

    Examples
    --------
    >>> rows = [Reflection(card=CardId("rust"), now=8, wanted=9), Reflection(card=CardId("loon"), now=2, wanted=9)]
    >>> [(row.reflection.card, row.weight) for row in priorities(rows)]
    [('loon', 7), ('rust', 2)]
    """
    rows = []
    for rank, reflection in enumerate(reflections, start=1):
        gap = reflection.gap
        weight = None if gap is None else gap * (len(reflections) + 1 - rank)
        rows.append(Priority(reflection=reflection, rank=rank, weight=weight))
    return tuple(sorted(rows, key=lambda row: (row.weight is None, -(row.weight or 0), row.rank)))
