"""Pages of the card games without a browser: plain forms, nothing lost, nothing counted twice, nobody else's."""

import html
import json
import re

import pytest
from starlette.testclient import TestClient

from tests.conftest import another

TOOLS = ("kwaliteiten", "waarden")


@pytest.fixture
def visitor(client: TestClient) -> TestClient:
    """Return a browser of its own, without cookies."""
    return another(client)


def stand(text: str) -> str:
    return re.search(r'name="stand" value="(\d+)"', text).group(1)


def send(visitor: TestClient, tool: str, page: str, **fields: object) -> str:
    answer = visitor.post(f"/{tool}/{page}", data=fields)
    assert answer.history[0].status_code == 303, answer.text[:300]
    assert answer.status_code == 200
    return answer.text


def played(visitor: TestClient, tool: str, how: str = "short") -> str:
    """Play a whole game with the first card each time; return the page of the result."""
    text = send(visitor, tool, "start", hoe=how)
    while 'class="seven"' not in text:
        button = re.search(r'name="doe" value="((?:kies|leg):[^"]+|gelijk)"', text).group(1)
        cards = re.findall(r'name="kaart" value="([^"]+)"', text)
        text = send(visitor, tool, "spel", doe=button, kaart=cards, stand=stand(text))
    return text


def seven(text: str) -> list[str]:
    return re.findall(r'id="kaart-([^"]+)"', text)


@pytest.mark.parametrize(("tool", "how"), [("kwaliteiten", "short"), ("waarden", "piles")])
def test_a_game_with_plain_forms_ends_with_seven(visitor: TestClient, tool: str, how: str) -> None:
    text = played(visitor, tool, how)
    assert len(set(seven(text))) == 7
    for page in ("", "/spel", "/kaarten", "/resultaat", "/bewaren", f"/kaart/{seven(text)[0]}"):
        answer = visitor.get(f"/{tool}{page}")
        assert answer.status_code == 200
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", answer.text)


@pytest.mark.parametrize("tool", TOOLS)
def test_a_form_that_is_sent_twice_counts_once(visitor: TestClient, tool: str) -> None:
    text = send(visitor, tool, "start", hoe="piles")
    card = re.search(r'name="kaart" value="([^"]+)"', text).group(1)
    move = {"doe": "leg:high", "kaart": card, "stand": stand(text)}
    once = send(visitor, tool, "spel", **move)
    assert "Kaart 2 van 36" in once
    twice = send(visitor, tool, "spel", **move)
    assert "Kaart 2 van 36" in twice
    assert "telde niet mee" in twice
    back = send(visitor, tool, "spel", doe="terug", stand=stand(twice))
    assert "Kaart 1 van 36" in back
    assert card in back
    assert "Kaart 1 van 36" in send(visitor, tool, "spel", doe="terug", stand=stand(back))


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    "fields",
    [
        {"doe": "leg:top"},
        {"doe": "leg:high", "kaart": "bestaat-niet"},
        {"doe": "kies:bestaat-niet"},
        {"doe": "plaats:x@9"},
        {"doe": "vergelijk:" + "x" * 900, "kaart": ["a", "b"]},
        {"doe": ""},
        {},
    ],
)
def test_nonsense_changes_nothing(visitor: TestClient, tool: str, fields: dict[str, object]) -> None:
    text = send(visitor, tool, "start", hoe="piles")
    assert "Kaart 1 van 36" in send(visitor, tool, "spel", stand=stand(text), **fields)


def test_all_cards_are_sorted_on_one_page_and_kept_halfway(visitor: TestClient) -> None:
    send(visitor, "waarden", "start", hoe="piles")
    text = visitor.get("/waarden/kaarten").text
    cards = re.findall(r'name="(stapel-[^"]+)" value="high"', text)
    assert len(cards) == 36
    half = send(visitor, "waarden", "spel", doe="alles", stand=stand(text), **dict.fromkeys(cards[:20], "high"))
    assert "Kaart 21 van 36" in half
    text = visitor.get("/waarden/kaarten").text
    assert text.count(" checked") == 20
    whole = send(visitor, "waarden", "spel", doe="alles", stand=stand(text), **dict.fromkeys(cards, "low"))
    assert "Plaats 1 van 7" in whole


