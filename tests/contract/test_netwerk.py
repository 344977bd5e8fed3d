"""Jouw netwerk: what it says is right, wrong networks are named, pages lose nothing, and files come back the same."""

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.netwerk.schemas import NetworkIn
from item_bank.netwerk.bank import bank
from models.netwerk.analysis import analyse
from models.netwerk.layout import NODE, node_radius, places
from models.netwerk.schema import Asked, Category, Direction, Help, Support
from tests import tagged
from tests.conftest import another
from tests.contract.test_languages_on_pages import dutch
from tests.problems import assert_problem

ANALYSIS = "/api/v1/netwerk/analysis"
ONE = {"id": "p1", "alias": "tante M.", "category": "family", "ring": 1}


def person(i: int, **members: object) -> dict[str, object]:
    return {"id": f"p{i}", "alias": f"vriend {i}", "category": "friends", "ring": 1 + i % 3} | members


def test_what_a_network_says(client: TestClient) -> None:
    people = [
        person(1, category="family", strength=5, direction="to-me", asked="done", canHelp=["information", "reference"]),
        person(2, fields=["health-care"], strength=1),
        person(3, fields=["health-care"], strength=4, direction="from-me"),
        person(4, category="colleagues"),
    ]
    body = {"people": people, "ties": [{"from": "p1", "to": "p2"}], "occupationIds": ["verpleegkundige", "kok"]}
    found = client.post(ANALYSIS, json=body).json()
    assert [(row["category"], row["count"]) for row in found["shares"]] == [
        ("friends", 2),
        ("family", 1),
        ("colleagues", 1),
    ]
    assert found["density"] == pytest.approx(1 / 6)
    assert [(row["sector"]["code"], row["people"]) for row in found["bridges"]] == [("health-care", ["p2", "p3"])]
    assert [row["code"] for row in found["emptySectors"]] == ["hospitality-tourism"]
    assert found["balance"] == {"giving": 1, "receiving": 1, "mutual": 2}
    assert "network-small" in {note["code"] for note in found["notes"]}
    assert len(found["conversation"]) >= 5


def test_all_asked_of_one_is_said(client: TestClient) -> None:
    people = [person(1, asked="planned", canHelp=["information", "reference", "practice"]), person(2)]
    found = client.post(ANALYSIS, json={"people": people}).json()
    assert found["askedOfOne"] == "p1"
    people[1] |= {"asked": "planned"}
    assert client.post(ANALYSIS, json={"people": people}).json()["askedOfOne"] is None


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({}, "invalid-request", "/people"),
        ({"people": [person(i) for i in range(101)]}, "invalid-request", "/people"),
        ({"people": [ONE | {"alias": "<script>alert(1)</script>"}]}, "invalid-request", "/people/0/alias"),
        ({"people": [ONE | {"alias": "  "}]}, "invalid-request", "/people/0/alias"),
        ({"people": [ONE | {"category": "vijanden"}]}, "invalid-request", "/people/0/category"),
        ({"people": [ONE | {"ring": 4}]}, "invalid-request", "/people/0/ring"),
        ({"people": [ONE | {"ring": "1"}]}, "invalid-request", "/people/0/ring"),
        ({"people": [ONE, ONE]}, "invalid-request", "/people/1/id"),
        ({"people": [ONE], "ties": [{"from": "p1", "to": "p9"}]}, "invalid-request", "/ties/0/to"),
        ({"people": [ONE], "ties": [{"from": "p1", "to": "p1"}]}, "invalid-request", "/ties/0"),
        ({"people": [ONE], "occupationIds": ["bestaat-niet"]}, "unknown-id", "/occupationIds/0"),
        ({"people": [ONE | {"surname": "x"}]}, "invalid-request", "/people/0/surname"),
    ],
)
def test_wrong_networks_are_named(client: TestClient, body: object, code: str, pointer: str) -> None:
    assert_problem(client.post(ANALYSIS, json=body), 422, code, pointer)


