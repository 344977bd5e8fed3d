"""Jouw kwaliteiten and Jouw waarden as people play them: tap, keyboard only, without JavaScript, 320 px, axe."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, SMALL
from tests.browser.test_pages import check

MOVED = """stand => (document.querySelector("form.play input[name=stand]") ?? {}).value !== stand"""


def seven(page: Page) -> list[str]:
    """Return the titles of the seven in order."""
    return [title.split(maxsplit=1)[1] for title in page.locator(".seven__title").all_inner_texts()]


def play(page: Page, site: str, tool: str, how: str) -> None:
    """Play a whole game by tapping the first card or pile that is offered, in turns."""
    page.goto(f"{site}/{tool}")
    page.get_by_role("button", name=how).click()
    turn = 0
    while "/spel" in page.url:
        stage = page.locator("form.play").get_attribute("class")
        stand = page.locator("form.play input[name=stand]").input_value()
        if stage and "play--sort" in stage:
            page.locator(".piles__choice").nth(turn % 3).click()
        elif stage and "play--compare" in stage:
            page.get_by_role("button", name="Allebei evenveel").click()
        else:
            page.locator(".choices__card").first.click()
        turn += 1
        page.wait_for_function(MOVED, arg=stand)
    expect(page.locator("h1")).to_contain_text("Jouw zeven")


def load(page: Page, site: str, tool: str) -> None:
    """Come to a result without playing: load a file that only tells the seven."""
    cards = page.request.get(f"{site}/api/v1/{tool}/cards").json()["items"]
    ranking = json.dumps({"ranking": [card["id"] for card in cards[:7]]}).encode()
    page.goto(f"{site}/{tool}")
    page.get_by_label("Kies je bestand").set_input_files(
        {"name": "mijn.json", "mimeType": "application/json", "buffer": ranking}
    )
    page.get_by_role("button", name="Laad mijn resultaat").click()
    expect(page.locator("h1")).to_contain_text("Jouw zeven")


@pytest.mark.parametrize(("tool", "width"), [("kwaliteiten", SMALL), ("waarden", SMALL), ("waarden", DESKTOP)], ids=str)
def test_every_page_is_accessible_and_fits(page: Page, site: str, tool: str, width: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    page.goto(f"{site}/{tool}")
    if width == SMALL:  # a tap away without scrolling, and so is the last card of a choice
        expect(page.get_by_role("button", name="Speel kort")).to_be_in_viewport(ratio=1)
    check(page)
    page.get_by_role("button", name="Speel kort").click()
    expect(page.locator(".choices__card").last).to_be_in_viewport(ratio=0.5 if width == SMALL else 0)
    check(page)
    page.goto(f"{site}/{tool}")
    page.get_by_role("button", name="Speel met stapels").click()
    check(page)
    page.get_by_role("link", name="Liever alle kaarten op één pagina?").click()
    check(page)
    load(page, site, tool)
    check(page)
    page.locator(".seven__card a.button").first.click()
    check(page)
    page.goto(f"{site}/{tool}/bewaren")
    check(page)
    if tool == "waarden":
        page.goto(f"{site}/waarden/beroepen?beroep=kok&beroep=architect&q=kok")
        check(page)


def test_piles_are_played_by_tapping_and_taken_back(page: Page, site: str) -> None:
    page.goto(f"{site}/kwaliteiten")
    page.get_by_role("button", name="Speel met stapels").click()
    first = page.locator("h1").inner_text()
    page.locator(".piles__choice").first.click()
    expect(page.locator("h1")).not_to_have_text(first)
    expect(page.locator("#voortgang")).to_have_text("Kaart 2 van 36")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    page.get_by_role("button", name="Maak je laatste keuze ongedaan").click()
    expect(page.locator("h1")).to_have_text(first)


def test_a_short_game_is_played_moved_kept_printed_and_comes_back(page: Page, site: str, tmp_path: Path) -> None:
    play(page, site, "kwaliteiten", "Speel kort")
    order = seven(page)
    assert len(set(order)) == 7
    page.locator(".seven__card").nth(2).get_by_role("button", name="Hoger").click()
    expect(page.locator(".seven__title").nth(1)).to_contain_text(order[2])
    page.get_by_role("button", name="Maak je laatste keuze ongedaan").click()
    expect(page.locator(".seven__title").nth(2)).to_contain_text(order[2])
    words = page.locator(".firm").all_inner_texts()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Bewaar als bestand").click()
    kept = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(kept)
    assert json.loads(kept.read_text(encoding="utf-8"))["mode"] == "short"
    page.goto(f"{site}/kwaliteiten/bewaren")
    page.get_by_role("button", name="Wis mijn spel").click()
    expect(page.get_by_role("status")).to_contain_text("gewist")
    page.get_by_label("Kies je bestand").set_input_files(kept)
    page.get_by_role("button", name="Laad mijn resultaat").click()
    assert seven(page) == order
    assert page.locator(".firm").all_inner_texts() == words
    page.emulate_media(media="print")
    expect(page.locator(".seven__card").first).to_be_visible()
    for hidden in (".site-header", ".movers", ".steps"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("main button:visible")).to_have_count(0)


@pytest.mark.parametrize("tool", ["kwaliteiten", "waarden"])
def test_the_whole_way_with_the_keyboard_only(page: Page, site: str, tool: str) -> None:
    page.goto(f"{site}/{tool}")

    def press_until(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"the keyboard never reached {selector}")

    press_until("button[value=short]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/spel**")
    for _ in range(60):
        if "/spel" not in page.url:
            break
        stand = page.locator("form.play input[name=stand]").input_value()
        press_until(".choices__card")
        page.keyboard.press("Enter")
        page.wait_for_function(MOVED, arg=stand)
    expect(page.locator("h1")).to_contain_text("Jouw zeven")
    page.wait_for_load_state()
    press_until(".seven__card a.button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kaart/**")
    press_until("textarea" if tool == "kwaliteiten" else "select")
    page.keyboard.type("Ik hielp mijn ploeg." if tool == "kwaliteiten" else "4")
    press_until("button[value=bewaar]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resultaat**")
    expect(page.locator(".seven__card").first).to_contain_text("Pas ")


def test_everything_works_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE[0], "height": PHONE[1]})
    page = context.new_page()
    page.goto(f"{site}/waarden")
    page.get_by_role("button", name="Speel met stapels").click()
    page.get_by_role("link", name="Liever alle kaarten op één pagina?").click()
    for i, group in enumerate(page.locator("fieldset").all()):
        group.locator("input").nth(0 if i < 9 else 2).check()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    for place in range(1, 8):
        expect(page.locator("#voortgang")).to_have_text(f"Plaats {place} van 7")
        page.locator(".choices__card").first.click()
    page.get_by_role("link", name="Sla over en toon mijn zeven").click()
    page.locator(".seven__card a.button").first.click()
    page.get_by_label("Hoeveel ruimte krijgt dit nu").select_option("2")
    page.get_by_label("Hoeveel ruimte zou je willen?").select_option("9")
    page.get_by_label("Wat?").fill("Elke week een uur voor mezelf")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.locator("#ruimte ~ table")).to_contain_text("7 te weinig")
    expect(page.locator(".seven__card").first).to_contain_text("Elke week een uur voor mezelf")
    page.get_by_role("link", name="Zet mijn lijst op volgorde van mijn waarden").click()
    page.get_by_label("Voeg een beroep toe").fill("kok")
    page.get_by_role("button", name="Zoek").click()
    page.locator("#zoeken .list a").first.click()
    expect(page.locator(".seven__card")).to_have_count(1)
    context.close()
