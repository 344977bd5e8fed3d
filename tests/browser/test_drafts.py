"""Back, reload, a bookmark and two tabs on the pages of Jouw netwerk, Loopbaancheque and a first talk with a centre."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.test_cheque import ANSWERS, answer, to_result

CENTRE = "/loopbaancentra/centrum/voorbeeldcentrum-001/kennismaking"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    found = browser.new_context(java_script_enabled=request.param, locale="nl-BE")
    yield found
    found.close()


def title(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def there_and_back(page: Page, titles: list[str]) -> None:
    """Reload each page on the way back and on the way there again: none asks to send a form again."""
    assert title(page) == titles[-1]
    for expected in reversed(titles[:-1]):
        page.go_back()
        assert title(page) == expected
        page.reload()
        assert title(page) == expected
    for expected in titles[1:]:
        page.go_forward()
        assert title(page) == expected
    page.reload()
    assert title(page) == titles[-1]


def test_every_question_of_the_cheque_survives_back_and_reload(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    seen: list[str] = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    to_result(page, site)
    asked = list(dict.fromkeys(seen))
    titles = []
    for address in asked:
        assert page.goto(address).status == 200, "an address can be opened again, like a bookmark"
        titles.append(title(page))
    assert len(titles) == len(set(titles)) == 11
    page.goto(asked[-1])
    expect(page.get_by_role("heading", level=1)).to_have_text("Je kan een loopbaancheque aanvragen")
    page = context.new_page()
    to_result(page, site)
    there_and_back(page, titles)


def test_two_tabs_of_the_cheque_do_not_mix(context: BrowserContext, site: str) -> None:
    first, second = context.new_page(), context.new_page()
    to_result(first, site)
    to_result(second, site, "1-1-2024")
    first.reload()
    assert title(first) == "Je kan een loopbaancheque aanvragen"
    second.reload()
    assert title(second) == "Je kan geen loopbaancheque aanvragen"
    first.go_back()
    first.get_by_role("button", name="Toon het antwoord").last.click()
    assert title(first) == "Je kan een loopbaancheque aanvragen"


def test_back_shows_the_answer_that_was_given(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(f"{site}/loopbaancheque/vragen")
    page.get_by_role("button", name="Verder").last.click()
    answer(page, ANSWERS[0])
    expect(page.get_by_role("heading", level=1)).to_have_text("Werk je op die dag?")
    page.get_by_role("button", name="Terug").click()
    expect(page.get_by_label("Ja", exact=True)).to_be_checked()
    page.reload()
    expect(page.get_by_label("Ja", exact=True)).to_be_checked()


def name_somebody(page: Page, site: str, alias: str) -> None:
    page.goto(f"{site}/netwerk")
    page.get_by_role("button", name="Verder: wie ken je?").click()
    page.locator("[name=alias]").fill(alias)
    page.locator("[name=waar]").select_option("friends")
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.locator(".people")).to_contain_text(alias)


def test_every_step_of_the_network_survives_back_and_reload(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    name_somebody(page, site, "tante M.")
    for step in ("Hoe", "Overzicht"):
        page.get_by_role("button", name=step, exact=True).click()
    titles = ["Wat is een netwerk?", *["Wie staat er rond jou?"] * 2, "Hoe vraag je iets?", "Jouw netwerk"]
    there_and_back(page, titles)
    expect(page.get_by_role("cell", name="tante M.").or_(page.get_by_text("tante M.")).first).to_be_visible()


def test_two_tabs_of_the_network_do_not_mix(context: BrowserContext, site: str) -> None:
    first, second = context.new_page(), context.new_page()
    name_somebody(first, site, "tante M.")
    name_somebody(second, site, "buurman K.")
    first.reload()
    expect(first.locator(".people")).to_contain_text("tante M.")
    expect(first.locator(".people")).not_to_contain_text("buurman K.")


def test_a_form_for_a_centre_keeps_what_was_typed(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(f"{site}{CENTRE}")
    page.locator("[name=vraag]").fill("Ik twijfel over mijn werk.")
    page.locator("[name=doe]").first.click()
    expect(page.get_by_role("alert").first).to_be_visible()
    page.reload()
    expect(page.locator("[name=vraag]")).to_have_value("Ik twijfel over mijn werk.")


def test_the_page_of_a_cheque_can_be_reloaded_and_its_numbers_are_in_no_address(
    context: BrowserContext, site: str
) -> None:
    page = context.new_page()
    page.goto(f"{site}/loopbaancheque/cheque")
    page.locator("#nummer").fill("2345-6789-ABCD-EFGH")
    page.locator("#klantnummer").fill("JKMN-PQRS-TVWX-YZ23")
    page.get_by_role("button", name="Toon mijn cheque").click()
    for _ in range(2):
        expect(page.get_by_role("alert")).to_contain_text("We vinden geen cheque met deze twee nummers")
        assert "2345-6789" not in page.url
        assert "JKMN" not in page.url
        page.reload()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/netwerk/0123456789abcdef", "Wat is een netwerk?"),
        ("/loopbaancheque/vragen/0123456789abcdef/resultaat", "Kan je een loopbaancheque aanvragen?"),
        ("/loopbaancheque/cheque/0123456789abcdef", "Hoe staat het met mijn cheque?"),
    ],
)
def test_an_address_that_is_past_says_so_and_begins_anew(browser: Browser, site: str, path: str, expected: str) -> None:
    page = browser.new_page()
    answered = page.goto(f"{site}{path}")
    assert answered is not None
    assert answered.status == 404
    assert title(page) == expected
    expect(page.get_by_role("alert")).to_contain_text("hoogstens 2 uur")
    page.close()
