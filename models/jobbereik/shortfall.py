"""What is told of a list with fewer rows than lists have: why it is short, and where there is more."""

from dataclasses import dataclass
from enum import StrEnum


class Wish(StrEnum):
    """A wish that takes occupations away, and that a person may let go of."""

    SECTORS = "sectors"
    CONDITIONS_AND_REGION = "conditions-and-region"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortfall:
    """Why a list has fewer rows than lists have; each other occupation that was looked at counts once.

    Attributes
    ----------
    rows
        Rows that the list has.
    law
        Occupations that are not on the list since the law asks something that the person does not have.
    level
        Others of them that ask a higher level.
    unlike
        All others: too far from what the person did or can.
    of_sectors
        Whether all occupations of the sectors that the person wants were looked at; else those that are related.
    experience
        Whether the person told an experience.
    wish
        The wish without which more may be shown; ``None`` when no wish takes anything away.
    without_wish
        Rows that the list would have without that wish; ``None`` without one.
    sectors
        Codes of the sectors of those rows, with how many, most first; empty where the wish is not about sectors.
    """

    rows: int
    law: int
    level: int
    unlike: int
    of_sectors: bool
    experience: bool
    wish: Wish | None = None
    without_wish: int | None = None
    sectors: tuple[tuple[str, int], ...] = ()

    @property
    def looked_at(self) -> int:
        """Return how many occupations were looked at that are not on the list."""
        return self.law + self.level + self.unlike
