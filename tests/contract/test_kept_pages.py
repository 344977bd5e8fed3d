"""A kept result opens again as its tool's own page, as it was; one that lacks what the page needs shows its lines."""

import html
import re

import pytest
from starlette.testclient import TestClient

from api.tools import KEEPS
from api.web import rendering
from tests import fullest, sharing
from tests.conftest import another

HEADINGS = {
    "jobbereik": "Jouw beroepen",
    "orient": "Wat bij je past",
    "loopbaantest": "Jouw spiegel",
    "kwaliteiten": "Jouw zeven kwaliteiten",
    "waarden": "Jouw zeven waarden",
    "netwerk": "Jouw netwerk",
}
ELSEWHERE = ("/orient/vraag", "/loopbaantest/vraag", "/kwaliteiten/kaart/", "/waarden/kaart/", 'action="/orient')
"""What would change the test of this browser instead of the one that was kept."""


@pytest.fixture(scope="module")
def documents(client: TestClient) -> fullest.Documents:
    return fullest.documents(client)


@pytest.fixture
def owner(client: TestClient) -> tuple[TestClient, dict[str, str]]:
    browser = another(client)
    browser.post("/mijn-loopbaan/zonder-naam", data={})
    return browser, {"Authorization": f"Bearer {browser.cookies['account']}"}


@pytest.mark.parametrize("tool", KEEPS)
def test_a_result_opens_as_its_own_page(
    client: TestClient, documents: fullest.Documents, owner: tuple[TestClient, dict[str, str]], tool: str
) -> None:
    browser, mine = owner
    id_ = sharing.kept(client, mine, tool, documents[tool])
    page = browser.get(f"/mijn-loopbaan/resultaten/{id_}")
    assert page.status_code == 200
    assert f"{HEADINGS[tool]}</h1>" in page.text
    assert "zoals je het toen bewaarde" in page.text
    assert html.escape(KEEPS[tool].tells, quote=False) in page.text
    assert "Wanneer je dit niet mag vertrouwen" in page.text
    assert "Wat dit zegt</h2>" not in page.text
    for address in ELSEWHERE:
        assert address not in page.text
    for address, _ in KEEPS[tool].onward:
        assert f'href="{address}"' in page.text
    versions = [value for name, value in documents[tool].items() if name.endswith("Version") and value]
    assert all(rendering.version(str(text)) in page.text for text in versions)
    assert not re.search(r"Gemaakt met[^<]*(\+|built-in)", page.text), "signs of machines"
    again = re.search(r'<form method="post" action="(/[a-z]+(?:/laden)?)">(.*?)</form>', page.text, re.S)
    if tool in ("jobbereik", "netwerk", "kwaliteiten", "waarden"):
        fields = {
            name: html.unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', again.group(2))
        }
        opened = another(client).post(again.group(1), data=fields)
        assert opened.status_code == 200
        assert HEADINGS[tool] in opened.text or "Nu binnen bereik" in opened.text


@pytest.mark.parametrize(
    ("tool", "document"),
    [
        ("orient", sharing.ORIENT),
        ("loopbaantest", {"themes": [{"theme": "balans", "score": 40}]}),
        ("kwaliteiten", {"items": [{"id": "luisteren", "title": "Goed luisteren"}]}),
        ("netwerk", {"people": [{"alias": "Tante Mia"}]}),
        ("jobbereik", {"experiences": [{"occupationId": "bestaat-niet", "months": 3}], "x": 1}),
    ],
)
def test_what_lacks_the_page_is_shown_in_lines(
    client: TestClient, owner: tuple[TestClient, dict[str, str]], tool: str, document: dict[str, object]
) -> None:
    browser, mine = owner
    id_ = sharing.kept(client, mine, tool, document)
    page = browser.get(f"/mijn-loopbaan/resultaten/{id_}")
    assert page.status_code == 200
    assert "zoals je het toen bewaarde" in page.text
    assert ("toen alleen je profiel" if tool == "jobbereik" else "Wat dit zegt</h2>") in page.text


def test_a_kept_result_of_jobbereik_shows_what_was_marked(
    client: TestClient, documents: fullest.Documents, owner: tuple[TestClient, dict[str, str]]
) -> None:
    browser, mine = owner
    liked = documents["jobbereik"]["lists"]["within"][0]["id"]
    marks = [
        {"occupationId": liked, "interested": True},
        {"occupationId": "kok", "interested": False, "why": "te warm"},
        {"occupationId": "verdwenen", "interested": False},
    ]
    id_ = sharing.kept(client, mine, "jobbereik", documents["jobbereik"] | {"marks": marks})
    page = browser.get(f"/mijn-loopbaan/resultaten/{id_}").text
    assert page.count("★ interessant") == 1
    assert "Waar je nee op zei: Kok (te warm), een beroep dat niet meer op onze lijst staat." in page


def test_only_links_that_lead_somewhere_are_shown(
    client: TestClient, documents: fullest.Documents, owner: tuple[TestClient, dict[str, str]]
) -> None:
    browser, mine = owner
    themes = [dict(row) for row in documents["loopbaantest"]["themes"]]
    link = themes[0]["links"][0]
    themes[0]["links"] = [link | {"url": "javascript:alert(1)", "external": True}, link | {"url": "/nergens"}]
    id_ = sharing.kept(client, mine, "loopbaantest", documents["loopbaantest"] | {"themes": themes})
    page = browser.get(f"/mijn-loopbaan/resultaten/{id_}").text
    assert "Jouw spiegel</h1>" in page
    assert "javascript:" not in page
    assert "/nergens" not in page
