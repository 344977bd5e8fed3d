"""Jouw netwerk in a browser: by keyboard only, at three widths, read by axe, and as files."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import WIDTHS
from tests.browser.test_pages import check

PEOPLE = [
    {"id": "p1", "alias": "mama", "category": "household", "ring": 1, "strength": 5},
    {"id": "p2", "alias": "buurman K.", "category": "neighbours", "ring": 3, "fields": ["health-care"], "share": True},
    {"id": "p3", "alias": "ex-collega met een lange naam", "category": "colleagues", "ring": 2, "direction": "from-me"},
]
KNOWN = {"goal": "Werken in de zorg", "people": PEOPLE, "occupationIds": ["verpleegkundige", "kok"]}


def load(page: Page, site: str, tmp_path: Path) -> None:
    file = tmp_path / "mijn-netwerk.json"
    file.write_text(json.dumps(KNOWN), encoding="utf-8")
    page.goto(f"{site}/netwerk")
    page.get_by_label("Je bestand").set_input_files(file)
    page.get_by_role("button", name="Open je netwerk").click()
    expect(page.get_by_role("heading", name="Jouw netwerk")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS, ids=["320", "1280"])
def test_every_step_is_accessible_and_fits(page: Page, site: str, tmp_path: Path, width: tuple[int, int]) -> None:
    page.set_viewport_size({"width": width[0], "height": width[1]})
    page.goto(f"{site}/netwerk")
    check(page)
    load(page, site, tmp_path)
    check(page)
    for step in ("Wie", "Hoe"):
        page.get_by_role("button", name=step, exact=True).click()
        check(page)
    page.get_by_role("button", name="Wie", exact=True).click()
    page.get_by_role("button", name="Voeg toe").click()
    expect(page.get_by_role("alert")).to_contain_text("Kijk nog even na")
    page.locator("main summary").click()
    check(page)


def test_somebody_is_added_with_the_keyboard_only(page: Page, site: str) -> None:
    page.goto(f"{site}/netwerk")

    def tab_to(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            focused = page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")
            if focused.startswith(name):
                return
        raise AssertionError(f"{name} is not reached with the keyboard")

    tab_to("Verder: wie ken je?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Wie staat er rond jou?")).to_be_visible()
    tab_to("alias")
    page.keyboard.type("tante M.")
    page.keyboard.press("Tab")
    page.keyboard.type("fam")
    tab_to("Voeg toe")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Al in je netwerk")).to_be_visible()
    expect(page.locator(".people")).to_contain_text("tante M.")
    tab_to("Verder weg")
    page.keyboard.press("Enter")
    expect(page.locator(".people")).to_contain_text("verder weg")


def test_a_drawing_comes_along(page: Page, site: str, tmp_path: Path) -> None:
    load(page, site, tmp_path)
    for name, start in (
        ("Tekening (PNG)", b"\x89PNG"),
        ("Verslag met tekening (PDF)", b"%PDF-"),
        ("Tekening (SVG)", b"<svg"),
    ):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert Path(download.value.path()).read_bytes().startswith(start)


NAMES = ("mama", "papa", "tante Mia", "buurman K.", "ex-collega Sofie", "mijn zus Leen", "voorzitter van de club")
MET = """() => {
  const svg = document.querySelector(".ecogram svg"), scale = svg.getScreenCTM().a;
  const names = [...svg.querySelectorAll("text[paint-order]")].map((t) => [t.textContent, t.getBoundingClientRect()]);
  const sizes = [...svg.querySelectorAll("text")].map((t) => parseFloat(getComputedStyle(t).fontSize) * scale);
  const found = [];
  for (const line of svg.querySelectorAll("line"))
    for (let i = 0; i <= 300; i++) {
      const p = line.getPointAtLength((line.getTotalLength() * i) / 300).matrixTransform(svg.getScreenCTM());
      for (const [name, b] of names)
        if (p.x > b.left + 1 && p.x < b.right - 1 && p.y > b.top + 3 && p.y < b.bottom - 3) found.push(name);
    }
  names.forEach(([name, a], i) => names.slice(i + 1).forEach(([other, b]) => {
    if (a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom) found.push(name + other);
  }));
  return { count: names.length, smallest: Math.min(...sizes), met: [...new Set(found)] };
}"""
"""How large letters of the drawing are on the screen, and which names a line or another name runs through."""


def test_names_are_read_on_a_phone_and_nothing_runs_through_them(page: Page, site: str) -> None:
    people = [
        {"id": f"p{i}", "alias": NAMES[i % len(NAMES)], "category": PEOPLE[i % 3]["category"], "ring": 1 + i % 3}
        for i in range(10)
    ]
    known = {"people": people, "ties": [{"from": "p0", "to": "p4"}, {"from": "p2", "to": "p9"}]}
    page.goto(f"{site}/netwerk")
    page.get_by_label("Je bestand").set_input_files(
        {"name": "mijn.json", "mimeType": "application/json", "buffer": json.dumps(known).encode()}
    )
    page.get_by_role("button", name="Open je netwerk").click()
    expect(page.locator(".ecogram svg")).to_be_visible()
    found = page.evaluate(MET)
    assert (found["count"], found["met"]) == (10, [])
    assert found["smallest"] >= 12
