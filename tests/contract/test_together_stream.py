"""What goes through a stream: what the other one did, as it was read with the grant and the login, and nothing else."""

import re
import time

import pytest
from starlette.testclient import TestClient

from api.sessions import codes
from api.storage.shares import Reader
from api.together.streams import service as streams
from tests.contract.test_together import Pair, card, version, waiting
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
