"""Pages that survive Back, reload and a second tab: each answer of a button stands at an address of its own."""

import html
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.jobbereik import log
from api.jobbereik.forms import Draft, Step
from tests.conftest import settings

KNOWN = {"experiences": [{"occupationId": "winkelbediende", "months": 72}]}


def profile(text: str) -> dict[str, object]:
    return json.loads(html.unescape(re.search(r'name="profiel" value="([^"]*)"', text).group(1)))


def title(text: str) -> str:
    return re.search(r"<h1>(.*?)</h1>", text).group(1)


def press(client: TestClient, step: str, do: str, known: object = KNOWN, **fields: object) -> str:
    """Press a button, and return the address that it leads to."""
    data = {"stap": step, "doe": do, "profiel": json.dumps(known), **fields}
    answer = client.post("/jobbereik", data=data, follow_redirects=False)
    assert answer.status_code == 303, answer.text[:400]
    return answer.headers["location"]


@pytest.fixture
def visitor(client: TestClient) -> TestClient:
    """Return a browser that has nothing of ours but the first page."""
    client.cookies.clear()
    client.get("/jobbereik")
    return client


def test_each_step_has_an_address_that_can_be_opened_again(visitor: TestClient) -> None:
    steps = {"competenties": "Wat kan je?", "wensen": "Wat heb je en wat wil je?", "resultaat": "Jouw beroepen"}
    addresses = {step: press(visitor, "ervaring", f"naar:{step}") for step in steps}
    for _ in range(2):
        for step, address in addresses.items():
            assert re.fullmatch(rf"/jobbereik/[\w-]{{32}}/{step}", address)
            answer = visitor.get(address)
            assert (answer.status_code, title(answer.text)) == (200, steps[step])
            assert profile(answer.text)["experiences"][0]["months"] == 72
            assert answer.headers["cache-control"] == "no-store"


def test_a_step_of_a_draft_can_be_changed_for_another_in_its_address(visitor: TestClient) -> None:
    address = press(visitor, "ervaring", "zoek-beroep", zoek="kok")
    assert 'value="voeg-beroep:kok"' in visitor.get(address).text
    other = visitor.get(address.replace("ervaring", "resultaat"))
    assert title(other.text) == "Jouw beroepen"
    assert profile(other.text)["experiences"][0]["occupationId"] == "winkelbediende"
    assert visitor.get(address.replace("ervaring", "elders")).status_code == 404


def test_two_tabs_never_mix(visitor: TestClient) -> None:
    one = press(visitor, "ervaring", "voeg-beroep:kok", {})
    two = press(visitor, "ervaring", "voeg-beroep:jurist", {})
    assert profile(visitor.get(one).text)["experiences"][0]["occupationId"] == "kok"
    assert profile(visitor.get(two).text)["experiences"][0]["occupationId"] == "jurist"


def test_what_was_wrong_and_what_was_compared_are_shown_again(visitor: TestClient) -> None:
    wrong = press(visitor, "ervaring", "naar:competenties", **{"jaren-0": "veel"})
    assert wrong.endswith("/ervaring")
    assert 'value="veel"' in visitor.get(wrong).text
    compared = press(visitor, "resultaat", "waarom:verpleegkundige")
    assert 'id="vergelijking"' in visitor.get(compared).text


def test_a_loaded_file_leads_to_its_result(visitor: TestClient) -> None:
    kept = {"bestand": ("mijn-profiel.json", json.dumps(KNOWN))}
    answer = visitor.post("/jobbereik/laden", files=kept, follow_redirects=False)
    assert answer.status_code == 303
    assert title(visitor.get(answer.headers["location"]).text) == "Jouw beroepen"
    wrong = visitor.post("/jobbereik/laden", files={"bestand": ("x.json", b"{")}, follow_redirects=False)
    assert "geen profiel van Loopbaanspiegel" in visitor.get(wrong.headers["location"]).text


def test_beginning_again_leads_to_the_first_address(visitor: TestClient) -> None:
    assert press(visitor, "resultaat", "opnieuw") == "/jobbereik"


def test_an_address_is_worth_nothing_in_another_browser(visitor: TestClient) -> None:
    address = press(visitor, "ervaring", "naar:resultaat")
    visitor.cookies.clear()
    for _ in range(2):  # without a cookie, and with one of its own
        answer = visitor.get(address)
        assert (answer.status_code, title(answer.text)) == (404, "Wat heb je gedaan?")
        assert "Deze pagina is verlopen" in answer.text
        assert "winkelbediende" not in answer.text.lower()


def test_a_browser_without_cookies_gets_the_page_itself(client: TestClient) -> None:
    for step in ("competenties", "wensen", "resultaat"):
        client.cookies.clear()
        data = {"stap": "ervaring", "doe": f"naar:{step}", "profiel": json.dumps(KNOWN)}
        answer = client.post("/jobbereik", data=data, follow_redirects=False)
        assert answer.status_code == 200
        assert profile(answer.text)["experiences"][0]["months"] == 72


def test_without_the_store_the_button_answers_with_the_page(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with TestClient(create_app(settings(tmp_path / "data", database_url="postgresql://x:y@127.0.0.1:1/z"))) as client:
        client.get("/jobbereik")
        data = {"stap": "ervaring", "doe": "naar:resultaat", "profiel": json.dumps(KNOWN)}
        answer = client.post("/jobbereik", data=data, follow_redirects=False)
        assert (answer.status_code, title(answer.text)) == (200, "Jouw beroepen")
        assert client.get(f"/jobbereik/{'x' * 32}/resultaat").status_code == 503  # it may come back


def test_a_draft_is_read_as_it_was_written() -> None:
    draft = Draft(step=Step.WISHES, verb="zoek-beroep", search="kok", errors={"plaats": "Nee."}, raw={"plaats": "xx"})
    draft.change(competence_ids=["verkopen"])
    assert log.read(log.write(draft)) == draft
    assert log.read("[]") is None