def test_files_show_only_who_may_be_seen_when_shared(client: TestClient) -> None:
    body = {"people": [person(1, share=True), person(2, alias="geheim")], "ties": [{"from": "p1", "to": "p2"}]}
    whole = client.post("/api/v1/netwerk/drawing", json=body)
    assert whole.headers["content-type"].startswith("image/svg+xml")
    assert "geheim" in whole.text
    shared = client.post("/api/v1/netwerk/drawing?sharing=true", json=body).text
    assert "vriend 1" in shared
    assert "geheim" not in shared
    png = client.post("/api/v1/netwerk/drawing?format=png", json=body)
    assert png.content.startswith(b"\x89PNG")
    pdf = client.post("/api/v1/netwerk/drawing?format=pdf", json=body).content
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf
    assert_problem(client.post("/api/v1/netwerk/drawing?format=gif", json=body), 422, "invalid-request", "/format")


@pytest.mark.parametrize("code", ["fr", "en"])
def test_files_in_another_language_say_what_is_dutch_in_them(client: TestClient, code: str) -> None:
    several = {"supports": list(Support), "canHelp": list(Help), "fields": ["health-care"], "askedOn": "2026-11-02"}
    people = [
        person(i, category=category, strength=1 + i % 5, direction=list(Direction)[i % 3], asked=list(Asked)[i % 3])
        | several
        for i, category in enumerate(Category)
    ]
    goal = "Wat je met mijn netwerk doet"
    draft = json.dumps({"people": people, "ties": [{"from": "p1", "to": "p2"}], "goal": goal})
    browser = another(client)
    browser.post("/taal", data={"taal": code})
    files = {
        kind: browser.post("/netwerk/bestand", data={"netwerk": draft, "doe": kind}) for kind in ("svg", "png", "pdf")
    }
    drawn = files["svg"].text
    assert f'lang="{code}"' in drawn
    assert {"fr": ">moi</text>", "en": ">me</text>"}[code] in drawn
    assert dutch(drawn) == []
    assert files["png"].content.startswith(b"\x89PNG")
    spoken = tagged.spoken(files["pdf"].content)
    assert ("nl-BE", goal) in spoken
    ours = " ".join(piece for language, piece in spoken if not language.startswith("nl"))
    words = bank()
    for labels in (words.categories, words.rings, words.strengths, words.directions, words.supports, words.helps):
        for label in labels.values():
            assert label.text(code).replace("'", "’") in ours.replace("'", "’")
    dutch_only = [label.nl for labels in (words.directions, words.helps, words.asked) for label in labels.values()]
    assert [text for text in dutch_only if text in ours] == []


people_lists = st.lists(
    st.tuples(st.sampled_from(list(Category)), st.integers(1, 3), st.integers(1, 5), st.booleans()), max_size=100
)


def network(rows: list[tuple[Category, int, int, bool]]) -> NetworkIn:
    return NetworkIn.model_validate(
        {
            "people": [
                {
                    "id": f"p{i}",
                    "alias": f"a{i}",
                    "category": category,
                    "ring": ring,
                    "strength": strength,
                    "share": share,
                }
                for i, (category, ring, strength, share) in enumerate(rows)
            ]
        }
    )


@given(people_lists)
def test_everybody_has_a_spot_and_counts_once(rows: list[tuple[Category, int, int, bool]]) -> None:
    found = network(rows).to_network()
    spots = places(found)
    assert sorted(place.person.id for place in spots) == sorted(person.id for person in found.people)
    assert [place.number for place in spots] == list(range(1, len(rows) + 1))
    assert 6 < node_radius(spots) <= NODE
    said = analyse(found, [])
    assert sum(share.count for share in said.shares) == said.size == len(rows)
    assert said.giving + said.receiving + said.mutual == said.size
    assert {person.id for person in found.for_sharing().people} == {f"p{i}" for i, row in enumerate(rows) if row[3]}


def hidden(text: str) -> str:
    return html.unescape(re.search(r'name="netwerk" value="([^"]*)"', text).group(1))


def send(client: TestClient, step: str, do: str, known: str = "", **fields: object) -> str:
    answer = client.post("/netwerk", data={"stap": step, "doe": do, "netwerk": known} | fields)
    assert answer.status_code == 200, answer.text[:300]
    return answer.text