def test_an_example_is_kept_and_what_is_too_long_stays_in_its_field(visitor: TestClient) -> None:
    text = played(visitor, "kwaliteiten")
    card = seven(text)[0]
    wrong = visitor.post(f"/kwaliteiten/kaart/{card}", data={"action": "y" * 1001, "task": "Mijn taak"})
    assert (wrong.status_code, wrong.history[0].status_code) == (200, 303)
    assert "y" * 1001 in wrong.text
    assert "Mijn taak" in wrong.text
    assert wrong.text.count('aria-invalid="true"') == 1
    said = {"action": "Ik riep <script>alert(1)</script>", "result": "Regel een\r\nregel twee", "doe": "bewaar"}
    text = send(visitor, "kwaliteiten", f"kaart/{card}", **said)
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text
    kept = json.loads(visitor.get("/kwaliteiten/bestand").text)
    assert kept["examples"][card]["result"] == "Regel een\nregel twee"
    api = visitor.post("/api/v1/kwaliteiten/results", json=kept).json()
    assert [row["card"]["id"] for row in api["ranking"]] == seven(text)


def test_a_reflection_is_kept_and_wrong_values_are_explained(visitor: TestClient) -> None:
    card = seven(played(visitor, "waarden"))[2]
    fields = {"now": "11", "wanted": "8", "what": "Vragen", "by": "31/02/2027"}
    wrong = visitor.post(f"/waarden/kaart/{card}", data=fields)
    assert (wrong.status_code, wrong.history[0].status_code) == (200, 303)
    assert "Kies een cijfer van 0 tot 10" in wrong.text
    assert "Vul een datum in" in wrong.text
    text = send(visitor, "waarden", f"kaart/{card}", now="2", wanted="8", what="Vragen", by="28/2/2027", doe="bewaar")
    assert "6 te weinig" in text
    assert "Tegen 28/02/2027" in text
    assert 'value="2027-02-28"' in visitor.get(f"/waarden/kaart/{card}").text


@pytest.mark.parametrize("tool", TOOLS)
def test_a_code_brings_the_game_back_elsewhere_and_deleting_ends_it(visitor: TestClient, tool: str) -> None:
    text = played(visitor, tool)
    code = re.search(r"<strong>([a-z]{4}(?:-[a-z]{4}){4})</strong>", text).group(1)
    other = another(visitor)
    assert "geen spel" in other.get(f"/{tool}/resultaat").text
    wrong = other.post(f"/{tool}/hervatten", data={"code": "dit is geen code"})
    assert (wrong.status_code, wrong.history[0].status_code) == (200, 303)
    assert "dit is geen code" in wrong.text
    assert seven(other.get(f"/{tool}/resultaat").text) == []
    assert seven(send(other, tool, "hervatten", code=code.upper())) == seven(text)
    assert seven(visitor.get(f"/{tool}/resultaat").text) == []  # who came back with the code goes on alone
    assert "gewist" in send(other, tool, "wissen", zeker="ja")
    assert seven(other.get(f"/{tool}/resultaat").text) == []


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"ranking": ["x"]}', b"\xff\xfe", b"[" * 5000, b'{"moves": []}', b'{"game": {"game": {}}}'],
)
def test_a_file_that_is_no_result_is_explained(visitor: TestClient, tool: str, content: bytes) -> None:
    answer = visitor.post(f"/{tool}/laden", files={"bestand": ("x.json", content, "application/json")})
    assert (answer.status_code, answer.history[0].status_code) == (200, 303)
    assert "geen resultaat van dit spel" in html.unescape(answer.text)


@pytest.mark.parametrize("tool", TOOLS)
def test_files_of_every_way_to_tell_a_game_load(visitor: TestClient, tool: str) -> None:
    ids = [card["id"] for card in visitor.get(f"/api/v1/{tool}/cards").json()["items"]]
    piles = {"piles": {"high": ids[:9], "low": ids[9:]}, "choices": ids[1:8]}
    for body, expected in (({"ranking": ids[4:11]}, ids[4:11]), (piles, ids[1:8])):
        answer = visitor.post(f"/api/v1/{tool}/results", json=body).json()
        for content in (answer, answer["game"]):
            files = {"bestand": ("mijn.json", json.dumps(content).encode(), "application/json")}
            loaded = visitor.post(f"/{tool}/laden", files=files)
            assert seven(loaded.text) == expected


