"""What somebody wrote comes back when the login that it was written in ended meanwhile: pages are never stored."""

import pytest
from starlette.testclient import TestClient

from tests.conftest import another
from tests.contract.test_sharing_pages import field, log_in

WORDS = "Ik bel <b>maandag</b> de school."
DESK = "/loopbaancentra/beheer"
PLACES = {
    "citizen": ("/mijn-loopbaan/aanmelden", "Testpersoon A", "/mijn-loopbaan/groepen", "/mijn-plan/actie", "account"),
    "coach": ("/coach/aanmelden", "Testcoach A", "/coach", "/coach/klant/x/notitie", "coach"),
    "employee": (f"{DESK}/aanmelden", "Testmedewerker A", DESK, f"{DESK}/dossier/x/vraag", "beheer"),
    "director": ("/regie/aanmelden", "Testregisseur A", "/regie", "/regie/berichten", "regie"),
}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, client: TestClient) -> tuple[TestClient, str, str, str]:
    door, person, page, address, cookie = PLACES[request.param]
    browser = log_in(client, door, person)
    return browser, field(browser.get(page).text, "csrf"), address, cookie


def test_words_come_back_when_the_login_ended(place: tuple[TestClient, str, str, str]) -> None:
    browser, csrf, address, cookie = place
    sent = {"csrf": csrf, "wat": WORDS, "doe": "stuur dit maar", "uit-naam": "Jouw kwaliteiten: Duidelijk uitleggen"}
    sent |= {"klantnummer": "2345 6789 ABCD EFGH", "code": "bado keli fuma nopi resu"}
    stale = browser.post(address, data=sent | {"csrf": "0" * 43})
    assert (stale.status_code, "Deze pagina was verlopen" in stale.text) == (403, True)
    browser.cookies.delete(cookie)
    gone = browser.post(address, data=sent, follow_redirects=False)
    assert (gone.status_code, "location" in gone.headers) == (401, False)
    for answer in (stale, gone):
        assert "Ik bel &lt;b&gt;maandag&lt;/b&gt; de school." in answer.text
        assert answer.text.count('<p class="words card"') == 1, "no more than what was written"
    empty = browser.post(address, data={"csrf": csrf, "wat": "Bellen"}, follow_redirects=False)
    assert (empty.status_code, empty.headers["location"]) == (303, gone.text.split('primary" href="')[1].split('"')[0])


def test_another_site_makes_nothing_shown(client: TestClient) -> None:
    browser = another(client)
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://elders.example"}):
        answer = browser.post("/regie/berichten", data={"wat": "Bel dit nummer nu"}, headers=headers)
        assert (answer.status_code, "Bel dit nummer" in answer.text) == (403, False)


def test_a_page_that_is_gone_gives_back_what_was_written_in_the_language_of_the_page(client: TestClient) -> None:
    browser = another(client)
    browser.cookies.set("taal", "fr")
    answer = browser.post("/hier/is/niets", data={"wat": "Je cherche du travail"})
    assert (answer.status_code, '<html lang="fr' in answer.text) == (404, True)
    assert '<p class="words card" translate="no">Je cherche du travail</p>' in answer.text, "said to be in no language"
