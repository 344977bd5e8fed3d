"""Figures of one centre in one year, counted from the logs of its cheques; of other centres only their spread."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import quantiles

from api.loopbaancheque.cheques.log import from_payload
from api.problems import ProblemError
from api.regie.service import Regie, Standings
from api.regie.settlements.service import PRICED
from api.storage.cheques import StoredFact
from api.storage.figures import FigureStore, Sums
from api.storage.guidance import GuidanceStore
from api.storage.settlements import SettlementStore
from api.tevredenheid.service import Voices
from models.loopbaancheque.file import missing
from models.loopbaancheque.life import Cheque, replay
from models.loopbaancheque.life_events import Event, Mode
from models.loopbaancheque.settlement import Amount, Fact, lines, total
from models.regie.stimulation import Norm, Reach, Stimulation
from models.tevredenheid.scores import Satisfaction, added, satisfaction

PEERS = 10
"""Other centres below which nothing of them is shown."""

AGAIN_SECONDS = 600.0
"""How often centres are counted of which something was told since: the spread of others may be so old."""

NOBODY = satisfaction(added([]))
"""Satisfaction of a centre about which nobody said anything."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peers:
    """Other centres with a start in the year: quarter, half and three quarters of them are at most there."""

    count: int
    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is not settled yet: its worth, and lines that wait for a rate."""

    amount: Amount
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All figures of a centre in a year; ``None`` where nothing may or can be shown.

    Attributes
    ----------
    peers
        The spread of other centres, by the name of a figure.
    """

    year: int
    sums: Sums
    peers: Mapping[str, Peers | None]
    expected: Expected
    satisfaction: Satisfaction
    norm: Norm
    stimulation: tuple[Reach, Stimulation] | None


def peers(of_others: Sequence[float]) -> Peers | None:
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


def percent(part: int, whole: int) -> float:
    """Return a share in percent.

    Examples
    --------
    >>> percent(1, 4)
    25.0
    """
    return 100 * part / whole


SPREADS: Mapping[str, tuple[Callable[[Sums], float], Callable[[Sums], bool]]] = {
    "started": (lambda row: row.started, lambda row: row.started > 0),
    "closed": (lambda row: row.closed, lambda row: row.started > 0),
    "complete": (lambda row: percent(row.complete, row.closed), lambda row: row.closed > 0),
    "half-hours": (lambda row: row.half_hours, lambda row: row.started > 0),
    "online": (lambda row: percent(row.online, row.half_hours), lambda row: row.half_hours > 0),
}
"""What of other centres is spread, and which of them have it."""


def spreads(of_others: Sequence[Sums]) -> dict[str, Peers | None]:
    """Return the spread of other centres, by the name of a figure."""
    return {name: peers([value(row) for row in of_others if has(row)]) for name, (value, has) in SPREADS.items()}


def counted(centre_id: str, cheques: Sequence[Cheque]) -> dict[int, Sums]:
    """Count each year of a centre in which something happened."""
    found: dict[int, dict[str, int]] = {}

    def add(year: int, **counts: int) -> None:
        row = found.setdefault(year, {})
        for name, count in counts.items():
            row[name] = row.get(name, 0) + count

    for cheque in cheques:
        if cheque.activated is not None:
            add(cheque.activated.on.year, started=1)
        if cheque.annulled:
            continue
        if cheque.closed is not None:
            add(cheque.closed.on.year, closed=1, complete=int(not missing(cheque)))
        for talk in cheque.sessions:
            online = talk.half_hours if talk.mode is Mode.ONLINE else 0
            add(talk.on.year, half_hours=talk.half_hours, online=online)
    return {year: Sums(centre_id=centre_id, year=year, **counts) for year, counts in found.items()}


def _events(log: Sequence[StoredFact]) -> list[Event]:
    return [from_payload(fact.kind, fact.happened_on, fact.payload) for fact in log]


class Statistics:
    """Figures of all centres, each for itself."""

    def __init__(
        self, store: GuidanceStore, sums: FigureStore, settled: SettlementStore, voices: Voices, regie: Regie
    ) -> None:
        self.store, self.sums, self.settled, self.voices, self.regie = store, sums, settled, voices, regie

    async def count(self, centre_id: str, facts: int) -> None:
        """Count a centre anew, of which the logs had so many facts a moment ago."""
        logs = await self.store.logs(await self.store.all_numbers(centre_id))
        found = await asyncio.to_thread(lambda: counted(centre_id, [replay(_events(log)) for log in logs.values()]))
        await self.sums.keep(centre_id, found, facts)

    async def count_changed(self) -> int:
        """Count the centres of which something was told since they were counted; return how many."""
        facts, had = await self.sums.facts(), await self.sums.counted()
        changed = [centre_id for centre_id, count in facts.items() if had.get(centre_id) != count]
        for centre_id in changed:
            await self.count(centre_id, facts[centre_id])
        return len(changed)

    async def watch(self) -> None:
        """Count again and again; whatever is wrong, it is tried again later."""
        while True:
            await asyncio.sleep(AGAIN_SECONDS)
            try:
                await self.count_changed()
            except Exception as error:
                _LOG.error("the sums of centres stay as they were: %s", type(error).__name__)

    async def own(self, centre_id: str, year: int) -> Sums:
        """Return the sums of a centre in a year; counted anew only when something was told since."""
        facts = (await self.sums.facts(centre_id)).get(centre_id, 0)
        found, until = await self.sums.of_centre(centre_id, year)
        if until != facts:
            await self.count(centre_id, facts)
            found, _ = await self.sums.of_centre(centre_id, year)
        return found

    async def of_year(self, centre_id: str, year: int, *, today: date) -> Figures:
        """Return the figures of a centre in a year."""
        own = await self.own(centre_id, year)
        others = [row for row in await self.sums.of_year(year) if row.centre_id != centre_id]
        standings = await self._standings(year)
        voices = await self.voices.of_centres(year)
        mine = voices.pop(centre_id, NOBODY)
        return Figures(
            year=year,
            sums=own,
            peers=spreads(others)
            | {
                "satisfaction": peers([score for found in voices.values() if (score := found.score) is not None]),
                "stimulation": _reached(standings, centre_id),
            },
            expected=await self._expected(centre_id, today),
            satisfaction=mine,
            norm=Norm.on(date(year, 12, 31)),
            stimulation=standings.centres.get(centre_id) if standings else None,
        )

    async def _expected(self, centre_id: str, today: date) -> Expected:
        """Price what is not settled yet; only the cheques with something that waits are looked through."""
        waiting = await self.settled.waiting(PRICED, today, centre_id)
        numbers = waiting.get(centre_id, [])
        logs, settled = await self.store.logs(numbers), await self.settled.settled(numbers)
        expected = [
            line
            for number, log in logs.items()
            # What an earlier run held is still to come, so it is not named as held here.
            for line in lines(
                [Fact(position=at, event=event) for at, event in enumerate(_events(log))], today, settled[number]
            )
        ]
        return Expected(amount=total(expected), held=sum(line.held is not None for line in expected))

    async def _standings(self, year: int) -> Standings | None:
        """Return how centres stand; ``None`` when nothing was imported for the year."""
        try:
            return await self.regie.stimulation(year)
        except ProblemError:
            return None


def _reached(found: Standings | None, centre_id: str) -> Peers | None:
    """Return the spread of the share from target groups, of other centres with ten starts or more."""
    if found is None:
        return None
    rows = [reach for centre, (reach, _) in found.centres.items() if centre != centre_id and reach.starts >= PEERS]
    return peers([percent(reach.reached, reach.starts) for reach in rows])
