"""The Loopbaantest as people use it: by keyboard only, at 320 px, without JavaScript, on paper, read by axe."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, SMALL
from tests.browser.test_pages import check


def begin(page: Page, site: str, status: str = "Ik werk") -> None:
    page.goto(f"{site}/loopbaantest")
    page.get_by_label(status).check()
    page.get_by_role("button", name="Start de test").click()
    expect(page.get_by_text("Vraag 1 van 30")).to_be_visible()


def fill(page: Page, answers: str = "12345") -> None:
    for number in range(30):
        page.locator(f".points__choice[value='{answers[number % len(answers)]}']").click()


def test_every_page_is_accessible_and_fits_at_320_px(page: Page, site: str) -> None:
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    page.goto(f"{site}/loopbaantest")
    check(page)
    begin(page, site)
    expect(page.locator(".statement__text")).to_be_in_viewport(ratio=1)
    expect(page.locator(".points__choice").last).to_be_in_viewport(ratio=1)
    check(page)
    page.goto(f"{site}/loopbaantest/resultaat")
    check(page)
    page.goto(f"{site}/loopbaantest/vraag")
    fill(page)
    check(page)
    page.get_by_role("button", name="Niet tevreden", exact=True).click()
    expect(page.get_by_role("heading", name="Jouw spiegel")).to_be_visible()
    page.get_by_text("Toon de cijfers").click()
    check(page)
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    check(page)
    for name in ("antwoorden", "bewaren", "vraag?nr=3"):
        page.goto(f"{site}/loopbaantest/{name}")
        check(page)


def test_a_form_that_misses_something_says_so_accessibly(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport={"width": SMALL[0], "height": SMALL[1]})
    page = context.new_page()
    page.goto(f"{site}/loopbaantest")
    page.get_by_role("button", name="Start de test").click()
    expect(page.get_by_role("alert")).to_contain_text("Zeg eerst of je werkt")
    check(page)
    page.get_by_label("Je code om verder te gaan").fill("bado")
    page.get_by_role("button", name="Ga verder met mijn code").click()
    expect(page.get_by_label("Je code om verder te gaan")).to_have_value("bado")
    check(page)
    context.close()


def test_the_whole_way_with_the_keyboard_only(page: Page, site: str) -> None:
    def press_until(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            words = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
            if words.startswith(name):
                return
        raise AssertionError(f"the keyboard never reached {name!r}")

    def enter() -> None:
        with page.expect_navigation():
            page.keyboard.press("Enter")

    page.goto(f"{site}/loopbaantest")
    press_until("Ik werk")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Ik zoek werk")).to_be_checked()
    press_until("Start de test")
    enter()
    for number in range(1, 31):
        expect(page.get_by_text(f"Vraag {number} van 30")).to_be_visible()
        press_until("Akkoord" if number % 3 else "Niet van toepassing")
        enter()
        if number == 4:
            press_until("Vorige vraag")
            enter()
            expect(page.get_by_text("Vraag 4 van 30")).to_be_visible()
            press_until("Laat zo en ga verder")
            enter()
    expect(page.get_by_role("heading", name="Jouw spiegel")).to_be_visible()


def test_it_works_without_javascript_and_a_code_continues_elsewhere(browser: Browser, site: str) -> None:
    here = browser.new_context(java_script_enabled=False)
    page = here.new_page()
    begin(page, site, "Ik studeer")
    page.get_by_role("button", name="Akkoord", exact=True).click()
    page.get_by_role("link", name="Bewaren").first.click()
    code = page.locator(".resume-code").inner_text()
    here.close()
    elsewhere = browser.new_context(java_script_enabled=False)
    page = elsewhere.new_page()
    page.goto(f"{site}/loopbaantest")
    page.get_by_label("Je code om verder te gaan").fill(code)
    page.get_by_role("button", name="Ga verder met mijn code").click()
    expect(page.get_by_text("Vraag 2 van 30")).to_be_visible()
    elsewhere.close()


def test_the_time_to_an_answer_is_told(page: Page, site: str) -> None:
    begin(page, site, "Ik zoek werk")
    with page.expect_request(re.compile("/loopbaantest/vraag$")) as waiting:
        page.get_by_role("button", name="Akkoord", exact=True).click()
    assert re.search(r"ms=\d+", waiting.value.post_data or "")


def test_paper_shows_every_theme_and_no_buttons(page: Page, site: str) -> None:
    begin(page, site, "Ik studeer")
    fill(page, "24")
    page.emulate_media(media="print")
    expect(page.locator("section.theme")).to_have_count(6)
    expect(page.get_by_text("Drie stappen die je kan zetten").first).to_be_visible()
    expect(page.locator("table.figures")).to_be_visible()
    for hidden in (".tabs", ".site-header", ".actions"):
        expect(page.locator(hidden).first).to_be_hidden()
