"""The contract of both card games: cards, games, results, and every way to send something that cannot be used."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.problems import assert_problem

GAMES = ("kwaliteiten", "waarden")
JSON = {"content-type": "application/json"}


def cards(client: TestClient, game: str, **query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/{game}/cards", params=query)
    assert answer.status_code == 200
    return answer.json()["items"]


def ids(client: TestClient, game: str) -> list[str]:
    return [card["id"] for card in cards(client, game)]


def post(client: TestClient, game: str, body: object, what: str = "results") -> Any:
    return client.post(f"/api/v1/{game}/{what}", json=body)


def played(client: TestClient, game: str, mode: str, seed: int | None = None) -> list[dict[str, Any]]:
    """Play a whole game through the API: the first card that lies open is always the most important one."""
    moves: list[dict[str, Any]] = []
    while True:
        state = post(client, game, {"mode": mode, "seed": seed, "moves": moves}, "game").json()
        opened = [card["id"] for card in state["open"]]
        if state["stage"] == "sort":
            moves += [
                {"kind": "sort", "card": card, "pile": ("high", "middle", "low")[i % 3]}
                for i, card in enumerate(opened)
            ]
        elif state["stage"] == "choose":
            moves.append({"kind": "choose", "card": opened[0]})
        elif state["stage"] == "compare":
            moves.append({"kind": "compare", "cards": opened, "card": None})
        else:
            return moves


@pytest.mark.parametrize("game", GAMES)
def test_the_deck_has_thirty_six_cards_in_three_languages(client: TestClient, game: str) -> None:
    found = {language: cards(client, game, language=language) for language in ("nl", "en", "fr")}
    assert len(found["nl"]) == 36
    assert all(card["id"] and card["title"] and card["text"] for rows in found.values() for card in rows)
    assert [card["id"] for card in found["en"]] == [card["id"] for card in found["nl"]]
    assert found["en"][0]["title"] != found["nl"][0]["title"] != found["fr"][0]["title"]
    assert_problem(client.get(f"/api/v1/{game}/cards?language=de"), 422, "invalid-request", "/language")
    assert_problem(client.get(f"/api/v1/{game}/cards?taal=nl"), 422, "invalid-request", "/taal")


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("mode", ["piles", "short"])
def test_a_whole_game_ends_with_seven_different_cards(client: TestClient, game: str, mode: str) -> None:
    moves = played(client, game, mode, seed=5)
    answer = post(client, game, {"mode": mode, "seed": 5, "moves": moves}).json()
    seven = [row["card"]["id"] for row in answer["ranking"]]
    assert len(set(seven)) == 7
    assert set(seven) <= set(ids(client, game))
    assert [row["place"]["value"] for row in answer["ranking"]] == [1, 2, 3, 4, 5, 6, 7]
    for row in answer["ranking"]:
        assert 1 <= row["place"]["low"] <= row["place"]["value"] <= row["place"]["high"] <= 36
        assert 0 <= row["samePlace"] <= row["inSeven"] <= 1
        assert row["words"]
    assert answer["method"] == "moves"


@pytest.mark.parametrize("game", GAMES)
@pytest.mark.parametrize("mode", ["piles", "short"])
def test_an_exported_result_imports_to_the_same_result(client: TestClient, game: str, mode: str) -> None:
    known = ids(client, game)
    for body in (
        {"mode": mode, "seed": 3, "moves": played(client, game, mode, 3)},
        {"ranking": known[5:12]},
        {"piles": {"high": known[:9], "middle": known[9:20], "low": known[20:]}, "choices": known[2:9]},
    ):
        first = post(client, game, body).json()
        again = post(client, game, first["game"])
        assert again.status_code == 200, again.text[:300]
        assert again.json() == first


@pytest.mark.parametrize("game", GAMES)
def test_a_game_that_is_not_over_has_no_result(client: TestClient, game: str) -> None:
    assert_problem(post(client, game, {"moves": []}), 422, "game-not-over", "/moves")
    known = ids(client, game)
    body = {"piles": {"high": known}, "choices": known[:6]}
    assert_problem(post(client, game, body), 422, "game-not-over", "/choices")


@pytest.mark.parametrize("game", GAMES)
def test_what_cannot_be_used_is_named_with_its_place(client: TestClient, game: str) -> None:
    known = ids(client, game)
    seven = known[:7]
    sort = {"kind": "sort", "card": known[0], "pile": "high"}
    cases: list[tuple[object, str, str]] = [
        ({}, "invalid-request", ""),
        ({"moves": [], "ranking": seven}, "invalid-request", ""),
        ({"ranking": seven[:6]}, "invalid-request", "/ranking"),
        ({"ranking": known[:8]}, "invalid-request", "/ranking"),
        ({"ranking": [*seven[:6], seven[0]]}, "invalid-request", "/ranking/6"),
        ({"ranking": [*seven[:6], "bestaat-niet"]}, "unknown-id", "/ranking/6"),
        ({"ranking": [*seven[:6], 7]}, "invalid-request", "/ranking/6"),
        ({"ranking": None}, "invalid-request", ""),
        ({"piles": {"high": known}}, "invalid-request", "/choices"),
        ({"choices": seven}, "invalid-request", ""),
        ({"piles": {"high": known, "low": [known[3]]}, "choices": seven}, "invalid-request", "/piles/low/0"),
        ({"piles": {"high": [*known[:-1], "x"]}, "choices": seven}, "unknown-id", "/piles/high/35"),
        ({"piles": {"high": known[:-1]}, "choices": seven}, "move-not-allowed", "/choices/0"),
        ({"piles": {"high": known[7:], "low": seven}, "choices": seven}, "move-not-allowed", "/choices/0"),
        ({"moves": [sort | {"pile": "top"}]}, "invalid-request", "/moves/0/pile"),
        ({"moves": [sort | {"place": 2}]}, "invalid-request", "/moves/0/place"),
        ({"moves": [{"kind": "sort", "card": known[0]}]}, "invalid-request", "/moves/0/pile"),
        ({"moves": [sort, {"kind": "dans"}]}, "invalid-request", "/moves/1/kind"),
        ({"moves": [sort, sort | {"card": "x"}]}, "unknown-id", "/moves/1/card"),
        ({"moves": [{"kind": "undo"}]}, "move-not-allowed", "/moves/0/kind"),
        ({"moves": [{"kind": "choose", "card": known[0]}]}, "move-not-allowed", "/moves/0/kind"),
        ({"moves": [{"kind": "compare", "cards": known[:2]}]}, "invalid-request", "/moves/0/card"),
        ({"moves": [{"kind": "compare", "cards": known[:1], "card": None}]}, "invalid-request", "/moves/0/cards"),
        ({"mode": "short", "moves": [sort]}, "move-not-allowed", "/moves/0/kind"),
        ({"mode": "short", "moves": [{"kind": "choose", "card": known[9]}]}, "move-not-allowed", "/moves/0/card"),
        ({"mode": "long", "moves": []}, "invalid-request", "/mode"),
        ({"moves": [{"kind": "undo"}] * 501}, "invalid-request", "/moves"),
        ({"moves": "alles"}, "invalid-request", "/moves"),
        ({"moves": [], "seed": -1}, "invalid-request", "/seed"),
        ({"moves": [], "seed": 1.5}, "invalid-request", "/seed"),
        ({"ranking": seven, "naam": "x"}, "invalid-request", "/naam"),
        ([], "invalid-request", ""),
    ]
    for body, code, pointer in cases:
        assert_problem(post(client, game, body), 422, code, pointer)
    assert_problem(client.post(f"/api/v1/{game}/results", content=b"{", headers=JSON), 400, "unreadable-request")
    assert_problem(client.get(f"/api/v1/{game}/results"), 405, "method-not-allowed")


@pytest.mark.parametrize("game", GAMES)
def test_strange_characters_are_refused_or_kept_but_never_break(client: TestClient, game: str) -> None:
    seven = ids(client, game)[:7]
    member = "examples" if game == "kwaliteiten" else "reflections"
    for text, status in (("\\ud800", 422), ("\\u0000", 422), ("\\u202e \\ud83d\\ude00 <b>", 200)):
        said = f'{{"action": "{text}"}}' if game == "kwaliteiten" else f'{{"action": {{"what": "{text}"}}}}'
        ranking = ", ".join(f'"{id_}"' for id_ in seven)
        body = f'{{"ranking": [{ranking}], "{member}": {{"{seven[0]}": {said}}}}}'
        answer = client.post(f"/api/v1/{game}/results", content=body.encode(), headers=JSON)
        assert answer.status_code == status, answer.text[:300]
        body = f'{{"ranking": [{ranking}], "{member}": {{"{text}": {{}}}}}}'
        assert client.post(f"/api/v1/{game}/results", content=body.encode(), headers=JSON).status_code == 422
        body = f'{{"ranking": ["{text}"]}}'
        assert client.post(f"/api/v1/{game}/results", content=body.encode(), headers=JSON).status_code == 422
    huge = {"ranking": seven, "naam": "x" * 2_000_000}
    assert_problem(post(client, game, huge), 413, "body-too-large")


@pytest.mark.parametrize("game", GAMES)
def test_undo_leaves_no_trace(client: TestClient, game: str) -> None:
    moves = played(client, game, "short")
    state = post(client, game, {"mode": "short", "moves": moves[:9]}, "game").json()
    undone = [*moves[:9], moves[9], {"kind": "undo"}]
    assert post(client, game, {"mode": "short", "moves": undone}, "game").json() == state


@pytest.mark.parametrize("game", GAMES)
def test_a_close_call_and_a_move_by_hand_change_the_order(client: TestClient, game: str) -> None:
    known = ids(client, game)
    moves = [{"kind": "sort", "card": card, "pile": "high" if i < 9 else "low"} for i, card in enumerate(known)]
    moves += [{"kind": "choose", "card": card} for card in known[:7]]
    moves += [{"kind": "compare", "cards": [known[1], known[0]], "card": known[1]}]
    moves += [{"kind": "place", "card": known[6], "place": 1}]
    answer = post(client, game, {"moves": moves}).json()
    seven = [row["card"]["id"] for row in answer["ranking"]]
    assert seven == [known[6], known[1], known[0], *known[2:6]]
    wrong = [*moves, {"kind": "compare", "cards": [known[1], known[4]], "card": None}]
    assert_problem(post(client, game, {"moves": wrong}), 422, "move-not-allowed", f"/moves/{len(moves)}/cards")


@pytest.mark.parametrize("game", GAMES)
def test_another_version_of_the_cards_is_said(client: TestClient, game: str) -> None:
    body = {"ranking": ids(client, game)[:7], "bankVersion": "0.1.0"}
    notes = [note["code"] for note in post(client, game, body).json()["notes"]]
    assert "bank-changed" in notes
    assert "ranking-only" in notes


def test_qualities_come_with_an_example_and_occupations_that_ask_them(client: TestClient) -> None:
    seven = ["klantgericht-zijn", "rustig-blijven", "luisteren", "plannen", "analyseren", "beslissen", "overtuigen"]
    own = {"situation": "Een <script>alert(1)</script>", "task": "", "action": "Ik luisterde.", "result": ""}
    answer = post(client, "kwaliteiten", {"ranking": seven, "examples": {"luisteren": own}, "limit": 4}).json()
    first, third = answer["ranking"][0], answer["ranking"][2]
    assert all(first["example"][part] for part in ("situation", "task", "action", "result"))
    assert first["ownExample"] is None
    assert third["ownExample"] == own
    assert len(first["occupations"]) == 4
    shares = [row["importance"] for row in first["occupations"] if row["competenceId"] == "klantgericht-werken"]
    assert shares == sorted(shares, reverse=True)
    assert len(answer["occupations"]) == 10
    assert all(set(row["cards"]) <= set(seven) for row in answer["occupations"])
    body = {"ranking": seven, "examples": {"bestaat-niet": own}}
    assert_problem(post(client, "kwaliteiten", body), 422, "unknown-id", "/examples/bestaat-niet")
    body = {"ranking": seven, "examples": {"luisteren": {"action": "x" * 1001}}}
    assert_problem(post(client, "kwaliteiten", body), 422, "invalid-request", "/examples/luisteren/action")


VALUES = ["zelf-kiezen", "iets-nieuws-maken", "zelf-denken", "iets-bereiken", "natuur", "plezier", "balans"]


def test_values_are_ordered_by_gap_times_rank(client: TestClient) -> None:
    said = {
        "zelf-kiezen": {"now": 8, "wanted": 9},
        "plezier": {"now": 0, "wanted": 10, "action": {"what": "Dansen", "withWhom": "Mijn zus", "by": "2027-01-31"}},
        "natuur": {"now": 7, "wanted": 5},
        "balans": {"now": 4},
    }
    answer = post(client, "waarden", {"ranking": VALUES, "reflections": said}).json()
    rows = [(row["cardId"], row["gap"], row["weight"]) for row in answer["priorities"]]
    assert rows[:3] == [("plezier", 10, 20), ("zelf-kiezen", 1, 7), ("natuur", -2, -6)]
    assert all(row[1:] == (None, None) for row in rows[3:])
    assert answer["ranking"][5]["reflection"]["action"] == said["plezier"]["action"]
    assert answer["ranking"][0]["idea"]
    for wrong in ({"now": 11}, {"now": -1}, {"now": 1.5}, {"now": "3"}, {"action": {"by": "31/01/2027"}}):
        answer = post(client, "waarden", {"ranking": VALUES, "reflections": {"plezier": wrong}})
        assert_problem(answer, 422, "invalid-request")


def test_a_list_of_occupations_is_reordered_with_reasons(client: TestClient) -> None:
    listed = ["schoonmaker", "ambulancier", "architect", "boekhouder", "acteur"]
    answer = post(client, "waarden", {"ranking": VALUES, "occupations": listed}).json()
    rows = answer["occupations"]
    assert sorted(row["occupation"]["id"] for row in rows) == sorted(listed)
    assert [row["now"] for row in rows] == [1, 2, 3, 4, 5]
    place = {row["occupation"]["id"]: row for row in rows}
    assert place["architect"]["now"] < place["schoonmaker"]["now"]
    assert place["architect"]["fit"] == "well"
    assert "meer ruimte dan in" in place["architect"]["helped"][0]["text"]
    assert place["ambulancier"]["fit"] == "unknown"
    assert place["ambulancier"]["score"] is None
    assert {"values-figures-old", "figures-missing"} <= {note["code"] for note in answer["notes"]}
    assert "O*NET" in answer["occupationsSource"]
    plain = ["avontuur", "natuur", "plezier", "balans", "tradities", "veiligheid", "openheid"]
    same = post(client, "waarden", {"ranking": plain, "occupations": listed}).json()
    assert [row["occupation"]["id"] for row in same["occupations"]] == listed
    assert "no-work-values" in [note["code"] for note in same["notes"]]
    for wrong, code in ((["kok", "kok"], "invalid-request"), (["kok", "bestaat-niet"], "unknown-id")):
        body = {"ranking": VALUES, "occupations": wrong}
        assert_problem(post(client, "waarden", body), 422, code, "/occupations/1")
