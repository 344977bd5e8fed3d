"""Together at a distance: one holds the pen, both see each move, and nothing goes on without a grant in force."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update
from starlette.testclient import TestClient

from api.storage.tables import session_events, sessions, shares, together
from api.together.streams import service as streams
from item_bank.loopbaancentra.codes import Status
from tests import documented, sharing
from tests.conftest import another
from tests.contract.test_sharing_pages import field, log_in

DELEN = "/mijn-loopbaan/delen"


class Pair:
    """A citizen and a coach who share, each in a browser."""

    def __init__(self, client: TestClient, person: str = "Testcoach A") -> None:
        self.client, self.coach, self.citizen = client, log_in(client, person=person), another(client)
        self.citizen.post("/mijn-loopbaan/zonder-naam", data={})
        self.mine = {"Authorization": f"Bearer {self.citizen.cookies['account']}"}
        self.code = re.search(r"<code>([a-z-]{24})</code>", self.coach.get("/coach").text).group(1)
        self.result = sharing.kept(client, self.mine, "netwerk", sharing.NETWERK)
        self.id = str(sharing.share(client, self.mine, resultIds=[self.result], coachCode=self.code)["shareId"])
        self.here, self.there = f"{DELEN}/{self.id}/samen", f"/coach/klant/{self.id}/samen"

    def leave(self) -> None:
        """Delete the account, so that nothing of it stands in the coach's inbox."""
        self.client.delete("/api/v1/account", headers=self.mine)

    def open(self, what: str, **more: str) -> str:
        page = self.citizen.get(self.here).text
        opened = self.citizen.post(self.here, data={"csrf": field(page, "csrf"), "wat": what, **more})
        assert opened.status_code == 200, opened.text
        return opened.text

    def see(self, side: str = "citizen") -> str:
        browser, address = (self.citizen, self.here) if side == "citizen" else (self.coach, self.there)
        answer = browser.get(address)
        assert answer.status_code == 200, side
        return answer.text

    def press(self, side: str, path: str, page: str, **fields: str) -> str:
        browser, address = (self.citizen, self.here) if side == "citizen" else (self.coach, self.there)
        sent = {"csrf": field(page, "csrf"), "stand": version(page), **fields}
        return browser.post(f"{address}{path}", data=sent).text

    def follow(self, side: str, seen: str = "") -> "Stream":
        browser = another(self.client)
        browser.cookies = (self.citizen if side == "citizen" else self.coach).cookies
        return Stream(browser, f"{self.here if side == 'citizen' else self.there}/nieuws?vanaf={seen}")


class Stream:
    """A stream that is read in a thread, since the test client waits for the end of an answer."""

    def __init__(self, browser: TestClient, address: str) -> None:
        self.status, self.said, self.ended = 0, "", 0.0
        self._thread = threading.Thread(target=self._read, args=(browser, address), daemon=True)
        self._thread.start()

    def _read(self, browser: TestClient, address: str) -> None:
        answer = browser.get(address)
        self.status, self.said, self.ended = answer.status_code, answer.text, time.monotonic()

    def end(self) -> list[str]:
        """Wait for its end; return what it said."""
        self._thread.join(20)
        assert not self._thread.is_alive(), "the stream goes on"
        return re.findall(r"^(?:id|event): (\S+)$", self.said, re.M)


def version(page: str) -> str:
    return re.search(r'data-version="(\d+)"', page).group(1)


def waiting(client: TestClient, count: int) -> None:
    """Wait until so many streams are open."""
    end = time.monotonic() + 20
    while len(client.app.state.news) != count and time.monotonic() < end:
        time.sleep(0.02)
    assert len(client.app.state.news) == count