def test_the_whole_way_with_plain_forms(client: TestClient) -> None:
    text = send(client, "wat", "voeg-beroep", doel="Ik wil in de zorg werken", beroep="verpleegster")
    assert json.loads(hidden(text))["occupationIds"] == ["verpleegkundige"]
    text = send(client, "wat", "naar:wie", hidden(text))
    fields = {"alias": "buurman K.", "waar": "neighbours", "afstand": "3", "band": "2", "wanneer": "31/5/2027"}
    more = {"richting": "both", "gevraagd": "planned", "sector": ["health-care"], "hulp": ["information"]}
    text = send(client, "wie", "bewaar-persoon", hidden(text), **fields, **more)
    kept = json.loads(hidden(text))["people"][0]
    assert (kept["alias"], kept["askedOn"], kept["fields"]) == ("buurman K.", "2027-05-31", ["health-care"])
    text = send(client, "wie", f"dichter:{kept['id']}", hidden(text))
    assert json.loads(hidden(text))["people"][0]["ring"] == 2
    text = send(client, "wie", f"wijzig:{kept['id']}", hidden(text))
    assert 'value="buurman K."' in text
    assert 'value="health-care" checked' in text
    text = send(client, "wie", "bewaar-persoon", hidden(text), persoon=kept["id"], **fields | {"alias": "K."}, **more)
    assert [row["alias"] for row in json.loads(hidden(text))["people"]] == ["K."]
    text = send(client, "hoe", "naar:overzicht", hidden(text))
    assert "Bruggen naar werk" in text
    assert "<svg" in text
    file = client.post("/netwerk/bestand", data={"netwerk": hidden(text), "doe": "json"})
    loaded = client.post("/netwerk/laden", files={"bestand": ("mijn-netwerk.json", file.content)})
    assert json.loads(hidden(loaded.text)) == json.loads(hidden(text)) == file.json()
    assert client.post(ANALYSIS, json=file.json()).status_code == 200


def test_what_was_typed_is_not_lost(client: TestClient) -> None:
    fields = {
        "afstand": "2",
        "band": "3",
        "alias": "<b>x</b>",
        "waar": "",
        "weet": "alles over lassen",
        "wanneer": "morgen",
    }
    text = send(client, "wie", "bewaar-persoon", json.dumps({"people": [ONE]}), **fields)
    assert text.count('aria-invalid="true"') == 3
    assert "&lt;b&gt;x&lt;/b&gt;" in text
    assert 'value="alles over lassen"' in text
    assert len(json.loads(hidden(text))["people"]) == 1


def test_the_hundred_and_first_is_explained_and_stays_typed(client: TestClient) -> None:
    known = json.dumps({"people": [person(i) for i in range(100)]})
    text = send(client, "wie", "bewaar-persoon", known, alias="nummer 101", waar="friends", afstand="1", band="3")
    assert "Er passen 100 mensen" in text
    assert 'value="nummer 101"' in text
    assert len(json.loads(hidden(text))["people"]) == 100


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"people": 3}', b'{"people": [], "x": 1}'])
def test_a_file_that_is_no_network_is_explained(client: TestClient, content: bytes) -> None:
    answer = client.post("/netwerk/laden", files={"bestand": ("x.json", content)})
    assert answer.status_code == 200
    assert "We konden je netwerk niet lezen" in answer.text


def test_ties_come_and_go(client: TestClient) -> None:
    known = json.dumps({"people": [person(1), person(2)]})
    text = send(client, "wie", "ken-elkaar", known, eerste="p1", tweede="p2")
    assert json.loads(hidden(text))["ties"] == [{"from": "p1", "to": "p2"}]
    text = send(client, "wie", "ken-elkaar", hidden(text), eerste="p2", tweede="p1")
    assert "ties" not in json.loads(hidden(text)) or json.loads(hidden(text))["ties"] == []
    assert "twee verschillende" in send(client, "wie", "ken-elkaar", hidden(text), eerste="p2", tweede="p2")
