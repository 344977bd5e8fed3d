"""What Oriënt takes and gives: replies, questions, progress, results. Immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from item_bank.orient.bank import Item, RiasecType
from item_bank.schema import Occupation
from models.orient.start.families import Family


class UnknownReplyError(ValueError):
    """A reply that the bank, the catalogue or the scale does not know; the message names it and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Everything a person has said, as a set: order and time play no part.

    Attributes
    ----------
    answers
        Item id to 1..5, or ``None`` for "weet ik niet" and for skipped.
    ratings
        Occupation id to 1..5, or ``None`` for "ken ik niet".
    hidden
        Occupations that the person does not want to see.
    volunteered
        Rated occupations that were not asked for, such as one that the person rated in the list. They tell as much as
        others, and take no question's place.
    """

    answers: Mapping[str, int | None] = field(default_factory=dict)
    ratings: Mapping[str, int | None] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    volunteered: frozenset[str] = frozenset()

    @property
    def asked_ratings(self) -> int:
        """Number of ratings that were asked for, also those without a value."""
        return len(self.ratings.keys() - self.volunteered)

    @property
    def asked(self) -> int:
        """Number of replies to questions, also those without a value."""
        return len(self.answers) + self.asked_ratings

    @property
    def answered(self) -> int:
        """Number of replies with a value."""
        return sum(value is not None for value in (*self.answers.values(), *self.ratings.values()))


class QuestionKind(StrEnum):
    """What comes next."""

    ITEM = "item"
    OCCUPATION = "occupation"
    FINISHED = "finished"


class Reason(StrEnum):
    """Why a question was chosen."""

    COMMON = "common"
    CHOSEN = "chosen"
    TRY_OUT = "try-out"
    EXPLORATION = "exploration"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The next question.

    Attributes
    ----------
    item, occupation
        The one that is asked; both ``None`` when the session is finished.
    propensity
        Probability with which this one was drawn, for later learning; 1 where nothing was drawn.
    position
        1 for the first question.
    """

    kind: QuestionKind
    reason: Reason
    position: int
    propensity: float = 1.0
    item: Item | None = None
    occupation: Occupation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a session is.

    Attributes
    ----------
    answered
        Replies with a value; "weet ik niet" is not one.
    remaining_low, remaining_high
        Between how many more questions the test probably proposes to stop.
    may_stop
        Whether a result may be asked for.
    propose_stop
        Whether more questions would change little.
    """

    answered: int
    remaining_low: int
    remaining_high: int
    may_stop: bool
    propose_stop: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What one reply does to the place of one occupation.

    Attributes
    ----------
    item, occupation
        The item that was answered, or the occupation that was rated.
    value
        The reply.
    weight
        Fit with this reply minus fit without it, against the mean of all occupations, in SD; exact.
    """

    value: int
    weight: float
    item: Item | None = None
    occupation: Occupation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An occupation in a result.

    Attributes
    ----------
    probability_top10
        Probability that it belongs to this person's ten best fitting occupations.
    fit
        Expected fit in SD.
    rank
        1 for the best expected fit.
    reasons
        The replies that raise it most.
    against
        The replies that lower it most.
    """

    occupation: Occupation
    probability_top10: float
    fit: float
    rank: int
    family: Family
    reasons: tuple[Weight, ...] = ()
    against: tuple[Weight, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeInterest:
    """How gladly a person would do a typical activity of a type: 0 (not at all) to 100, with the 80 % band."""

    type: RiasecType
    value: float
    low: float
    high: float


class NoteCode(StrEnum):
    """What must be said beside a result."""

    FEW_ANSWERS = "few-answers"
    FLAT = "flat-profile"
    CONTRADICTORY = "contradictory-answers"
    ALL_HIGH = "likes-nearly-everything"
    ALL_LOW = "likes-nearly-nothing"
    MANY_UNKNOWN = "many-unknown"
    FEW_FAMILIES = "few-families"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What Oriënt says to a person.

    Attributes
    ----------
    removed_by_level
        How many of the ten best occupations the level took away; 0 without a level.
    level_unknown
        Occupations shown whose level the catalogue does not know: kept, and to be marked.
    """

    occupations: tuple[Suggestion, ...]
    interests: tuple[TypeInterest, ...]
    notes: tuple[NoteCode, ...]
    removed_by_level: int
    level_unknown: tuple[str, ...]
    bank_version: str
    model_version: str
