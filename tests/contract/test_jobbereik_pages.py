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


@pytest.mark.parametrize(
    ("kind", "language", "why"),
    [
        ("study", "nl", "hiervoor studeerde je"),
        ("volunteering", "fr", "vous l&#39;avez déjà fait comme bénévole"),
        ("hobby", "en", "this is your hobby"),
    ],
)
def test_what_one_studied_for_or_did_unpaid_stands_in_the_list_with_the_reason(
    visitor: TestClient, kind: str, language: str, why: str
) -> None:
    known = {"experiences": [{"occupationId": "kok", "months": 72, "kind": kind}]}
    visitor.cookies.set("taal", language)
    text = visitor.get(press(visitor, "ervaring", "naar:resultaat", known)).text
    assert why in text or html.unescape(why) in text


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
    wrong = visitor.post("/jobbereik/laden", files={"bestand": ("x.json", b"{}x")}, follow_redirects=False)
    assert "Misschien is het beschadigd" in visitor.get(wrong.headers["location"]).text


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


def open_occupation(visitor: TestClient, occupation: str, known: object = KNOWN) -> str:
    """Return the address of the page of one occupation, as a row of the lists leads to it."""
    return press(visitor, "resultaat", f"waarom:{occupation}", known)


def test_an_occupation_has_a_page_of_its_own_with_a_way_back_to_its_row(visitor: TestClient) -> None:
    lists = press(visitor, "ervaring", "naar:resultaat", {"experiences": [{"occupationId": "koerier", "months": 72}]})
    row = re.search(rf'href="({lists.removesuffix("/resultaat")}/beroep/([^"]+))"', visitor.get(lists).text)
    text = visitor.get(row.group(1)).text
    assert f"/resultaat#kaart-{row.group(2)}" in text
    assert f'id="kaart-{row.group(2)}"' in visitor.get(lists).text
    assert f'name="beroep" value="{row.group(2)}"' in text
    assert "van de" in text
    assert visitor.get(row.group(1).rsplit("/", 1)[0] + "/bestaat-niet").status_code == 404
    visitor.cookies.clear()
    assert "Deze pagina is verlopen" in visitor.get(row.group(1)).text


def test_marks_put_the_lists_in_order_and_stay_with_the_profile(visitor: TestClient) -> None:
    known = {"experiences": [{"occupationId": id_, "months": 72} for id_ in ("koerier", "kok")]}
    shown = visitor.get(press(visitor, "ervaring", "naar:resultaat", known)).text
    first, *_, last = re.findall(r'id="kaart-([^"]+)"', shown.split('id="opleiding"')[0])
    liked = press(visitor, "resultaat", f"interessant:{last}", known, beroep=last)
    assert liked.endswith(f"/beroep/{last}")
    known = profile(visitor.get(liked).text)
    assert known["marks"] == [{"occupationId": last, "interested": True}]
    refused = press(visitor, "resultaat", f"nee:{first}", known, beroep=first, reden="te ver <b>")
    known = profile(visitor.get(refused).text)
    text = visitor.get(press(visitor, "resultaat", "naar:resultaat", known)).text
    assert re.findall(r'id="kaart-([^"]+)"', text)[0] == last
    assert f'id="kaart-{first}"' in text.split('id="nee"')[1]
    assert "Nee, want te ver &lt;b&gt;" in text
    assert visitor.post("/api/v1/jobbereik/reach", json=known).status_code == 200
    undone = press(visitor, "resultaat", f"merk-weg:{first}", known, beroep=first)
    assert profile(visitor.get(undone).text)["marks"] == known["marks"][:1]


def test_what_if_says_what_changes_and_is_taken_back(visitor: TestClient) -> None:
    address = open_occupation(visitor, "kassamedewerker")
    before = visitor.get(address).text
    learned = re.search(r'value="leer:([^"]+)"', before).group(1)
    tried = press(visitor, "resultaat", f"leer:{learned}", profile(before), beroep="kassamedewerker")
    text = visitor.get(tried).text
    assert "Als je dit leert" in text
    assert profile(text) == profile(before), "it is tried out beside what was told"
    fields = dict(re.findall(r'name="(probeer|beroep)" value="([^"]*)"', text.split("mijn-plan")[0]))
    assert fields == {"probeer": learned, "beroep": "kassamedewerker"}
    back = press(visitor, "resultaat", f"vergeet:{learned}", profile(text), **fields)
    assert profile(visitor.get(back).text) == profile(before)
    assert "Als je dit leert" not in visitor.get(back).text


