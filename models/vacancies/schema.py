"""What vacancies say about an occupation and a competence, as plain types."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from item_bank.vacancies.records import VacancySource
from models.contracts import Estimate

THIN = 30
"""Fewer vacancies than this are thin data: the interval is shown, and so is the warning."""


class Importance(StrEnum):
    """What a competence is for an occupation, in the order in which they are stored."""

    GENERIC = "generic"
    """Asked nearly everywhere, or no more often here than elsewhere."""
    USEFUL = "useful"
    """Asked more often here than elsewhere."""
    CORE = "core"
    """Asked in three of ten vacancies or more, and surely twice as often as elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How the share that asks a competence changed: the last twelve months against the twelve before.

    Attributes
    ----------
    change
        Difference of the shares, -1 to 1.
    low, high
        Bounds of its 95 % interval.
    n, n_before
        Vacancies of the two periods.
    """

    change: float
    low: float
    high: float
    n: int
    n_before: int

    @property
    def direction(self) -> int:
        """1 when surely rising, -1 when surely falling, 0 when the interval holds zero: then no arrow is shown."""
        return (self.low > 0) - (self.high < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How often the vacancies of an occupation ask a competence.

    Attributes
    ----------
    asked
        Vacancies that ask it, of ``vacancies``; near-duplicates and what goes over the cap of an employer do not count.
    share
        ``asked / vacancies`` with its 95 % interval.
    lift
        How many times as often as in all vacancies together; ``low`` and ``high`` from the interval of the share.
        ``None`` when no vacancy at all asks it.
    importance
        Core, useful or generic.
    weight
        Importance as a figure: shrunk share x lower bound of the lift; 0 or more.
    source
        Whether the vacancies are samples.
    since, months
        First day of the months that were counted, and how many they are.
    examples
        Ids of up to three vacancies that ask it, newest first.
    trend
        ``None`` when one of the two years has thin data.
    """

    asked: int
    vacancies: int
    share: Estimate
    lift: Estimate | None
    importance: Importance
    weight: float
    source: VacancySource
    since: date
    months: int
    examples: tuple[str, ...] = ()
    trend: Trend | None = None

    @property
    def thin(self) -> bool:
        """Whether fewer than ``THIN`` vacancies were counted."""
        return self.vacancies < THIN
