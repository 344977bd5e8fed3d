"""Stimulation financing: which centres qualify in a year, from counts of clients alone (report 2019-2021, 3.5).

The formula of the amount stands in the decree and was not found, so no amount is made up: it stays unknown until
``stimulation_amount`` has a value. Upstream: the dated parameters of the loopbaancheque. Downstream: the service.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from item_bank.schema import CatalogueError
from models.loopbaancheque.dated import Missing, Parameter, parameters

PROOF_YEARS = 2
"""Years of professional experience with target groups that a candidate proves (report, introduction)."""


class Group(StrEnum):
    """The target groups that count; somebody in several of them counts once."""

    LOW_EDUCATED = "low-educated"
    OVER_50 = "over-50"
    MIGRATION = "migration"
    DISABILITY = "disability"


class Standing(StrEnum):
    """What follows for a centre in a year."""

    QUALIFIES = "qualifies"
    NOT_CANDIDATE = "not-candidate"
    EXPERIENCE_NOT_PROVEN = "experience-not-proven"
    TOO_FEW_STARTS = "too-few-starts"
    BELOW_SHARE = "below-share"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidacy:
    """That a centre asked for the financing.

    Attributes
    ----------
    experience_years
        Whole years of professional experience with target groups that it proved.
    """

    experience_years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Clients whose guidance started in the year.

    Attributes
    ----------
    starts
        All of them.
    reached
        Those known to be in at least one target group.
    unknown
        Those of whom that is not known; they never count against or for a centre without saying so.
    """

    starts: int
    reached: int
    unknown: int = 0

    def __post_init__(self) -> None:
        if min(self.starts, self.reached, self.unknown) < 0 or self.reached + self.unknown > self.starts:
            raise ValueError(f"{self}: reached and unknown lie between 0 and starts, together too")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stimulation:
    """What follows, and how.

    Attributes
    ----------
    norm
        Whether starts and share reach the norm, candidate or not; ``None`` while unknown clients decide.
    paid_clients
        Clients up to the share that is paid; ``None`` for a centre that does not qualify.
    amount_cents
        ``None``: the formula is not known.
    """

    standing: Standing
    norm: bool | None
    paid_clients: int | None = None
    amount_cents: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """The parameters of a day; shares in percent."""

    starts: int
    share: int
    cap: int
    amount_known: bool

    @classmethod
    def on(cls, day: date) -> "Norm":
        """Return those of a day; the last one of the year is asked about.

        Examples
        --------
        >>> Norm.on(date(2020, 12, 31))
        Norm(starts=20, share=30, cap=60, amount_known=False)
        """
        found = parameters()
        amount = found["stimulation_amount"].at(day).value
        return cls(
            starts=_number(found["stimulation_starts"], day),
            share=_number(found["stimulation_share_percent"], day),
            cap=_number(found["stimulation_share_cap_percent"], day),
            amount_known=not isinstance(amount, Missing),
        )


def _number(parameter: Parameter, day: date) -> int:
    value = parameter.at(day).value
    if not isinstance(value, int):
        raise CatalogueError(f"{parameter.name} is {value} on {day}; allowed is a number")
    return value


def union(clients: Iterable[frozenset[Group] | None]) -> Reach:
    """Count clients by whether they are in at least one group; ``None`` is a client of whom that is not known.

    Examples
    --------
    >>> both = frozenset({Group.OVER_50, Group.LOW_EDUCATED})
    >>> union([both, frozenset(), None])
    Reach(starts=3, reached=1, unknown=1)
    """
    found = list(clients)
    return Reach(starts=len(found), reached=sum(bool(groups) for groups in found), unknown=found.count(None))


def stimulation(reach: Reach, candidacy: Candidacy | None, norm: Norm) -> Stimulation:
    """Return what follows for a centre.

    Above the cap the report says that percentages are not paid. Two readings are possible; paying as far as the cap is
    the one taken here, since the other would let a centre lose everything with one client more.

    Examples
    --------
    >>> year = Norm.on(date(2020, 12, 31))
    >>> stimulation(Reach(starts=100, reached=65), Candidacy(experience_years=2), year).paid_clients
    60
    """
    lowest = 100 * reach.reached >= norm.share * reach.starts
    highest = 100 * (reach.reached + reach.unknown) >= norm.share * reach.starts
    enough = reach.starts >= norm.starts
    reaches = None if enough and lowest != highest else enough and lowest
    if candidacy is None:
        return Stimulation(standing=Standing.NOT_CANDIDATE, norm=reaches)
    if candidacy.experience_years < PROOF_YEARS:
        return Stimulation(standing=Standing.EXPERIENCE_NOT_PROVEN, norm=reaches)
    if not enough:
        return Stimulation(standing=Standing.TOO_FEW_STARTS, norm=False)
    if reaches is None:
        return Stimulation(standing=Standing.UNKNOWN, norm=None)
    if not reaches:
        return Stimulation(standing=Standing.BELOW_SHARE, norm=False)
    paid = min(reach.reached, norm.cap * reach.starts // 100)
    return Stimulation(standing=Standing.QUALIFIES, norm=True, paid_clients=paid)
