"""Figures of one centre in one year, counted from the logs of its cheques; of other centres only their spread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from api.keys.service import Caller, CallerRole
from api.loopbaancheque.cheques.log import from_payload
from api.problems import ProblemError
from api.regie.service import Regie
from api.storage.cheques import StoredFact
from api.storage.guidance import GuidanceStore
from api.storage.settlements import SettlementStore
from api.tevredenheid.schemas import ScoresIn
from api.tevredenheid.service import Voices
from models.loopbaancheque.file import missing
from models.loopbaancheque.life import Cheque, replay
from models.loopbaancheque.life_events import Event, Mode
from models.loopbaancheque.settlement import Amount, Fact, lines, total
from models.regie.stimulation import Norm, Reach, Stimulation
from models.tevredenheid.scores import Satisfaction, satisfaction

PEERS = 10
"""Other centres below which nothing of them is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """Other centres with a start in the year: quarter, half and three quarters of them are at most there."""

    count: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a centre did in a year.

    Attributes
    ----------
    started, closed
        Guidances that began, or ended, in the year.
    complete
        Files among those that ended in which nothing is missing.
    half_hours, online
        Half hours of talks in the year that count, and those of them online.
    """

    started: int
    closed: int
    complete: int
    half_hours: int
    online: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is not settled yet: its worth, and lines that wait for a rate."""

    amount: Amount
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of a centre in a year; ``None`` where nothing may or can be shown."""

    year: int
    counted: Counted
    started: Peers | None
    closed: Peers | None
    expected: Expected
    satisfaction: Satisfaction
    norm: Norm
    stimulation: tuple[Reach, Stimulation] | None


def peers(of_others: Sequence[int]) -> Peers | None:
    """Return the spread of other centres; ``None`` for fewer than ten.

    Examples
    --------
    >>> peers(range(1, 10)) is None, peers(range(1, 12))
    (True, Peers(count=11, low=3, middle=6, high=9))
    """
    if len(of_others) < PEERS:
        return None
    low, middle, high = (round(cut) for cut in quantiles(sorted(of_others), n=4))
    return Peers(count=len(of_others), low=low, middle=middle, high=high)


def counted(cheques: Sequence[Cheque], year: int) -> Counted:
    """Count the year of a centre."""
    talks = [talk for cheque in cheques if not cheque.annulled for talk in cheque.sessions if talk.on.year == year]
    ended = [one for one in cheques if one.closed and not one.annulled and one.closed.on.year == year]
    return Counted(
        started=sum(cheque.activated is not None and cheque.activated.on.year == year for cheque in cheques),
        closed=len(ended),
        complete=sum(not missing(cheque) for cheque in ended),
        half_hours=sum(talk.half_hours for talk in talks),
        online=sum(talk.half_hours for talk in talks if talk.mode is Mode.ONLINE),
    )


def _events(log: Sequence[StoredFact]) -> list[Event]:
    return [from_payload(fact.kind, fact.happened_on, fact.payload) for fact in log]


class Statistics:
    """Figures of all centres, each for itself."""

    def __init__(self, store: GuidanceStore, settled: SettlementStore, voices: Voices, regie: Regie) -> None:
        self.store, self.settled, self.voices, self.regie = store, settled, voices, regie

    async def of_year(self, centre_id: str, year: int, *, today: date) -> Figures:
        """Return the figures of a centre in a year."""
        numbers = await self.store.all_numbers(centre_id)
        logs = await self.store.logs(numbers)
        told = await self.settled.told(numbers)
        events = {number: _events(log) for number, log in logs.items()}
        started, closed = await self.store.yearly(year)
        counters, _ = await self.voices.counters(
            ScoresIn(year=year), Caller(role=CallerRole.CENTRE, centre_id=centre_id)
        )
        expected = [
            line
            for number, log in events.items()
            # What an earlier run held is still to come, so it is not named as held here.
            for line in lines([Fact(position=at, event=event) for at, event in enumerate(log)], today, told[number][0])
        ]
        return Figures(
            year=year,
            counted=counted([replay(log) for log in events.values()], year),
            started=peers([count for centre, count in started.items() if centre != centre_id]),
            closed=peers([closed.get(centre, 0) for centre in started if centre != centre_id]),
            expected=Expected(amount=total(expected), held=sum(line.held is not None for line in expected)),
            satisfaction=satisfaction(counters),
            norm=Norm.on(date(year, 12, 31)),
            stimulation=await self._stimulation(centre_id, year),
        )

    async def _stimulation(self, centre_id: str, year: int) -> tuple[Reach, Stimulation] | None:
        """Return how the centre stands; ``None`` when nothing was imported for the year."""
        try:
            found = await self.regie.stimulation(year)
        except ProblemError:
            return None
        return found.centres.get(centre_id)
