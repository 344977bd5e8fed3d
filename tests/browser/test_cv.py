"""A CV in a browser: from a profile to files with one's own words, and from a file of Europass to a profile."""

import json
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from models.cv import xml
from tests import europass
from tests.browser.conftest import DESKTOP, PHONE, SMALL
from tests.browser.test_pages import check

KNOWN = {
    "experiences": [
        {"occupationId": "kok", "months": 72, "kind": "job", "endedOn": "2019-12-31"},
        {"occupationId": "verpleegkundige", "months": 36, "kind": "study"},
    ],
    "competenceIds": ["verkopen", "frans-spreken", "rekenblad-gebruiken"],
    "licencesHeld": ["rijbewijs-b"],
}


def begin(page: Page, site: str, tmp_path: Path) -> None:
    """Load a profile, and press the button of its result."""
    file = tmp_path / "mijn-profiel.json"
    file.write_text(json.dumps(KNOWN), encoding="utf-8")
    page.goto(f"{site}/jobbereik")
    page.get_by_label("Kies je bestand").set_input_files(file)
    page.get_by_role("button", name="Laad mijn bestand").click()
    page.get_by_role("button", name="Maak je cv").click()
    expect(page.get_by_role("heading", name="Maak je cv")).to_be_visible()


def kept(page: Page, button: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return Path(download.value.path()).read_bytes()


def test_a_sentence_is_changed_and_stands_in_every_file(page: Page, site: str, tmp_path: Path) -> None:
    begin(page, site, tmp_path)
    page.get_by_label("In enkele zinnen").fill("Ik kook graag voor veel mensen.")
    page.get_by_label("Voornaam").fill("Fatma")
    page.get_by_role("button", name="Bekijk mijn cv").click()
    expect(page.get_by_role("article", name="Je cv")).to_contain_text("Ik kook graag voor veel mensen.")
    assert kept(page, "Bewaar als PDF").startswith(b"%PDF")
    page.get_by_text("Als cv van Europass").click()
    root = xml.read(kept(page, "XML"))
    assert root.say("CandidateProfile", "ExecutiveSummary") == "<p>Ik kook graag voor veel mensen.</p>"
    learner = json.loads(kept(page, "JSON"))["SkillsPassport"]["LearnerInfo"]
    assert learner["Headline"]["Description"]["Label"] == "Ik kook graag voor veel mensen."
    europass_pdf = kept(page, "PDF van Europass")
    page.get_by_role("button", name="Pas aan").click()
    expect(page.get_by_label("In enkele zinnen")).to_have_value("Ik kook graag voor veel mensen.")
    page.go_back()
    expect(page.get_by_role("article", name="Je cv")).to_be_visible()
    file = tmp_path / "europass-cv.pdf"
    file.write_bytes(europass_pdf)
    page.goto(f"{site}/jobbereik")
    page.get_by_label("Kies je bestand").set_input_files(file)
    page.get_by_role("button", name="Laad mijn bestand").click()
    expect(page.get_by_role("heading", name="Dit lazen we in je cv")).to_be_visible()
    page.get_by_role("button", name="Neem over en toon mijn beroepen").click()
    expect(page.get_by_role("heading", level=1, name="Jouw beroepen")).to_be_visible()
    profile = json.loads(page.locator("input[name=profiel]").first.input_value())
    assert profile["experiences"] == KNOWN["experiences"]
    assert sorted(profile["competenceIds"]) == sorted(KNOWN["competenceIds"])
    assert profile["licencesHeld"] == KNOWN["licencesHeld"]


def fits(page: Page) -> None:
    """Check a page with axe, and that it does not scroll sideways at any width."""
    check(page)
    for width, height in (SMALL, DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_every_page_is_accessible_and_fits(page: Page, site: str, tmp_path: Path) -> None:
    page.goto(f"{site}/jobbereik/cv")
    fits(page)
    page.get_by_role("button", name="Lees mijn cv").click()
    expect(page.get_by_role("alert")).to_contain_text("Kies eerst een bestand")
    fits(page)
    works = europass.work("Kok", "2015-03", "2019-02") + europass.work("onthaal " + "w" * 90, "")
    file = tmp_path / "cv.xml"
    file.write_bytes(europass.candidate(works + europass.work("onthaal", "2020-01", current=True), europass.MORE))
    page.get_by_label("Kies je bestand").set_input_files(file)
    page.get_by_role("button", name="Lees mijn cv").click()
    expect(page.get_by_text("Hier passen meerdere beroepen bij").first).to_be_visible()
    fits(page)
    begin(page, site, tmp_path)
    page.locator("summary", has_text="Waar en wanneer?").last.click()
    fits(page)
    page.get_by_label(re.compile("^Van")).last.fill("ooit")
    page.get_by_label("In enkele zinnen").fill("w" * 300)
    page.get_by_role("button", name="Bekijk mijn cv").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf een jaar")
    fits(page)
    page.get_by_label(re.compile("^Van")).last.fill("2015")
    page.get_by_role("button", name="Bekijk mijn cv").click()
    expect(page.get_by_role("article", name="Je cv")).to_be_visible()
    page.get_by_text("Als cv van Europass").click()
    fits(page)
