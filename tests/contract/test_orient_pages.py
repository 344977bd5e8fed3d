"""Pages of Oriënt without a browser: every step works with plain forms, and nothing is lost."""

import html
import re

import pytest
from starlette.testclient import TestClient

from api.storage.database import StorageUnavailableError
from tests.conftest import another

WORDS = ("Helemaal niet graag", "Niet graag", "Maakt me niet uit", "Graag", "Heel graag")


@pytest.fixture
def visitor(client: TestClient) -> TestClient:
    """Return a browser without cookies."""
    return another(client)


def field(text: str, name: str) -> str:
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', text).group(1))


def start(visitor: TestClient, **data: str) -> str:
    answer = visitor.post("/orient/start", data=data or {"onderzoek": ""}, follow_redirects=False)
    assert answer.status_code == 303
    assert re.search(r"HttpOnly;.*Path=/; SameSite=strict", answer.headers["set-cookie"])
    return visitor.get(answer.headers["location"]).text


def reply(visitor: TestClient, text: str, value: str, **more: str) -> str:
    data = {"soort": field(text, "soort"), "id": field(text, "id"), "waarde": value, "ms": "1500", **more}
    answer = visitor.post("/orient/vraag", data=data)
    assert answer.status_code == 200, answer.text[:500]
    return answer.text


def answer_many(visitor: TestClient, text: str, count: int, likes: str = "care") -> str:
    for _ in range(count):
        text = reply(visitor, text, "5" if field(text, "id").startswith(likes) else "2")
    return text


def test_one_activity_on_five_faces_with_words(visitor: TestClient) -> None:
    text = start(visitor)
    assert text.count("<h1") == 1
    for word in (*WORDS, "Weet ik niet", "Sla over"):
        assert word in text
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", text)
    assert "Vraag 1 " in text


def test_the_whole_way_with_plain_forms(visitor: TestClient) -> None:
    text = answer_many(visitor, start(visitor), 8)
    assert "Stop en toon mijn resultaat" not in text
    text = reply(visitor, text, "weet-niet")
    text = reply(visitor, text, "overslaan")
    text = answer_many(visitor, text, 8)
    assert "Stop en toon mijn resultaat" in text
    listed = visitor.get("/orient/antwoorden").text
    assert "Weet ik niet" in listed
    assert "overgeslagen" in listed
    result = visitor.get("/orient/resultaat?toch=1").text
    assert result.count('class="card result"') == 7
    assert "Waarom dit beroep?" in result
    assert "op 10)" in result
    assert "hexagon__value" in result
    assert re.search(r"\(tussen \d+ en \d+\)", result)
    assert result.count('class="card result"') < visitor.get("/orient/resultaat?toch=1&aantal=17").text.count(
        'class="card result"'
    )
    removed = visitor.get("/orient/resultaat?toch=1&niveau=2").text
    assert re.search(r"verd(ween|wenen) (geen enkel beroep|1 beroep|\d+ beroepen) uit je tien beste", removed)


def test_the_first_occupation_is_announced_once(visitor: TestClient) -> None:
    text = start(visitor)
    for _ in range(10):
        assert "Nu komen er beroepen" not in text
        text = reply(visitor, text, "4")
    assert "Hoe graag zou je dit beroep doen?" in text
    assert "Nu komen er beroepen" in text
    assert "Nu komen er beroepen" not in reply(visitor, text, "2")


def test_a_result_goes_to_mijn_loopbaan(visitor: TestClient) -> None:
    answer_many(visitor, start(visitor), 16)
    result = visitor.get("/orient/resultaat?toch=1").text
    data = {"tool": field(result, "tool"), "document": field(result, "document")}
    offered = visitor.post("/mijn-loopbaan/bewaren", data=data)
    assert offered.status_code == 200, offered.text[:300]
    assert "Ori" in offered.text


def test_a_result_leads_to_vacancies(visitor: TestClient) -> None:
    answer_many(visitor, start(visitor), 16)
    result = visitor.get("/orient/resultaat?toch=1").text
    address = re.search(r'href="(/vacatures\?beroep=[^"]+)"', result).group(1)
    assert visitor.get(address).status_code == 200


def test_an_answer_is_changed_and_leads_back(visitor: TestClient) -> None:
    text = start(visitor)
    first = field(text, "id")
    reply(visitor, text, "2")
    shown = visitor.get(f"/orient/vraag?item={first}&naar=antwoorden").text
    assert re.search(r'value="2" aria-pressed="true"', shown)
    back = visitor.post(
        "/orient/vraag",
        data={"soort": "item", "id": first, "waarde": "5", "naar": "antwoorden"},
        follow_redirects=False,
    )
    assert back.headers["location"] == "/orient/antwoorden"
    assert "Heel graag" in visitor.get("/orient/antwoorden").text


def test_a_form_without_a_choice_says_what_to_do_and_keeps_nothing(visitor: TestClient) -> None:
    text = start(visitor)
    data = {"soort": "item", "id": field(text, "id")}
    answer = visitor.post("/orient/vraag", data=data)
    assert (answer.status_code, answer.history[0].status_code) == (200, 303)
    assert "Kies een van de vijf gezichten" in answer.text
    assert "Je beantwoordde nog geen vragen" in visitor.get("/orient/antwoorden").text


@pytest.mark.parametrize("data", [{"soort": "item", "id": "care-08", "waarde": "3"}, {"waarde": "3"}])
def test_a_question_that_was_not_asked_is_a_page_and_keeps_nothing(visitor: TestClient, data: dict[str, str]) -> None:
    start(visitor)
    answer = visitor.post("/orient/vraag", data=data)
    assert answer.status_code in (409, 422)
    assert "<h1>" in answer.text
    assert "Je beantwoordde nog geen vragen" in visitor.get("/orient/antwoorden").text


