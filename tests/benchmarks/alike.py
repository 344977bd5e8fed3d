"""``python -m tests.benchmarks.alike``: whether time tells a share that may not be seen from one that is not there.

A coach asks, turn by turn, a share that is somebody else's, one that was revoked and one that never was, over HTTP on
the loopback. What counts is the difference between the medians, with its 95 % interval (bootstrap): the bar is 5 ms.
"""

import argparse
import asyncio
import http.client
import json
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from api.keys.coaches import Coaches
from api.keys.service import Keys
from api.storage.coaches import CoachStore
from api.storage.database import Database, database_url
from api.storage.keys import KeyStore
from item_bank.loopbaancentra.snapshot import examples
from tests.benchmarks.serving import serve


async def coaches(data: Path) -> list[tuple[str, str]]:
    """Make two coaches in the worker's own store; return the key and the code of each."""
    database = Database(database_url("", data))
    kept = Coaches(CoachStore(database), Keys(KeyStore(database)))
    now = datetime.now(UTC)
    centre = next(row.id for row in examples().centres if row.mandate.holds(now.date()))
    made = [await kept.issue(centre, name, now=now) for name in ("A", "B")]
    await database.close()
    return [(key, coach.code) for coach, key in made]


class Asker:
    """One connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(self, method: str, path: str, token: str, body: object = None) -> tuple[int, bytes, float]:
        """Return status, body and milliseconds of an answer."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        sent = None if body is None else json.dumps(body)
        start = time.perf_counter()
        self.connection.request(method, path, sent, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        return answer.status, content, 1_000 * (time.perf_counter() - start)


def measure(port: int, data: Path, requests: int) -> dict[str, np.ndarray]:
    """Return the milliseconds of each kind of share that a coach may not see."""
    (mine, code), (_, other) = asyncio.run(coaches(data))
    asker = Asker(port)
    citizen = json.loads(asker.ask("POST", "/api/v1/account", "", {})[1])["accountToken"]
    body = {"resultIds": [], "includePlan": True}
    ids = {}
    for kind, whose in (("somebody else's", other), ("revoked", code)):
        made = asker.ask("POST", "/api/v1/shares", citizen, body | {"coachCode": whose})[1]
        ids[kind] = json.loads(made)["shareId"]
    asker.ask("DELETE", f"/api/v1/shares/{ids['revoked']}", citizen)
    ids["never was"] = "0" * 32
    times: dict[str, list[float]] = {kind: [] for kind in ids}
    for turn in range(requests + 20):
        for kind, id_ in ids.items():
            status, _, took = asker.ask("GET", f"/api/v1/coach/clients/{id_}", mine)
            if status != 404:
                raise RuntimeError(f"{kind}: {status}")
            if turn >= 20:
                times[kind].append(took)
    return {kind: np.array(found) for kind, found in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.alike", description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000, help="requests of each kind (1000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as served:
        found = measure(served.port, Path(folder), options.requests)
    rng, nothing = np.random.default_rng(1), found.pop("never was")
    print(f"never was: median {np.median(nothing):.3f} ms, p95 {np.percentile(nothing, 95):.3f} ms")
    for kind, times in found.items():
        drawn = [
            np.median(rng.choice(times, times.size)) - np.median(rng.choice(nothing, nothing.size))
            for _ in range(2_000)
        ]
        low, high = np.percentile(drawn, [2.5, 97.5])
        difference = np.median(times) - np.median(nothing)
        print(f"{kind}: median {np.median(times):.3f} ms, {difference:+.3f} ms (95 %: {low:+.3f} to {high:+.3f})")


if __name__ == "__main__":
    main()
