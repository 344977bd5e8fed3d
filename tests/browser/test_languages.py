"""The pages in three languages, on a phone and on a desk: each says its language, fits, and the switch stays."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP, PHONE, SMALL
from tests.browser.test_pages import TWICE

PAGES = ["/jobbereik", "/orient", "/beroepen/kok", "/loopbaancheque", "/vacatures"]

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
BROKEN = """() =>
  [...document.querySelectorAll("*")].some((e) => [...e.attributes].some((a) => a.value.includes("<span")))
  || document.title.includes("<") || document.body.innerText.includes('">')"""


@pytest.mark.parametrize(
    ("code", "size"),
    [("nl", PHONE), ("fr", PHONE), ("en", PHONE), ("nl", DESKTOP), ("fr", DESKTOP), ("en", DESKTOP), ("fr", SMALL)],
)
def test_pages_are_read_in_three_languages(browser: Browser, site: str, code: str, size: tuple[int, int]) -> None:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = context.new_page()
    page.goto(f"{site}/contact?x=1")
    page.locator(f'#taal button[value="{code}"]').click()
    expect(page).to_have_url(f"{site}/contact?x=1")
    for address in PAGES:
        page.goto(f"{site}{address}")
        assert (page.locator("html").get_attribute("lang") or "").split("-")[0] == code
        expect(page.locator("#taal [aria-current]")).to_have_attribute("value", code)
        assert not page.evaluate(WIDE), f"{address} is wider than the screen in {code}"
        assert page.evaluate(TWICE) <= 0, f"{address} scrolls sideways at 200 % text in {code}"
        assert not page.evaluate(BROKEN), f"{address} in {code} shows markup as text"
        box = page.locator("header.site-header").bounding_box()
        assert box is not None
        assert box["height"] <= 64, f"the header of {address} takes more than a tenth of a phone"
    context.close()


def test_going_back_keeps_the_language(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}/privacy")
    page.locator('#taal button[value="fr"]').click()
    page.goto(f"{site}/contact")
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "fr-BE")
    other = context.new_page()
    other.goto(f"{site}/")
    expect(other.locator("html")).to_have_attribute("lang", "fr-BE")
    context.close()
