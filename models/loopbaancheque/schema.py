"""Types of the loopbaancheque: the facts that a citizen tells, and the answer that explains itself.

``None`` is unknown everywhere; nobody is refused for lack of data, and nobody is granted anything by it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.loopbaancheque.dated import DatedValue


class Region(StrEnum):
    """Where somebody lives or works; ``EEA`` is a country of it other than Belgium."""

    FLANDERS = "flanders"
    BRUSSELS = "brussels"
    WALLONIA = "wallonia"
    EEA = "eea"
    OTHER = "other"


class WorkKind(StrEnum):
    """What sort of period counts as work; equated periods are such as parental leave or temporary unemployment."""

    EMPLOYEE = "employee"
    SELF_EMPLOYED = "self-employed"
    TEMP_AGENCY = "temp-agency"
    EQUATED = "equated"
    FOREIGN = "foreign"


class Outcome(StrEnum):
    """Whether a cheque may be requested."""

    ELIGIBLE = "eligible"
    NOT_ELIGIBLE = "not-eligible"
    UNKNOWN = "unknown"


class Code(StrEnum):
    """The conditions, in the order in which reasons are told."""

    OWN_INITIATIVE = "own-initiative"
    WORKING = "working"
    OUTPLACEMENT = "outplacement"
    WORK_EXPERIENCE = "work-experience"
    PORTFOLIO_FULL = "portfolio-full"
    FIRST_CHEQUE_OPEN = "first-cheque-open"
    OPEN_REQUEST = "open-request"
    RESIDENCE = "residence"
    WORKPLACE = "workplace"
    CHEQUE_ALREADY_USED = "cheque-already-used"
    MONTHLY_CAP = "monthly-cap"
    LANGUAGE = "language"
    NO_SCHEME = "no-scheme-in-force"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPeriod:
    """A period of work, first and last day included; ``end`` is ``None`` while it goes on."""

    start: date
    end: date | None
    kind: WorkKind

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a period ends on {self.end}, before it starts on {self.start}")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedCheque:
    """A cheque with at least one session; ``closed_on`` is ``None`` while it is open."""

    started_on: date
    closed_on: date | None

    def __post_init__(self) -> None:
        if self.closed_on is not None and self.closed_on < self.started_on:
            raise ValueError(f"a cheque closes on {self.closed_on}, before it starts on {self.started_on}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about a citizen and a request; every ``None`` is unknown.

    Attributes
    ----------
    moved_from_eea
        Whether somebody in Wallonia moved there from another country of the EEA.
    work_periods
        In any order; they may overlap. Empty means never worked.
    used_cheques
        Cheques with at least one session; a cheque that expired unused is none of them.
    open_request
        Whether a request is running or a valid cheque lies unused.
    request_number_in_month
        Which request of its calendar month this is, from 1; only a version with a monthly cap asks.
    """

    requested_on: date
    residence: Region | None = None
    workplace: Region | None = None
    moved_from_eea: bool | None = None
    own_initiative: bool | None = None
    working: bool | None = None
    in_outplacement: bool | None = None
    accepts_dutch: bool | None = None
    work_periods: tuple[WorkPeriod, ...] | None = None
    used_cheques: tuple[UsedCheque, ...] | None = None
    open_request: bool | None = None
    request_number_in_month: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition: met, not met or unknown, why, and by which rule.

    Attributes
    ----------
    explanation
        Dutch, for the citizen.
    basis
        The rule as it stood on the day; ``None`` where no scheme is in force.
    last_checked_on
        The day on which a person last checked that rule.
    """

    code: Code
    met: bool | None
    explanation: str
    basis: DatedValue | None
    last_checked_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A warning or a step: a code for programs and Dutch for people; ``path`` is a page of this service."""

    code: str
    text: str
    path: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateShare:
    """What Flanders pays when all hours are used, in eurocents; ``None`` where the fee is not known."""

    excl_vat: int | None
    incl_vat: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The answer to a request on a day.

    Attributes
    ----------
    rule_version
        First day of the version in force; ``None`` where there is none.
    reasons
        Codes of all conditions that are not met, in the order of :class:`Code`.
    cheque_number, hours, own_contribution, state_share
        ``None`` unless eligible.
    next_eligible_on
        First later day on which the answer is eligible when the present work simply goes on; ``None`` unless only time
        is missing.
    """

    outcome: Outcome
    rule_version: date | None
    reasons: tuple[Code, ...]
    conditions: tuple[Condition, ...]
    cheque_number: int | None
    hours: int | None
    own_contribution: int | None
    state_share: StateShare | None
    warnings: tuple[Note, ...]
    next_eligible_on: date | None
    referrals: tuple[Note, ...]
