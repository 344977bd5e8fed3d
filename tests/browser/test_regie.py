"""The director's desk at 320 px: every page read by axe, and a case decided by keyboard."""

from datetime import UTC, datetime

import httpx2
from playwright.sync_api import Page, expect

from api.dependencies import BRUSSELS
from tests.browser.conftest import SMALL
from tests.browser.test_pages import check, tab_to
from tests.cheques import FACTS
from tests.contract.test_regie_pages import PAGES


def test_the_desk_fits_a_phone_and_a_case_is_decided_by_keyboard(page: Page, site: str) -> None:
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})
    facts = FACTS | {"working": None, "requestedOn": str(datetime.now(UTC).astimezone(BRUSSELS).date())}
    with httpx2.Client(base_url=site) as client:
        asked = client.post("/api/v1/loopbaancheque/requests", json={"facts": facts, "consent": True}).json()
    page.goto(f"{site}/regie")
    check(page)
    page.get_by_role("link", name="Meld je aan als medewerker van de regie").click()
    page.get_by_role("link", name="Testregisseur A").click()
    expect(page.get_by_role("heading", name="Wat wacht op jou")).to_be_visible()
    for path in PAGES:
        page.goto(f"{site}/regie{path}")
        check(page)
    page.goto(f"{site}/regie/beslissingen")
    page.get_by_role("link", name=asked["number"]).click()
    check(page)
    tab_to(page, "Toekennen")
    page.keyboard.press("Space")
    tab_to(page, "Waarom?")
    page.keyboard.type("Je contract toont dat je werkt.")
    tab_to(page, "Beslis")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nu is iemand anders aan de beurt")).to_be_visible()
    check(page)
