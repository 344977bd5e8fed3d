"""The main calls as clients use them: what the two lists promise, and what never happens."""

import pytest
from starlette.testclient import TestClient

BASE = "/api/v1/jobbereik"
JOB = {"months": 60, "kind": "job"}


def reach(client: TestClient, *occupations: str, **members: object) -> dict[str, object]:
    experiences = [{"occupationId": id_, **JOB} for id_ in occupations]
    answer = client.post(f"{BASE}/reach", json={"experiences": experiences, **members})
    assert answer.status_code == 200, answer.text
    return answer.json()


def ids(found: dict[str, object], name: str) -> list[str]:
    return [row["occupation"]["id"] for row in found[name]]


def notes(found: dict[str, object]) -> set[str]:
    return {note["code"] for note in found["notes"]}


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("winkelbediende", "5223"),
        ("verpleegster", "2221"),
        ("verpleger", "2221"),
        ("poetsvrouw", "9112"),
        ("vrachtwagenchaufeur", "8332"),
        ("data analist", "2511"),
        ("boekhoudster", "3313"),
        ("truckdriver", "8332"),
        ("infirmière", "2221"),
    ],
)
def test_a_title_is_found_as_people_type_it(client: TestClient, typed: str, group: str) -> None:
    items = client.get(f"{BASE}/occupations", params={"q": typed}).json()["items"]
    assert items[0]["isco08"] == group, items[0]
    assert items == sorted(items, key=lambda item: -item["score"])


def test_nonsense_finds_nothing(client: TestClient) -> None:
    for typed in ("", "   ", "xqzvkwj", "!!!"):
        assert client.get(f"{BASE}/occupations", params={"q": typed}).json()["items"] == []


def test_the_own_occupation_is_not_suggested_back(client: TestClient) -> None:
    found = reach(client, "winkelbediende", "kassamedewerker")
    assert not {"winkelbediende", "kassamedewerker"} & {*ids(found, "withinReach"), *ids(found, "withTraining")}


def test_an_unmet_gate_keeps_an_occupation_out_of_reach_until_it_is_met(client: TestClient) -> None:
    without = reach(client, "magazijnier", "koerier")
    for row in without["withinReach"]:
        assert all(gate["held"] or not gate["inTheWay"] for gate in row["gates"])
    assert "vrachtwagenchauffeur" in ids(without, "withTraining")
    row = next(r for r in without["withTraining"] if r["occupation"]["id"] == "vrachtwagenchauffeur")
    assert {gate["code"] for gate in row["gates"] if gate["inTheWay"]} == {"rijbewijs-c", "code-95"}
    assert "rijbewijs-c" not in {competence["id"] for competence in row["missing"]}


def test_lists_are_sorted_and_bounded_and_each_probability_has_an_interval(client: TestClient) -> None:
    found = reach(client, "administratief-medewerker", limit=3)
    for name in ("withinReach", "withTraining"):
        rows = found[name]
        assert len(rows) <= 3
        assert [r["score"] for r in rows] == sorted((r["score"] for r in rows), reverse=True)
        for row in rows:
            estimate = row["probability"]
            assert 0 <= estimate["low"] <= estimate["value"] <= estimate["high"] <= 1
            assert estimate["n"] > 0
            assert row["chance"].startswith(("Zeker de moeite.", "Goed mogelijk.", "Te onderzoeken.", "Een gok."))
            assert row["probabilityNow"]["value"] <= estimate["value"]
            assert 0 < len(row["reasons"]) <= 4
            assert [c["importance"] for c in row["missing"]] == sorted(
                (c["importance"] for c in row["missing"]), reverse=True
            )


def test_a_competence_more_never_lowers_an_occupation_that_asks_it(client: TestClient) -> None:
    confirmed = ["verkopen", "klantgericht-werken", "betalingen-ontvangen", "advies-geven-aan-klanten"]
    for target, extra in (("winkelmanager", "mensen-aansturen"), ("bloemist", "voorraad-beheren")):
        pair = []
        for chosen in (confirmed, [*confirmed, extra]):
            body = {"competenceIds": chosen, "occupationId": target}
            pair.append(client.post(f"{BASE}/gap", json=body).json())
        assert pair[1]["score"] >= pair[0]["score"]
        assert pair[1]["probability"]["value"] >= pair[0]["probability"]["value"]


def test_filters_take_away_and_say_how_many(client: TestClient) -> None:
    everything = reach(client, "zorgkundige", limit=100)
    filtered = reach(client, "zorgkundige", limit=100, filters={"avoid": ["nights", "shifts", "weekends"]})
    shown = [{*ids(found, "withinReach"), *ids(found, "withTraining")} for found in (everything, filtered)]
    assert everything["removedByFilters"] == 0
    assert 0 < filtered["removedByFilters"] <= len(shown[0] - shown[1])
    assert len(ids(filtered, "withinReach")) >= 5, "the nearest of what is left fill the list up"


def test_level_counts_only_when_it_is_told(client: TestClient) -> None:
    free = reach(client, "zorgkundige", limit=100)
    bound = reach(client, "zorgkundige", limit=100, filters={"eqfLevel": 3})
    assert any(row["occupation"]["eqfLevel"] > 4 for row in free["withTraining"])
    assert all(row["occupation"]["eqfLevel"] <= 4 for row in bound["withTraining"])
    assert all(row["occupation"]["eqfLevel"] <= 3 for row in bound["withinReach"])


