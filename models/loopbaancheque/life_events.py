"""What can happen to a cheque. Events are facts: they are added at the end of its log and never changed.

No event holds a name, a national number or words of the citizen. Upstream: ``life_commands`` decides whether something
may happen. Downstream: ``life`` tells from the log where a cheque stands.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Literal

from models.loopbaancheque.life_terms import Terms


class Theme(StrEnum):
    """The ten career themes that centres register, and the eleventh: another one (report, 2.6)."""

    JOB_TARGET = "job-target"
    LABOUR_MARKET = "labour-market"
    QUALITIES = "qualities"
    WORKABLE_WORK = "workable-work"
    GROWTH = "growth"
    MEANING = "meaning"
    MOTIVES = "motives"
    BALANCE = "balance"
    RELATIONS = "relations"
    LEADERSHIP = "leadership"
    OTHER = "other"


class Mode(StrEnum):
    """How a talk took place; ``ONLINE`` is what the report calls e-coaching."""

    ON_SITE = "on-site"
    ONLINE = "online"
    WALKING = "walking"
    PHONE = "phone"


class Payer(StrEnum):
    """Who paid the contribution; a sector fund or another third party may."""

    CITIZEN = "citizen"
    THIRD_PARTY = "third-party"


class Decider(StrEnum):
    """Who decided about a request."""

    RULES = "rules"
    PERSON = "person"


class Annulment(StrEnum):
    """Why a cheque was annulled."""

    WITHDRAWN = "withdrawn"
    FORMAL_BREACH = "formal-breach"
    NON_CONFORM = "non-conform"


class Witness(StrEnum):
    """Who says so: the client with the numbers of the cheque, or the centre with the client's number."""

    CLIENT = "client"
    CENTRE = "centre"


class Reversal(StrEnum):
    """Why a talk that was registered is taken back."""

    NOT_HELD = "not-held"
    WRONG_DAY = "wrong-day"
    WRONG_LENGTH = "wrong-length"
    WRONG_CHEQUE = "wrong-cheque"


class Incomplete(StrEnum):
    """Why a file is closed though something is missing."""

    CLIENT_STOPPED = "client-stopped"
    CLIENT_AWAY = "client-away"
    CLIENT_REFUSES = "client-refuses"
    DOCUMENT_LOST = "document-lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    """A citizen asked for a cheque; where the rules leave something unknown, a person decides."""

    on: date
    version: date | None
    reasons: tuple[str, ...] = ()
    kind: Literal["requested"] = "requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """The request was granted and payment was asked."""

    on: date
    terms: Terms
    decider: Decider
    kind: Literal["granted"] = "granted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The request was refused, for each of these reasons."""

    on: date
    reasons: tuple[str, ...]
    decider: Decider
    kind: Literal["refused"] = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Objected:
    """The citizen disagreed; a person looks again."""

    on: date
    kind: Literal["objected"] = "objected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """The contribution was paid in time; ``valid_until`` is what was printed on the cheque."""

    on: date
    amount_cents: int
    payer: Payer
    issued_on: date
    valid_until: date
    kind: Literal["paid"] = "paid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Activated:
    """A centre opened the file: guidance started on this day."""

    on: date
    centre_id: str
    vat: bool
    kind: Literal["activated"] = "activated"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionHeld:
    """A talk, in half hours, with the themes that it was about.

    Attributes
    ----------
    counsellor_id
        Whom of the centre the talk was with, where that was told.
    starts_at, minutes
        When on that day it began and how long it took, where that was told.
    """

    on: date
    half_hours: int
    mode: Mode
    themes: tuple[Theme, ...] = ()
    other_theme: str | None = None
    counsellor_id: str | None = None
    starts_at: time | None = None
    minutes: int | None = None
    kind: Literal["session"] = "session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """The client accepted the agreement about the guidance.

    Attributes
    ----------
    text_version, text_hash
        Which text, and its SHA-256 where it is one of ours.
    """

    on: date
    text_version: str
    text_hash: str | None
    by: Witness
    kind: Literal["agreed"] = "agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    """The client confirmed a talk, which is counted from 1 in the order in which talks were registered."""

    on: date
    session: int
    by: Witness
    kind: Literal["attended"] = "attended"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReversed:
    """A talk that was registered wrongly is taken back; it stays in the log and counts no more."""

    on: date
    session: int
    reason: Reversal
    kind: Literal["session-reversed"] = "session-reversed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The closing talk took place; which documents are present.

    Attributes
    ----------
    incomplete
        Why the file is closed though something is missing; ``None`` when nothing is, and in files of before this was
        asked.
    """

    on: date
    plan: bool
    agreement: bool
    attendance: bool
    incomplete: Incomplete | None = None
    kind: Literal["closed"] = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AftercareGiven:
    """A talk after the closing, at no cost."""

    on: date
    mode: Mode
    kind: Literal["aftercare"] = "aftercare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annulled:
    """The cheque does not count any more; the right comes back unless the guidance was used without formal breach."""

    on: date
    reason: Annulment
    kind: Literal["annulled"] = "annulled"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeRecovered:
    """What Flanders paid for the guidance goes back, after a decision on a case of its centre (article 19).

    Attributes
    ----------
    percent
        Which part of it goes back, from 1 to 100.
    """

    on: date
    case: str
    percent: int = 100
    kind: Literal["fee-recovered"] = "fee-recovered"


Told = Agreed | Attended | SessionReversed | FeeRecovered
"""What is told about the file and its money, apart from the order of the guidance itself."""

Event = (
    Requested
    | Granted
    | Refused
    | Objected
    | Paid
    | Activated
    | SessionHeld
    | Closed
    | AftercareGiven
    | Annulled
    | Told
)
