"""Admission: few at a time, cheap ones first, nobody waits in vain, and every request ends at its deadline."""

import asyncio
import html
import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from api.admission import FEWEST, MOST, Admit, Door, Gate
from api.bodies import LARGE, LARGE_MOST, Bodies, Body
from api.storage.database import StorageUnavailableError
from tests.problems import assert_problem

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


FORM = {"content-type": "application/x-www-form-urlencoded"}


async def through(
    admit: Admit, path: str = "/x", *, method: str = "GET", state: FastAPI | None = None, gone: bool = False
) -> tuple[int, bytes]:
    """Send a request through the middleware; return status and body, 0 when nothing was answered."""
    sent: list[Any] = []
    messages = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Any:
        if messages:
            return messages.pop()
        if gone:
            return {"type": "http.disconnect"}
        return await asyncio.get_running_loop().create_future()

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "headers": [], "query_string": b"", "app": state}
    await admit(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return (sent[0]["status"] if sent else 0), body


def app_of(work: Callable[[], Awaitable[None]]) -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await work()
        await PlainTextResponse("done")(scope, receive, send)

    return app


async def test_so_many_at_a_time_and_the_rest_is_refused_at_once() -> None:
    open_, most, now = asyncio.Event(), 0, 0

    async def work() -> None:
        nonlocal most, now
        now += 1
        most = max(most, now)
        await open_.wait()
        now -= 1

    gate = Gate(longest=0.05, slots=4)
    admit = Admit(app_of(work), gate=gate, seconds=5.0)
    tasks = [asyncio.create_task(through(admit, "/api/x")) for _ in range(40)]
    done, _ = await asyncio.wait(tasks, timeout=0.5)
    assert {task.result()[0] for task in done} == {503}
    assert len(done) == 36
    open_.set()
    assert [status for status, _ in await asyncio.gather(*tasks)].count(200) == 4
    assert (most, gate.running, gate.waiting) == (4, 0, 0)
    assert sum(gate.turned_away.values()) == 36
    assert (await through(admit))[0] == 200, "normal again at once"


async def test_a_door_lets_in_few_at_a_time_beside_everything_else() -> None:
    open_, now, most = asyncio.Event(), 0, 0

    async def work() -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await open_.wait()
        now -= 1

    gate = Gate(longest=0.05, slots=1)
    door = Door(longest=60.0, slots=2, turned_away=gate.turned_away)
    admit = Admit(app_of(work), gate=gate, seconds=60.0, doors=((re.compile("/s/[0-9]+"), door),))
    page = asyncio.create_task(through(admit, "/api/x"))
    await asyncio.sleep(0)
    streams = [asyncio.create_task(through(admit, f"/s/{n}")) for n in range(6)]
    streams.append(asyncio.create_task(through(admit, "/s/9", gone=True)))
    assert (await through(admit, "/api/y"))[0] == 503, "the turns of pages are taken"
    assert most == 1 + 2
    assert not any(stream.done() for stream in streams), "no stream is refused while pages wait"
    open_.set()
    assert [status for status, _ in await asyncio.gather(page, *streams)] == [*[200] * 7, 0]
    assert (gate.running, door.running, door.waiting, gate.turned_away["gone"]) == (0, 0, 0, 1)


async def test_who_has_gone_away_is_not_answered() -> None:
    open_, ran = asyncio.Event(), 0

    async def work() -> None:
        nonlocal ran
        ran += 1
        await open_.wait()

    gate = Gate(longest=5.0, slots=1)
    admit = Admit(app_of(work), gate=gate, seconds=5.0)
    first = asyncio.create_task(through(admit))
    await asyncio.sleep(0)
    second = asyncio.create_task(through(admit, gone=True))
    await asyncio.sleep(0.01)
    open_.set()
    assert await asyncio.gather(first, second) == [(200, b"done"), (0, b"")]
    assert (ran, gate.turned_away["gone"], gate.running) == (1, 1, 0)


async def test_cheap_ones_go_before_dear_ones_and_few_dear_ones_run_at_a_time() -> None:
    clock = [0.0]
    gate = Gate(longest=5.0, slots=5, clock=lambda: clock[0])
    for _ in range(5):
        with gate.measured("GET drawing 1 "):
            clock[0] += 0.5
    assert gate.is_dear("GET drawing 1 ")
    assert not gate.is_dear("GET page 1 ")
    dear = [asyncio.create_task(gate.turn(dear=True)) for _ in range(5)]
    await asyncio.sleep(0)
    assert [task.done() for task in dear] == [True, True, True, False, False]
    cheap = [asyncio.create_task(gate.turn(dear=False)) for _ in range(3)]
    await asyncio.sleep(0)
    assert [task.done() for task in cheap] == [True, True, False]
    gate.leave(dear=True)
    await asyncio.sleep(0)
    assert cheap[2].done()
    assert not dear[3].done()
    gate.leave(dear=False)
    await asyncio.sleep(0)
    assert dear[3].done()
    dear[4].cancel()
    await asyncio.gather(*dear, return_exceptions=True)
    gate.leave(dear=True)
    assert gate.waiting <= 1


def test_what_takes_long_because_the_worker_is_late_is_not_dear() -> None:
    clock = [0.0]
    gate = Gate(longest=5.0, clock=lambda: clock[0])
    for late, seconds in ((0.0, 0.004), (0.2, 0.4), (0.2, 0.4), (0.2, 0.002)):
        gate.late = late
        with gate.measured("GET page 1 "):
            clock[0] += seconds
        assert not gate.is_dear("GET page 1 ")
    gate.late = 0.0
    for _ in range(5):
        with gate.measured("GET page 1 "):
            clock[0] += 0.4
    assert gate.is_dear("GET page 1 "), "it became dear"


async def test_a_request_ends_at_its_deadline_even_when_it_does_not_stop() -> None:
    stopped = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            await asyncio.sleep(0.2)  # a driver that takes its time to let go of a connection
            stopped.set()
            raise

    gate = Gate(longest=0.1)
    admit = Admit(app_of(work), gate=gate, seconds=0.1)
    start = asyncio.get_running_loop().time()
    status, body = await through(admit, "/api/x")
    assert asyncio.get_running_loop().time() - start < 0.2
    assert status == 503
    assert b"urn:problem-type:loopbaanspiegel:deadline" in body
    assert (gate.running, gate.turned_away["deadline"]) == (0, 1)
    await stopped.wait()


def test_fewer_at_a_time_when_the_loop_is_late_and_more_when_it_is_early() -> None:
    gate = Gate(longest=0.1)
    for _ in range(20):
        gate.look(0.2)
    assert gate.slots == FEWEST
    gate.running = 200
    for _ in range(40):
        gate.look(0.0)
    assert gate.slots >= 200
    gate.running = 1_000
    for _ in range(10):
        gate.look(0.0)
    assert gate.slots == MOST


def test_a_full_service_says_it_in_its_own_form(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Gate, "full", lambda self, *, dear: True)
    answer = client.get("/api/v1/jobbereik/occupations?q=kok")
    assert_problem(answer, 503, "busy")
    assert answer.headers["retry-after"] == "2"
    page = client.get("/jobbereik")
    assert (page.status_code, page.headers["retry-after"]) == (503, "2")
    assert '<a class="button button--primary" href="/jobbereik">Probeer opnieuw</a>' in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert client.get("/health").status_code == 200
    assert client.get("/static/css/site.css").status_code == 200


TYPED = [("wat", 'bellen & "mailen" <b>'), ("leeg", ""), ("wat", "é 👩‍🚒"), ("doe", "bewaar")]


def typed_in(page: str) -> list[tuple[str, str]]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return [(html.unescape(name), html.unescape(value)) for name, value in found]


def test_what_was_typed_comes_back_as_a_form_to_send_again(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Gate, "full", lambda self, *, dear: True)
    page = client.post("/mijn-plan/actie?x=1", data={"wat": [TYPED[0][1], TYPED[2][1]], "leeg": "", "doe": "bewaar"})
    assert page.status_code == 503
    assert '<form method="post" action="/mijn-plan/actie?x=1">' in page.text
    assert sorted(typed_in(page.text)) == sorted(TYPED)
    file = client.post("/jobbereik/laden", files={"bestand": ("x.json", b"{}")})
    assert (file.status_code, "<form" in file.text, "kies het opnieuw" in file.text) == (503, False, True)
    broken = client.post("/jobbereik", content=b"a=%ff", headers=FORM)
    assert (broken.status_code, "<form" in broken.text) == (503, False)


def test_a_store_that_is_away_keeps_what_was_typed_too(
    client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(request: Request, *args: object, **named: object) -> None:
        raise StorageUnavailableError("away")

    monkeypatch.setattr(app.state.sessions.store, "add", away)
    page = client.post("/orient/start", data={"onderzoek": "ja"})
    assert page.status_code == 503
    assert ("onderzoek", "ja") in typed_in(page.text)


async def test_a_worker_holds_so_many_bytes_of_large_bodies_and_no_more() -> None:
    bodies, part = Bodies(), bytes(LARGE)

    def sending(parts: int) -> Callable[[], Awaitable[Any]]:
        left = [{"type": "http.request", "body": part, "more_body": at > 0} for at in range(parts)]

        async def receive() -> Any:
            return left.pop()

        return receive

    held = [Body(bodies) for _ in range(LARGE_MOST // LARGE // 4 + 1)]
    for body in held:
        await body.whole(sending(5), 60.0)
    assert [body.refused for body in held] == [*[False] * (len(held) - 1), True]
    for body in held:
        body.leave()
    assert bodies.held == 0
    small = Body(bodies)
    assert await small.whole(sending(1), 60.0) is not None
    assert bodies.held == 0
