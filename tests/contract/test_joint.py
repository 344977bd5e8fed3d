"""The joint page, the report and a coach's page of the fullest account: short, with reasons, and no code of ours."""

import io
import re
from collections.abc import Mapping
from html import escape
from typing import Any

import pytest
from pypdf import PdfReader
from starlette.testclient import TestClient

from api.account.report import answers
from api.web import languages, typst
from models.wording import speaking
from tests import fullest, sharing, tagged
from tests.conftest import another
from tests.contract.test_languages_on_pages import dutch
from tests.contract.test_sharing_pages import log_in

Account = tuple[TestClient, dict[str, str], list[str]]

LONG = "Ik spreek met iemand die dit werk al lang doet en vraag hoe een gewone dag verloopt. " * 3


@pytest.fixture(scope="module")
def account(client: TestClient) -> Account:
    """Return somebody who did everything twice and plans a lot."""
    browser = another(client)
    browser.post("/mijn-loopbaan/zonder-naam", data={})
    mine = {"Authorization": f"Bearer {browser.cookies['account']}"}
    found = fullest.documents(client)
    ids = [sharing.kept(client, mine, tool, found[tool]) for tool in (*found, *found)]
    for i in range(20):
        action = {"what": f"{i}: {LONG}", "why": LONG, "withWhom": LONG, "howSeen": LONG, "byWhen": "2027-05-31"}
        assert client.post("/api/v1/plan/actions", json=action, headers=mine).status_code == 201
    return browser, mine, ids


