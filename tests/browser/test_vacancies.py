"""Vacancies as people use them: near a place on a phone, by keyboard, without JavaScript, on paper, read by axe."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDTHS
from tests.browser.test_pages import check, to_result

NEAR = "/vacatures?q=kok&plaats=Gent&afstand=50"


@pytest.mark.parametrize("width", WIDTHS, ids=["320", "1280"])
def test_the_pages_are_accessible_and_fit(page: Page, site: str, width: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    for path in ("/vacatures", NEAR, "/vacatures?q=xqzvk&plaats=nergens", "/vacatures?q=kok&plaats=8978&afstand=5"):
        page.goto(site + path)
        check(page)
    page.goto(f"{site}/beroepen/kok")
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    check(page)
    page.get_by_role("link", name=re.compile("^eerste")).first.click()
    expect(page.locator(".notice", has_text="Dit is een voorbeeldvacature.")).to_be_visible()
    check(page)


def test_somebody_finds_work_nearby_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}/vacatures")

    def press_until(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "(document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent).trim()"
            )
            if focused.startswith(name):
                return
        raise AssertionError(f"the keyboard never reached {name!r}")

    press_until("Welk beroep?")
    page.keyboard.type("verpleegkundige")
    press_until("Waar?")
    page.keyboard.type("leuven")
    press_until("Hoe ver?")
    page.keyboard.press("End")
    press_until("Zoek")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("tot 100 km van 3000 Leuven")
    distances = [
        int(re.search(r"(\d+) km", text).group(1))
        for text in page.locator(".jobs li", has_text="ongeveer").all_inner_texts()
    ]
    assert distances
    assert distances == sorted(distances)
    page.keyboard.press("Tab")
    page.locator(".jobs h3 a").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_map_says_the_same_as_its_table(page: Page, site: str) -> None:
    page.goto(site + NEAR)
    page.get_by_text("De kaart als tabel").click()
    counts = [int(text) for text in page.locator("details table td").all_inner_texts()]
    total = int(re.match(r"(\d+)", page.locator("#gevonden-titel").inner_text()).group(1))
    assert sum(counts) == total
    expect(page.locator(".map__dot")).to_have_count(len(counts))
    expect(page.get_by_role("img", name=re.compile("^Kaart met"))).to_be_visible()


def test_search_works_without_javascript_and_nothing_typed_is_lost(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    page.goto(f"{site}/vacatures")
    page.get_by_label("Welk beroep?").fill("kok")
    page.get_by_label("Waar?").fill("nergenshuizen")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("alert")).to_contain_text("We kennen deze plaats niet")
    expect(page.get_by_label("Waar?")).to_have_value("nergenshuizen")
    page.get_by_label("Waar?").fill("9000")
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator(".jobs li").first).to_be_visible()
    context.close()


def test_a_region_and_one_thing_more_are_tried_and_taken_back(page: Page, site: str) -> None:
    to_result(page, site, "verpleegkundige")  # one competence more brings somebody else nothing by itself
    page.locator("#bijleren summary").click()
    offered = page.locator("#bijleren li").first
    expect(offered).to_contain_text("voorbeeldvacature")
    before = page.locator(".result__title").count()
    page.get_by_role("button", name=re.compile("^Probeer het uit")).first.click()
    expect(page.get_by_text("Je probeert uit:")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Maak dit ongedaan").click()
    expect(page.locator(".result__title")).to_have_count(before)
    page.locator("#wensen summary").click()
    page.get_by_role("button", name="Pas je wensen aan").click()
    page.get_by_text("Waar wil je werken?", exact=True).first.click()
    page.get_by_label("Postcode of gemeente").fill("nergenshuizen")
    page.get_by_role("button", name="Toon mijn beroepen").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul een Belgische postcode in")
    check(page)
    page.get_by_label("Postcode of gemeente").fill("Gent")
    page.get_by_role("button", name="Toon mijn beroepen").click()
    expect(page.get_by_text("Je ziet alleen beroepen met een voorbeeldvacature").first).to_be_visible()
    check(page)


def test_paper_shows_the_list_and_the_map_and_no_form(page: Page, site: str) -> None:
    page.goto(site + NEAR)
    page.emulate_media(media="print")
    expect(page.locator(".jobs li").first).to_be_visible()
    expect(page.locator(".map svg")).to_be_visible()
    expect(page.locator(".near")).to_be_hidden()
