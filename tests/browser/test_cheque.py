"""The loopbaancheque as people use it: phone and desktop, keyboard only, without JavaScript, on paper, read by axe."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDTHS
from tests.browser.test_pages import check, tab_to

PLAIN = ("", "/vragen", "/formulier", "/begeleiding", "/regels")
ANSWERS = ("Ja", "Ja", "Nee", "Vlaanderen")


def answer(page: Page, label: str) -> None:
    page.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Verder").last.click()


def to_result(page: Page, site: str, start: str = "10-2017") -> None:
    page.goto(f"{site}/loopbaancheque")
    page.get_by_role("link", name="Start met de vragen").click()
    page.get_by_role("button", name="Verder").last.click()
    for label in ANSWERS:
        answer(page, label)
    page.get_by_label("Eerste dag").fill(start)
    answer(page, "Ja, ik heb gewerkt")
    answer(page, "Nee, nog nooit")
    answer(page, "Nee")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_role("button", name="Toon het antwoord").last.click()


@pytest.mark.parametrize("width", WIDTHS, ids=["320", "1280"])
def test_every_page_is_accessible_and_fits(page: Page, site: str, width: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    for path in PLAIN:
        page.goto(f"{site}/loopbaancheque{path}")
        check(page)
    page.goto(f"{site}/loopbaancheque/formulier")
    page.get_by_label("Op welke dag wil je de cheque aanvragen?").fill("gisteren")
    page.get_by_role("button", name="Nog een periode").click()
    page.get_by_role("button", name="Toon het antwoord").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf een dag die bestaat")
    check(page)


@pytest.mark.parametrize("width", WIDTHS, ids=["320", "1280"])
def test_the_answer_is_accessible_and_fits(page: Page, site: str, width: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    to_result(page, site, "1-1-2024")
    expect(page.get_by_role("heading", level=1)).to_have_text("Je kan geen loopbaancheque aanvragen")
    page.locator("main summary").first.click()
    expect(page.get_by_text("Laatst nagekeken op").first).to_be_visible()
    check(page)


def test_everything_works_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    to_result(page, site)
    expect(page.get_by_role("heading", level=1)).to_have_text("Je kan een loopbaancheque aanvragen")
    page.get_by_role("button", name="Wijzig Werk op die dag").click()
    expect(page.get_by_label("Ja", exact=True)).to_be_checked()
    context.close()


def test_the_questions_with_the_keyboard_only(page: Page, site: str) -> None:
    page.goto(f"{site}/loopbaancheque/vragen")

    def enter() -> None:
        with page.expect_navigation():
            page.keyboard.press("Enter")

    tab_to(page, "Op welke dag")
    enter()
    for downs in (0, 0, 1, 0):
        tab_to(page, "Vlaanderen" if "woon" in page.get_by_role("heading", level=1).inner_text() else "Ja")
        page.keyboard.press("Space")
        for _ in range(downs):
            page.keyboard.press("ArrowDown")
        enter()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wanneer heb je gewerkt?")
    tab_to(page, "Ja, ik heb gewerkt")
    page.keyboard.press("Space")
    tab_to(page, "Eerste dag")
    page.keyboard.type("09-2014")
    enter()
    expect(page.get_by_role("heading", level=1)).to_have_text("Heb je al een loopbaancheque gebruikt?")


def test_an_error_leads_to_its_field(page: Page, site: str) -> None:
    page.goto(f"{site}/loopbaancheque/formulier")
    page.get_by_label("Eerste dag").fill("vorig jaar")
    page.get_by_role("button", name="Toon het antwoord").last.click()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#periode-0-van")).to_be_focused()
    expect(page.locator("#periode-0-van")).to_have_value("vorig jaar")
    described = page.locator("#periode-0-van").get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_contain_text("Het jaar ligt tussen 1930 en 2099")


def test_paper_shows_the_reasons_and_their_sources_and_no_buttons(page: Page, site: str) -> None:
    to_result(page, site)
    page.emulate_media(media="print")
    expect(page.get_by_text("Laatst nagekeken op").first).to_be_visible()
    expect(page.get_by_role("heading", name="Je antwoorden")).to_be_visible()
    for hidden in (".site-header", ".site-footer", ".actions", ".answers .no-print"):
        expect(page.locator(hidden).first).to_be_hidden()
