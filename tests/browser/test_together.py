"""Together at a distance in two browsers: both see each move without doing anything, by keyboard, read by axe."""

import re
import time

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import DESKTOP, SMALL
from tests.browser.test_account import keep
from tests.browser.test_pages import check, tab_to


def shared(page: Page, coach: Page, site: str) -> None:
    """Let a citizen share with a coach, and stand on the page of the share."""
    coach.goto(f"{site}/coach/aanmelden")
    coach.get_by_role("link", name="Testcoach A").click()
    code = coach.locator("main code").first.inner_text()
    page.goto(f"{site}/mijn-loopbaan")
    keep(page)
    page.get_by_role("button", name="Begin zonder naam").click()
    page.goto(f"{site}/mijn-loopbaan/delen/nieuw")
    page.get_by_role("checkbox", name=re.compile("^Oriënt")).check()
    page.get_by_label("De code van je coach").fill(code)
    page.get_by_label("Welke naam staat erbij?").fill("Noor")
    page.get_by_role("button", name="Bekijk eerst wat je deelt").click()
    page.get_by_role("button", name="Ja, deel dit").first.click()


def late(route: Route) -> None:
    """Let an answer come after the news of what it did."""
    answer = route.fetch(max_redirects=0)
    time.sleep(1)
    route.fulfill(response=answer)


def made_too_late(route: Route) -> None:
    """Make a move, and tell that it is not known whether it was made."""
    route.fetch(max_redirects=0)
    route.fulfill(status=503, headers={"X-Outcome": "unknown", "Retry-After": "5"}, body="")


def test_two_screens_see_each_move(browser: Browser, page: Page, site: str) -> None:
    context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, locale="nl-BE")
    coach = context.new_page()
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    shared(page, coach, site)
    page.get_by_role("link", name="Samen met je coach").click()
    check(page)
    page.get_by_role("button", name="Open voor jou en je coach").click()
    expect(page.locator("#pen")).to_have_text("Jij hebt de pen.")
    check(page)
    coach.goto(f"{site}/coach")
    coach.get_by_role("link", name="Noor").first.click()
    coach.get_by_role("link", name="Kijk nu mee").click()
    expect(coach.locator("#pen")).to_contain_text("Je klant heeft de pen.")
    check(coach)
    tab_to(page, "Past goed bij mij")
    page.keyboard.press("Enter")
    for one in (page, coach):
        expect(one.get_by_text("Kaart 2 van 36")).to_be_visible()
    page.get_by_role("button", name="Geef de pen aan je coach").click()
    expect(coach.locator("#pen")).to_have_text("Jij hebt de pen.")
    coach.get_by_role("button", name=re.compile("^Past niet bij mij")).click()
    expect(page.get_by_text("Kaart 3 van 36")).to_be_visible()
    expect(page.locator("#laatste")).to_contain_text("Laatste zet: je coach")
    coach.route("**/zet", lambda route: route.fulfill(status=503, body=""), times=1)
    coach.get_by_role("button", name=re.compile("^Past niet bij mij")).click()
    expect(coach.get_by_text("Kaart 4 van 36")).to_be_visible()  # refused, and sent again
    coach.route("**/zet", made_too_late, times=1)
    coach.get_by_role("button", name=re.compile("^Past niet bij mij")).click()
    expect(coach.get_by_text("Kaart 5 van 36")).to_be_visible()  # made, and not sent again
    expect(coach.get_by_text("Die zet telde niet mee")).to_have_count(0)
    page.get_by_role("button", name="Neem de pen terug").click()
    expect(coach.locator("#pen")).to_contain_text("Je klant heeft de pen.")
    page.route("**/stoppen", late)
    page.get_by_role("button", name="Stop en wis alles").click()
    expect(page.get_by_text("Alles van daarnet is weg.")).to_be_visible()
    expect(coach.get_by_role("heading", name="Samen met je klant")).to_be_visible()
    check(coach)
    context.close()
