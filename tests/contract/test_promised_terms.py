"""How long pages say that things are kept is how long the service keeps them: what is typed follows its source."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from api.account.service import KEPT_FOR
from api.loopbaancentra.introductions.service import LIFETIME
from api.loopbaancheque.cheques.reviews.service import KEPT_DAYS
from api.sessions.drafts import LIFE

TEMPLATES = Path(__file__).parents[2] / "api" / "web" / "templates"


@pytest.mark.parametrize(
    ("page", "promise", "term"),
    [
        ("loopbaancentra/kennismaking.html", r"Na (\d+) dagen wissen we alles", LIFETIME.days),
        ("loopbaancheque/resultaat.html", r"nooit langer dan (\d+) dagen", KEPT_DAYS),
        ("privacy.html", r"na de beslissing, hoogstens (\d+) dagen", KEPT_DAYS),
    ],
)
def test_a_number_of_days_on_a_page_is_that_of_the_service(page: str, promise: str, term: int) -> None:
    text = " ".join((TEMPLATES / page).read_text(encoding="utf-8").split())
    assert re.findall(promise, text) == [str(term)]


def test_terms_in_words_are_those_of_the_service() -> None:
    texts = {path: " ".join(path.read_text(encoding="utf-8").split()) for path in sorted(TEMPLATES.rglob("*.html"))}
    drafts = [path.name for path, text in texts.items() if re.search(r"hoogstens twee uur (?:lang|bij)", text)]
    assert (len(drafts) > 5, timedelta(hours=2)) == (True, LIFE), "drafts that are promised for two hours"
    assert "Kom je drie jaar niet terug" in texts[TEMPLATES / "privacy.html"]
    assert timedelta(days=3 * 365) == KEPT_FOR
