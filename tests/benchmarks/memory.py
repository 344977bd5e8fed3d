"""``python -m tests.benchmarks.memory``: whether a worker's memory is flat under mixed traffic.

One worker in a process of its own; clients start sessions, answer, make accounts, keep results and ask for pages, one
after another, as fast as it goes. The resident memory is read every few seconds, and the slope over the second half is
printed, in MiB an hour and in KiB a thousand requests: what grows with requests shows in the latter on a slow machine
too. ``--minutes 60`` is the hour that was asked; a tenth of it shows a leak of the size that there was.
"""

import argparse
import http.client
import json
import tempfile
import time
import urllib.parse
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.serving import Served, serve

PAGES = ("/", "/jobbereik", "/orient", "/loopbaancheque", "/vacatures", "/kwaliteiten", "/mijn-loopbaan", "/privacy")


class Visitor:
    """A client that does a little of everything."""

    def __init__(self, port: int) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.asked = 0

    def call(self, method: str, path: str, body: object = None, token: str = "") -> Any:
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        self.line.request(method, path, None if body is None else json.dumps(body), headers)
        answer = self.line.getresponse()
        content = answer.read()
        self.asked += 1
        if answer.status in (429, 503):
            raise RuntimeError(f"{method} {path} was answered {answer.status}: {content[:300]!r}")
        return json.loads(content) if "json" in (answer.headers["content-type"] or "") else {}

    def once(self, turn: int) -> None:
        self.line.close()  # a rest is longer than a worker keeps a silent line
        begun = self.call("POST", "/api/v1/orient/sessions", {})
        token, path = begun["sessionToken"], f"/api/v1/orient/sessions/{begun['sessionId']}"
        for value in range(1, 9):
            asked = begun.get("next", {})
            kind = asked.get("kind")
            if kind not in ("item", "occupation"):
                break
            name, rest = ("itemId", "answers") if kind == "item" else ("occupationId", "ratings")
            body = {name: asked[kind]["id"], "value": value % 5 + 1}
            begun = self.call("POST", f"{path}/{rest}", body, token)
        account = self.call("POST", "/api/v1/account")["accountToken"]
        self.call("POST", "/api/v1/plan/actions", {"what": f"Actie {turn}"}, account)
        self.call("POST", "/api/v1/jobbereik/reach", {"competenceIds": ["verkopen"], "limit": 10})
        self.call("GET", "/api/v1/jobbereik/occupations?q=" + urllib.parse.quote(f"kok {turn}"))
        self.call("GET", PAGES[turn % len(PAGES)])
        self.call("GET", f"/bestaat-niet/{turn}")


def watch(served: Served, minutes: float, every: float, share: float) -> list[tuple[float, int, float]]:
    """Return seconds, requests and MiB, again and again; rest after each round so that so much of the time is asked."""
    visitor, start, seen = Visitor(served.port), time.monotonic(), [(0.0, 0, served.memory())]
    turn = 0
    while time.monotonic() - start < 60 * minutes:
        began = time.monotonic()
        visitor.once(turn)
        turn += 1
        time.sleep((time.monotonic() - began) * (1 / share - 1))
        if time.monotonic() - start > seen[-1][0] + every:
            seen.append((time.monotonic() - start, visitor.asked, served.memory()))
            print(f"{seen[-1][0]:7.0f} s {seen[-1][1]:8d} requests {seen[-1][2]:8.1f} MiB", flush=True)
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.memory", description=__doc__)
    parser.add_argument("--minutes", type=float, default=6.0, help="how long (6)")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between two looks (10)")
    parser.add_argument("--share", type=float, default=1.0, help="share of the time in which something is asked (1)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as served:
        seen = watch(served, options.minutes, options.every, options.share)
    late = np.array(seen[len(seen) // 2 :])
    print(f"slope over the second half: {3_600 * np.polyfit(late[:, 0], late[:, 2], 1)[0]:.1f} MiB an hour")
    print(f"{1_024_000 * np.polyfit(late[:, 1], late[:, 2], 1)[0]:.1f} KiB a thousand requests")


if __name__ == "__main__":
    main()
