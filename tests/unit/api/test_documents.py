"""Whatever somebody writes, the PDF and the picture are made: a sign that no font of ours has gets a stand-in."""

import asyncio
import re
from datetime import date
from typing import Any

import pytest

from api.web import typst

SIGNS = (
    "👍🏽 🇧🇪 👨‍👩‍👧‍👦 ❤️ ♥︎ 中文 العربية עברית हिन्दी ไทย ✔️ 1️⃣ 🏳️‍🌈 \U0001f3f4\U000e0067\U000e0062\U000e007f \u202e \u200d "
    "\ufe0f a\u0338 \ue000 \U0010ffff \u2028 кириллица"
)
NOTHING = "\x07\ufeff\ufffe\x00\x1b\x85\ud83d"
TEXT = f"Oma {SIGNS} {NOTHING}"
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 9"><text y="8" font-size="8">{TEXT}</text></svg>'
REPORT: dict[str, Any] = {
    "made": TEXT,
    "several": True,
    "occupations": [{"label": TEXT, "tools": [[TEXT, TEXT]], "lacks": [TEXT], "vacancies": TEXT}],
    "questions": [[TEXT, [TEXT]]],
    "actions": [{"what": TEXT, "fields": [[TEXT, TEXT]], "done": TEXT}],
    "more_actions": TEXT,
    "kept": [
        {
            "title": TEXT,
            "tells": TEXT,
            "lines": [TEXT],
            "sure": [TEXT],
            "careful": [TEXT],
            "distrust": [TEXT],
            "change": [TEXT],
            "made": TEXT,
            "drawing": drawing,
            "said": TEXT,
        }
        for drawing in ("", DRAWING)
    ],
    "older": TEXT,
}
ECOGRAM: dict[str, Any] = {"drawing": DRAWING, "title": TEXT, "goal": TEXT, "rows": [], "made": TEXT, "image": False}


@pytest.mark.parametrize(("template", "content"), [("verslag", REPORT), ("ecogram", ECOGRAM)])
def test_a_pdf_is_made_of_any_signs(template: str, content: dict[str, Any]) -> None:
    made = asyncio.run(typst.pdf(template, content, on=date(2026, 11, 29)))
    assert made.startswith(b"%PDF-")


def test_a_picture_is_made_of_any_signs() -> None:
    made = asyncio.run(typst.png("ecogram", ECOGRAM | {"image": True}, on=date(2026, 11, 29)))
    assert made.startswith(b"\x89PNG")


def test_signs_that_stand_for_something_stay() -> None:
    assert typst.printable(SIGNS + NOTHING) == SIGNS + "\x85"


@pytest.mark.parametrize("template", ["cv", "ecogram", "verslag"])
def test_a_template_says_no_dutch_that_another_language_cannot_say(template: str) -> None:
    source = (typst.TEMPLATES / f"{template}.typ").read_text(encoding="utf-8")
    assert typst.messages(template)
    bare = re.sub(r"^//.*$|say\(\"[^\"]*\"\)|\"[^\"]*\"", "", source, flags=re.MULTILINE)
    assert re.findall(r"(?i)\b(?:het|een|van|je|nog|wat|met|mijn|geen|naam|nu|er|de)\b", bare) == []
