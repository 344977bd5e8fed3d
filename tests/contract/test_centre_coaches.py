"""A centre invites and removes its coaches: codes work once, nobody signs up alone, the removed see nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from api.keys.coaches import invitation_forms
from api.keys.service import CallerRole
from api.storage.tables import shares
from api.web.cookies import LOGINS
from item_bank.loopbaancentra.codes import Status
from item_bank.loopbaancentra.snapshot import examples
from tests import sharing
from tests.conftest import another
from tests.contract.test_sharing_pages import field, log_in
from tests.problems import assert_problem

API, CENTRE = "/api/v1/coach/centre", "voorbeeldcentrum-001"
SUBCONTRACTOR = {"name": "Sam", "engagement": "subcontractor", "method": "Ik werk buiten.", "contract": "van 1/9/2026"}


def key(client: TestClient, centre: str | None = CENTRE) -> dict[str, str]:
    """Return the header of a centre's key, or the operator's."""
    keys, role = client.app.state.coaches.keys, CallerRole.CENTRE if centre else CallerRole.OPERATOR
    now = datetime.now(UTC)
    _, made = client.portal.call(lambda: keys.issue(role, centre_id=centre, label="", now=now))
    return {"Authorization": f"Bearer {made}"}


def begins(client: TestClient, code: str, person: str = "Nieuwe testcoach") -> TestClient:
    """Use an invitation, as somebody whom the identity provider does not call a coach."""
    browser = another(client)
    page = browser.post("/coach/uitnodiging", data={"code": code})
    link = re.search(rf'href="([^"]*)">{person}<', page.text).group(1).replace("&amp;", "&")
    browser.get(link)
    return browser


def test_an_invitation_makes_a_coach_once_and_removing_ends_everything(client: TestClient) -> None:
    mine = key(client)
    assert "Meld je aan als coach" in log_in(client, person="Nieuwe testcoach").get("/coach").text
    made = client.post(f"{API}/invitations", json=SUBCONTRACTOR, headers=mine)
    assert made.status_code == 201, made.text
    code = made.json()["code"]
    assert code not in client.get(f"{API}/coaches", headers=mine).text
    coach = begins(client, code.upper().replace("-", " "))
    inbox = coach.get("/coach").text
    assert "Sam" in inbox
    assert "Deze code kennen we niet" in another(client).post("/coach/uitnodiging", data={"code": code}).text
    (row,) = [row for row in client.get(f"{API}/coaches", headers=mine).json()["items"] if row["name"] == "Sam"]
    assert (row["method"], row["contract"]) == ("Ik werk buiten.", "van 1/9/2026")
    citizen = another(client)
    citizen.post("/mijn-loopbaan/zonder-naam", data={})
    owner = {"Authorization": f"Bearer {citizen.cookies['account']}"}
    result = sharing.kept(client, owner)
    told = {"resultaat": result, "code": row["coachCode"]}
    assert (
        "Werkt zo: Ik werk buiten. Contract: van 1/9/2026"
        in citizen.get("/mijn-loopbaan/delen/voorbeeld", params=told).text
    )
    share = sharing.share(client, owner, resultIds=[result], coachCode=row["coachCode"])
    assert coach.get(f"/coach/klant/{share['shareId']}").status_code == 200
    elsewhere = key(client, "voorbeeldcentrum-002")
    for method, path in (("GET", "/coaches"), ("DELETE", f"/coaches/{row['coachId']}")):
        assert "Sam" not in client.request(method, f"{API}{path}", headers=elsewhere).text
    assert_problem(client.delete(f"{API}/coaches/{row['coachId']}", headers=elsewhere), 404, "unknown-coach")
    assert client.delete(f"{API}/coaches/{row['coachId']}", headers=mine).status_code == 204
    assert_problem(client.delete(f"{API}/coaches/{row['coachId']}", headers=mine), 404, "unknown-coach")
    for page in ("", f"/{share['shareId']}"):
        assert "geen coach meer bij dit centrum" in citizen.get(f"/mijn-loopbaan/delen{page}").text
    gone = coach.get(f"/coach/klant/{share['shareId']}", follow_redirects=False)
    assert gone.headers["location"] == "/coach"
    assert "Meld je aan als coach" in coach.get("/coach").text
    again = client.post(f"{API}/invitations", json={"name": "Sam opnieuw"}, headers=mine).json()
    back = begins(client, again["code"])
    assert "Sam opnieuw" in back.get("/coach").text
    assert back.get(f"/coach/klant/{share['shareId']}").status_code == 404


def test_an_administrator_does_so_on_pages_and_sees_no_client(client: TestClient) -> None:
    admin = log_in(client, person="Testbeheerder A")
    page = admin.get("/coach")
    assert page.url.path == "/coach/centrum"
    csrf = field(page.text, "csrf")
    wrong = {"csrf": csrf, "naam": "x", "inzet": "subcontractor", "methode": "", "contract": ""}
    answer = admin.post("/coach/centrum/uitnodigen", data=wrong)
    assert (answer.status_code, "2 tot 100 letters" in answer.text) == (422, True)
    answer = admin.post("/coach/centrum/uitnodigen", data=wrong | {"naam": "Noor"})
    assert (answer.status_code, "welk contract er is" in answer.text, 'value="Noor"' in answer.text) == (
        422,
        True,
        True,
    )
    good = {"csrf": csrf, "naam": "Noor", "inzet": "employee"}
    once = good | {"sleutel": field(page.text, "sleutel")}
    tapped = [admin.post("/coach/centrum/uitnodigen", data=once).text for _ in range(2)]
    code, same = (re.search(r"<code>([a-z-]{24})</code>", text).group(1) for text in tapped)
    page = admin.get("/coach/centrum").text
    assert (code, page.count("<h3>Noor</h3>")) == (same, 1), "tapped twice, invited once"
    for name in LOGINS[1:]:  # who comes after, with another login or with none, gets nobody's code by the same form
        later = another(client)
        later.cookies.set(name, "of-somebody-else")
        assert code not in later.post("/coach/centrum/uitnodigen", data=once).text
    assert code not in another(client).post("/coach/centrum/uitnodigen", data=once).text
    assert "Noor" in page
    assert code not in page
    invitation = re.search(r'/verwijderen/([0-9a-f]+)"><input[^>]*><button class="button" name="wat"', page).group(1)
    after = admin.post(f"/coach/centrum/verwijderen/{invitation}", data={"csrf": csrf, "wat": "uitnodiging"})
    assert "Noor" not in after.text
    assert "Deze code kennen we niet" in another(client).post("/coach/uitnodiging", data={"code": code}).text
    assert admin.post("/coach/centrum/uitnodigen", data=good | {"csrf": "x"}).status_code == 403
    for stranger in (log_in(client, person="Testcoach A"), another(client)):
        assert "Wie nu coach is" not in stranger.get("/coach/centrum").text


def test_what_a_centre_may_not_do_is_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = key(client)
    for body in ({}, {"name": "x"}, SUBCONTRACTOR | {"method": ""}, SUBCONTRACTOR | {"contract": "x" * 201}):
        assert_problem(client.post(f"{API}/invitations", json=body, headers=mine), 422, "invalid-request")
    assert_problem(client.post(f"{API}/invitations", json=SUBCONTRACTOR), 401, "key-needed")
    assert_problem(client.get(f"{API}/coaches", headers=key(client, None)), 403, "key-not-allowed")
    assert_problem(client.delete(f"{API}/invitations/{'0' * 32}", headers=mine), 404, "unknown-coach")
    centre = sharing.without_mandate(CENTRE, Status.SUSPENDED)
    monkeypatch.setattr(client.app.state.registers, "current", centre)
    assert_problem(client.post(f"{API}/invitations", json=SUBCONTRACTOR, headers=mine), 409, "no-mandate")
    admin = log_in(client, person="Testbeheerder A")
    page = admin.get("/coach/centrum").text
    assert "Je centrum heeft nu geen mandaat" in page
    sent = {"csrf": field(page, "csrf"), "naam": "Noor", "inzet": "employee"}
    assert admin.post("/coach/centrum/uitnodigen", data=sent).status_code == 422


def test_an_invitation_is_used_within_a_week_and_wrong_codes_stop(client: TestClient) -> None:
    store, now = client.app.state.coaches.store, datetime.now(UTC)
    code = client.post(f"{API}/invitations", json=SUBCONTRACTOR, headers=key(client)).json()["code"]
    forms = client.portal.call(invitation_forms, client.app.state.centres.key, code)
    in_time, late = (client.portal.call(store.invited, forms, now + timedelta(days=days)) for days in (6, 8))
    assert (in_time.name, late) == ("Sam", None)
    browser = another(client)
    said = [browser.post("/coach/uitnodiging", data={"code": "bado keli"}).text for _ in range(6)]
    assert "Deze code kennen we niet" in said[0]
    assert "te veel verkeerde codes" in said[5]
    assert "te veel verkeerde codes" in browser.post("/coach/uitnodiging", data={"code": code}).text


def moved(client: TestClient, subject: str, centre: str) -> TestClient:
    """Return the browser of a coach whom the identity provider calls one of a centre."""
    coaches, now = client.app.state.coaches, datetime.now(UTC)
    token = client.portal.call(lambda: coaches.log_in((subject,), centre, "An Verhuist", now=now))
    browser = another(client)
    browser.cookies.set("coach", token)
    return browser


def nameless(client: TestClient, share_id: str) -> None:
    """Let a share name no centre, as a worker of the release before writes it."""

    async def change() -> None:
        async with client.app.state.database.writing() as connection:
            await connection.execute(update(shares).where(shares.c.id == share_id).values(centre_id=None))

    client.portal.call(change)


@pytest.mark.parametrize("release", ["this", "before"])
def test_a_coach_who_goes_to_another_centre_takes_nothing_along(client: TestClient, release: str) -> None:
    (first, second), subject = sharing.holding()[:2], f"{release:x<64}"
    names = {row.id: row.name for row in examples().centres}
    coach, citizen = moved(client, subject, first), another(client)
    code = re.search(r"<code>([a-z-]{24})</code>", coach.get("/coach").text).group(1)
    citizen.post("/mijn-loopbaan/zonder-naam", data={})
    owner = {"Authorization": f"Bearer {citizen.cookies['account']}"}
    told = {"resultIds": [sharing.kept(client, owner)], "coachCode": code}
    id_ = sharing.share(client, owner, **told)["shareId"]
    if release == "before":
        nameless(client, str(id_))
    here, own = f"/coach/klant/{id_}", f"/mijn-loopbaan/delen/{id_}"
    assert coach.get(here).status_code == 200
    there = moved(client, subject, second)
    for browser in (coach, there):  # both logins are of the same person, who is of the second centre now
        refused, nowhere = browser.get(here), browser.get(f"/coach/klant/{'0' * 32}")
        assert (refused.status_code, refused.text) == (404, nowhere.text.replace("0" * 32, str(id_)))
        assert str(id_) not in browser.get("/coach").text
    page = citizen.get(own).text
    assert f"Gedeeld met An Verhuist, {names[first]}" in page
    assert "geen coach meer bij dit centrum" in page
    (row,) = client.get("/api/v1/shares", headers=owner).json()["items"]
    assert (row["inForce"], names[first] in row["with"]) == (False, True)
    again = sharing.share(client, owner, **told)["shareId"]
    assert there.get(f"/coach/klant/{again}").status_code == 200
    assert f"Gedeeld met An Verhuist, {names[second]}" in citizen.get(f"/mijn-loopbaan/delen/{again}").text
    assert client.delete("/api/v1/account", headers=owner).status_code == 200
