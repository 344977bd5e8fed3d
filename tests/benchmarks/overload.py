"""``python -m tests.benchmarks.overload``: what happens at three times what a worker can answer, and afterwards.

One worker in a process of its own, and requests that come at a fixed rate whether or not earlier ones were answered,
as people do. First the worker's capacity is measured with a few connections that wait for each answer; then so many
times that is sent for some seconds, and then a tenth of it, to see when it is normal again.
"""

import argparse
import asyncio
import json
import os
import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.benchmarks.serving import serve

READS = ("/", "/jobbereik", "/api/v1/jobbereik/occupations?q=kok", "/orient", "/loopbaancheque", "/vacatures")
REACH = json.dumps({"competenceIds": ["verkopen"], "limit": 5}).encode()


@dataclass
class Seen:
    """What a client saw: times of accepted answers in seconds, statuses, and what never came."""

    times: list[float] = field(default_factory=list)
    shed_times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    lost: int = 0
    finished: list[tuple[float, float, int]] = field(default_factory=list)

    def p(self, share: float) -> float:
        return float(np.percentile(self.times, share)) if self.times else float("nan")


def message(rng: random.Random) -> bytes:
    if rng.random() < 0.3:
        head = "POST /api/v1/jobbereik/reach HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        return f"{head}Content-Length: {len(REACH)}\r\n\r\n".encode() + REACH
    return f"GET {rng.choice(READS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


class Line:
    """A connection that sends one request and reads one answer."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, content: bytes) -> int:
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(content)
        head = await self.reader.readuntil(b"\r\n\r\n")
        lower = head.lower()
        start = lower.index(b"content-length:") + 15
        await self.reader.readexactly(int(lower[start : lower.index(b"\r\n", start)]))
        return int(head[9:12])

    def drop(self) -> None:
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


async def capacity(port: int, seconds: float, lines: int = 8) -> float:
    """Return answers a second to so many connections that wait for each answer.

    Raises
    ------
    RuntimeError
        When so few are refused or limited: what is measured is no capacity then.
    """
    rng, end = random.Random(1), time.perf_counter() + seconds  # noqa: S311 - which request comes when
    seen: Counter[int] = Counter()

    async def work() -> None:
        line = Line(port)
        while time.perf_counter() < end:
            seen[await line.ask(message(rng))] += 1
        line.drop()

    await asyncio.gather(*(work() for _ in range(lines)))
    if seen[200] < seen.total():
        raise RuntimeError(f"{lines} connections were answered {dict(seen)}; allowed is 200 alone")
    return seen[200] / seconds


async def load(port: int, rate: float, seconds: float, patience: float = 5.0) -> Seen:
    """Send at a rate, whatever comes back; a client gives up after its patience."""
    rng, seen = random.Random(2), Seen()  # noqa: S311 - likewise
    idle: list[Line] = []
    start = time.perf_counter()

    async def one(content: bytes) -> None:
        line = idle.pop() if idle else Line(port)
        began = time.perf_counter()
        try:
            async with asyncio.timeout(patience):
                status = await line.ask(content)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            seen.lost += 1
            line.drop()
            return
        took = time.perf_counter() - began
        seen.statuses[status] += 1
        (seen.times if status == 200 else seen.shed_times).append(took)
        seen.finished.append((began - start, took, status))
        idle.append(line)

    tasks = []
    for i in range(int(rate * seconds)):
        late = start + i / rate - time.perf_counter()
        if late > 0:
            await asyncio.sleep(late)
        tasks.append(asyncio.create_task(one(message(rng))))
    await asyncio.gather(*tasks)
    for line in idle:
        line.drop()
    return seen


def calm_after(seen: Seen, within: float = 0.25) -> float:
    """Return the second after which everything was accepted within a quarter of a second."""
    bad = [began for began, took, status in seen.finished if status != 200 or took > within]
    return max(bad, default=0.0)


async def measure(port: int, times: float, seconds: float, after: float) -> dict[str, float]:
    """Return the figures of one run."""
    await capacity(port, 3.0)
    able = await capacity(port, 5.0)
    over = await load(port, times * able, seconds)
    calm = await load(port, able / 10, after)
    return {
        "capacity, answers a second": able,
        "sent a second": times * able,
        "accepted": over.statuses[200],
        "accepted a second": over.statuses[200] / seconds,
        "refused (503)": over.statuses[503],
        "other statuses": sum(over.statuses.values()) - over.statuses[200] - over.statuses[503],
        "never answered": over.lost,
        "accepted, median ms": 1_000 * over.p(50),
        "accepted, p99 ms": 1_000 * over.p(99),
        "accepted, longest ms": 1_000 * max(over.times, default=float("nan")),
        "refused, p99 ms": 1_000 * float(np.percentile(over.shed_times or [0.0], 99)),
        "normal again after, s": calm_after(calm),
        "afterwards, p99 ms": 1_000 * calm.p(99),
        "afterwards, never answered": calm.lost,
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.overload", description=__doc__)
    parser.add_argument("--times", type=float, default=3.0, help="times the capacity (3)")
    parser.add_argument("--seconds", type=float, default=15.0, help="seconds of overload (15)")
    parser.add_argument("--after", type=float, default=8.0, help="seconds watched afterwards (8)")
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:1])  # the worker inherits it: a core of its own
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as served:
        os.sched_setaffinity(0, cores[1:] or cores)
        for what, value in asyncio.run(measure(served.port, options.times, options.seconds, options.after)).items():
            print(f"{what:32} {value:10.1f}")


if __name__ == "__main__":
    main()