DOUBTS = ("een gok", "te onderzoeken", "goed mogelijk", "zeker de moeite")


def test_what_is_tried_out_is_never_told_to_make_work_less_sure_and_keeps_what_was_promised(
    visitor: TestClient,
) -> None:
    known = {"experiences": [{"occupationId": "kassamedewerker", "months": 12}]}
    shown = visitor.get(press(visitor, "ervaring", "naar:resultaat", known)).text
    offered = re.search(
        r'<p><strong>([^<]+)</strong>: 1 beroep meer.*?<span class="quiet">([^<]+)</span>.*?"leer:([^"]+)"', shown, re.S
    )
    assert offered is not None
    tried = visitor.get(press(visitor, "resultaat", f"leer:{offered.group(3)}", known)).text
    assert f"Nieuw in je eerste lijst: {offered.group(2).strip()}" in tried
    assert all("Je vinkte nog geen competenties aan" in page for page in (shown, tried)), "nor did the person tick any"
    kept = json.loads(html.unescape(re.search(r'name="document" value="([^"]*)"', tried).group(1)))
    assert offered.group(2).strip() not in [row["label"] for row in kept["lists"]["within"]], "it is not known yet"
    for occupation in ("marktkramer", "callcentermedewerker", "administratief-medewerker"):
        page = visitor.get(press(visitor, "resultaat", f"waarom:{occupation}", known)).text
        for learned in re.findall(r'value="leer:([^"]+)"', page)[:2]:
            text = visitor.get(press(visitor, "resultaat", f"leer:{learned}", known, beroep=occupation)).text
            moved = re.findall(r"(?:van|was) “([^”]+)”,?(?: en is nu| naar) “([^”]+)”", html.unescape(text))
            assert all(DOUBTS.index(was) <= DOUBTS.index(now) for was, now in moved if was in DOUBTS), (
                occupation,
                learned,
            )


def test_the_number_stands_on_the_page_of_the_occupation_only(visitor: TestClient) -> None:
    known = {"experiences": [{"occupationId": "koerier", "months": 72}]}
    assert "van 10" not in visitor.get(press(visitor, "ervaring", "naar:resultaat", known)).text.lower()
    assert visitor.get(open_occupation(visitor, "vrachtwagenchauffeur")).text.count("Van 10 ") == 1


def test_an_occupation_becomes_an_action_in_the_plan(visitor: TestClient) -> None:
    assert 'action="/mijn-plan/actie"' in visitor.get(open_occupation(visitor, "kok")).text


NURSE = {"experiences": [{"occupationId": "verpleegkundige", "months": 72}]}


def test_a_licence_that_work_proves_is_taken_back_and_given_with_one_tap(visitor: TestClient) -> None:
    text = visitor.get(press(visitor, "ervaring", "naar:resultaat", NURSE)).text
    assert "We nemen aan dat je dit nog hebt" in text
    code = re.search(r'value="mist:([^"]+)"', text).group(1)
    denied = visitor.get(press(visitor, "resultaat", f"mist:{code}", NURSE)).text
    assert profile(denied)["licencesNotHeld"] == [code]
    assert f'value="heb:{code}"' in denied
    given = visitor.get(press(visitor, "resultaat", f"heb:{code}", profile(denied))).text
    assert not profile(given).get("licencesNotHeld")
    assert press(visitor, "resultaat", "mist:bestaat-niet", NURSE).endswith("/resultaat")


def test_what_work_proves_is_ticked_among_the_wishes_and_unticked_there(visitor: TestClient) -> None:
    text = visitor.get(press(visitor, "ervaring", "naar:wensen", NURSE)).text
    proved = re.findall(r'name="aangenomen" value="([^"]+)"', text)
    assert "visum-verpleegkundige" in proved, "what the own work asks stands first, whether a list needs it or not"
    assert proved
    for code in proved:
        assert f'value="{code}" checked' in text
    fields = {"aangenomen": proved, "vergunning": proved[1:]}
    left = profile(visitor.get(press(visitor, "wensen", "naar:resultaat", NURSE, **fields)).text)
    assert (left["licencesNotHeld"], left.get("licencesHeld") or []) == (proved[:1], [])
    again = visitor.get(press(visitor, "resultaat", "naar:wensen", left)).text
    assert f'value="{proved[0]}" checked' not in again
    ticked = press(visitor, "wensen", "naar:resultaat", left, aangenomen=proved, vergunning=proved)
    assert not profile(visitor.get(ticked).text).get("licencesNotHeld")


