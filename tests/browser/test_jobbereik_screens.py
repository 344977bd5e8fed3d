"""Jobbereik on a phone and on paper: few screens, few taps, two pages, and marks that stay."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, SMALL
from tests.browser.test_pages import check, to_result

SCREENS, PAGES, LIGHT = 4, 2, 30_000
JOBS = ("winkelbediende", "verpleegkundige")
LONGEST = ("restaurantuitbater", "verwarmingsinstallateur")
"""Occupations whose pages have the most to tell of all of the built-in catalogue, on a phone."""


def pages_of(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page") - pdf.count(b"/Type /Pages")


@pytest.mark.parametrize("job", JOBS)
def test_the_result_fits_four_screens_and_two_pages_on_paper(page: Page, site: str, job: str) -> None:
    to_result(page, site, job)
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * PHONE[1]
    assert len(page.content()) <= LIGHT
    assert pages_of(page.pdf(format="A4")) <= PAGES


def test_the_first_answer_comes_in_five_taps_and_three_screens(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    page.goto(site)
    taps = (
        lambda: page.get_by_role("link", name="Start met Jobbereik").click(),
        lambda: page.get_by_role("button", name="Zoek", exact=True).click(),
        lambda: page.locator(".button--choice").first.click(),
        lambda: page.get_by_label("3 tot 10").check(),
        lambda: page.get_by_role("button", name="Toon mijn beroepen").click(),
    )
    taps[0]()
    page.get_by_label("Welke job, hobby of studie?").fill("koerier")
    for tap in taps[1:]:
        tap()
    expect(page.locator(".result__title").first).to_be_visible()
    context.close()


def test_the_page_of_an_occupation_is_marked_and_leads_back_to_its_row(page: Page, site: str) -> None:
    to_result(page, site, "koerier")
    link = page.locator(".result__title a").nth(1)
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * PHONE[1]
    check(page)
    assert pages_of(page.pdf(format="A4")) <= PAGES
    page.get_by_role("button", name="Interessant").click()
    expect(page.get_by_text("Jij vindt dit interessant")).to_be_visible()
    page.get_by_role("link", name="Terug naar je lijst").click()
    expect(page.locator(".result:target .result__title")).to_have_text(name)
    expect(page.locator(".result__title").first).to_have_text(name)
    check(page)


def test_what_an_occupation_is_stands_on_the_first_screen_of_its_few_short_ones(page: Page, site: str) -> None:
    for id_ in (*JOBS, *LONGEST):
        page.goto(f"{site}/beroepen/{id_}")
        assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * PHONE[1]
        assert len(page.content()) <= LIGHT
        for first in (page.get_by_role("link", name="Hoe ver is dit voor mij?"), page.locator(".lead")):
            box = first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= PHONE[1]


def test_what_was_typed_but_not_chosen_is_asked_once(page: Page, site: str) -> None:
    page.goto(f"{site}/jobbereik")
    page.get_by_label("Welke job, hobby of studie?").fill("poetsvrouw")
    page.get_by_role("button", name="Verder: wat kan je?").click()
    expect(page.get_by_text("maar koos nog niets")).to_be_visible()
    expect(page.get_by_role("button", name="Schoonmaker")).to_be_visible()
    page.get_by_role("button", name="Verder: wat kan je?").click()
    expect(page.get_by_role("heading", level=1, name="Wat kan je?")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, SMALL], ids=["390", "320"])
def test_the_head_of_a_page_takes_a_tenth_of_the_screen_and_opens_its_menu(
    page: Page, site: str, width: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    page.goto(f"{site}/jobbereik")
    assert page.evaluate("document.querySelector('.site-header').offsetHeight") <= PHONE[1] / 10
    page.get_by_text("Menu", exact=True).click()
    check(page)
    page.get_by_role("link", name="Beroepen", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Beroepen")).to_be_visible()


def test_typing_shows_meanings_to_choose_from_and_what_is_not_known(page: Page, site: str) -> None:
    page.goto(f"{site}/jobbereik")
    field = page.get_by_label("Welke job, hobby of studie?")
    field.press_sequentially("onthaal", delay=20)
    note = page.locator(".suggestions__note")
    expect(note).to_contain_text("Bij “onthaal” horen meerdere beroepen")
    expect(page.get_by_role("option", name="Onthaalouder")).to_be_visible()
    field.fill("product owner")
    expect(note).to_contain_text("We kennen “product owner” niet")
    field.fill("asdfghjkl")
    expect(note).to_contain_text("We vinden geen beroep voor “asdfghjkl”")
    check(page)


def test_the_sheet_for_the_coach_fits_the_phone_and_two_pages(page: Page, site: str) -> None:
    to_result(page, site, "verpleegkundige")
    page.locator("#bewaren summary").click()
    page.get_by_role("link", name="Blad voor mijn coach").click()
    expect(page.get_by_role("heading", level=1, name="voor een gesprek met een coach")).to_be_visible()
    check(page)
    assert pages_of(page.pdf(format="A4")) <= PAGES
    page.goto(page.url.replace("/afdruk", "/beroep/opvoeder-begeleider"))
    page.emulate_media(media="print")
    expect(page.locator(".law summary", has_text="Uittreksel uit het strafregister")).to_be_visible()
