"""HTTP shapes of the director's side."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.schemas import In, Out
from models.regie.hints import HintKind
from models.regie.signals import PairKind
from models.regie.stimulation import Group, Standing


class YearIn(In):
    """A year that was imported."""

    year: Annotated[int, Field(ge=2013, le=2100)]


class StratumOut(Out):
    """One province."""

    province: str
    all: int = Field(description="Cheques that started.")
    employer: int = Field(description="Of them of people of this employer.")
    other: int = Field(description="Of them at this centre, or with this counsellor.")
    both: int
    expected: float = Field(description="employer x other / all: what chance makes of it.")


class SignalOut(Out):
    """A pair that meets more than by chance; no effect for anybody by itself."""

    kind: PairKind
    employer: str = Field(description="A pseudonym.")
    centre_id: str
    counsellor: str | None = Field(description="A pseudonym.")
    observed: int
    expected: float
    chance: float = Field(description="Of so many or more under independence: hypergeometric, over the provinces.")
    adjusted: float = Field(description="Smallest rate of false signals at which this one is named.")
    strata: list[StratumOut]
    arithmetic: list[str] = Field(description="The same in Dutch, step by step.")
    alternatives: list[str] = Field(description="What else than misuse may explain it.")


class SignalsOut(Out):
    """Signals of a year, the surest first."""

    year: int
    cheques: int = Field(description="Cheques with a known employer.")
    unknown_employer: int = Field(description="Cheques that could not be looked at.")
    rate: float = Field(description="Expected share of false ones among all signals, at most.")
    least: int = Field(description="Clients of a pair below which there is no signal.")
    signals: list[SignalOut]
    note: str


class TalkHintOut(Out):
    """What a rule noticed about talks or closings; no effect for anybody by itself."""

    kind: HintKind
    centre_id: str
    counsellor_id: str | None = Field(description="As in the register; null where the talk names none.")
    on: date
    cheques: list[str] = Field(description="Numbers of the cheques that it is about.")
    arithmetic: str
    alternatives: list[str] = Field(description="What else than misuse may explain it.")


class TalkHintsOut(Out):
    """What rules noticed in a year, by kind and day."""

    year: int
    talks: int = Field(description="Talks that were looked at; those that were taken back are not.")
    unknown_counsellor: int = Field(description="Talks without a counsellor: looked at by their hour alone.")
    total: int = Field(description="All that was noticed; the first 200 are named.")
    hints: list[TalkHintOut]
    note: str


class CentreStandingOut(Out):
    """How a centre stands; a number from 1 to 9 of people is null."""

    centre_id: str
    standing: Standing
    norm_reached: bool | None
    starts: int
    target_groups: int | None = Field(description="People in at least one group, each once; null from 1 to 9.")
    unknown: int | None = Field(description="People of whom that is not known; null from 1 to 9.")
    paid_clients: int | None = Field(description="Target group people up to the share that is paid; null from 1 to 9.")
    amount_cents: int | None = Field(description="Null: the formula is not known.")


class GroupCountOut(Out):
    """People of one target group over all centres; null from 1 to 9. Somebody can be in several."""

    group: Group
    n: int | None


class StimulationOut(Out):
    """Stimulation financing of a year."""

    year: int
    amount_known: bool
    minimum_starts: int
    minimum_percent: int
    most_percent: int
    centres: list[CentreStandingOut]
    groups: list[GroupCountOut]
