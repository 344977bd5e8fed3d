"""No page types a figure that can change: it comes from where the service takes it."""

import re
from datetime import date
from pathlib import Path

from starlette.testclient import TestClient

from api.figures import figures
from models.klachten.life import answer_days
from models.loopbaancheque.dated import parameters
from tests.messages import of_templates

TEMPLATES = Path(__file__).parents[2] / "api" / "web" / "templates"

EXAMPLE = re.compile(
    r"\d{1,2}/(?:\d{1,2}/)?\d{4}|\b9000\b|2345-6789-ABCD-EFGH|\bB1\b|\b\d{1,2} november 2026|juli 2019 tot juni 2021"
)
"""What somebody may type, as an example, and days on which a text was written."""

NAMES = re.compile(r"WCAG 2\.2|CC BY 4\.0|\bA1\b|“3×”")

SCALES = re.compile(
    r"\bvan [01](?: \([^)]*\))? tot (?:7|10|100)\b|\b0 (?:is|betekent)\b|\b10 (?:is|betekent)\b| van 5$"
    r"|Links is 0, rechts is 10|van (?:de|elke) 100|“7 van 10” .* van 10 .* er 7|In 8 van de 10"
    r"|\b1 (?:competentie|keuze|beroep|jaar)\b|18 of ouder"
)
"""The ends of a scale, what a share is told of, and one: another scale would be another test."""

ESTIMATES = re.compile(r"Reken op 5 tot (?:8|10) minuten")


def test_no_template_types_a_figure_that_can_change() -> None:
    """Whoever types one takes it from ``api/figures.py``, from the page's own values, or says here why it stands."""
    typed = []
    for message, file in of_templates():
        left = re.sub(r"%\(\w+\)s|\{\w+\}|<[^>]*>", "", message)
        for allowed in (EXAMPLE, NAMES, SCALES, ESTIMATES):
            left = allowed.sub("", left)
        if re.search(r"\d", left):
            typed.append((file, message))
    assert typed == []


def test_every_figure_is_told_somewhere_and_no_other_is_asked() -> None:
    asked = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"figures\.(\w+)", path.read_text(encoding="utf-8"))
    }
    assert asked == figures().keys()


def test_what_the_law_dates_is_told_as_it_holds_today(client: TestClient) -> None:
    guidance, complaints = (client.get(path).text for path in ("/loopbaancheque/begeleiding", "/klachten"))
    today = date.today()  # noqa: DTZ011 - the pages ask the day in Brussels, which no value of these changes on
    assert f"binnen {parameters()['payment_days'].at(today).value} dagen" in guidance
    assert f"minstens {parameters()['aftercare_months'].at(today).value} maanden" in guidance
    assert f"binnen {answer_days(today)} dagen" in complaints