def test_work_below_the_own_level_is_a_wish(visitor: TestClient) -> None:
    address = press(visitor, "wensen", "naar:resultaat", NURSE, **{"onder-niveau": "ja"})
    assert profile(visitor.get(address).text)["filters"]["belowLevel"] is True
    assert "ook werk onder je niveau" in visitor.get(address).text


def test_who_comes_for_one_occupation_is_led_to_it_once(visitor: TestClient) -> None:
    text = visitor.get("/jobbereik?doel=bakker").text
    assert "hoe ver dit voor jou is: <strong>Bakker</strong>" in text
    assert 'name="doel" value="bakker"' in text
    kept = press(visitor, "ervaring", "naar:competenties", doel="bakker")
    assert 'name="doel" value="bakker"' in visitor.get(kept).text
    led = press(visitor, "wensen", "naar:resultaat", doel="bakker")
    assert led.endswith("/beroep/bakker")
    assert 'name="doel"' not in visitor.get(led).text
    assert press(visitor, "ervaring", "naar:resultaat", doel="bestaat-niet").endswith("/resultaat")
    assert 'name="doel"' not in visitor.get("/jobbereik?doel=bestaat-niet").text


def test_the_shortest_way_names_no_training_of_another_trade(visitor: TestClient) -> None:
    known = {"experiences": [{"occupationId": "leraar-lager-onderwijs", "months": 120}]}
    text = visitor.get(press(visitor, "resultaat", "waarom:schooldirecteur", known)).text
    way = text.split("De kortste weg")[1].split("</ol>")[0]
    assert "Opleiding voor schooldirecteurs" in way
    assert "ouderenzorg" not in way


def test_a_sheet_for_the_coach_tells_what_was_told_and_found(visitor: TestClient) -> None:
    known = NURSE | {"marks": [{"occupationId": "kok", "interested": False, "why": "te ver <b>"}]}
    address = press(visitor, "ervaring", "naar:resultaat", known)
    sheet = address.replace("/resultaat", "/afdruk")
    assert sheet in visitor.get(address).text
    text = visitor.get(sheet).text
    for words in (
        "Verpleegkundige (job, 3 tot 10 jaar)",
        "Nemen we aan",
        "van 10 (",
        "want te ver &lt;b&gt;",
        "taalmodellen",
    ):
        assert words in text
    assert not re.search(r"<td>[^<]*\b(je|jij|jouw)\b", text.split("Nu binnen bereik")[1]), "others read it too"
    visitor.cookies.clear()
    assert visitor.get(sheet).status_code == 404


def test_a_hobby_or_a_study_is_told_as_one_and_not_as_work(visitor: TestClient) -> None:
    rows = [
        {"occupationId": "kok", "months": 60, "kind": "hobby"},
        {"occupationId": "kok", "months": 24, "kind": "study"},
    ]
    known = {"experiences": rows, "filters": {"eqfLevel": 4}}
    address = press(visitor, "resultaat", "toon", known)
    text = visitor.get(address).text
    assert "Kok (hobby, 3 tot 10 jaar), Kok (studie, 1 tot 3 jaar)." in text
    assert "Je koos: niveau: diploma secundair onderwijs." in text
    for told in (text, visitor.get(address.replace("/resultaat", "/afdruk")).text):
        assert not re.search(r"(vorige|vroeger) werk", told)


def test_a_sheet_of_who_told_nothing_counts_with_nothing(visitor: TestClient) -> None:
    text = visitor.get(press(visitor, "resultaat", "toon", {}).replace("/resultaat", "/afdruk")).text
    assert "Niets aangevinkt." in text
    assert "we rekenden met" not in text


@pytest.mark.parametrize(("level", "said"), [(None, "dan wat je al deed. Heb je"), (3, "dan je koos bij Wensen.")])
def test_a_higher_diploma_is_asked_for_only_of_who_told_none(visitor: TestClient, level: int | None, said: str) -> None:
    known = {
        "experiences": [{"occupationId": "magazijnier", "months": 60, "kind": "hobby"}],
        "filters": {"eqfLevel": level},
    }
    text = visitor.get(press(visitor, "resultaat", "waarom:jurist", known)).text
    way = text.split("De kortste weg")[1].split("</p>")[0]
    assert way.count("Dit beroep vraagt meestal een hoger diploma") == way.count(said) == 1
