"""HTTP shapes of the eligibility for a loopbaancheque. Every fact may be null: unknown is an answer."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, JsonValue, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from api.schemas import SHAPE, Flag, In, Out, Said, Whole
from models.loopbaancheque.dated import Confidence
from models.loopbaancheque.schema import Code, Facts, Outcome, Region, UsedCheque, WorkKind, WorkPeriod

PERIODS_MAX = 200
CHEQUES_MAX = 200
NUMBER_MAX = 1_000_000


def _day(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"(19[3-9]\d|20\d\d)-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass  # such as 30 February: refused below, in the same words
    raise PydanticCustomError(
        "day_out_of_range", "a day is an existing day, written as YYYY-MM-DD, from 1930-01-01 to 2099-12-31"
    )


Day = Annotated[date, BeforeValidator(_day)]


def _in_order(later: date | None, info: ValidationInfo, first: str, what: str) -> date | None:
    start = info.data.get(first)
    if later is not None and start is not None and later < start:
        raise PydanticCustomError(
            "ends_before_it_starts",
            "{what} on {later}, before it starts on {start}; allowed is that day or later",
            {"what": what, "later": later.isoformat(), "start": start.isoformat()},
        )
    return later


class WorkPeriodIn(In):
    """A period of work, first and last day included."""

    start: Day
    end: Day | None = Field(default=None, description="Last day; null while it goes on.")
    kind: WorkKind = Field(description="Equated: such as parental leave, career break, temporary unemployment.")

    @field_validator("end")
    @classmethod
    def _ends_later(cls, end: date | None, info: ValidationInfo) -> date | None:
        return _in_order(end, info, "start", "a period ends")

    def to_domain(self) -> WorkPeriod:
        """Return it as the rules know it."""
        return WorkPeriod(start=self.start, end=self.end, kind=self.kind)


class UsedChequeIn(In):
    """A cheque with at least one session; one that expired unused is left out."""

    started_on: Day = Field(description="Day of the first session.")
    closed_on: Day | None = Field(default=None, description="Null while it is open.")

    @field_validator("closed_on")
    @classmethod
    def _closes_later(cls, closed_on: date | None, info: ValidationInfo) -> date | None:
        return _in_order(closed_on, info, "started_on", "a cheque closes")

    def to_domain(self) -> UsedCheque:
        """Return it as the rules know it."""
        return UsedCheque(started_on=self.started_on, closed_on=self.closed_on)


_EXAMPLE: dict[str, JsonValue] = {
    "requestedOn": "2026-11-23",
    "residence": "flanders",
    "workplace": "brussels",
    "movedFromEea": False,
    "ownInitiative": True,
    "working": True,
    "inOutplacement": False,
    "acceptsDutch": True,
    "workPeriods": [{"start": "2017-10-01", "end": None, "kind": "employee"}],
    "usedCheques": [],
    "openRequest": False,
    "requestNumberInMonth": None,
}


class EligibilityIn(In):
    """What is known about a citizen and a request; a fact that is null or left out is unknown."""

    model_config = ConfigDict(**SHAPE, json_schema_extra={"examples": [_EXAMPLE]})

    requested_on: Day = Field(description="Day of the request: it picks the version of the rules.")
    residence: Region | None = None
    workplace: Region | None = None
    moved_from_eea: Flag | None = Field(
        default=None, description="For who lives in Wallonia: moved there from another country of the EEA."
    )
    own_initiative: Flag | None = None
    working: Flag | None = Field(default=None, description="Works on the day of the request, as employee or otherwise.")
    in_outplacement: Flag | None = None
    accepts_dutch: Flag | None = None
    work_periods: list[WorkPeriodIn] | None = Field(
        default=None, max_length=PERIODS_MAX, description="In any order; they may overlap. Empty means never worked."
    )
    used_cheques: list[UsedChequeIn] | None = Field(
        default=None, max_length=CHEQUES_MAX, description="Empty means that no cheque was ever used."
    )
    open_request: Flag | None = Field(default=None, description="A request is running, or a valid cheque lies unused.")
    request_number_in_month: Whole | None = Field(
        default=None,
        ge=1,
        le=NUMBER_MAX,
        description="Which request of its calendar month; only a version with a monthly cap asks.",
    )

    @field_validator("used_cheques")
    @classmethod
    def _used_before(cls, cheques: list[UsedChequeIn] | None, info: ValidationInfo) -> list[UsedChequeIn] | None:
        asked = info.data.get("requested_on")
        for number, row in enumerate(cheques or ()):
            if asked is not None and row.started_on > asked:
                raise PydanticCustomError(
                    "used_after_the_request",
                    "/usedCheques/{number}/startedOn is {used}, after the request on {asked}; "
                    "allowed is that day or earlier",
                    {"number": number, "used": row.started_on.isoformat(), "asked": asked.isoformat()},
                )
        return cheques

    def to_facts(self) -> Facts:
        """Return them as the rules know them."""
        periods, cheques = self.work_periods, self.used_cheques
        return Facts(
            requested_on=self.requested_on,
            residence=self.residence,
            workplace=self.workplace,
            moved_from_eea=self.moved_from_eea,
            own_initiative=self.own_initiative,
            working=self.working,
            in_outplacement=self.in_outplacement,
            accepts_dutch=self.accepts_dutch,
            work_periods=None if periods is None else tuple(row.to_domain() for row in periods),
            used_cheques=None if cheques is None else tuple(row.to_domain() for row in cheques),
            open_request=self.open_request,
            request_number_in_month=self.request_number_in_month,
        )


class LegalBasisOut(Out):
    """Where a rule stands, and how sure that is."""

    instrument: str
    article: str | None = Field(description="Null when the article was not read.")
    url: str | None
    source: str = Field(description="Where the rule was seen, in Dutch.")
    confidence: Confidence
    since: date = Field(description="First day of the value that holds.")
    note: str = Field(description="What should be known about it, in Dutch; empty when nothing.")


class ConditionOut(Out):
    """One condition: met, not met, or null where a fact is not known."""

    code: Code
    met: bool | None
    explanation: Said = Field(description="In Dutch, for citizens.")
    legal_basis: LegalBasisOut | None = Field(description="Null before the first version.")
    last_checked_on: date | None = Field(description="Day on which a person last checked this rule.")


class StateShareOut(Out):
    """What Flanders pays when all hours are used, in eurocents; null where the fee is not known."""

    excl_vat: int | None
    incl_vat: int | None


class WarningOut(Out):
    """What should be known beside the answer."""

    code: str
    text: Said = Field(description="In Dutch, for citizens.")


class ReferralOut(Out):
    """A step that the citizen can take."""

    code: str
    text: Said = Field(description="In Dutch, for citizens.")
    path: str | None = Field(description="Page of this service; null when the step lies elsewhere.")


class EligibilityOut(Out):
    """Whether a cheque may be requested on that day, and why. VDAB decides; this is not a decision."""

    outcome: Outcome
    rule_version: date | None = Field(description="First day of the version in force; null where there is none.")
    reasons: list[Code] = Field(description="All conditions that are not met.")
    conditions: list[ConditionOut]
    cheque_number: int | None = Field(description="1 or 2; null unless eligible.")
    hours: int | None = Field(description="Null unless eligible.")
    own_contribution_cents: int | None = Field(description="Null unless eligible.")
    state_share_cents: StateShareOut | None = Field(description="Null unless eligible.")
    warnings: list[WarningOut]
    next_eligible_on: date | None = Field(
        description="First later day that is eligible when work simply goes on; null unless only time is missing."
    )
    referrals: list[ReferralOut]
    notice: Said = Field(description="Who decides, in Dutch.")


class DatedValueOut(Out):
    """A value of a parameter from a day on."""

    since: date
    value: bool | int | str = Field(description="A number, or unknown, or not-applicable.")
    confidence: Confidence
    instrument: str
    article: str | None
    url: str | None
    source: str
    note: str


class ParameterOut(Out):
    """One number of the law through time."""

    name: str
    description: str
    dutch: str
    unit: str
    last_checked_on: date
    values: list[DatedValueOut]


class VersionOut(Out):
    """A stretch of time in which the rules do not change."""

    first_day: date
    last_day: date | None
    note: str = Field(description="What changed, in Dutch.")


class RulesOut(Out):
    """The rules as data."""

    versions: list[VersionOut]
    parameters: list[ParameterOut]


class AgreementTextOut(Out):
    """One version of the agreement."""

    version: str
    in_force: bool
    text: str = Field(description="Markdown, in Dutch.")
    sha256: str


class AgreementsOut(Out):
    """All versions, oldest first."""

    items: list[AgreementTextOut]
