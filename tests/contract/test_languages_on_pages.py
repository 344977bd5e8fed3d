"""No page in French or English holds a sentence that is Dutch without saying so."""

import html
import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from api.loopbaantest import texts
from api.web import languages
from api.web.rendering import nl, soft
from item_bank.kwaliteiten import bank as kwaliteiten
from item_bank.loopbaantest.bank import bank
from item_bank.waarden import bank as waarden
from models.loopbaantest.schema import Change
from models.wording import Text, say, speaking, together
from tests import fullest, sharing
from tests.conftest import another

PAGES = [
    "/",
    "/jobbereik",
    "/jobbereik/cv",
    "/jobbereik/cv/laden",
    "/jobbereik/laden",
    "/orient",
    "/orient/nauwkeurigheid",
    "/loopbaantest",
    "/kwaliteiten",
    "/waarden",
    "/netwerk",
    "/netwerk/laden",
    "/loopbaancheque",
    "/loopbaancheque/begeleiding",
    "/loopbaancheque/vragen",
    "/loopbaancheque/formulier",
    "/loopbaancheque/regels",
    "/loopbaancentra",
    "/mijn-loopbaan",
    "/mijn-plan",
    "/contact",
    "/beroepen",
    "/vacatures",
    "/coach",
    "/groep",
    "/tevredenheid",
    "/klachten",
    "/klachten/nieuw",
    "/klachten/volgen",
    "/zo-werkt-het",
    "/toegankelijkheid",
]

DUTCH = frozenset(
    [
        "het",
        "een",
        "van",
        "je",
        "niet",
        "dit",
        "met",
        "voor",
        "wat",
        "als",
        "jouw",
        "hebt",
        "wordt",
        "zijn",
        "geen",
        "meer",
        "naar",
        "welke",
        "hoe",
        "wij",
        "onze",
        "deze",
        "uit",
        "nog",
    ]
)
"""Words of which two in one text make a Dutch sentence: neither French nor English writes both."""

