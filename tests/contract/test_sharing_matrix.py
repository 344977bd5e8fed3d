"""Every route of sharing and of coaches times every identity: only who may see it sees it, nothing tells why not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, update
from starlette.testclient import TestClient

from api.keys import groups
from api.keys.service import CallerRole
from api.storage.groups import Group
from api.storage.tables.sessions import session_tries
from api.storage.tables.shares import shares
from item_bank.loopbaancentra.codes import Status
from tests import documented, sharing
from tests.conftest import another
from tests.contract.test_sharing_pages import log_in

CANARY = "kanarie-zeldzaam-woord"
BODIES = {
    "/api/v1/coach/clients/{share_id}/notes": {"text": "x"},
    "/api/v1/coach/clients/{share_id}/suggestions": {"text": "x"},
    "/api/v1/coach/links/{share_id}": {"linkCode": "bado-keli-fuma-nopi-resu"},
    "/api/v1/shares/{share_id}/messages/{message_id}": {"state": "hidden"},
    "/api/v1/groups/memberships": {"groupCode": "bado-keli-fuma-nopi-resu", "tools": ["orient"]},
}
OWN = ("/api/v1/shares", "/mijn-loopbaan/delen")
"""Where a citizen's own routes start; those that create or list are about the caller alone."""


class World:
    """A citizen who shares with coach A, and everybody else."""

    def __init__(self, client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        self.client, self.monkeypatch = client, monkeypatch
        self.centre, other = sharing.holding()[:2]
        self.key, code = sharing.coach(client, self.centre)
        self.elsewhere, _ = sharing.coach(client, other)
        self.owner = sharing.known(client)
        document = sharing.ORIENT | {"occupations": [{"occupation": {"id": "kok", "label": CANARY}}]}
        result = sharing.kept(client, self.owner, document=document)
        made = sharing.share(client, self.owner, resultIds=[result], coachCode=code, alias=CANARY)
        self.share_id = str(made["shareId"])
        body = {"groupCode": group(client)[0].code, "tools": ["orient"]}
        joined = client.put("/api/v1/groups/memberships", json=body, headers=self.owner)
        self.group_id = str(joined.json()["items"][0]["groupId"])

    def expire(self) -> None:
        """Let the share have ended a day ago."""

        async def back() -> None:
            store = self.client.app.state.share_store
            async with store.database.writing() as connection:
                found = await connection.execute(shares.select().where(shares.c.id == self.share_id))
                past = found.mappings().one()["created_at"].date() - timedelta(days=2)
                await connection.execute(update(shares).where(shares.c.id == self.share_id).values(expires_on=past))

        self.client.portal.call(back)

    def suspend(self) -> None:
        """Let the coach's centre have no mandate."""
        register = sharing.without_mandate(self.centre, Status.SUSPENDED)
        self.monkeypatch.setattr(self.client.app.state.registers, "current", register)

    def revoke(self) -> None:
        """Let the citizen end the share."""
        assert self.client.delete(f"/api/v1/shares/{self.share_id}", headers=self.owner).status_code == 204


def group(client: TestClient) -> tuple[Group, dict[str, str]]:
    """Return a new group of a name that nobody else may read, with the header of its organisation."""
    service, now = client.app.state.groups, datetime.now(UTC)
    found, key = client.portal.call(
        lambda: groups.issue(service.store, service.keys, CANARY, "Een school", on=now.date(), now=now)
    )
    return found, {"Authorization": f"Bearer {key}"}


def operator(client: TestClient) -> dict[str, str]:
    """Return the header of an operator's key that is in force."""
    keys = client.app.state.coaches.keys
    now = datetime.now(UTC)
    _, key = client.portal.call(lambda: keys.issue(CallerRole.OPERATOR, centre_id=None, label="", now=now))
    return {"Authorization": f"Bearer {key}"}


@pytest.fixture
def world(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> World:
    return World(client, monkeypatch)


def routes(client: TestClient) -> list[tuple[str, str]]:
    """Return every address of the API and of pages that has to do with sharing, with its method."""
    starts = (*OWN, "/api/v1/coach", "/coach", "/gedeeld", "/api/v1/groups", "/mijn-loopbaan/groepen", "/groep")
    return [
        (method, path)
        for methods, path, _ in documented.addresses(client.app)
        if path.startswith(starts) and path not in ("/coach/aanmelden", "/coach/terug")
        for method in methods.split(", ")
    ]


async def forgive(client: TestClient) -> None:
    """Forget wrong tries."""
    async with client.app.state.database.writing() as connection:
        await connection.execute(delete(session_tries))


def answers(world: World, who: TestClient, headers: dict[str, str], share_id: str) -> dict[tuple[str, str], object]:
    """Ask every route about a share; return what each answered."""
    found = {}
    for method, path in routes(world.client):
        about = world.group_id if share_id == world.share_id and "groep" in path else share_id
        address = path.replace("{share_id}", share_id).replace("{id}", about).replace("{group_id}", about)
        for name in ("message_id", "message", "result"):
            address = address.replace("{" + name + "}", "1" * 32)
        world.client.portal.call(forgive, world.client)  # each address by itself: tries of one count for all
        body = {"json": BODIES.get(path, {})} if path.startswith("/api/") and method != "GET" else {}
        found[method, path] = who.request(method, address, headers=headers, follow_redirects=False, **body)
    return found


def same(page: str, share_id: str) -> str:
    """Return a page without what differs on each: the id that was asked, and keys that make a form count once."""
    return re.sub(r'(name="sleutel" value=)"[0-9a-f]{32}"', r"\1", page.replace(share_id, ""))


def test_there_are_routes_to_try(client: TestClient) -> None:
    found = routes(client)
    assert len(found) >= 45
    assert {("GET", "/coach/klant/{id}/samen/nieuws"), ("POST", "/mijn-loopbaan/groepen/{id}/weg")} <= set(found)


@pytest.mark.parametrize(
    "identity",
    [
        "nobody",
        "other citizen",
        "coach without",
        "coach elsewhere",
        "revoked",
        "expired",
        "suspended",
        "operator",
        "organisation",
    ],
)
def test_nobody_else_sees_anything_and_cannot_tell_it_from_nothing(world: World, identity: str) -> None:
    change = {"revoked": world.revoke, "expired": world.expire, "suspended": world.suspend}.get(identity)
    if change:
        change()
    headers = {
        "other citizen": sharing.citizen(world.client),
        "coach without": sharing.coach(world.client, world.centre)[0],
        "coach elsewhere": world.elsewhere,
        "operator": operator(world.client),
        "organisation": sharing.organisation(world.client),
    }.get(identity, {} if identity == "nobody" else world.key)
    here = answers(world, another(world.client), headers, world.share_id)
    nowhere = answers(world, another(world.client), headers, "0" * 32)
    for route, answer in here.items():
        other = nowhere[route]
        assert CANARY not in answer.text, route
        assert answer.status_code == other.status_code, route
        assert same(answer.text, world.share_id) == same(other.text, "0" * 32), route
        about = "{" in route[1]
        assert not about or answer.status_code in (303, 401, 403, 404, 422) or route[1] == "/gedeeld/{id}", route


@pytest.mark.parametrize("person", ["Testcoach B", "Testbeheerder A", "a citizen"])
def test_who_is_logged_in_without_a_grant_sees_nothing_on_pages(world: World, person: str) -> None:
    if person == "a citizen":
        browser = another(world.client)
        browser.post("/mijn-loopbaan/zonder-naam", data={})
    else:
        browser = log_in(world.client, person=person)
    here, nowhere = answers(world, browser, {}, world.share_id), answers(world, browser, {}, "0" * 32)
    for route, answer in here.items():
        assert CANARY not in answer.text, route
        assert same(answer.text, world.share_id) == same(nowhere[route].text, "0" * 32), route


def test_no_other_address_tells_anything_of_it(world: World) -> None:
    browser = log_in(world.client, person="Testcoach B")
    browser.post("/mijn-loopbaan/zonder-naam", data={})
    asked = [path for methods, path, _ in documented.addresses(world.client.app) if "GET" in methods]
    assert len(asked) > 100
    for path in set(asked) - {"/coach/aanmelden", "/mijn-loopbaan/aanmelden", "/metrics"}:
        address = re.sub(r"\{[^}]*\}", world.share_id, path)
        assert CANARY not in browser.get(address, headers=world.elsewhere, follow_redirects=False).text, path


def test_who_may_see_it_does(world: World) -> None:
    address = f"/api/v1/coach/clients/{world.share_id}"
    assert CANARY in world.client.get(address, headers=world.key).text
    assert CANARY in world.client.get("/api/v1/shares", headers=world.owner).text
    world.revoke()
    assert CANARY not in world.client.get(address, headers=world.key).text


def test_no_word_of_it_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG"):
        world.client.get(f"/api/v1/coach/clients/{world.share_id}", headers=world.key)
        world.revoke()
        world.client.get(f"/api/v1/coach/clients/{world.share_id}", headers=world.key)
    assert CANARY not in caplog.text
    assert world.key["Authorization"][-20:] not in caplog.text
