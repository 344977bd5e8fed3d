"""The pages as people use them: phone and desktop, keyboard only, without JavaScript, on paper, read by axe."""

import json
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDTHS

OCCUPATIONS = ("/beroepen/verpleegkundige", "/beroepen/bewakingsagent")
PLAIN = (
    "/",
    "/jobbereik",
    "/beroepen",
    "/beroepen?letter=k",
    "/beroepen?sector=finance",
    "/beroepen?q=poets",
    *OCCUPATIONS,
)
FOOTER = ("/zo-werkt-het", "/privacy", "/toegankelijkheid", "/contact", "/bestaat-niet")

TARGETS = """
() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
  .filter((e) => e.offsetParent && !e.closest('.visually-hidden') && !e.matches('.enter, .skip'))
  .filter((e) => !(e.matches('a') && e.parentElement.textContent.trim() !== e.textContent.trim()))  // within a sentence
  .map((e) => [e, (e.closest('label') ?? e).getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 && box.width > 1)
  .map(([e, box]) => `${e.tagName} ${e.textContent.trim() || e.name} ${Math.round(box.height)}`)
"""


TWICE = """
() => {
  const root = document.documentElement, before = root.style.fontSize;
  root.style.fontSize = '200%';
  const wide = root.scrollWidth - root.clientWidth;
  root.style.fontSize = before;
  return wide;
}
"""
"""By how much a page scrolls sideways when its text is twice as large (WCAG 1.4.4), at the width that it has."""


def tab_to(page: Page, name: str) -> int:
    """Press Tab until what has the focus starts with a name, as somebody without a mouse does; return how often."""
    for presses in range(1, 61):
        page.keyboard.press("Tab")
        focused = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        if focused.startswith(name):
            return presses
    raise AssertionError(f"the keyboard never reached {name!r}")