def test_answers_of_all_tools_meet(client: TestClient, account: Account) -> None:
    seen = client.get("/api/v1/account/overview", headers=account[1]).json()
    for member in ("can", "like", "value", "stand", "helpers", "work", "occupations"):
        assert seen[member], member
    counts = [len(row["namedBy"]) for row in seen["occupations"]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1
    assert all(by["because"] for row in seen["occupations"] for by in row["namedBy"])
    assert {"label": "Slager", "why": "Ik wil geen vlees snijden"} in seen["refused"]
    assert "Slager" not in {row["label"] for row in seen["occupations"]}
    page = account[0].get("/mijn-loopbaan").text
    first = seen["occupations"][0]
    assert "Beroepen die meer dan één resultaat noemt" in page
    for by in first["namedBy"]:
        assert f"<strong>{by['toolName']}</strong>" in page
    for title in ("Wat kan ik?", "Hoe sta ik ervoor?", "Wie kan mij helpen?", "Wat ga ik doen?"):
        assert f"{title}</h3>" in page
    assert "Persoon 0: Ik bel 0" in page
    assert "Dit weten we nog niet" not in page


def test_the_report_is_in_the_language_of_the_pages(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Mapping[str, Any]] = []
    made = answers._marked
    monkeypatch.setattr(answers, "_marked", lambda found: told.append(made(found)) or told[-1])
    account[0].post("/taal", data={"taal": "fr"})
    try:
        written = account[0].get("/mijn-loopbaan/mijn-loopbaan.pdf").content
    finally:
        account[0].post("/taal", data={"taal": "nl"})
    reader = PdfReader(io.BytesIO(written))
    assert (str(reader.trailer["/Root"]["/Lang"]), len(reader.pages) <= 4) == ("fr-BE", True)
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    assert "Sur quoi cela repose, et à quel point c'est sûr" in text.replace("’", "'")
    assert "Gemaakt op" not in text

    with speaking(languages.offered()["fr"].speaker):
        found: dict[str, Any] = dict(typst._printable(told[0]))
    said = [found["made"], found["more_actions"], found["older"], *(title for title, _ in found["questions"])]
    said += [name for action in found["actions"] for name, _ in action["fields"]]
    for row in found["kept"]:
        said += [row["title"], row["tells"], row["made"], *row["distrust"]]
    assert {type(text) for text in said} == {str}, "texts of ours are said, not marked as Dutch"
    assert [text for text in said if dutch(f"<p>{text}</p>")] == []

    spoken = tagged.spoken(written)
    sentences = [(language, part) for language, piece in spoken for part in re.split(r"[.;:•]", piece)]
    assert dutch("".join(f'<p lang="{language}">{escape(part)}</p>' for language, part in sentences)) == []
    sentence = spoken.index(("nl-BE", "Bakker"))
    assert spoken[sentence + 1][0] == "fr-BE"
    assert spoken[sentence + 1][1].startswith(": 2 ans")
    assert "Faireetconstruire" in "".join(piece.replace(" ", "") for _, piece in spoken), "of the drawing"
    assert "Penser par soi" in text


def test_the_report_has_four_pages_at_most(account: Account) -> None:
    made = account[0].get("/mijn-loopbaan/mijn-loopbaan.pdf")
    pages = PdfReader(io.BytesIO(made.content)).pages
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    assert len(pages) <= 4
    assert b"pdfuaid" in made.content
    assert made.content.count(b"/Alt") >= 2 or "Figure" in str(made.content)
    for words in (
        "spiegel, geen oordeel",
        "Beroepen die meer dan één resultaat",
        "Mijn plan",
        "Vertrouw dit niet zomaar",
    ):
        assert words in text, words
    assert "En nog 14 acties" in text
    assert not re.search(r"few-answers|no-norms|bankVersion|[0-9a-f]{32}", text)


def test_a_coach_reads_it_on_one_short_page(client: TestClient, account: Account) -> None:
    coach = log_in(client)
    code = re.search(r"<code>([a-z-]{24})</code>", coach.get("/coach").text).group(1)
    told = {"includeAnswers": True, "includePlan": True, "includeOtherPeople": True, "coachCode": code}
    made = sharing.share(client, account[1], resultIds=account[2], **told)
    page = coach.get(f"/coach/klant/{made['shareId']}")
    assert page.status_code == 200
    assert len(page.content) <= 60_000
    for words in (
        "een hulp, geen oordeel",
        "Beroepen die de persoon verborg",
        "Slager: Ik wil geen vlees snijden",
        "30 antwoorden. De helft kwam binnen",
        "De antwoorden achter dit resultaat (30)",
        "alleen wat groter is dan de onzekerheid",
        "kunnen we niet eerlijk vergelijken",
        "Ook gedeeld: van vroeger",
        "nauwkeurigheid",
        "Wat kan de persoon?",
        "Dit zegt hoe de persoon",
    ):
        assert words in page.text, words
    for words in ("Wat kan ik?", "Wie kan mij helpen?", "Dit zegt hoe jij", "jij bij jezelf"):
        assert words not in page.text, f"{words!r} is said to the citizen"
    without = sharing.share(client, account[1], resultIds=account[2], coachCode=code)
    short = coach.get(f"/coach/klant/{without['shareId']}").text
    for words in ("verborg", "De antwoorden achter", "Persoon 0", "vlees snijden"):
        assert words not in short, words


def test_interests_differ_only_beyond_their_doubt(client: TestClient, account: Account) -> None:
    def document(value: float, wide: float) -> dict[str, object]:
        return sharing.ORIENT | {
            "interests": [{"label": "Doen", "value": value, "low": value - wide, "high": value + wide}]
        }

    mine = sharing.citizen(client)
    ids = [sharing.kept(client, mine, "orient", document(*told)) for told in ((50, 8), (60, 8), (90, 8))]
    seen = sharing.share(client, mine, resultIds=ids)["preview"]["results"]  # type: ignore[index]
    assert [row["change"] for row in seen] == [
        ["Doen: sterker dan vorige keer"],
        ["Ongeveer gelijk: geen verschil dat groter is dan de onzekerheid"],
        [],
    ]
    two = [sharing.kept(client, mine, "netwerk", sharing.NETWERK) for _ in range(2)]
    newest = sharing.share(client, mine, resultIds=two)["preview"]["results"][0]  # type: ignore[index]
    assert (newest["change"], "meetfout is niet gekend" in newest["changeNote"]) == ([], True)