def test_occupations_come_in_the_order_of_the_values(visitor: TestClient) -> None:
    assert "geen spel" in visitor.get("/waarden/beroepen").text
    ids = ["zelf-kiezen", "zelf-denken", "iets-nieuws-maken", "iets-bereiken", "natuur", "plezier", "balans"]
    files = {"bestand": ("mijn.json", json.dumps({"ranking": ids}).encode(), "application/json")}
    visitor.post("/waarden/laden", files=files)
    text = visitor.get("/waarden/beroepen?beroep=schoonmaker&beroep=architect&beroep=bestaat-niet&q=kok").text
    assert text.index(">Architect</a>") < text.index(">Schoonmaker</a>")
    assert "meer ruimte dan in" in text
    assert "beroep=kok" in text


def test_only_the_games_live_there(visitor: TestClient) -> None:
    for path in ("/spelletjes", "/kwaliteiten/onzin", "/onzin/spel", "/waarden2"):
        assert visitor.get(path).status_code == 404


def test_the_list_of_oriënt_is_put_in_order_of_the_values(visitor: TestClient) -> None:
    ids = ["zelf-kiezen", "zelf-denken", "iets-nieuws-maken", "iets-bereiken", "natuur", "plezier", "balans"]
    files = {"bestand": ("mijn.json", json.dumps({"ranking": ids}).encode(), "application/json")}
    visitor.post("/waarden/laden", files=files)
    assert "geen resultaat van Oriënt" in visitor.get("/waarden/beroepen?bron=orient").text
    text = visitor.post("/orient/start", data={"onderzoek": "nee"}).text
    for value in ("5", "1", "4"):
        fields = dict(re.findall(r'<input type="hidden" name="(soort|id|naar)" value="([^"]*)"', text))
        text = visitor.post("/orient/vraag", data=fields | {"waarde": value}).text
    text = visitor.get("/waarden/beroepen?bron=orient").text
    assert "Dit is je lijst van Oriënt" in text
    assert text.count("Eerst op plaats") == 20


@pytest.mark.parametrize("tool", TOOLS)
def test_a_result_can_be_kept_at_mijn_loopbaan(visitor: TestClient, tool: str) -> None:
    ids = [card["id"] for card in visitor.get(f"/api/v1/{tool}/cards").json()["items"]]
    files = {"bestand": ("mijn.json", json.dumps({"ranking": ids[4:11]}).encode(), "application/json")}
    text = visitor.post(f"/{tool}/laden", files=files).text
    document = html.unescape(re.search(r'name="document" value="([^"]*)"', text).group(1))
    offered = visitor.post("/mijn-loopbaan/bewaren", data={"tool": tool, "document": document})
    assert offered.status_code == 200, offered.text[:300]
    kept = visitor.post("/mijn-loopbaan/zonder-naam", data={"tool": tool, "document": document})
    title = next(c["title"] for c in visitor.get(f"/api/v1/{tool}/cards").json()["items"] if c["id"] == ids[4])
    assert title in html.unescape(kept.text)


def test_what_somebody_will_do_for_a_value_stands_in_the_plan_in_their_own_words(visitor: TestClient) -> None:
    ids = [card["id"] for card in visitor.get("/api/v1/waarden/cards").json()["items"]]
    said = {
        "now": 2,
        "wanted": 9,
        "action": {"what": "Elke vrijdag tekenen", "withWhom": "Mijn zus", "by": "2027-03-01"},
    }
    body = {"ranking": ids[:7], "reflections": {ids[3]: said, ids[0]: {"now": 5, "wanted": 6}}}
    document = visitor.post("/api/v1/waarden/results", json=body).text
    visitor.post("/mijn-loopbaan/zonder-naam", data={"tool": "waarden", "document": document})
    plan = html.unescape(visitor.get("/mijn-plan").text)
    assert "Elke vrijdag tekenen" in plan
    assert "Ik doe iets om dit meer ruimte te geven" in plan
