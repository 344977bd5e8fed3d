"""Back, forward and reload on every page of Oriënt, the Loopbaantest and the card games, with and without JavaScript.

The open question has one address in Oriënt and in the games: whoever walks back to it is asked what is open now.
"""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    size = {"width": PHONE[0], "height": PHONE[1]}
    found = browser.new_context(java_script_enabled=request.param, viewport=size, locale="nl-BE")
    yield found
    found.close()


class Trail:
    """The pages that somebody came through, each with its address and its heading."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.seen: list[str] = []
        self.headings: dict[str, str] = {}
        self.length = 0

    def see(self) -> None:
        """Keep the page that stands open."""
        heading = self.page.locator("h1")
        expect(heading).to_be_visible()
        length: int = self.page.evaluate("history.length")
        if length > self.length:  # a script may have changed the page that stood open instead
            self.seen.append(self.page.url)
            self.length = length
        self.headings[self.page.url] = heading.inner_text()

    def open(self, *addresses: str) -> None:
        """Go to pages, one after the other."""
        for address in addresses:
            answer = self.page.goto(self.site + address)
            assert answer is not None
            assert answer.status == 200, address
            self.see()

    def press(self, selector: str) -> None:
        """Press a button of a form."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.see()

    def check_all(self) -> None:
        """Go all the way back and forth again; each page stands where it stood, and can be loaded again."""
        for where, move in ((self.seen[-2::-1], self.page.go_back), (self.seen[1:], self.page.go_forward)):
            for address in where:
                move()
                assert self.page.url == address
                expect(self.page.locator("h1")).to_be_visible()
                answer = self.page.reload()
                assert answer is not None
                assert answer.status == 200, address
                assert self.page.url == address
                assert self.page.locator("h1").inner_text() == self.headings[address]


def test_oriënt(context: BrowserContext, site: str) -> None:
    trail = Trail(context.new_page(), site)
    trail.open("/orient")
    trail.press("form[action='/orient/start'] button")
    for value in (5, 1, 4):
        trail.press(f".faces button[value='{value}']")
    trail.open("/orient/antwoorden", "/orient/lijst", "/orient/resultaat", "/orient/resultaat?toch=1&niveau=4")
    trail.open("/orient/beroepen?q=kok", "/orient/beroep/kok")
    trail.press(".hide-form button")
    trail.open("/orient/bewaren")
    trail.press("form[action='/orient/toestemming'] button")
    trail.open("/orient/nauwkeurigheid")
    trail.check_all()


def test_the_loopbaantest(context: BrowserContext, site: str) -> None:
    trail = Trail(context.new_page(), site)
    trail.open("/loopbaantest")
    trail.page.get_by_label("Ik werk").check()
    trail.press("form[action^='/loopbaantest/start'] button")
    for value in ("5", "overslaan", "1"):
        trail.press(f"[name='waarde'][value='{value}']")
    trail.open("/loopbaantest/werk")
    trail.press("[name='waarde'][value='2']")
    trail.open("/loopbaantest/antwoorden", "/loopbaantest/bewaren")
    trail.press("form[action='/loopbaantest/toestemming'] button")
    trail.check_all()


@pytest.mark.parametrize("game", ["kwaliteiten", "waarden"])
def test_a_game_that_is_played(context: BrowserContext, site: str, game: str) -> None:
    trail = Trail(context.new_page(), site)
    trail.open(f"/{game}")
    trail.press(f"form[action='/{game}/start'] button[value='piles']")
    for place in (0, 1):
        stand = trail.page.locator("form.play input[name=stand]")
        before = stand.input_value()
        trail.page.locator(".piles__choice").nth(place).click()
        expect(stand).not_to_have_value(before)  # with a script the next card comes without another page
        trail.see()
    trail.open(f"/{game}/kaarten", f"/{game}/bewaren")
    trail.check_all()


@pytest.mark.parametrize("game", ["kwaliteiten", "waarden"])
def test_a_game_that_is_over(context: BrowserContext, site: str, game: str) -> None:
    trail = Trail(context.new_page(), site)
    cards = context.request.get(f"{site}/api/v1/{game}/cards").json()["items"]
    ranking = json.dumps({"ranking": [card["id"] for card in cards[:7]]}).encode()
    trail.open(f"/{game}")
    trail.page.get_by_label("Kies je bestand").set_input_files(
        {"name": "mijn.json", "mimeType": "application/json", "buffer": ranking}
    )
    trail.press(f"form[action^='/{game}/laden'] button")
    trail.open(f"/{game}/kaart/{cards[0]['id']}")
    trail.press("form[method='post'] button[value='volgende']")
    trail.open(f"/{game}/bewaren")
    if game == "waarden":
        trail.open("/waarden/beroepen?beroep=kok&beroep=architect", "/waarden/beroepen?bron=orient")
    trail.check_all()


def test_what_is_wrong_with_a_card_stands_at_an_address(context: BrowserContext, site: str) -> None:
    trail = Trail(context.new_page(), site)
    cards = context.request.get(f"{site}/api/v1/kwaliteiten/cards").json()["items"]
    ranking = json.dumps({"ranking": [card["id"] for card in cards[:7]]}).encode()
    trail.open("/kwaliteiten")
    trail.page.get_by_label("Kies je bestand").set_input_files(
        {"name": "geen.json", "mimeType": "application/json", "buffer": b"[]"}
    )
    trail.press("form[action^='/kwaliteiten/laden'] button")
    trail.page.get_by_label("Kies je bestand").set_input_files(
        {"name": "mijn.json", "mimeType": "application/json", "buffer": ranking}
    )
    trail.press("form[action^='/kwaliteiten/laden'] button")
    trail.open(f"/kwaliteiten/kaart/{cards[0]['id']}")
    trail.page.locator("[name=task]").fill("Mijn taak")
    trail.page.locator("[name=action]").fill("y" * 1001)
    trail.press("form[method='post'] button[value='bewaar']")
    expect(trail.page.locator("[name=action]")).to_have_value("y" * 1001)
    expect(trail.page.locator("[name=task]")).to_have_value("Mijn taak")
    trail.check_all()


def test_what_is_offered_and_the_receipt_stand_at_addresses(context: BrowserContext, site: str) -> None:
    trail = Trail(context.new_page(), site)
    cards = context.request.get(f"{site}/api/v1/waarden/cards").json()["items"]
    ranking = json.dumps({"ranking": [card["id"] for card in cards[:7]]}).encode()
    trail.open("/waarden")
    trail.page.get_by_label("Kies je bestand").set_input_files(
        {"name": "mijn.json", "mimeType": "application/json", "buffer": ranking}
    )
    trail.press("form[action^='/waarden/laden'] button")
    trail.press("form[action='/mijn-loopbaan/bewaren'] button")
    trail.check_all()
    trail.press("form[action='/mijn-loopbaan/zonder-naam'] button")
    expect(trail.page.locator("main")).to_contain_text("Jouw waarden")
    trail.open("/mijn-plan/actie")
    trail.page.locator("[name=wat]").fill("Bellen")
    trail.page.locator("[name=tegen-wanneer]").fill("ooit")
    trail.press("form[action^='/mijn-plan/actie'] button")
    expect(trail.page.locator("[name=tegen-wanneer]")).to_have_value("ooit")
    trail.page.reload()
    expect(trail.page.locator("[name=wat]")).to_have_value("Bellen")
    trail.open("/mijn-loopbaan/wissen")
    trail.press("form[action='/mijn-loopbaan/wissen'] button")
    receipt = trail.page.locator("main").inner_text()
    trail.page.reload()
    assert trail.page.locator("main").inner_text() == receipt
