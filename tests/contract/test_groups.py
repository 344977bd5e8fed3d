"""Groups: joined with consent in one's own session, counted once in whole waves, and nothing else is ever seen."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from starlette.testclient import TestClient

from api.dependencies import BRUSSELS
from api.groups import views
from api.groups.service import held
from api.keys import groups
from api.keys.service import Keys
from api.storage.groups import Group, Told
from api.storage.keys import KeyStore
from api.storage.tables import accounts, group_members
from api.web import languages
from item_bank.waarden import bank as waarden
from models.wording import speaking
from tests import sharing
from tests.conftest import another
from tests.contract.test_account_pages import log_in
from tests.contract.test_sharing_pages import field
from tests.problems import assert_problem

ON = datetime.now(BRUSSELS).date()
"""The service counts by the clock too, while tests run: moments to come are theirs."""

CARDS = [str(card.id) for card in waarden.deck().cards]
HERE, MEMBERSHIPS = "/mijn-loopbaan/groepen", "/api/v1/groups/memberships"


def made(client: TestClient, name: str = "Herstart") -> tuple[Group, dict[str, str]]:
    service = client.app.state.groups
    keys = Keys(KeyStore(client.app.state.database))
    now = datetime.now(UTC)
    group, key = client.portal.call(lambda: groups.issue(service.store, keys, name, "Een school", on=ON, now=now))
    return group, {"Authorization": f"Bearer {key}"}


def member(client: TestClient, group: Group, cards: list[str]) -> dict[str, str]:
    mine = sharing.known(client)
    document = {"items": [{"id": card, "title": card} for card in cards]}
    sharing.kept(client, mine, "waarden", document)
    body = {"groupCode": group.code, "tools": ["waarden"]}
    assert client.put(MEMBERSHIPS, json=body, headers=mine).status_code == 200
    return mine


def count(client: TestClient, on: date) -> int:
    return client.portal.call(lambda: client.app.state.groups.count(on=on))


def seen(client: TestClient, key: dict[str, str]) -> list[dict[str, object]]:
    answer = client.get("/api/v1/groups/sums", headers=key)
    assert answer.status_code == 200, answer.text
    return answer.json()["waves"]


def test_a_wave_is_counted_once_and_nobody_twice(client: TestClient) -> None:
    (group, key), (other, their_key) = made(client), made(client, "Elders")
    people = [member(client, group, CARDS[:7] if i < 12 else CARDS[7:14]) for i in range(19)]
    monday = group.next_on
    assert count(client, ON) == 0
    assert count(client, monday) == 0, "nineteen are no wave"
    people += [member(client, group, CARDS[7:14]) for _ in range(4)]
    assert count(client, monday + timedelta(days=1)) == 0, "the moment is past"
    gone = people.pop()
    assert client.delete(f"{MEMBERSHIPS}/{group.id}", headers=gone).status_code == 204
    assert_problem(client.delete(f"{MEMBERSHIPS}/{group.id}", headers=gone), 404, "unknown-group")
    assert client.delete("/api/v1/account", headers=people.pop()).status_code == 200
    assert count(client, monday + timedelta(days=7)) == 1
    [wave] = seen(client, key)
    assert (wave["tool"], wave["people"]) == ("waarden", 20)
    told = {cell["code"]: cell["people"] for cell in wave["counts"] if cell["people"] is not None}
    assert told == {}, "of 21 people nine have the others: neither is told"
    for mine in people:  # the same people in another group are counted no more
        body = {"groupCode": other.code, "tools": ["waarden"]}
        assert client.put(MEMBERSHIPS, json=body, headers=mine).status_code == 200
    assert count(client, monday + timedelta(days=14)) == 0
    assert seen(client, their_key) == []
    more = [member(client, other, CARDS[:7] if i < 11 else CARDS[7:14]) for i in range(21)]
    assert count(client, monday + timedelta(days=21)) == 1
    [wave] = seen(client, their_key)
    told = {cell["code"]: cell["people"] for cell in wave["counts"] if cell["people"] is not None}
    assert told == dict.fromkeys(CARDS[:7], 10) | dict.fromkeys(CARDS[7:14], 10)
    before = seen(client, their_key)
    assert client.delete(f"{MEMBERSHIPS}/{other.id}", headers=more[0]).status_code == 204
    assert count(client, monday + timedelta(days=28)) == 0
    assert seen(client, their_key) == before, "who leaves changes no sum, so that no difference tells what they had"


def read_out(client: TestClient, key: dict[str, str]) -> set[str]:
    """Return the cards that an organisation reads of the one person beside nineteen of its own, nine with each card."""
    return {cell["code"] for wave in seen(client, key) for cell in wave["counts"] if cell["people"] is not None}


def test_nobody_fills_a_wave_with_people_who_are_made_up(client: TestClient) -> None:
    (group, key), victim = made(client), CARDS[3:10]
    member(client, group, victim)
    for i in range(19):
        mine = sharing.citizen(client)
        sharing.kept(client, mine, "waarden", {"items": [{"id": card, "title": card} for card in _sham(i)]})
        body = {"groupCode": group.code, "tools": ["waarden"]}
        assert_problem(client.put(MEMBERSHIPS, json=body, headers=mine), 403, "identity-needed")
    assert count(client, group.next_on) == 0
    for i in range(19):  # the same with nineteen whom the provider knows: so the attack is one
        member(client, group, _sham(i))
    assert count(client, group.next_on + timedelta(days=7)) == 1
    assert read_out(client, key) == set(victim) & set(CARDS[:14])


def _sham(i: int) -> list[str]:
    return CARDS[:7] if i < 9 else CARDS[7:14] if i < 18 else CARDS[14:21]


def test_who_joined_with_a_code_before_is_not_counted(client: TestClient) -> None:
    group, key = made(client)
    for i in range(20):
        member(client, group, CARDS[:7])
        if i == 0:
            client.portal.call(_forget_subject, client, group)
    count(client, group.next_on)
    assert seen(client, key) == []
    browser = another(client)
    browser.post("/mijn-loopbaan/zonder-naam", data={})
    page = browser.get(HERE)
    assert "Meetellen kan alleen met een account" in page.text
    answer = browser.post(
        HERE, data={"csrf": field(browser.get("/mijn-loopbaan").text, "csrf"), "code": group.code, "doe": "akkoord"}
    )
    assert (answer.status_code, "Meetellen kan alleen met een account" in answer.text) == (403, True)


async def _forget_subject(client: TestClient, group: Group) -> None:
    """Make the one member of a group somebody who comes back with a code."""
    mine = select(group_members.c.account_id).where(group_members.c.group_id == group.id)
    async with client.app.state.database.writing() as connection:
        await connection.execute(update(accounts).where(accounts.c.id.in_(mine)).values(subject_hash=None))


def test_a_citizen_sees_first_what_is_counted_and_agrees_in_their_own_session(client: TestClient) -> None:
    group, key = made(client)
    browser = another(client)
    assert browser.get(HERE, follow_redirects=False).headers["location"] == "/mijn-loopbaan"
    log_in(browser)
    page = browser.get(HERE).text
    mine = {"csrf": field(page, "csrf")}
    assert browser.post(HERE, data={"code": group.code}).status_code == 403
    wrong = browser.post(HERE, data=mine | {"code": "bado"})
    assert (wrong.status_code, "We kennen deze code niet" in wrong.text) == (422, True)
    first = browser.post(HERE, data=mine | {"code": group.code, "mee": "waarden"})
    assert "Er is nu nog niets gedeeld" in first.text
    assert "Dit houden we niet tegen" in first.text
    assert "Nergens." in browser.get(HERE).text
    none = browser.post(HERE, data=mine | {"code": group.code, "doe": "akkoord"})
    assert (none.status_code, "Kies minstens" in none.text) == (422, True)
    joined = browser.post(HERE, data=mine | {"code": group.code, "doe": "akkoord", "mee": "waarden"})
    assert "nog niet geteld" in joined.text
    address = re.search(rf'action="({HERE}/[0-9a-f]+/weg)"', joined.text).group(1)
    assert "Nergens." in browser.post(address, data=mine).text
    assert client.get("/api/v1/groups/sums", headers=key).json()["waves"] == []


def test_an_organisation_sees_its_own_sums_with_its_key_only(client: TestClient) -> None:
    group, key = made(client)
    centre = sharing.coach(client, sharing.holding()[0])[0]
    for headers in ({}, centre, sharing.citizen(client), {"Authorization": "Bearer lbg_x"}):
        assert_problem(client.get("/api/v1/groups/sums", headers=headers), 401, "key-needed")
    assert_problem(client.get("/api/v1/coach/me", headers=key), 401, "key-needed")
    assert_problem(client.get("/api/v1/account", headers=key), 401, "token-needed")
    browser = another(client)
    assert "De sleutel van je groep" in browser.get("/groep").text
    assert browser.post("/groep", data={"sleutel": "lbg_x"}).status_code == 422
    page = browser.post("/groep", data={"sleutel": key["Authorization"].removeprefix("Bearer ")})
    assert group.code in page.text
    assert "Er is nog niets geteld." in page.text
    keys = Keys(KeyStore(client.app.state.database))
    assert client.portal.call(lambda: keys.revoke(group.key_id, now=datetime.now(UTC)))
    assert_problem(client.get("/api/v1/groups/sums", headers=key), 401, "key-needed")


def test_sums_are_named_in_the_language_of_the_page() -> None:
    card = waarden.deck().cards[0]
    row = {"id": "g", "name": "Groep", "organisation": "Vereniging", "code": "bado-keli", "key_id": "k", "next_on": ON}
    group = Group(**row, created_at=datetime.now(UTC))
    told = Told(tool="waarden", number=1, counted_on=ON, sums={"people": 20, "counts": {str(card.id): 15}})
    ((_, title, cells),) = views.organisation(group, [told])["waves"]
    with speaking(languages.offered()["fr"].speaker):
        assert "vos valeurs" in str(title)
        assert [(str(label), people) for label, people in cells] == [(card.title.fr, 15)]
    assert cells == [(card.title.nl, 15)], "the sums over the API are Dutch"


@pytest.mark.parametrize(
    ("document", "tool", "found"),
    [
        ({"interests": [{"type": t, "value": int(t == "I")} for t in "RIASEC"]}, "orient", ["I"]),
        ({"interests": []}, "orient", []),
        ({"items": [{"id": "x"}] * 3}, "waarden", []),
        ({"items": "x"}, "kwaliteiten", []),
    ],
)  # fmt: skip
def test_only_what_is_counted_is_read_of_a_result(document: dict[str, object], tool: str, found: list[str]) -> None:
    assert held(tool, document) == found


def test_a_wrong_request_names_what_is_allowed(client: TestClient) -> None:
    group, _ = made(client)
    mine = sharing.known(client)
    stranger = another(client)
    answer = stranger.put(MEMBERSHIPS, json={"groupCode": "bado", "tools": ["waarden"]}, headers=mine)
    assert_problem(answer, 404, "unknown-group")
    answer = client.put(MEMBERSHIPS, json={"groupCode": group.code, "tools": ["plan"]}, headers=mine)
    assert_problem(answer, 422, "invalid-request")
    assert "kwaliteiten, waarden, orient" in answer.text


def test_no_code_key_or_name_of_a_group_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        group, key = made(client, "Kanarievogel")
        mine = member(client, group, CARDS[:7])
        another(client).post("/groep", data={"sleutel": key["Authorization"].removeprefix("Bearer ")})
        client.get("/api/v1/groups/sums", headers=key)
        count(client, group.next_on)
        client.delete(f"{MEMBERSHIPS}/{group.id}", headers=mine)
    secrets = ["Kanarievogel", group.code, key["Authorization"][-20:], mine["Authorization"][-20:]]
    assert not [word for word in secrets if word in sharing.logged(caplog)]
