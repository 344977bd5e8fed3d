"""Pages of sharing and of coaches: seen first, agreed in one's own session only, revoked at once, nothing leaks."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from api.sessions import codes
from item_bank.loopbaancentra.codes import Status
from tests import sharing
from tests.conftest import another

DELEN = "/mijn-loopbaan/delen"
MINUTE = timedelta(minutes=1)


def field(text: str, name: str) -> str:
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', text).group(1))


def log_in(client: TestClient, address: str = "/coach/aanmelden", person: str = "Testcoach A") -> TestClient:
    browser = another(client)
    link = re.search(rf'href="([^"]*)">{person}<', browser.get(address).text).group(1)
    assert browser.get(html.unescape(link)).status_code == 200
    return browser


@pytest.fixture
def citizen(client: TestClient) -> tuple[TestClient, str]:
    """Return the browser of a new citizen, and a result that is kept."""
    browser = another(client)
    browser.post("/mijn-loopbaan/zonder-naam", data={})
    mine = {"Authorization": f"Bearer {browser.cookies['account']}"}
    return browser, sharing.kept(client, mine)


def shared(citizen: tuple[TestClient, str], **fields: str) -> tuple[str, str]:
    """Share as the pages do; return the id and the page that follows."""
    browser, result = citizen
    preview = browser.get(f"{DELEN}/voorbeeld", params={"resultaat": result, **fields})
    assert ("Dit zal je coach zien" if fields.get("code") else "Dit ziet wie de link en de code heeft") in preview.text
    sent = {name: field(preview.text, name) for name in ("csrf", "resultaat", "code", "tot", "naam")}
    page = browser.post(DELEN, data=sent)
    assert page.status_code == 200
    return page.url.path.rsplit("/", 1)[1], page.text


def test_the_whole_journey(client: TestClient, citizen: tuple[TestClient, str]) -> None:
    browser, coach = citizen[0], log_in(client)
    code = re.search(r"<code>([a-z-]{24})</code>", coach.get("/coach").text).group(1)
    assert ">Oriënt, " in browser.get(f"{DELEN}/voorbeeld", params={"resultaat": citizen[1], "code": code}).text
    assert "Je deelt nu niets." in browser.get(DELEN).text
    id_, page = shared(citizen, code=code, naam="Kim")
    assert "Testcoach A, Voorbeeldcentrum 1" in page
    assert 'Kim</a> <span class="tag">nieuw' in coach.get("/coach").text
    seen = coach.get(f"/coach/klant/{id_}")
    for text in ("een hulp, geen oordeel", "Wanneer je dit niet mag vertrouwen", "kok: 7 kansen op 10", "vragen 1.0.0"):
        assert text in seen.text
    assert len(seen.content) < 60_000
    assert "nieuw</span>" not in coach.get("/coach").text
    csrf = field(seen.text, "csrf")
    wrong = coach.post(f"/coach/klant/{id_}/notitie", data={"csrf": csrf, "notitie": "x" * 100_000})
    assert (wrong.status_code, "hoogstens 4.000 letters" in wrong.text) == (422, True)
    coach.post(f"/coach/klant/{id_}/notitie", data={"csrf": csrf, "notitie": "Fijn <b>gesprek</b>"})
    coach.post(f"/coach/klant/{id_}/voorstel", data={"csrf": csrf, "voorstel": "Bel een school"})
    after = coach.post(f"/coach/klant/{id_}/voorstel", data={"csrf": csrf, "voorstel": "", "beroep": "bakker"})
    assert "Bekijk Bakker" in after.text
    assert coach.post(f"/coach/klant/{id_}/voorstel", data={"csrf": csrf, "beroep": "niets"}).status_code == 422
    assert "Vragen om te stellen" in coach.get(f"/coach/klant/{id_}/gespreksblad").text
    own = browser.get(f"{DELEN}/{id_}").text
    assert "Fijn &lt;b&gt;gesprek" in own
    assert "bekeek het gespreksblad" in own
    messages = re.findall(rf'action="({DELEN}/{id_}/bericht/[0-9a-f]+)"', own)
    mine = {"csrf": field(own, "csrf")}
    assert "Ik bel maandag" in browser.post(messages[1], data=mine | {"doe": "neem", "wat": "Ik bel maandag"}).text
    assert "Je verborg dit." in browser.post(messages[2], data=mine | {"doe": "verberg"}).text
    assert browser.post(messages[2], data=mine | {"doe": "x"}).status_code == 422
    assert "Je stopte op" in browser.post(f"{DELEN}/{id_}/stoppen", data=mine).text
    assert "Je stopte op" in browser.post(f"{DELEN}/{id_}/stoppen", data=mine).text
    gone = coach.get(f"/coach/klant/{id_}")
    assert (gone.status_code, gone.text) == (404, coach.get(f"/coach/klant/{'0' * 32}").text)
    assert coach.post(f"/coach/klant/{id_}/notitie", data={"csrf": csrf, "notitie": "x"}).status_code == 404
    assert "Kim" not in coach.get("/coach").text


def test_a_kept_result_opens_again_for_its_owner_only(client: TestClient, citizen: tuple[TestClient, str]) -> None:
    browser, result = citizen
    address = f"/mijn-loopbaan/resultaten/{result}"
    assert address in browser.get("/mijn-loopbaan").text
    page = browser.get(address).text
    for text in (
        "kok: 7 kansen op 10",
        "Wanneer je dit niet mag vertrouwen",
        "vragen 1.0.0",
        f"nieuw?resultaat={result}",
    ):
        assert text in page
    stranger = another(client)
    assert stranger.get(address, follow_redirects=False).headers["location"] == "/mijn-loopbaan"
    stranger.post("/mijn-loopbaan/zonder-naam", data={})
    assert stranger.get(address).status_code == 404


def test_nobody_shares_for_somebody_else(client: TestClient, citizen: tuple[TestClient, str]) -> None:
    browser, result = citizen
    fields = {"resultaat": result, "code": "", "tot": "", "naam": ""}
    assert browser.post(DELEN, data=fields).status_code == 403
    assert browser.post(DELEN, data=fields | {"csrf": "x"}).status_code == 403
    coach = log_in(client)
    for path in (DELEN, f"{DELEN}/nieuw", f"{DELEN}/voorbeeld", f"{DELEN}/{'0' * 32}"):
        assert coach.get(path, follow_redirects=False).headers["location"] == "/mijn-loopbaan"
    assert "Je deelt nu niets." in browser.get(DELEN).text


def test_what_is_wrong_stays_in_its_field(citizen: tuple[TestClient, str]) -> None:
    browser, result = citizen
    wrong = {"resultaat": result, "code": "bado", "tot": "31/2/2027", "naam": "x" * 61}
    page = browser.get(f"{DELEN}/voorbeeld", params=wrong).text
    assert 'value="31/2/2027"' in page
    assert "Kies een dag van vandaag" in page
    assert "hoogstens 60 letters" in page
    assert "We kennen deze code niet" in browser.get(f"{DELEN}/voorbeeld", params=wrong | {"tot": "", "naam": ""}).text
    assert "Kies minstens" in browser.get(f"{DELEN}/voorbeeld").text
    assert "bewaar je niet meer" in browser.get(f"{DELEN}/voorbeeld", params={"resultaat": "0" * 32}).text


def only_the_token_opens(client: TestClient, visitor: TestClient, id_: str, code: str) -> None:
    """Check that what shows that a code was given is random, kept as a hash, for one link, an hour long."""
    address, desk, now = f"/gedeeld/{id_}", client.app.state.desk, datetime.now(UTC)
    token, other = visitor.cookies["gedeeld"], another(client)
    other.post(address, data={"code": code})
    assert other.cookies["gedeeld"] != token
    assert id_ not in token
    computed = another(client)
    computed.cookies.set("gedeeld", f"{id_}.{client.app.state.sessions.key.hash('share-opened', id_)}")
    assert "Geef de code" in computed.get(address).text, "not with the store and the key of the service"
    held = [(id_, token, 59), (id_, token, 61), ("0" * 32, token, 0), (id_, codes.token_hash(token), 0), (id_, "", 0)]
    found = [
        client.portal.call(lambda of=of, text=text, later=later: desk.was_opened(of, text, now=now + later * MINUTE))
        for of, text, later in held
    ]
    assert found == [True, False, False, False, False]


def test_a_link_and_its_code_open_in_any_browser_until_it_ends(
    client: TestClient, citizen: tuple[TestClient, str]
) -> None:
    id_, page = shared(citizen)
    code, visitor = re.search(r"<code>([a-z-]{24})</code>", page).group(1), another(client)
    assert f"/gedeeld/{id_}</code>" in page
    assert code not in citizen[0].get(f"{DELEN}/{id_}").text
    asks = visitor.get(f"/gedeeld/{id_}")
    assert asks.text.replace(id_, "") == visitor.get(f"/gedeeld/{'0' * 32}").text.replace("0" * 32, "")
    assert "past niet bij deze link" in visitor.post(f"/gedeeld/{id_}", data={"code": "bado keli"}).text
    seen = visitor.post(f"/gedeeld/{id_}", data={"code": code.upper()})
    assert "kok: 7 kansen op 10" in seen.text
    assert "Nieuwe notitie" not in seen.text
    only_the_token_opens(client, visitor, id_, code)
    own = citizen[0].get(f"{DELEN}/{id_}").text
    assert "Iemand met de link en de code bekeek wat je deelde" in own
    assert "<h1>Gedeeld met wie de link en de code heeft</h1>" in own
    ended = citizen[0].post(f"{DELEN}/{id_}/stoppen", data={"csrf": field(own, "csrf")}).text
    assert "Niemand ziet nog iets." in citizen[0].get(f"{DELEN}/{id_}").text
    assert "Wat je coach schreef" not in own + ended + citizen[0].get(f"{DELEN}/{id_}").text
    assert visitor.get(f"/gedeeld/{id_}").status_code == 404
    for _ in range(5):
        last = visitor.post(f"/gedeeld/{id_}", data={"code": code})
    assert "te veel verkeerde codes" in last.text


def test_only_a_coach_logs_in_as_one_and_sees_only_with_a_mandate(
    client: TestClient, citizen: tuple[TestClient, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = another(client)
    for path in ("/coach/klant/x", "/coach/klant/x/gespreksblad", "/coach/klant/x/resultaat/y"):
        assert stranger.get(path, follow_redirects=False).headers["location"] == "/coach"
    assert "Testpersoon" not in stranger.get("/coach/aanmelden").text
    assert "Testcoach" not in stranger.get("/mijn-loopbaan/aanmelden").text
    assert "Het aanmelden is niet gelukt" in stranger.get("/coach/terug?code=x&state=y").text
    coach = log_in(client, person="Testcoach B")
    code = re.search(r"<code>([a-z-]{24})</code>", coach.get("/coach").text).group(1)
    id_, _ = shared(citizen, code=code)
    assert log_in(client).get(f"/coach/klant/{id_}").status_code == 404
    centre = sharing.without_mandate("voorbeeldcentrum-002", Status.STOPPED)
    monkeypatch.setattr(client.app.state.registers, "current", centre)
    inbox = coach.get("/coach").text
    assert "Je centrum heeft nu geen mandaat" in inbox
    assert "Deelnemer" not in inbox
    assert coach.get(f"/coach/klant/{id_}").status_code == 404
    csrf = field(inbox, "csrf")
    assert "Meld je aan als coach" in coach.post("/coach/afmelden", data={"csrf": csrf}).text


@pytest.mark.parametrize("contact", [{"email": "a@b.be"}, {"phone": "09 123 45 67"}], ids=["email", "phone"])
def test_an_introduction_with_one_way_to_answer_stands_in_the_inbox(
    client: TestClient, contact: dict[str, str]
) -> None:
    asked = {"centreId": "voorbeeldcentrum-002", "contact": contact, "message": "Ik twijfel.", "consent": True}
    assert another(client).post("/api/v1/loopbaancentra/introductions", json=asked).status_code == 201
    assert next(iter(contact.values())) in log_in(client, person="Testcoach B").get("/coach").text
