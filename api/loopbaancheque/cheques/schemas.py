"""HTTP shapes of the life of cheques."""

import re
from datetime import date, datetime, time
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from stdnum.be import ssn

from api.keys.service import CallerRole
from api.loopbaancheque.schemas import Day, EligibilityIn
from api.problems import Issue, ProblemError
from api.schemas import SHAPE, Flag, Id, In, Out, Text, Whole
from models.loopbaancheque.file import Missing, Proof
from models.loopbaancheque.life import Right, Status
from models.loopbaancheque.life_events import Annulment, Decider, Incomplete, Mode, Payer, Reversal, Theme, Witness
from models.loopbaancheque.schema import Code

OTHER_MAX = 60
WORDS_MAX = 3_000
MINUTES_MAX = 600
CENTS_MAX = 1_000_000


def _clock(value: object) -> object:
    if isinstance(value, time) or value is None:
        return value
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return value
    raise ValueError("a moment of the day is written as HH:MM, from 00:00 to 23:59")


Clock = Annotated[
    time,
    BeforeValidator(_clock),
    Field(json_schema_extra={"type": "string", "format": None, "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}),
]


class ChequeIn(In):
    """A request for a cheque."""

    facts: EligibilityIn = Field(description="What is known; a fact that is unknown leaves the decision to a person.")
    insz: Annotated[Any, Field(json_schema_extra={"type": "string"})] = Field(
        default=None, description="National number to check: it is looked at, never stored and never given back."
    )
    keep_facts: Flag = Field(
        default=False, description="The citizen agrees that the facts are kept until a person decided."
    )


class PaymentIn(In):
    """A payment of the contribution; it counts by its day, not by the day on which it is told."""

    model_config = SHAPE | {
        "json_schema_extra": {"examples": [{"paidOn": "2026-01-15", "amountCents": 9000, "payer": "citizen"}]}
    }

    paid_on: Day
    amount_cents: Whole = Field(ge=0, le=CENTS_MAX, description="In cents; exactly the contribution.")
    payer: Payer = Field(default=Payer.CITIZEN, description="A sector fund or another third party may pay.")
    valid_until: Day | None = Field(
        default=None, description="Last day printed on the cheque, where it is another than the rules give. It decides."
    )


class ActivationIn(In):
    """The start of the guidance at the centre whose key is used."""

    client_number: Annotated[str, Field(strict=True, min_length=1, max_length=64)] = Field(
        description="Second number on the cheque: it shows that the citizen gave the cheque to this centre."
    )
    started_on: Day = Field(description="Day of the first talk.")


class SessionIn(In):
    """A talk."""

    model_config = SHAPE | {
        "json_schema_extra": {
            "examples": [{"heldOn": "2026-02-03", "minutes": 90, "mode": "on-site", "themes": ["balance"]}]
        }
    }

    held_on: Day
    minutes: Whole | None = Field(
        default=None,
        ge=1,
        le=MINUTES_MAX,
        description="Length of the talk; whole half hours count. Left out for aftercare.",
    )
    mode: Mode = Field(default=Mode.ON_SITE, description="Online is what the report calls e-coaching.")
    themes: list[Theme] = Field(default=[], max_length=len(Theme))
    other_theme: Annotated[Text, Field(min_length=1, max_length=OTHER_MAX)] | None = Field(
        default=None, description="Which theme, in a few words and without names; goes with theme 'other'."
    )
    counsellor_id: Id | None = Field(
        default=None, description="Whom of the centre the talk was with, as in the register."
    )
    starts_at: Clock | None = Field(
        default=None,
        description="When it began; needed for two talks on one day, which never overlap.",
        examples=["09:30"],
    )
    aftercare: Flag = Field(default=False, description="A talk after the closing: free, and it takes no hours.")


class ClosingIn(In):
    """The closing talk, and which documents are present."""

    closed_on: Day
    plan_present: Flag = Field(description="The personal development plan, written by the citizen.")
    agreement_present: Flag = Field(description="On paper; need not be when the client accepted it with the cheque.")
    attendance_present: Flag = Field(description="On paper; need not be when the client confirmed each talk.")
    incomplete_reason: Incomplete | None = Field(
        default=None, description="Why the file is closed though something is missing; needed then, and only then."
    )
    citizen_agrees_to_lose_hours: Flag = Field(default=False, description="Needed when hours are left: they are lost.")


class AgreementIn(In):
    """The client accepts the agreement about the guidance."""

    client_number: Annotated[str, Field(strict=True, min_length=1, max_length=64)] = Field(
        description="Second number on the cheque: it shows that the client accepts."
    )
    accepted_on: Day
    text_version: Annotated[Text, Field(min_length=1, max_length=32)] = Field(
        description="One of our texts (`GET /api/v1/loopbaancheque/agreements`), or the name of the centre's own."
    )


class AttendanceIn(In):
    """The client confirms a talk."""

    session_id: Annotated[str, Field(strict=True, pattern=r"^[1-9]\d{0,2}$")] = Field(description="As in the file.")
    client_number: Annotated[str, Field(strict=True, min_length=1, max_length=64)]


class ReversalIn(In):
    """A talk that was registered wrongly."""

    session_id: Annotated[str, Field(strict=True, pattern=r"^[1-9]\d{0,2}$")] = Field(description="As in the file.")
    reason: Reversal


class ObjectionIn(In):
    """An objection against a refusal; a person looks again."""

    objected_on: Day
    text: Annotated[Text, Field(max_length=WORDS_MAX)] = Field(
        default="", description="Why, in the citizen's words; erased 180 days later."
    )


class DecisionIn(In):
    """What a person decided: about unknown facts, or after an objection."""

    granted: Flag
    reasons: list[Code] = Field(default=[], max_length=len(Code), description="All reasons of a refusal.")
    cheque_number: Whole = Field(default=1, ge=1, le=2, description="First or second cheque, when granted.")


class AnnulmentIn(In):
    """Why a cheque does not count."""

    annulled_on: Day = Field(description="For a complaint: the day on which it was made.")
    reason: Annulment = Field(
        description="Withdrawn before the start; a founded complaint with or without a breach of the formal rules."
    )
    fact_on: Day | None = Field(default=None, description="Day of the fact that a complaint is about.")


class DeadlinesOut(Out):
    """Last days, all inclusive; null where the step is not open."""

    objection_until: date | None
    payment_until: date | None
    valid_until: date | None = Field(description="As printed on the cheque.")
    aftercare_until: date | None


class MinutesOut(Out):
    """Time in minutes."""

    total: int | None = Field(description="What the cheque holds; null before it is granted.")
    registered: int
    online: int = Field(description="E-coaching among what was registered.")
    remaining: int = Field(description="What can still be registered.")


class MoneyOut(Out):
    """Amounts in eurocents; null where the rate of the version is not known."""

    contribution_cents: int | None = Field(description="What the citizen pays; null before the cheque is granted.")
    fee_cents: int | None = Field(description="For what was registered, with VAT where the centre is liable.")
    state_share_cents: int | None
    refund_cents: int = Field(description="What the citizen gets back.")
    recovered_cents: int | None = Field(description="What the centre gives back.")


class DocumentsOut(Out):
    """Documents that are present at the closing."""

    plan_present: bool
    agreement_present: bool
    attendance_present: bool


class FactOut(Out):
    """One line of the log."""

    position: int
    kind: str
    happened_on: date
    told_by: CallerRole
    recorded_at: datetime


class ChequeOut(Out):
    """Where a cheque stands today."""

    number: str
    client_number: str | None = Field(description="Shown to the operator in the answer to the request only.")
    satisfaction_code: str | None = Field(
        description="Shown to the holder alone, after the closing talk: with it they say how the guidance was."
    )
    status: Status
    right: Right = Field(description="What became of the citizen's right to this cheque.")
    requested_on: date
    rule_version: date | None = Field(description="First day of the version in force on the day of the request.")
    cheque_number: int | None = Field(description="1 or 2; null before it is granted.")
    reasons: list[str] = Field(description="Why it was refused; empty when it was not.")
    decided_by: Decider | None = Field(description="The rules, or a person.")
    payer: Payer | None
    centre_id: str | None
    issued_on: date | None
    started_on: date | None
    closed_on: date | None
    deadlines: DeadlinesOut
    minutes: MinutesOut
    money: MoneyOut
    themes: list[Theme]
    documents: DocumentsOut | None
    may_tell: list[str] = Field(description="What this caller may tell next.", examples=[["sessions", "closings"]])
    log: list[FactOut]


class FileSessionOut(Out):
    """A talk of the file."""

    id: str
    on: date
    half_hours: int
    online: bool
    mode: Mode
    counsellor_id: str | None
    starts_at: str | None
    attendance: Witness | None = Field(description="Who confirmed it; null when nobody did.")
    attended_on: date | None
    reversed: Reversal | None = Field(description="Why it was taken back; null when it counts.")


class FileAgreementOut(Out):
    """The agreement that the client accepted."""

    accepted_on: date
    text_version: str
    text_hash: str | None = Field(description="SHA-256 of the text; null for a text of the centre's own.")
    by: Witness


class FileOut(Out):
    """The file of a guidance: what is there, and what is missing."""

    number: str
    complete: bool
    missing: list[Missing] = Field(description="What a complete file still needs; empty when it is complete.")
    agreement: FileAgreementOut | None
    agreement_proof: Proof | None
    attendance_proof: Proof | None = Field(description="Null while a talk that counts is not confirmed.")
    sessions: list[FileSessionOut]
    themes: list[Theme]
    half_hours: int = Field(description="Half hours that count.")
    closed_on: date | None
    incomplete_reason: Incomplete | None


def check_insz(value: object) -> None:
    """Refuse a national number (INSZ) that cannot be one; it is looked at and forgotten, and never given back.

    Raises
    ------
    ProblemError
        422 when it is no text of eleven digits whose last two check the others.
    """
    if value is None:
        return
    if not isinstance(value, str) or not ssn.is_valid(value):
        detail = (
            "allowed are the eleven digits of a national number or bis number, of which the last two check the rest"
        )
        issue = Issue(location="body", pointer="/insz", code="insz", detail=detail)
        raise ProblemError(422, "invalid-request", "1 value cannot be used: body/insz", issue)
