"""Back, forward, reload and two tabs in Jobbereik, with and without JavaScript: nothing is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PHONE

STEPS = ("Wat heb je gedaan?", "Wat kan je?", "Wat heb je en wat wil je?", "Jouw beroepen")
ONWARDS = ("Verder: wat kan je?", "Verder: wat heb je en wil je?", "Toon mijn beroepen")


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    size = {"width": PHONE[0], "height": PHONE[1]}
    found = browser.new_context(java_script_enabled=request.param, viewport=size, locale="nl-BE")
    yield found
    found.close()


def shows(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def begin(page: Page, site: str, job: str) -> None:
    page.goto(f"{site}/jobbereik")
    page.get_by_label("Welke job, hobby of studie?").fill(job)
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.locator(".button--choice").first.click()


def walk(page: Page) -> list[str]:
    """Go on to the result, and return the addresses of the steps."""
    found = [page.url]
    for button, title in zip(ONWARDS, STEPS[1:], strict=True):
        page.get_by_role("button", name=button).click()
        shows(page, title)
        found.append(page.url)
    return found


def test_every_step_can_be_walked_back_forward_and_reloaded(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    begin(page, site, "winkelbediende")
    addresses = walk(page)
    assert len(set(addresses)) == len(STEPS)
    for title in STEPS[2::-1]:
        assert page.go_back().status == 200
        shows(page, title)
        assert page.reload().status == 200
        shows(page, title)
    expect(page.get_by_role("group", name="Winkelbediende")).to_be_visible()
    for title in STEPS[1:]:
        assert page.go_forward().status == 200
        shows(page, title)


def test_an_occupation_and_back_leaves_the_result_as_it_was(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    begin(page, site, "winkelbediende")
    walk(page)
    before = page.locator(".result__title").all_inner_texts()
    page.locator(".result__title a").first.click()
    shows(page, before[0])
    page.reload()
    page.go_back()
    shows(page, STEPS[-1])
    assert page.locator(".result__title").all_inner_texts() == before
    page.reload()
    assert page.locator(".result__title").all_inner_texts() == before


def test_two_tabs_side_by_side_never_mix(context: BrowserContext, site: str) -> None:
    jobs = {"kok": context.new_page(), "jurist": context.new_page()}
    for job, page in jobs.items():
        begin(page, site, job)
    addresses = {job: walk(page) for job, page in jobs.items()}
    for job, page in jobs.items():
        page.reload()
        shows(page, STEPS[-1])
        page.goto(addresses[job][0])
        expect(page.get_by_role("group", name=job.capitalize())).to_be_visible()
        expect(page.locator("fieldset.row")).to_have_count(1)


def test_a_bookmark_opens_the_result_and_another_browser_does_not(
    context: BrowserContext, browser: Browser, site: str
) -> None:
    page = context.new_page()
    begin(page, site, "winkelbediende")
    bookmark = walk(page)[-1]
    later = context.new_page()
    later.goto(bookmark)
    shows(later, STEPS[-1])
    stranger = browser.new_context()
    other = stranger.new_page()
    assert other.goto(bookmark).status == 404
    shows(other, STEPS[0])
    expect(other.get_by_text("Deze pagina is verlopen")).to_be_visible()
    stranger.close()


def test_a_browser_that_takes_no_cookies_walks_on(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    begin(page, site, "winkelbediende")
    for button, title in zip(ONWARDS, STEPS[1:], strict=True):
        context.clear_cookies()
        page.get_by_role("button", name=button).click()
        shows(page, title)
    assert page.locator("article.result").count() >= 1
