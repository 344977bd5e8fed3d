"""Sharing with a coach in two browsers: done, shared by keyboard, read, suggested, taken over, ended, gone; by axe."""

import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import DESKTOP, SMALL
from tests.browser.test_account import keep
from tests.browser.test_pages import check, tab_to, to_result


@pytest.fixture
def coach(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, locale="nl-BE")
    yield context.new_page()
    context.close()


def log_in(page: Page, site: str, person: str) -> None:
    page.goto(f"{site}/coach")
    check(page)
    page.get_by_role("link", name="Meld je aan als coach").click()
    page.get_by_role("link", name=person).click()


def press(page: Page, name: str) -> None:
    """Reach something by the keyboard alone and press Enter there."""
    tab_to(page, name)
    page.keyboard.press("Enter")


def test_a_citizen_shares_a_coach_suggests_and_it_ends(page: Page, coach: Page, site: str) -> None:
    log_in(coach, site, "Testcoach A")
    expect(coach.get_by_role("heading", name="Met jou gedeeld")).to_be_visible()
    code = coach.locator("main code").first.inner_text()
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    to_result(page, site)
    page.get_by_role("button", name="Bewaar in Mijn loopbaan").click()
    page.get_by_role("button", name="Begin zonder naam").click()
    keep(page)
    page.get_by_role("button", name="Bewaar dit resultaat").click()
    expect(page.get_by_role("heading", name="Wat kan ik?")).to_be_visible()
    check(page)
    page.get_by_role("link", name=re.compile("^Jobbereik, ")).click()
    expect(page.get_by_text("zoals je het toen bewaarde")).to_be_visible()
    check(page)
    page.go_back()
    press(page, "Deel iets")
    expect(page.get_by_role("heading", name="Deel iets")).to_be_visible()
    check(page)
    page.get_by_role("checkbox", name=re.compile("^Jobbereik")).focus()
    page.keyboard.press("Space")
    page.get_by_label("De code van je coach").focus()
    page.keyboard.type(code)
    page.get_by_label("Welke naam staat erbij?").focus()
    page.keyboard.type("Noor")
    press(page, "Bekijk eerst wat je deelt")
    doubt = page.get_by_text("Wanneer je dit niet mag vertrouwen, en waarom").first
    expect(doubt).to_be_hidden()
    page.locator("summary").filter(has_text=re.compile("^Jobbereik, ")).focus()
    page.keyboard.press("Enter")
    expect(doubt).to_be_visible()
    check(page)
    press(page, "Ja, deel dit")
    expect(page.get_by_role("heading", name=re.compile("^Gedeeld met"))).to_be_visible()
    check(page)
    coach.goto(f"{site}/coach")
    check(coach)
    coach.get_by_role("link", name="Noor").click()
    expect(coach.get_by_text("een hulp, geen oordeel")).to_be_visible()
    check(coach)
    address = coach.url
    coach.get_by_label("Wat stel je voor?").fill("Bezoek een open dag")
    coach.get_by_role("button", name="Stel voor").click()
    coach.get_by_role("link", name="Gespreksblad om af te drukken").click()
    expect(coach.get_by_role("heading", name="Vragen om te stellen")).to_be_visible()
    check(coach)
    assert len(PdfReader(io.BytesIO(coach.pdf(format="A4"))).pages) == 1
    shared = page.url
    page.reload()
    page.get_by_label("In jouw woorden").fill("Ik ga zaterdag kijken")
    page.get_by_role("button", name=re.compile("^Zet in mijn plan")).click()
    expect(page.get_by_role("heading", name="Ik ga zaterdag kijken")).to_be_visible()
    page.goto(shared)
    expect(page.get_by_text("Overgenomen in je plan")).to_be_visible()
    page.get_by_role("button", name="Stop nu met delen").click()
    expect(page.get_by_text("Niemand ziet nog iets.")).to_be_visible()
    check(page)
    answer = coach.goto(address)
    assert answer is not None
    assert answer.status == 404
    assert "Noor" not in coach.content()


def test_a_centre_invites_a_coach_who_begins(page: Page, coach: Page, site: str) -> None:
    log_in(page, site, "Testbeheerder A")
    check(page)
    page.get_by_label("Naam").fill("Noor Voorbeeld")
    page.get_by_role("button", name="Nodig uit").click()
    code = page.locator("main code").first.inner_text()
    check(page)
    coach.goto(f"{site}/coach/uitnodiging")
    check(coach)
    coach.get_by_label("De code van je uitnodiging").fill(code)
    press(coach, "Ga verder")
    coach.get_by_role("link", name="Nieuwe testcoach").click()
    expect(coach.get_by_text("Noor Voorbeeld")).to_be_visible()
    page.goto(f"{site}/coach/centrum")
    page.get_by_role("button", name=re.compile("^Verwijder.*Noor")).click()
    coach.goto(f"{site}/coach")
    expect(coach.get_by_role("link", name="Meld je aan als coach")).to_be_visible()