def test_doubt_about_a_profile_is_said(client: TestClient) -> None:
    assert "profile-empty" in notes(reach(client))
    assert "profile-tiny" in notes(reach(client, competenceIds=["verkopen"]))
    assert "competences-derived" in notes(reach(client, "kok"))
    assert "profile-contradictory" in notes(reach(client, "architect", filters={"eqfLevel": 2}))
    hobby, begun = {"kind": "hobby", "months": 60}, {"kind": "study", "months": 12}
    for other in ({"occupationId": "muziekleraar", **hobby}, {"occupationId": "verpleegkundige", **begun}):
        body = {"experiences": [{"occupationId": "schoonmaker", **JOB}, other], "filters": {"eqfLevel": 3}}
        assert "profile-contradictory" not in notes(client.post(f"{BASE}/reach", json=body).json()), "it was no job"
    stated = reach(client, "verpleegkundige", filters={"eqfLevel": 3})
    assert "simpler-first" not in notes(stated), "the list begins with work of the level that is stated"
    assert "region-of-samples" in notes(reach(client, "kok", filters={"postcode": "9000", "radiusKm": 20}))
    empty = reach(client)
    assert (empty["withinReach"], empty["withTraining"]) == ([], [])


def test_the_same_profile_gives_the_same_answer(client: TestClient) -> None:
    one, two = (reach(client, "kok", licencesHeld=["rijbewijs-b"]) for _ in range(2))
    assert one == two
    assert one["resultId"] != reach(client, "kok")["resultId"]


def test_any_occupation_can_be_looked_up(client: TestClient) -> None:
    body = {"experiences": [{"occupationId": "lasser", **JOB}], "occupationId": "psycholoog"}
    found = client.post(f"{BASE}/gap", json=body).json()
    assert found["verdict"] == "far"
    assert found["missing"]
    assert [gate["held"] for gate in found["gates"]] == [False]


def test_suggestions_are_surest_first_and_grow_with_experience(client: TestClient) -> None:
    def ask(months: int) -> dict[str, float]:
        body = {"experiences": [{"occupationId": "kok", "months": months, "kind": "job"}]}
        items = client.post(f"{BASE}/competence-suggestions", json=body).json()["items"]
        assert [item["probability"] for item in items] == sorted((i["probability"] for i in items), reverse=True)
        return {item["id"]: item["probability"] for item in items}

    short, long = ask(2), ask(48)
    assert short.keys() == long.keys()
    assert all(long[id_] > short[id_] for id_ in short)


def test_health_and_counts(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "UP"
    catalogue = client.get(f"{BASE}/catalogue").json()
    assert catalogue["occupations"] >= 60
    assert catalogue["builtIn"] is True


def test_the_probability_does_not_fall_when_an_occupation_changes_list(client: TestClient) -> None:
    body = {"experiences": [{"occupationId": "huishoudhulp", "months": 24}], "occupationId": "schoonmaker"}
    details = client.get(f"{BASE}/occupations/schoonmaker").json()
    held: list[str] = []
    before = 0.0
    for competence in details["competences"]:
        held.append(competence["id"])
        found = client.post(f"{BASE}/gap", json=body | {"competenceIds": held}).json()
        assert found["probability"]["value"] >= before
        before = found["probability"]["value"]


def test_a_name_alone_puts_nothing_within_reach(client: TestClient) -> None:
    found = reach(client, "projectingenieur-bouw", competenceIds=[])
    assert (found["withinReach"], found["withTraining"]) == ([], [])
    assert "profile-empty" in notes(found)


def test_nobody_with_an_experience_gets_an_empty_list(client: TestClient) -> None:
    found = {}
    for months in (0, 12, 60):
        body = {"experiences": [{"occupationId": "kassamedewerker", "months": months}]}
        answer = found[months] = client.post(f"{BASE}/reach", json=body).json()
        assert min(len(ids(answer, name)) for name in ("withinReach", "withTraining")) >= 5
    short, long = (set(ids(found[months], "withinReach")) for months in (12, 60))
    assert len(short ^ long) <= 2, "months change how sure, not whether"


def test_work_proves_licences_and_one_can_be_struck(client: TestClient) -> None:
    found = reach(client, "verpleegkundige")
    assert "zorgkundige" in ids(found, "withinReach")
    assert "visum-zorgkundige" in {row["code"] for row in found["licencesAssumed"]}
    struck = reach(client, "verpleegkundige", licencesNotHeld=["visum-verpleegkundige", "visum-zorgkundige"])
    assert "zorgkundige" not in ids(struck, "withinReach")
    assert "huisarts" not in {*ids(found, "withinReach"), *ids(found, "withTraining")}


def test_work_below_the_own_level_comes_last_unless_asked(client: TestClient) -> None:
    flags = [row["belowLevel"] for row in reach(client, "kleuteronderwijzer")["withinReach"]]
    assert flags == sorted(flags)
    asked = reach(client, "kleuteronderwijzer", filters={"belowLevel": True})["withinReach"]
    values = [row["probability"]["value"] for row in asked]
    assert values == sorted(values, reverse=True)


def test_a_comparison_tells_the_figure_of_the_list(client: TestClient) -> None:
    found = reach(client, "kok")
    for name, verdict in (("withinReach", "within-reach"), ("withTraining", "with-training"), ("further", "far")):
        row = found[name][0]
        body = {"experiences": [{"occupationId": "kok", **JOB}], "occupationId": row["occupation"]["id"]}
        gap = client.post(f"{BASE}/gap", json=body).json()
        assert (gap["probability"], gap["score"], gap["verdict"]) == (row["probability"], row["score"], verdict)
