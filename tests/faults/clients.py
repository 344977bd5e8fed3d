"""Citizens who keep things while something fails: they try again with the same key, and know what was acknowledged."""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

PATIENCE = 5.0
"""Seconds that a citizen waits for one answer."""

ACTIONS = 30
"""Actions in a plan before its citizen begins another; a plan holds forty."""


@dataclass
class Row:
    """What one kind of failure did.

    Attributes
    ----------
    runs
        Writes that were acknowledged before, meanwhile and after.
    refused
        Tries that were not: what shows that the failure was felt.
    lost, doubled, crossed
        Acknowledged and not there; there more than once; in the plan of somebody else.
    recovery
        Seconds from the end of the failure until something was acknowledged again.
    """

    what: str
    runs: int = 0
    refused: int = 0
    lost: int = 0
    doubled: int = 0
    crossed: int = 0
    recovery: float = 0.0
    note: str = ""

    @property
    def good(self) -> bool:
        return self.lost == self.doubled == self.crossed == 0


def call(port: int, method: str, path: str, body: object = None, **headers: str) -> tuple[int, Any]:
    """Ask once; status 0 when there was no answer."""
    head = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as line:
            line.request(method, path, None if body is None else json.dumps(body), head)
            answer = line.getresponse()
            content = answer.read()
            is_json = "json" in (answer.headers["content-type"] or "")
            return answer.status, json.loads(content) if is_json else content
    except (OSError, http.client.HTTPException, ValueError):
        return 0, None


@dataclass
class Citizens:
    """So many citizens at a time.

    Attributes
    ----------
    others
        Ports of more workers on the same store; each try goes to the next of all of them.
    """

    port: int
    count: int = 3
    others: tuple[int, ...] = ()
    kept: dict[str, set[str]] = field(default_factory=dict)
    acknowledged: list[float] = field(default_factory=list)
    tries: int = 0
    refused: int = 0
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        self._threads = [threading.Thread(target=self._live, args=(i,)) for i in range(self.count)]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(30)

    def _until(self, status: int, method: str, path: str, body: object, token: str) -> Any:
        """Try with one key until it is acknowledged; ``None`` when it is time to stop."""
        headers = {"Idempotency_Key": str(uuid4())} | ({"Authorization": f"Bearer {token}"} if token else {})
        ports = (self.port, *self.others)
        while not self._stop.is_set():
            self.tries += 1
            found, content = call(ports[self.tries % len(ports)], method, path, body, **headers)
            if found == status:
                self.acknowledged.append(time.monotonic())
                return content
            self.refused += 1
            time.sleep(0.05)
        return None

    def _live(self, number: int) -> None:
        token, written = "", 0
        while not self._stop.is_set():
            if not token or written >= ACTIONS:
                account = self._until(201, "POST", "/api/v1/account", None, "")
                if account is None:
                    return
                token, written = account["accountToken"], 0
                self.kept[token] = set()
            what = f"{number}-{uuid4().hex}"
            if self._until(201, "POST", "/api/v1/plan/actions", {"what": what}, token) is not None:
                self.kept[token].add(what)
                written += 1
            time.sleep(0.01)

    def judge(self, what: str, ended: float, note: str = "") -> Row:
        """Count what is there against what was acknowledged, once everything is well again."""
        row = Row(what=what, runs=len(self.acknowledged), refused=self.refused, note=note)
        after = [moment for moment in self.acknowledged if moment > ended]
        row.recovery = min(after) - ended if after else float("nan")
        everything = set().union(*self.kept.values()) if self.kept else set()
        for token, mine in self.kept.items():
            found = self._plan(token)
            counts = Counter(found)
            row.lost += len(mine - set(found))
            row.doubled += sum(number - 1 for number in counts.values())
            row.crossed += len((set(found) - mine) & everything)
        return row

    def _plan(self, token: str) -> list[str]:
        for _ in range(100):
            status, content = call(self.port, "GET", "/api/v1/plan", Authorization=f"Bearer {token}")
            if status == 200:
                return [action["what"] for action in content["actions"]]
            with suppress(OSError):
                time.sleep(0.1)
        raise AssertionError("the service did not come back")


def during(*ports: int, what: str, failure: Callable[[], None], after: float = 1.5, note: str = "") -> Row:
    """Let citizens write before, during and after a failure, and judge by what the first of the ports answers."""
    citizens = Citizens(ports[0], others=ports[1:])
    citizens.begin()
    time.sleep(0.7)
    try:
        failure()
        ended = time.monotonic()
        while not any(moment > ended for moment in citizens.acknowledged) and time.monotonic() < ended + 30:
            time.sleep(0.05)
        time.sleep(after)
    finally:
        citizens.end()
    return citizens.judge(what, ended, note)