VOID = frozenset(["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])
READ = ("aria-label", "title", "alt", "placeholder")


class Reader(HTMLParser):
    """Collects the texts of a page that stand outside every element that says it is Dutch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.dutch: list[str] = []

    def _see(self, text: str, left_alone: bool) -> None:
        words = re.findall(r"[a-zà-ÿ]+", text.lower())
        if not left_alone and len(DUTCH.intersection(words)) > 1:
            self.dutch.append(" ".join(text.split()))

    @property
    def _left_alone(self) -> bool:
        return bool(self.open) and self.open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        said = found.get("lang")
        alone = said.startswith("nl") if said and tag != "html" else self._left_alone
        alone = alone or found.get("translate") == "no" or tag in ("script", "style")
        for name in READ:
            self._see(found.get(name) or "", alone)
        if tag not in VOID:
            self.open.append((tag, alone))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._see(data, self._left_alone)


def dutch(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    return reader.dutch


def test_the_reader_sees_dutch_and_leaves_alone_what_says_so() -> None:
    assert dutch("<p>Wat je niet hebt</p>") == ["Wat je niet hebt"]
    assert dutch('<br><p>Bonjour <span lang="nl">wat je niet hebt</span> à tous</p>') == []
    assert dutch('<p title="Wat je niet hebt">Hello</p>') == ["Wat je niet hebt"]
    assert dutch("<p>plus de souhaits pour en parler</p><p>more of a plan met</p>") == []


NAME = "Persoonlijk assistent van mensen met een beperking"


def test_a_dutch_name_within_a_text_of_another_language_says_so_however_it_is_cut() -> None:
    with speaking(languages.offered()["fr"].speaker):
        line = together([NAME, say("{label}: {value} dan vorige keer", label=NAME, value=say("meer"))], "; ")
        assert isinstance(line, Text)
        for said in (line, line.lower(), line[:30], line[30:], line + NAME, soft(line), line.capitalize()):
            page = f"<p>{nl(said)}</p>"
            assert not dutch(page), page
            assert page.count("<span") == page.count("</span>") >= 1
        assert nl(line.capitalize()).startswith('<span lang="nl">Persoonlijk')
        assert dutch(f'<p title="{escape(line)}">'), "an attribute can hold no element"
        assert str(line).count(NAME) == 2
        assert not re.search("[\ue000\ue001]", str(line))


@pytest.fixture
def visitors(client: TestClient) -> dict[str, TestClient]:
    found = {code: another(client) for code in ("fr", "en")}
    for code, visitor in found.items():
        visitor.post("/taal", data={"taal": code})
    return found


def test_pages_hold_no_dutch_that_does_not_say_so(visitors: dict[str, TestClient]) -> None:
    for code, visitor in visitors.items():
        for address in PAGES if code == "fr" else PAGES[::3]:
            answer = visitor.get(address)
            assert answer.status_code == 200, address
            assert answer.headers["content-language"].startswith(code)
            assert not dutch(answer.text), f"{address} in {code}"


CHEQUE = {
    "doe": "resultaat",
    "initiatief": "ja",
    "werkt": "nee",
    "woont": "flanders",
    "werk": "ja",
    "periode-0-van": "10-2017",
    "periode-0-soort": "foreign",
    "lopend": "nee",
}


def test_what_is_said_of_a_cheque_is_said_in_the_language(visitors: dict[str, TestClient]) -> None:
    for code, visitor in visitors.items():
        for day in ("20-11-2026", "02-05-2024", "01-01-2027"):
            answer = visitor.post("/loopbaancheque", data=CHEQUE | {"dag": day})
            assert answer.status_code == 200
            assert answer.url.path != "/loopbaancheque/formulier", "an answer, not a form with an error"
            assert not dutch(answer.text), (code, day)


def test_what_is_said_of_a_retake_is_said_in_the_language() -> None:
    for code, said in (("fr", "Progrès"), ("en", "Progress")):
        with speaking(languages.offered()[code].speaker):
            assert str(texts.CHANGES[Change.PROGRESS]["nl"]) == said
            notes = [str(words["nl"]) for words in texts.NOTES.values()]
        assert not any(len(DUTCH.intersection(note.lower().split())) > 1 for note in notes)


def test_what_was_kept_is_said_in_the_language(client: TestClient, visitors: dict[str, TestClient]) -> None:
    visitor = visitors["fr"]
    visitor.post("/mijn-loopbaan/zonder-naam")
    mine = {"Authorization": f"Bearer {visitor.cookies['account']}"}
    found = fullest.documents(client)
    ids = {tool: sharing.kept(client, mine, tool, document) for tool, document in found.items()}
    pages = {
        address: visitor.get(address) for address in ("/mijn-loopbaan", "/mijn-plan", "/mijn-loopbaan/delen/nieuw")
    }
    pages |= {tool: visitor.get(f"/mijn-loopbaan/resultaten/{id_}") for tool, id_ in ids.items()}
    chosen = [("resultaat", id_) for id_ in ids.values()]
    pages["preview"] = visitor.get("/mijn-loopbaan/delen/voorbeeld", params=chosen)
    assert {page.status_code for page in pages.values()} == {200}
    found_dutch = {name: dutch(page.text) for name, page in pages.items()}
    assert {name: texts for name, texts in found_dutch.items() if texts} == {}
    bands = bank().bands.values()
    for name in ("/mijn-loopbaan", "loopbaantest"):
        assert any(band["fr"] in pages[name].text for band in bands), name
        assert not any(re.search(rf">{band['nl']}\b", pages[name].text) for band in bands), name
    assert "12 personnes sur le dessin" in pages["/mijn-loopbaan"].text
    assert (
        client.get(f"/api/v1/account/results/{ids['loopbaantest']}", headers=mine).json()["document"]
        == found["loopbaantest"]
    )


@pytest.mark.parametrize("tool", ["kwaliteiten", "waarden"])
def test_cards_are_said_in_the_language_of_the_page(client: TestClient, tool: str) -> None:
    """The decks have their words in three languages: while one plays, and in a result that was kept in Dutch."""
    deck = {"kwaliteiten": kwaliteiten, "waarden": waarden}[tool].deck()
    first = deck.cards[0]
    ranking = [card.id for card in deck.cards[:7]]
    found = client.post(f"/api/v1/{tool}/results", json={"ranking": ranking}).json()
    browser = another(client)
    browser.post("/mijn-loopbaan/zonder-naam", data={})
    mine = {"Authorization": f"Bearer {browser.cookies['account']}"}
    kept = f"/mijn-loopbaan/resultaten/{sharing.kept(client, mine, tool, found)}"
    browser.post(f"/{tool}/start", data={"hoe": "piles"})
    browser.post(f"/{tool}/spel", data={"doe": "stapel:important", "kaart": first.id})
    for code in ("fr", "en", "nl"):
        browser.post("/taal", data={"taal": code})
        for page in (f"/{tool}/spel", f"/{tool}/kaarten", kept):
            text = browser.get(page).text
            for words in (card.title for card in deck.cards):
                others = {words.nl, words.fr, words.en} - {words.text(code)}
                assert not [other for other in others if f">{other}<" in text], (page, code)
        assert str(escape(first.text.text(code))) in browser.get(kept).text
        mine_too = browser.get("/mijn-loopbaan").text
        assert ", ".join(card.title.text(code) for card in deck.cards[:2]) in html.unescape(mine_too), code
