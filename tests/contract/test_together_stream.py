"""What goes through a stream: what the other one did, as it was read with the grant and the login, and nothing else."""

import asyncio
import re
import time
from collections.abc import Callable

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient
from starlette.types import Message

from api.account.shared.service import UnknownShareError
from api.sessions import codes
from api.storage.shares import Reader
from api.together import flow
from api.together.log import Side
from api.together.service import Who
from api.together.streams import answers
from api.together.streams import service as streams
from tests.contract.test_together import Pair, back, card, delete, gone, log_out, revoke, version, waiting
from tests.contract.test_together_script import main


def messages(said: str) -> dict[int, str]:
    """Return what was told with each number, as a browser reads it."""
    found = {}
    for message in said.split("\n\n"):
        lines = message.split("\n")
        if lines[0].startswith("id: "):
            found[int(lines[0][4:])] = "\n".join(line.removeprefix("data: ") for line in lines[1:])
    return found


def test_a_stream_shows_what_the_other_one_did_and_tells_the_number_of_what_was_done_here(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "PATIENCE", 60.0)
    waiting(client, 0)
    pair = Pair(client)
    page = pair.open("waarden")
    coach, own = pair.follow("coach", version(page)), pair.follow("citizen", version(page))
    waiting(client, 2)
    page = pair.press("citizen", "/zet", page, doe="leg:high", kaart=card(page))
    seen = pair.see("coach")
    late = pair.follow("coach")
    waiting(client, 3)
    end = time.monotonic() + 20
    while any(line.version < 1 for line in client.app.state.news.lines) and time.monotonic() < end:
        time.sleep(0.02)
    client.delete(f"/api/v1/shares/{pair.id}", headers=pair.mine)
    for stream in (coach, own, late):
        assert stream.end()[-1] == "einde"
    for stream in (coach, late):
        told = messages(stream.said)
        assert list(told) == [1]
        assert main(told[1]) == main(seen)
        assert "<title>Samen: " in told[1]
    assert messages(own.said) == {1: "1"}
    waits = [int(re.match(r"retry: (\d+)\n\n", stream.said)[1]) for stream in (coach, own)]
    assert all(streams.RETRY_MS <= wait <= streams.RETRY_MS + streams.SPREAD_MS for wait in waits)
    pair.leave()


def test_what_goes_through_a_stream_needs_the_login_at_that_moment(client: TestClient) -> None:
    pair = Pair(client)
    pair.open("plan")
    state = client.app.state
    token = pair.coach.cookies["coach"]

    async def seen(login: str) -> bool:
        on, now = await state.streams.today(), await state.streams.now()
        coach = await state.coaches.of_login(token, now=now)
        reader = Reader(id=coach.id, said=coach.name)
        return await state.together.store.of_coach(reader, pair.id, on=on, now=now, login=login) is not None

    assert [client.portal.call(seen, login) for login in ("", codes.token_hash(token), "0" * 64)] == [True, True, False]
    pair.leave()


def test_one_login_keeps_so_many_streams_in_all(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PATIENCE", 60.0)
    monkeypatch.setattr(streams, "ALL", 1)
    waiting(client, 0)
    pair = Pair(client)
    pair.open("plan")
    held = pair.follow("coach")
    waiting(client, 1)
    assert pair.coach.get(f"{pair.there}/nieuws").status_code == 429
    pair.leave()
    assert held.end()[-1] == "einde"


def replaced(pair: Pair) -> None:
    pair.open("plan")


@pytest.mark.parametrize("change", [log_out, revoke, back, delete, gone, replaced])
def test_what_a_stream_reads_is_nothing_once_login_grant_or_table_is_another(
    client: TestClient, change: Callable[[Pair], None]
) -> None:
    pair = Pair(client)
    pair.open("netwerk")
    state, token = client.app.state, pair.coach.cookies["coach"]
    request = Request({"type": "http", "headers": [], "query_string": b"", "path": "/", "app": client.app})

    async def reader() -> streams.Read:
        on, now = await state.streams.today(), await state.streams.now()
        coach = await state.coaches.of_login(token, now=now)
        who = Who(
            side=Side.COACH, reader=Reader(id=coach.id, said=coach.name), token_hash=codes.token_hash(token), csrf="",
            here=pair.there,
        )  # fmt: skip
        joint = await state.together.look(who, pair.id, on=on, now=now)
        engine = state.engines.current
        return flow.reader(request, state.together, joint, engine, state.streams.today, state.streams.now)

    read = client.portal.call(reader)
    before = client.portal.call(read)
    assert before is not None
    assert "Samen: Jouw netwerk" in before[1]
    change(pair)

    async def after() -> tuple[int, str] | None:
        try:
            return await read()
        except UnknownShareError:
            return None

    assert client.portal.call(after) is None
    pair.leave()


def test_what_is_not_read_goes_no_further_and_its_stream_ends(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "TAKEN_WITHIN", 0.05)
    waiting(client, 0)
    pair = Pair(client)
    pair.open("plan")
    sent: list[Message] = []

    async def full(message: Message) -> None:
        if len(sent) == 2:  # the head and the first part go out; then nobody reads
            await asyncio.sleep(60)
        sent.append(message)

    async def asked() -> Message:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "asgi": {"spec_version": "2.3"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": f"{pair.there}/nieuws", "raw_path": b"", "query_string": b"vanaf=-1", "root_path": "",
        "headers": [(b"host", b"testserver"), (b"cookie", f"coach={pair.coach.cookies['coach']}".encode())],
        "client": ("127.0.0.1", 1), "server": ("testserver", 80), "state": {},
    }  # fmt: skip
    client.portal.call(lambda: asyncio.wait_for(client.app(scope, asked, full), 20))
    assert [row["type"] for row in sent] == ["http.response.start", "http.response.body"]
    assert sent[0]["status"] == 200
    waiting(client, 0)
    pair.leave()
