"""What happens to a complaint. Events are facts: they are added at the end of its log and never changed.

No event holds words of the citizen or of the centre: those stand apart, and can be erased.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal


class ComplaintKind(StrEnum):
    """What a complaint is about (report 2019-2021, 4.7)."""

    GRANT = "grant"
    CONTENT = "content"
    CENTRE_ABOUT_DIRECTOR = "centre-about-director"


class Subject(StrEnum):
    """What a complaint about the content is about; several may be."""

    EXPECTATIONS = "expectations"
    AGREEMENTS = "agreements"
    TECHNICAL = "technical"


class Party(StrEnum):
    """Who is heard."""

    CITIZEN = "citizen"
    CENTRE = "centre"


class Judgement(StrEnum):
    """How a complaint is judged."""

    UNFOUNDED = "unfounded"
    PARTLY = "partly"
    FOUNDED = "founded"


class Remedy(StrEnum):
    """What is done after a founded or partly founded complaint."""

    NEW_GUIDANCE = "new-guidance"
    NEW_CHEQUE = "new-cheque"
    RECOVERY = "recovery"
    REFUND = "refund"
    RIGHT_RESTORED = "right-restored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A complaint came in, about a fact of a day.

    Attributes
    ----------
    centre_id
        The centre that it is about; ``None`` for a grant.
    """

    on: date
    fact_on: date
    about: ComplaintKind
    subjects: tuple[Subject, ...] = ()
    centre_id: str | None = None
    kind: Literal["filed"] = "filed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A side gave its view."""

    on: date
    side: Party
    kind: Literal["heard"] = "heard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A side was asked for its view and has until a day; silence afterwards counts as its view."""

    on: date
    side: Party
    until: date
    kind: Literal["asked"] = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """The centre was told by registered letter that its fee may be recovered (article 19)."""

    on: date
    kind: Literal["noticed"] = "noticed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defended:
    """The centre defended itself in time."""

    on: date
    kind: Literal["defended"] = "defended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A person judged, with reasons in plain Dutch, of the office and not of the citizen."""

    on: date
    outcome: Judgement
    remedies: tuple[Remedy, ...]
    formal_breach: bool
    reasons: str
    kind: Literal["decided"] = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """Who complained took the complaint back; nobody decides about it any more."""

    on: date
    kind: Literal["withdrawn"] = "withdrawn"


Event = Filed | Heard | Asked | Noticed | Defended | Decided | Withdrawn
