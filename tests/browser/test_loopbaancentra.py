"""Career centres in a real browser: keyboard only, 320 px, without JavaScript, axe, and on paper."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, WIDTHS
from tests.browser.test_pages import check
from tests.cheques import mandated

CENTRE = mandated(vat=True)[0]
ASK = f"/loopbaancentra/centrum/{CENTRE}/kennismaking"
PATHS = (
    "/loopbaancentra",
    "/loopbaancentra?plaats=Gent&straal=5&avond=ja",
    "/loopbaancentra?plaats=nergens",
    f"/loopbaancentra/centrum/{CENTRE}?plaats=9000",
    f"/loopbaancentra/keuze?centrum={CENTRE}",
    ASK,
    "/loopbaancentra/kennismaking",
    "/loopbaancheque/cheque",
)


@pytest.mark.parametrize("width", WIDTHS, ids=["320", "1280"])
def test_pages_are_accessible_and_fit(page: Page, site: str, width: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    for path in PATHS:
        page.goto(site + path)
        check(page)


def test_the_map_stands_beside_the_list_where_there_is_room(page: Page, site: str) -> None:
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    page.goto(f"{site}/loopbaancentra?plaats=9000")
    first, drawing = page.locator(".centre").first.bounding_box(), page.locator("svg.map").bounding_box()
    assert first
    assert drawing
    assert drawing["x"] > first["x"] + first["width"]
    expect(page.get_by_role("img", name="Kaart van de centra in deze lijst")).to_be_visible()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    last, drawing = page.locator(".centre").last.bounding_box(), page.locator("svg.map").bounding_box()
    assert last
    assert drawing
    assert drawing["y"] > last["y"], "on a phone the list comes first"


def test_from_search_to_a_first_talk_with_the_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}/loopbaancentra")
    page.get_by_label("Waar woon of werk je?").focus()
    page.keyboard.type("Leuven")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile("binnen 20 km van 3000 Leuven"))).to_be_visible()
    page.get_by_role("link", name=re.compile("^Voorbeeldcentrum")).first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Vraag een kennismaking").focus()
    page.keyboard.press("Enter")
    page.get_by_label("E-mailadres").focus()
    page.keyboard.type("kim@voorbeeld.be")
    page.get_by_role("button", name="Verstuur naar het centrum").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Vink dit aan")
    check(page)
    expect(page.get_by_label("E-mailadres")).to_have_value("kim@voorbeeld.be")
    page.get_by_label(re.compile("Ik wil dat")).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Verstuur naar het centrum").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Je vraag is verstuurd")).to_be_visible()
    check(page)
    page.get_by_role("button", name=re.compile("Trek mijn vraag in")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Je trok je vraag in")).to_be_visible()
    check(page)


def test_a_choice_without_javascript_and_on_paper(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/loopbaancentra?plaats=9000&straal=5")
    for box in page.get_by_label(re.compile("Zet in mijn keuze")).all()[:2]:
        box.check()
    page.get_by_role("button", name="Bekijk mijn keuze").click()
    expect(page.get_by_role("heading", name="Mijn keuze van centra")).to_be_visible()
    expect(page.locator("article")).to_have_count(2)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="bewaar ze als bestand")).to_be_hidden()
    expect(page.locator("article").first).to_be_visible()
    context.close()
