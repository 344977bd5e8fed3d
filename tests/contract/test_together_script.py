"""What the script of a page that is open together asks, beside what a plain form does."""

from starlette.testclient import TestClient

from api.together import flow
from tests.contract.test_sharing_pages import field
from tests.contract.test_together import Pair, revoke, version


def main(page: str) -> str:
    """Return what the script puts in the place of what stood there."""
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def test_our_script_has_the_page_as_the_answer_and_a_plain_form_is_led_on(client: TestClient) -> None:
    pair = Pair(client)
    page = pair.open("plan")

    def press(browser: TestClient, address: str, page: str, **fields: str) -> tuple[int, str]:
        sent = {"csrf": field(page, "csrf"), "stand": version(page), **fields}
        answer = browser.post(address, data=sent, headers={flow.AT_ONCE: "1"}, follow_redirects=False)
        return answer.status_code, answer.text

    done, page = press(pair.citizen, f"{pair.here}/zet", page, doe="bewaar:", wat="Ik bel")
    assert (done, main(page)) == (200, main(pair.see()))
    wrong, text = press(pair.citizen, f"{pair.here}/zet", page, doe="bewaar:", wat="x", **{"tegen-wanneer": "31/2"})
    assert (wrong, "Schrijf een dag als" in text) == (422, True)
    done, page = press(pair.citizen, f"{pair.here}/pen", page, doe="geef")
    assert (done, "Je coach heeft de pen." in page) == (200, True)
    done, text = press(pair.citizen, f"{pair.here}/zet", page, doe="bewaar:", wat="Ik vraag")
    assert (done, "de ander heeft de pen" in text, "Ik vraag" in text) == (200, True, False)
    seen, mine = pair.see("coach"), pair.see()
    assert ("Zonder de pen" in mine, '<fieldset class="board board--bare" disabled>' in mine) == (True, True)
    assert "Zonder de pen" not in seen
    done, text = press(pair.coach, f"{pair.there}/zet", seen, doe="bewaar:", wat="Ik lees")
    assert (done, "Ik lees" in text, "Laatste zet: jij, om" in text) == (200, True, True)
    done, text = press(pair.coach, f"{pair.there}/zet", seen, doe="bewaar:", wat="Te laat")
    assert (done, "was intussen iets veranderd" in text, "Te laat" in text) == (200, True, False)
    plain = {"csrf": field(text, "csrf"), "doe": "geef"}
    led = pair.coach.post(f"{pair.there}/pen", data=plain, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, f"{pair.there}#inhoud")
    revoke(pair)
    assert press(pair.coach, f"{pair.there}/zet", text, doe="bewaar:", wat="x")[0] == 404
    pair.leave()


def test_a_card_that_nobody_knows_changes_nothing_and_is_not_said_to_find_no_room(client: TestClient) -> None:
    pair = Pair(client)
    page = pair.open("kwaliteiten")
    for card in ("x", "x" * 10_000, "nul\0", ""):
        answer = pair.press("citizen", "/zet", page, doe="leg:high", kaart=card)
        assert ("past niet bij wat er nu ligt" in answer, "geen plaats" in answer) == (True, False)
        assert version(answer) == version(page)
    pair.leave()