def test_an_occupation_is_looked_up_rated_hidden_and_shown_again(visitor: TestClient) -> None:
    answer_many(visitor, start(visitor), 12)
    assert "/orient/beroep/kok" in visitor.get("/orient/beroepen?q=kok").text
    assert "Wat ertegen pleit" in visitor.get("/orient/beroep/kok").text
    rated = visitor.post("/orient/vraag", data={"soort": "beroep", "id": "kok", "waarde": "5", "naar": "beroep"})
    assert re.search(r'value="5" aria-pressed="true"', rated.text)
    hidden = visitor.post("/orient/verberg", data={"id": "kok", "reden": "health", "naar": "lijst"})
    assert "Het is te zwaar voor mij" in hidden.text
    shown = visitor.post("/orient/toon", data={"id": "kok", "naar": "lijst"})
    assert "Verborgen beroepen" not in shown.text
    assert visitor.get("/orient/beroep/bestaat-niet").status_code == 404


def test_a_code_goes_on_in_another_browser(visitor: TestClient) -> None:
    answer_many(visitor, start(visitor), 3)
    code = re.search(r"<strong>([a-z-]{24})</strong>", visitor.get("/orient/bewaren").text).group(1)
    visitor.cookies.clear()
    wrong = visitor.post("/orient/hervatten", data={"code": "baba-baba"})
    assert (wrong.status_code, wrong.history[0].status_code) == (200, 303)
    assert 'value="baba-baba"' in wrong.text
    assert "vijf woorden van vier letters" in wrong.text
    found = visitor.post("/orient/hervatten", data={"code": code.upper().replace("-", " ")})
    assert "Vraag 4 " in found.text


def test_consent_is_a_choice_that_is_off_and_can_be_taken_back(visitor: TestClient) -> None:
    assert 'name="onderzoek" value="ja" checked' not in visitor.get("/orient").text
    start(visitor)
    assert "Nu mag het niet" in visitor.get("/orient/bewaren").text
    assert "Nu mag het. " in visitor.post("/orient/toestemming", data={"onderzoek": "ja"}).text
    assert "Nu mag het niet" in visitor.post("/orient/toestemming", data={"onderzoek": "nee"}).text


def test_everything_is_forgotten_when_asked(visitor: TestClient) -> None:
    answer_many(visitor, start(visitor), 2)
    gone = visitor.post("/orient/wissen", data={"wis": "ja"})
    assert "Je antwoorden zijn gewist" in gone.text
    assert "geen antwoorden van je" in visitor.get("/orient/resultaat").text


def test_flat_answers_get_an_honest_page_and_the_list_only_when_asked(visitor: TestClient) -> None:
    text = start(visitor)
    for _ in range(18):
        text = reply(visitor, text, "3")
    honest = visitor.get("/orient/resultaat").text
    assert "Je antwoorden lijken op elkaar" in honest
    assert 'class="card result"' not in honest
    assert 'class="card result"' in visitor.get("/orient/resultaat?toch=1").text


PATHS = ("vraag", "antwoorden", "lijst", "resultaat", "beroepen", "beroep/kok", "bewaren")


@pytest.mark.parametrize("path", PATHS)
def test_without_a_session_pages_lead_to_the_start(visitor: TestClient, path: str) -> None:
    answer = visitor.get(f"/orient/{path}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/orient?melding=geen-sessie")


@pytest.mark.parametrize("path", ["vraag", "verberg", "toon", "toestemming"])
def test_forms_without_a_session_lead_to_the_start(visitor: TestClient, path: str) -> None:
    answer = visitor.post(f"/orient/{path}", data={"id": "kok"}, follow_redirects=False)
    assert answer.headers["location"] == "/orient?melding=geen-sessie"


def test_every_link_leads_somewhere(visitor: TestClient) -> None:
    answer_many(visitor, start(visitor), 16)
    for path in ("/orient", "/orient/nauwkeurigheid", *(f"/orient/{path}" for path in PATHS)):
        page = visitor.get(path)
        assert page.status_code == 200, path
        for address in set(re.findall(r'(?:href|src)="(/[^"#]*)', page.text)):
            assert visitor.get(html.unescape(address)).status_code == 200, (path, address)


def test_odd_addresses_never_break_a_page(visitor: TestClient) -> None:
    answer_many(visitor, start(visitor), 3)
    for query in (
        "vraag?item=bestaat-niet", "vraag?beroep=../x", "vraag?item=care-01&naar=https://elders", "resultaat?aantal=-1",
        "resultaat?niveau=99&aantal=veel", "beroepen?q=%00", "lijst?x=1",
    ):  # fmt: skip
        assert visitor.get(f"/orient/{query}").status_code == 200, query
    away = visitor.post(
        "/orient/vraag",
        data={"soort": "beroep", "id": "kok", "waarde": "1", "naar": "https://elders"},
        follow_redirects=False,
    )
    assert away.headers["location"] == "/orient/vraag"


def test_what_is_wrong_is_the_answer_itself_when_it_cannot_be_kept(
    visitor: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> str:
        raise StorageUnavailableError("the store is away")

    monkeypatch.setattr(visitor.app.state.drafts, "keep", away)  # type: ignore[attr-defined]
    wrong = visitor.post("/orient/hervatten", data={"code": "baba-baba"})
    assert (wrong.status_code, wrong.history) == (422, [])
    assert 'value="baba-baba"' in wrong.text