@pytest.fixture
def pair(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    monkeypatch.setattr(streams, "PATIENCE", 60.0)  # a machine that runs tests is slow at times
    waiting(client, 0)
    found = Pair(client)
    yield found
    found.leave()


def card(page: str) -> str:
    return re.search(r'name="kaart" value="([^"]+)"', page).group(1)


def test_a_game_is_played_by_whoever_holds_the_pen_and_both_see_it(pair: Pair) -> None:
    page = pair.open("kwaliteiten")
    assert "Jij hebt de pen." in page
    seen = pair.see("coach")
    assert "Je klant heeft de pen." in seen
    assert '<fieldset class="board" disabled>' in seen
    refused = pair.press("coach", "/zet", seen, doe="leg:high", kaart=card(seen))
    assert "de ander heeft de pen" in refused
    assert version(refused) == version(page)
    stale = page
    page = pair.press("citizen", "/zet", page, doe="leg:high", kaart=card(page))
    assert "Kaart 2 van 36" in page
    assert "Kaart 2 van 36" in pair.see("coach")
    assert "was intussen iets veranderd" in pair.press("citizen", "/zet", stale, doe="leg:high", kaart=card(stale))
    page = pair.press("citizen", "/pen", page, doe="geef")
    assert "Je coach heeft de pen." in page
    assert "de ander heeft de pen" in pair.press("citizen", "/zet", page, doe="leg:low", kaart=card(page))
    seen = pair.press("coach", "/zet", pair.see("coach"), doe="leg:low", kaart=card(page))
    assert "Laatste zet: jij, om" in seen
    assert "Laatste zet: je coach, om" in pair.see()
    page = pair.press("citizen", "/pen", pair.see(), doe="neem")
    assert "Jij hebt de pen." in page
    assert "de ander heeft de pen" in pair.press("coach", "/pen", seen, doe="neem")
    assert "de ander heeft de pen" in pair.press("coach", "/pen", seen, doe="geef")
    reads = pair.client.get(f"/api/v1/shares/{pair.id}/reads", headers=pair.mine).json()["items"]
    assert [row["what"] for row in reads] == ["together"]
    assert "keek met je mee" in pair.citizen.get(f"{DELEN}/{pair.id}").text


def test_a_stream_tells_each_move_goes_on_where_it_was_and_ends_with_the_grant(pair: Pair) -> None:
    page = pair.open("waarden")
    coach, own = pair.follow("coach", version(page)), pair.follow("citizen")
    waiting(pair.client, 2)
    for _ in range(2):
        page = pair.press("citizen", "/zet", page, doe="leg:high", kaart=card(page))
        time.sleep(0.1)
    again = pair.follow("coach", "1")
    waiting(pair.client, 3)
    start = time.monotonic()
    assert pair.client.delete(f"/api/v1/shares/{pair.id}", headers=pair.mine).status_code == 204
    assert coach.end()[-2:] == ["2", "einde"]
    assert own.end()[0] == "0"
    assert again.end() == ["2", "einde"]
    assert coach.ended - start < 20  # the bar of a second is measured by tests/benchmarks/together.py
    assert pair.coach.get(pair.there).status_code == 404
    assert pair.coach.get(f"{pair.there}/nieuws").status_code == 404
    assert "Je coach kan nu niet meekijken" in pair.see()
    assert "data-news" not in pair.see()


def back(pair: Pair) -> None:
    async def change() -> None:
        async with pair.client.app.state.database.writing() as connection:
            past = datetime.now(UTC).date() - timedelta(days=2)
            await connection.execute(update(shares).where(shares.c.id == pair.id).values(expires_on=past))

    pair.client.portal.call(change)


def log_out(pair: Pair) -> None:
    pair.coach.post("/coach/afmelden", data={"csrf": field(pair.see("coach"), "csrf")})


def delete(pair: Pair) -> None:
    assert pair.client.request("DELETE", "/api/v1/account", headers=pair.mine).status_code == 200


def gone(pair: Pair) -> None:
    page = pair.see()
    assert "Alles van daarnet is weg" in pair.press("citizen", "/stoppen", page, doe="weg")


@pytest.mark.parametrize("change", [back, log_out, delete, gone])
def test_a_stream_ends_with_what_it_rests_on(pair: Pair, change: Callable[[Pair], None]) -> None:
    pair.open("netwerk")
    stream = pair.follow("coach")
    waiting(pair.client, 1)
    change(pair)
    assert stream.end()[-1] == "einde"
    assert pair.coach.get(pair.there, follow_redirects=False).status_code in (200, 303, 404)
    assert "Tante Mia" not in pair.coach.get(pair.there).text


def test_a_suspended_centre_sees_nothing_any_more(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    pair.open("plan")
    stream = pair.follow("coach")
    waiting(pair.client, 1)
    register = sharing.without_mandate(sharing.holding()[0], Status.SUSPENDED)
    monkeypatch.setattr(pair.client.app.state.registers, "current", register)
    assert stream.end()[-1] == "einde"
    assert pair.coach.get(pair.there).status_code == 404
    assert pair.press("coach", "/zet", pair.see(), doe="bewaar", wat="x")
    assert "x" not in re.findall(r'plain-head">([^<]*)<', pair.see())


def test_a_store_that_does_not_answer_ends_every_stream(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object, **__: object) -> None:
        await streams.asyncio.sleep(60)

    pair.open("plan")
    stream = pair.follow("coach")
    waiting(pair.client, 1)
    monkeypatch.setattr(streams, "PATIENCE", 0.1)
    monkeypatch.setattr(pair.client.app.state.streams.store, "standing", never)
    assert stream.end()[-1] == "einde"


def test_streams_take_no_turn_and_are_counted(pair: Pair) -> None:
    pair.open("plan")
    held = [pair.follow("coach") for _ in range(streams.EACH)]
    waiting(pair.client, streams.EACH)
    assert pair.client.app.state.gate.running == 0
    assert pair.coach.get(f"{pair.there}/nieuws").status_code == 429
    gone(pair)
    assert all(stream.end() for stream in held)
    assert pair.client.app.state.gate.dear == 0
    assert pair.citizen.get(f"{pair.here}/nieuws").status_code == 204


def rows(pair: Pair) -> int:
    async def count() -> int:
        async with pair.client.app.state.database.reading() as connection:
            return await connection.scalar(
                select(func.count()).select_from(together).where(together.c.share_id == pair.id)
            )

    return pair.client.portal.call(count)


def test_an_ecogram_is_drawn_and_kept_by_the_citizen_only(pair: Pair) -> None:
    pair.press("citizen", "/pen", pair.open("netwerk"), doe="geef")
    seen = pair.press("coach", "/zet", pair.see("coach"), doe="naar:wie", stap="wat")
    seen = pair.press("coach", "/zet", seen, doe="bewaar-persoon", stap="wie", alias="buur K.", waar="friends",
                      afstand="2", band="3", richting="both", gevraagd="not-yet")  # fmt: skip
    assert "buur K." in seen
    forged = pair.press("coach", "/zet", seen, doe="toon", stap="wie", netwerk='{"people": []}')
    assert "buur K." in forged, "the network is the one that lies there, not the one of a form"
    assert "buur K." in pair.see()
    kept = pair.press("citizen", "/stoppen", pair.see(), doe="bewaar")
    assert "buur K." in kept
    assert rows(pair) == 0
    assert "Er ligt nu niets open" in pair.see("coach")


def test_the_coach_sees_names_only_of_people_who_were_ticked(client: TestClient) -> None:
    people = [
        {"id": "p1", "alias": "Tante Mia", "category": "family", "ring": 1, "nextStep": "Bel Mia"},
        {"id": "p2", "alias": "Buur Karim", "category": "friends", "ring": 2, "share": True},
    ]
    pair = Pair(client)
    sharing.kept(client, pair.mine, "netwerk", {"goal": "Werk", "people": people, "ties": [{"from": "p1", "to": "p2"}]})
    page = pair.press("citizen", "/zet", pair.open("netwerk"), doe="wijzig:p1", stap="wie")
    assert "Je coach ziet de naam niet" in page
    seen = pair.see("coach")
    assert ("Iemand 1" in seen, "Buur Karim" in seen, "Mia" in seen) == (True, True, False)
    pair.press("citizen", "/pen", pair.see(), doe="geef")
    for verb, who in (("wijzig:p1", ""), ("bewaar-persoon", "p1"), ("dichter:p2", "")):
        fields = {"doe": verb, "persoon": who, "alias": "Iemand 1", "waar": "friends", "afstand": "3"}
        seen = pair.press("coach", "/zet", pair.see("coach"), stap="wie", **fields)
        assert "Mia" not in seen, verb
    for step in ("hoe", "overzicht"):
        assert "Mia" not in pair.press("coach", "/zet", pair.see("coach"), doe=f"naar:{step}", stap="wie")
    mine = pair.press("citizen", "/stoppen", pair.see(), doe="bewaar")
    assert ("Tante Mia" in mine, "Iemand 1" in mine) == (True, False)
    pair.leave()


def test_a_plan_is_a_copy_until_it_is_kept(pair: Pair) -> None:
    for what in ("Ik bel", "Ik vraag", "Ik lees"):
        pair.client.post("/api/v1/plan/actions", json={"what": what}, headers=pair.mine)
    page = pair.open("plan")
    ids = re.findall(r'value="wis:([0-9a-f]{32})"', page)
    page = pair.press("citizen", "/zet", page, doe=f"wis:{ids[0]}")
    page = pair.press("citizen", "/zet", page, doe=f"omhoog:{ids[2]}")
    page = pair.press("citizen", "/zet", page, doe=f"gedaan:{ids[1]}")
    page = pair.press("citizen", "/zet", page, doe=f"bewaar:{ids[1]}", wat="Ik vraag het")
    wrong = pair.press("citizen", "/zet", page, doe="bewaar:", wat="Ik schrijf", **{"tegen-wanneer": "31/2"})
    assert "Ik schrijf</textarea>" in wrong
    assert "Schrijf een dag als" in wrong
    page = pair.press("citizen", "/zet", wrong, doe="bewaar:", wat="Ik schrijf")
    assert "Ik schrijf" in pair.see("coach")
    plan = lambda: pair.client.get("/api/v1/plan", headers=pair.mine).json()["actions"]  # noqa: E731
    assert [row["what"] for row in plan()] == ["Ik bel", "Ik vraag", "Ik lees"]
    pair.client.post("/api/v1/plan/actions", json={"what": "Elders"}, headers=pair.mine)
    assert "Je plan is nu" in pair.press("citizen", "/stoppen", page, doe="bewaar")
    assert [row["what"] for row in plan()] == ["Ik lees", "Ik vraag het", "Ik schrijf", "Elders"]
    assert plan()[1]["doneOn"]


def test_a_game_that_is_kept_goes_on_in_the_citizens_browser(pair: Pair) -> None:
    page = pair.press("citizen", "/pen", pair.open("waarden"), doe="geef")
    seen = pair.press("coach", "/zet", pair.see("coach"), doe="leg:high", kaart=card(page))
    assert "Kaart 2 van 36" in seen
    assert "Kaart 2 van 36" in pair.press("citizen", "/stoppen", pair.see(), doe="bewaar")
    assert "Kaart 2 van 36" in pair.citizen.get("/waarden/spel").text


def test_nothing_stays_of_what_is_not_kept(pair: Pair) -> None:
    pair.open("netwerk")
    pair.open("kwaliteiten")
    assert rows(pair) == 1
    page = pair.see()
    pair.press("citizen", "/zet", page, doe="leg:high", kaart=card(page))
    delete(pair)

    async def left() -> int:
        async with pair.client.app.state.database.reading() as connection:
            held = select(sessions.c.id).where(sessions.c.tool == "together")
            orphans = session_events.c.session_id.in_(held) & session_events.c.session_id.not_in(
                select(together.c.session_id)
            )
            return await connection.scalar(select(func.count()).select_from(session_events).where(orphans))

    assert pair.client.portal.call(left) == 0
    assert rows(pair) == 0


def test_nobody_opens_or_moves_for_somebody_else(pair: Pair) -> None:
    page = pair.open("plan")
    assert pair.citizen.post(f"{pair.here}/zet", data={"csrf": "x"}).status_code == 403
    assert pair.citizen.post(pair.here, data={"csrf": field(page, "csrf"), "wat": "orient"}).status_code == 422
    stranger = Pair(pair.client, person="Testcoach B")
    for method, path in (("GET", ""), ("POST", ""), ("POST", "/zet"), ("POST", "/pen"), ("GET", "/nieuws")):
        mine = field(stranger.open("plan"), "csrf")
        answer = stranger.citizen.request(method, f"{pair.here}{path}", data={"csrf": mine, "wat": "plan"})
        nowhere = stranger.citizen.request(
            method, f"{DELEN}/{'0' * 32}/samen{path}", data={"csrf": mine, "wat": "plan"}
        )
        assert (answer.status_code, answer.text) == (nowhere.status_code, nowhere.text.replace("0" * 32, pair.id)), path
        assert answer.status_code in (204, 404), path
    assert stranger.coach.get(pair.there).status_code == 404
    by_link = str(sharing.share(pair.client, pair.mine, resultIds=[pair.result])["shareId"])
    assert "alleen met een coach" in pair.citizen.get(f"{DELEN}/{by_link}/samen").text
    answer = pair.citizen.post(f"{DELEN}/{by_link}/samen", data={"csrf": field(page, "csrf"), "wat": "plan"})
    assert answer.status_code == 404
    stranger.leave()


def revoke(pair: Pair) -> None:
    assert pair.client.delete(f"/api/v1/shares/{pair.id}", headers=pair.mine).status_code == 204


@pytest.mark.parametrize("change", ["revoked", "expired", "suspended", "deleted"])
def test_a_logged_in_coach_whose_grant_ended_cannot_tell_it_from_nothing(
    pair: Pair, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair.open("netwerk")
    assert "nodigt je uit om mee te kijken" in pair.coach.get(f"/coach/klant/{pair.id}").text
    csrf = field(pair.see("coach"), "csrf")
    if change == "suspended":
        register = sharing.without_mandate(sharing.holding()[0], Status.SUSPENDED)
        monkeypatch.setattr(pair.client.app.state.registers, "current", register)
    else:
        {"revoked": revoke, "expired": back, "deleted": delete}[change](pair)
    found = [
        (method, path)
        for methods, path, _ in documented.addresses(pair.client.app)
        if path.startswith("/coach/klant/")
        for method in methods.split(", ")
    ]
    assert len(found) >= 9
    for method, path in found:
        address = path.replace("{result}", "1" * 32)
        sent = {"csrf": csrf, "notitie": "x", "voorstel": "x", "doe": "geef", "stand": "1"}
        body = {"data": sent} if method == "POST" else {}
        here = pair.coach.request(method, address.replace("{id}", pair.id), **body)
        nowhere = pair.coach.request(method, address.replace("{id}", "0" * 32), **body)
        assert here.status_code == nowhere.status_code == 404, path
        assert here.text == nowhere.text, path


def test_no_word_of_what_lies_there_is_logged_or_told_by_an_error(
    pair: Pair, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = "kanarievogel"
    with caplog.at_level("DEBUG"):
        page = pair.press("citizen", "/zet", pair.open("plan"), doe="bewaar:", wat=f"Ik bel {canary}")
        assert canary in page
        pair.press("citizen", "/zet", page, doe="bewaar:", wat=canary, **{"tegen-wanneer": canary})
        pair.see("coach")
        pair.coach.get(f"{pair.there}?melding={canary}&actie={canary}")
        page = pair.press("citizen", "/zet", pair.open("netwerk"), doe="naar:wie", stap="wat", doel=canary)
        pair.press("citizen", "/zet", page, doe="bewaar-persoon", stap="wie", alias=canary, waar="friends",
                   afstand="2", band="3", richting="both", gevraagd="not-yet")  # fmt: skip
        with monkeypatch.context() as patch:
            patch.setattr(pair.client.app.state.together.store, "forget_before", None)
            broken = pair.press("citizen", "/zet", pair.see(), doe="naar:wat", stap="wie")
        assert "TypeError" in caplog.text
        assert canary not in broken
        stream = pair.follow("coach")
        waiting(pair.client, 1)
        gone(pair)
        assert canary not in " ".join(stream.end()) + stream.said  # what it said is known once it ended
    secrets = [pair.code, pair.citizen.cookies["account"], field(pair.citizen.get(pair.here).text, "csrf")]
    assert not [word for word in (canary, *secrets) if word in sharing.logged(caplog)]
