"""What the Loopbaantest takes and gives: answers, scores with their doubt, notes and comparisons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from item_bank.loopbaantest.schema import POINTS, Band, ItemId, Step, Theme, WorkStatus


class NoteCode(StrEnum):
    """What must be said beside a result."""

    NO_NORMS = "no-norms"
    ANSWERED_FAST = "answered-fast"
    ANSWERS_CONTRADICT = "answers-contradict"
    UNUSUAL_PATTERN = "unusual-pattern"
    SAME_ANSWER = "same-answer"
    THEMES_OPEN = "themes-open"
    PRESENT_JOB_FIRST = "present-job-first"


class Change(StrEnum):
    """What a retake says about a theme."""

    PROGRESS = "progress"
    DECLINE = "decline"
    NO_CLEAR_CHANGE = "no-clear-change"
    UNKNOWN = "unknown"


class AnswerError(ValueError):
    """An answer that cannot be used: ``member`` and ``item`` say where, ``reason`` says why and what is allowed."""

    def __init__(self, member: str, item: str, reason: str) -> None:
        super().__init__(f"{member}/{item}: {reason}")
        self.member, self.item, self.reason = member, item, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What one person answered, once.

    Attributes
    ----------
    values
        Points 1 to 5 by item; ``None`` or absent is open (skipped or not applicable).
    milliseconds
        Time to the answer, from 0, by item; may be empty.
    satisfaction
        How satisfied the person is with the present work, 1 to 5; ``None`` when not told.
    """

    status: WorkStatus
    values: Mapping[ItemId, int | None]
    milliseconds: Mapping[ItemId, int] = field(default_factory=dict)
    satisfaction: int | None = None

    def __post_init__(self) -> None:
        for item, value in self.values.items():
            if value is not None and value not in POINTS:
                raise AnswerError("answers", item, f"{value} is not a point of the scale; allowed is 1 to 5 or null")
        for item, time in self.milliseconds.items():
            if time < 0:
                raise AnswerError("milliseconds", item, f"{time} lies below 0")
        if self.satisfaction is not None and self.satisfaction not in POINTS:
            raise AnswerError("workSatisfaction", "", f"{self.satisfaction}: allowed is 1 to 5 or null")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score with its doubt, all on 0 to 100.

    Attributes
    ----------
    standard_error
        Standard error of ``value``.
    low, high
        The 90 % band, cut off at 0 and 100.
    """

    value: float
    standard_error: float
    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.value <= self.high <= 100:
            raise ValueError(f"a score of {self.value} must lie within {self.low} to {self.high} within 0 to 100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a score stands in one norm group.

    Attributes
    ----------
    percentile, low, high
        Percentile of the score, and of the ends of its 90 % band with the sampling error of the group, 0 to 100.
    """

    norm_id: str
    percentile: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeResult:
    """What is said about one theme; ``score`` and what follows from it are ``None`` when too much is open.

    Attributes
    ----------
    filled
        True when one open answer was filled from the person's own mean.
    band_low, band_high
        Bands of the ends of the 90 % band: the doubt in words.
    graded
        Second score, by the graded response model; ``None`` while no measured parameters exist.
    """

    theme: Theme
    score: Score | None
    band: Band | None
    band_low: Band | None
    band_high: Band | None
    answered: int
    filled: bool
    open_items: tuple[ItemId, ...]
    graded: Score | None
    standings: tuple[Standing, ...]
    next_steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weakest:
    """The theme that lies lowest beyond its error.

    Attributes
    ----------
    difference, error
        Distance to the next theme, and what it had to pass, in points of 0 to 100.
    """

    theme: Theme
    difference: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that must be said; ``items`` are the statements to look at again."""

    code: NoteCode
    items: tuple[ItemId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The result of one test."""

    bank_version: str
    themes: tuple[ThemeResult, ...]
    weakest: Weakest | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChange:
    """One theme, twice.

    Attributes
    ----------
    difference
        Later score less the earlier one; ``None`` when one of them has no score.
    index
        Reliable change index: the difference in standard errors of a difference.
    """

    theme: Theme
    before: Score | None
    after: Score | None
    difference: float | None
    index: float | None
    change: Change
