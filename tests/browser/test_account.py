"""Mijn loopbaan and Mijn plan in a browser: without a name, with a test person, at three widths, read by axe."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS
from tests.browser.test_pages import check, tab_to

ORIENT = json.dumps({"occupations": [{"occupation": {"label": "kok"}}, {"occupation": {"label": "bakker"}}]})


def keep(page: Page) -> None:
    """Send a result as the page of a tool does."""
    page.evaluate(
        """(text) => {
          const form = document.createElement('form');
          Object.assign(form, {method: 'post', action: '/mijn-loopbaan/bewaren'});
          for (const [name, value] of [['tool', 'orient'], ['document', text]])
            form.append(Object.assign(document.createElement('input'), {type: 'hidden', name, value}));
          document.body.append(form); form.submit();
        }""",
        ORIENT,
    )
    expect(page.get_by_role("heading", name=re.compile("Bewaar je resultaat"))).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS, ids=["320", "1280"])
def test_a_result_is_kept_planned_and_deleted(page: Page, site: str, width: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    page.goto(f"{site}/mijn-loopbaan")
    check(page)
    keep(page)
    check(page)
    page.get_by_role("button", name="Begin zonder naam").click()
    expect(page.get_by_text("bakker").first).to_be_visible()
    check(page)
    page.get_by_role("link", name="Open mijn plan").click()
    check(page)
    page.get_by_role("link", name=re.compile("Neem over")).first.click()
    check(page)
    page.get_by_label("Tegen wanneer?").fill("ooit")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    check(page)
    page.get_by_label("Tegen wanneer?").fill("31/5/2027")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("31 mei 2027")).to_be_visible()
    check(page)
    page.get_by_role("button", name=re.compile("^Gedaan")).click()
    expect(page.get_by_text("Gedaan op")).to_be_visible()
    page.goto(f"{site}/mijn-loopbaan/wissen")
    check(page)
    page.get_by_role("button", name="Ja, wis alles").click()
    expect(page.get_by_role("heading", name="Alles is gewist")).to_be_visible()
    check(page)


def test_a_test_person_logs_in_and_out(page: Page, site: str) -> None:
    page.goto(f"{site}/mijn-loopbaan")
    page.get_by_role("link", name="Meld je aan").click()
    check(page)
    page.get_by_role("link", name="Testpersoon A").click()
    expect(page.get_by_role("heading", name="Mijn loopbaan")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("verslag")).click()
    assert download.value.suggested_filename == "mijn-loopbaan.pdf"
    page.get_by_role("button", name="Sluit mijn loopbaan").click()
    expect(page.get_by_role("link", name="Meld je aan")).to_be_visible()


def test_from_keeping_to_a_planned_action_with_the_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}/mijn-loopbaan")
    keep(page)

    def go(name: str) -> None:
        tab_to(page, name)
        with page.expect_navigation():
            page.keyboard.press("Enter")

    go("Begin zonder naam")
    go("Open mijn plan")
    go("Neem over")
    tab_to(page, "Tegen wanneer?")
    page.keyboard.type("31/5/2027")
    go("Bewaar")
    expect(page.get_by_text("31 mei 2027")).to_be_visible()
    go("Gedaan")
    expect(page.get_by_text("Gedaan op")).to_be_visible()
    check(page)