def check(page: Page) -> None:
    """Check what must hold on every page: no complaint of axe, large targets, no sideways scrolling, also at 200 %."""
    page.wait_for_load_state()  # a click that leads on may still be under way
    page.wait_for_function("document.readyState === 'complete'")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    # every rule runs; of what passes, axe then writes no report, which took half its time
    found = Axe().run(page, options={"runOnly": tags, "resultTypes": ["violations"]})
    assert [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(TWICE) <= 0, f"{page.url} scrolls sideways at 200 % text"
    assert page.evaluate(TARGETS) == []


def to_result(page: Page, site: str, title: str = "winkelbediende") -> None:
    page.goto(f"{site}/jobbereik")
    page.get_by_label("Welke job, hobby of studie?").fill(title)
    page.get_by_role("button", name="Zoek", exact=True).click()
    page.locator(".button--choice").first.click()
    page.get_by_label("3 tot 10").check()
    page.get_by_role("button", name="Verder: wat kan je?").click()
    page.get_by_role("button", name="Verder: wat heb je en wil je?").click()
    page.get_by_role("button", name="Toon mijn beroepen").click()
    expect(page.get_by_role("heading", name="Jouw beroepen")).to_be_visible()
    page.wait_for_load_state()  # a slow machine shows the heading before the lists have come


@pytest.mark.parametrize("width", WIDTHS, ids=["320", "1280"])
def test_every_page_is_accessible_and_fits(page: Page, site: str, width: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    for path in PLAIN:
        page.goto(site + path)
        check(page)
        if path in OCCUPATIONS:
            page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
            check(page)


@pytest.mark.parametrize("width", WIDTHS, ids=["320", "1280"])
def test_every_step_is_accessible_and_fits(page: Page, site: str, width: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    page.goto(f"{site}/jobbereik")
    page.get_by_label("Welke job, hobby of studie?").fill("zorgkundige")
    page.get_by_role("button", name="Zoek", exact=True).click()
    check(page)
    page.locator(".button--choice").first.click()
    page.get_by_text("Al gestopt?").click()
    page.get_by_label("Gestopt in").fill("gisteren")
    page.get_by_role("button", name="Verder: wat kan je?").click()
    expect(page.get_by_role("alert")).to_contain_text("Vul een jaartal in")
    check(page)
    page.get_by_label("Gestopt in").fill("")
    page.get_by_label("3 tot 10").check()
    page.get_by_role("button", name="Verder: wat kan je?").click()
    check(page)
    page.get_by_role("button", name="Verder: wat heb je en wil je?").click()
    page.get_by_text("Nog andere").first.click()
    check(page)
    page.get_by_role("button", name="Toon mijn beroepen").click()
    page.locator("main summary").first.click()
    check(page)


def test_pages_in_the_footer(page: Page, site: str) -> None:
    for path in FOOTER[:-1]:
        page.goto(site + path)
        check(page)


def test_suggestions_appear_while_typing_and_are_chosen_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/jobbereik")
    field = page.get_by_label("Welke job, hobby of studie?")
    field.press_sequentially("poetsvr", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Schoonmaker")
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "voorstel-0")
    check(page)
    field.press("Enter")
    expect(page.get_by_role("group", name="Schoonmaker")).to_be_visible()
    field = page.get_by_label("Welke job, hobby of studie?")
    field.press_sequentially("kok", delay=20)
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()


@pytest.mark.parametrize("downs", [3, 6])
def test_the_list_that_is_shown_decides_what_enter_chooses(page: Page, site: str, downs: int) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}/jobbereik")
    field = page.get_by_label("Welke job, hobby of studie?")
    field.press_sequentially("ver", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    for _ in range(downs):
        field.press("ArrowDown")
    field.press_sequentially("pleegku", delay=20)
    expect(field).not_to_have_attribute("aria-activedescendant", re.compile("."))
    field.press("Enter")
    expect(page.get_by_text("Verpleegkundige").first).to_be_visible()
    expect(page.get_by_role("group", name="Zorgkundige")).to_have_count(0)
    assert errors == []


def test_the_whole_way_with_the_keyboard_only(page: Page, site: str) -> None:
    page.goto(site)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()

    def press_until(name: str) -> None:
        for _ in range(120):
            page.keyboard.press("Tab")
            focused = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
            if focused.startswith(name):
                return
        raise AssertionError(f"the keyboard never reached {name!r}")

    def enter() -> None:
        with page.expect_navigation():
            page.keyboard.press("Enter")

    press_until("Start met Jobbereik")
    enter()
    press_until("Welke job, hobby of studie?")
    page.keyboard.type("kok")
    page.keyboard.press("Escape")
    enter()
    expect(page.locator(".found")).to_be_visible()
    press_until("Kok")
    enter()
    expect(page.get_by_role("group", name="Kok")).to_be_visible()
    for name in ("Verder: wat kan je?", "Verder: wat heb je en wil je?", "Toon mijn beroepen"):
        press_until(name)
        enter()
    expect(page.get_by_role("heading", name="Jouw beroepen")).to_be_visible()


def test_everything_works_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    to_result(page, site)
    assert page.locator("article.result").count() >= 1
    page.locator("#waarom-niet > summary").click()
    page.get_by_label("Welk beroep zoek je?").fill("verpleegster")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Verpleegkundige").first.click()
    expect(page.locator("#vergelijking .verdict")).to_be_visible()
    context.close()


def test_a_profile_is_kept_and_loaded_again(page: Page, site: str, tmp_path: Path) -> None:
    to_result(page, site)
    before = page.locator(".result__title").all_text_contents()
    page.locator("#bewaren summary").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Bewaar mijn profiel").click()
    kept = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(kept)
    assert json.loads(kept.read_text(encoding="utf-8"))["experiences"][0]["occupationId"] == "winkelbediende"
    page.goto(f"{site}/jobbereik")
    page.get_by_label("Kies je bestand").set_input_files(kept)
    with page.expect_navigation():
        page.get_by_role("button", name="Laad mijn bestand").click()
    assert page.locator(".result__title").all_text_contents() == before


def test_paper_shows_the_lists_and_no_buttons(page: Page, site: str) -> None:
    to_result(page, site)
    page.emulate_media(media="print")
    expect(page.locator("article.result").first).to_be_visible()
    for hidden in (".site-header", ".site-footer", ".search", ".actions"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator(".result__title a").first.click()
    page.emulate_media(media="print")
    expect(page.get_by_text("Dit mist nog").first).to_be_visible()
    for hidden in (".site-header", ".site-footer", ".marks", "#actie"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_the_api_pages_work_offline_under_the_strict_policy(page: Page, site: str) -> None:
    outside: list[str] = []
    page.on("request", lambda request: None if request.url.startswith((site, "data:")) else outside.append(request.url))
    page.goto(f"{site}/docs")
    page.locator("#operations-tag-jobbereik").click(timeout=180_000)
    expect(page.get_by_text("/api/v1/jobbereik/reach").first).to_be_visible(timeout=180_000)
    assert outside == []


def test_pages_are_light(page: Page, site: str) -> None:
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(f"{site}/jobbereik")
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < 60_000, "a poor phone pays for every byte"
