"""Oriënt as people use it: phone and desktop, keyboard only, without JavaScript, on paper, read by axe."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDTHS
from tests.browser.test_pages import check


def start(page: Page, site: str) -> None:
    page.goto(f"{site}/orient")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_text("Hoe graag zou je dit doen?")).to_be_visible()


def reply(page: Page, value: int) -> None:
    page.locator(f".faces button[value='{value}']").click()


def answer(page: Page, count: int) -> None:
    for i in range(count):
        about = page.locator("input[name=id]").first.get_attribute("value") or ""
        reply(page, 5 if about.startswith(("care", "teaching", "nature")) else 1 + i % 2)


@pytest.mark.parametrize("width", WIDTHS, ids=["320", "1280"])
def test_every_page_is_accessible_and_fits(page: Page, site: str, width: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    page.goto(f"{site}/orient")
    check(page)
    page.get_by_role("button", name="Start", exact=True).click()
    check(page)
    answer(page, 11)
    check(page)
    answer(page, 6)
    page.locator("[data-live] summary").click()
    check(page)
    for path in ("antwoorden", "lijst", "beroepen?q=kok", "beroep/kok", "bewaren", "nauwkeurigheid"):
        page.goto(f"{site}/orient/{path}")
        check(page)
    page.goto(f"{site}/orient/resultaat?toch=1&niveau=4")
    page.locator("ol.results summary").first.click()
    check(page)


def test_occupations_are_rated_and_one_that_is_not_known_is_explained(page: Page, site: str) -> None:
    start(page, site)
    for _ in range(20):
        if page.get_by_text("Hoe graag zou je dit beroep doen?").is_visible():
            break
        reply(page, 4)
    page.get_by_text("Ken ik niet: wat is dat?").click()
    name = page.get_by_role("heading", level=1).inner_text()
    check(page)
    page.get_by_role("button", name="Ik weet het nog altijd niet").click()
    page.goto(f"{site}/orient/antwoorden")
    expect(page.get_by_role("listitem").filter(has_text=name)).to_contain_text("Ken ik niet")


def test_an_answer_is_changed_with_the_way_back(page: Page, site: str) -> None:
    start(page, site)
    first = page.get_by_role("heading", level=1).inner_text()
    reply(page, 2)
    page.get_by_role("link", name="Vorige vraag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    expect(page.locator(".faces button[value='2']")).to_have_attribute("aria-pressed", "true")
    reply(page, 5)
    page.get_by_role("link", name="Mijn antwoorden").click()
    expect(page.get_by_role("listitem").filter(has_text=first)).to_contain_text("Heel graag")
    page.get_by_role("link", name=re.compile(f"^{first}")).click()
    expect(page.locator(".faces button[value='5']")).to_have_attribute("aria-pressed", "true")


def test_the_whole_way_with_the_keyboard_only(page: Page, site: str) -> None:
    page.goto(f"{site}/orient")

    def press_until(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent.trim()").startswith(name):
                return
        raise AssertionError(f"the keyboard never reached {name!r}")

    def enter() -> None:
        with page.expect_navigation():
            page.keyboard.press("Enter")

    press_until("Start")
    enter()
    for _ in range(15):
        press_until("Graag" if page.evaluate("document.title.length") % 2 else "Niet graag")
        enter()
    press_until("Stop en toon mijn resultaat")
    enter()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.url.endswith("/orient/resultaat")


def test_everything_works_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    start(page, site)
    answer(page, 16)
    page.get_by_text("Welke beroepen staan nu vooraan?").click()
    expect(page.locator("[data-live] li")).to_have_count(7)
    page.goto(f"{site}/orient/resultaat?toch=1")
    first = page.locator(".result__title").first.inner_text()
    page.locator("ol.results summary").first.click()
    page.get_by_role("button", name=f"Verberg {first}").click()
    assert first not in page.locator(".result__title").all_inner_texts()
    page.get_by_role("link", name="Toon meer").click()
    expect(page.locator(".result__title")).to_have_count(17)
    page.get_by_label("Waarom niet ...?").fill("boekhoudster")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Boekhouder").first.click()
    expect(page.get_by_role("heading", name="Wat ertegen pleit")).to_be_visible()
    context.close()


def test_a_code_goes_on_in_another_browser(page: Page, browser: Browser, site: str) -> None:
    start(page, site)
    answer(page, 3)
    page.get_by_role("link", name="Bewaren", exact=True).first.click()
    code = page.locator(".resume-code").inner_text()
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]})
    other = context.new_page()
    other.goto(f"{site}/orient")
    other.get_by_label("Je code om verder te gaan").fill("bado keli")
    other.get_by_role("button", name="Ga verder met mijn code").click()
    expect(other.get_by_role("alert")).to_contain_text("vijf woorden van vier letters")
    check(other)
    other.get_by_label("Je code om verder te gaan").fill(code.replace("-", " ").upper())
    other.get_by_role("button", name="Ga verder met mijn code").click()
    expect(other.locator(".progress")).to_contain_text("Vraag 4")
    context.close()


def test_the_time_of_an_answer_is_told(page: Page, site: str) -> None:
    start(page, site)
    with page.expect_request("**/orient/vraag") as sent:
        reply(page, 3)
    assert re.search(r"ms=\d+", sent.value.post_data or "")


def test_paper_shows_the_list_and_the_interests_and_no_buttons(page: Page, site: str) -> None:
    start(page, site)
    answer(page, 15)
    page.goto(f"{site}/orient/resultaat?toch=1")
    page.emulate_media(media="print")
    expect(page.locator("li.result").first).to_be_visible()
    expect(page.locator(".hexagon svg")).to_be_visible()
    expect(page.get_by_text("Hoe graag je elk soort werk zou doen")).to_be_visible()
    for hidden in (".site-header", ".tabs", ".search", ".actions", ".result__links"):
        expect(page.locator(hidden).first).to_be_hidden()
