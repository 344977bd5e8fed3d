"""Types of what the page of an occupation tells beside the catalogue. Each fact carries its day and its source."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from item_bank.schema import OccupationId, TrainingKind


class TitleMatch(StrEnum):
    """How VDAB's title for a shortage compares with an occupation of the catalogue."""

    SAME = "same"
    BROADER = "broader"
    NARROWER = "narrower"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedShortage:
    """A place on VDAB's list of occupations that are hard to fill.

    Attributes
    ----------
    titles
        VDAB's own titles; shown where they are narrower than ours.
    """

    titles: tuple[str, ...]
    match: TitleMatch


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageList:
    """The list itself: of which year, when it was published, and how it came to us."""

    year: int
    published: date
    url: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An official address that is expected to stay, with what it is called."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumWage:
    """The lowest legal pay.

    Attributes
    ----------
    cents
        Gross a month for full-time work from 18 years, above 0.
    """

    cents: int
    since: date
    source: str
    note: str

    def __post_init__(self) -> None:
        """Refuse an amount that is none."""
        if self.cents <= 0:
            raise ValueError(f"cents is {self.cents}; allowed is more than 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class PayScale:
    """A public scale that the pay of some occupations follows."""

    link: Link
    text: str
    occupations: frozenset[OccupationId]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningAddress:
    """Where trainings of some kinds are looked up; without kinds, where anybody may taste first."""

    link: Link
    kinds: frozenset[TrainingKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningMeasure:
    """What helps to pay for a training.

    Attributes
    ----------
    valid
        For when the source says it, in Dutch.
    """

    code: str
    label: str
    text: str
    valid: str
    source: str
    checked_on: date
    kinds: frozenset[TrainingKind]
