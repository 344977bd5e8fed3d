"""What is shown of a share, and how much of a page that takes: nothing empty, nothing twice, nothing left out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from api.shares import texts, views
from api.shares.service import Shares
from api.storage.reads import Read
from tests.contract.test_sharing_pages import DELEN
from tests.contract.test_together import Pair


def test_a_sheet_of_a_plan_alone_says_what_it_rests_on(client: TestClient) -> None:
    pair = Pair(client)
    only = {"resultIds": [], "includePlan": True, "coachCode": pair.code}
    shared = client.post("/api/v1/shares", json=only, headers=pair.mine).json()["shareId"]
    sheet = pair.coach.get(f"/coach/klant/{shared}/gespreksblad").text
    assert "Op basis van het plan." in sheet
    assert "Op basis van: " in pair.coach.get(f"/coach/klant/{pair.id}/gespreksblad").text
    pair.leave()


def test_who_looked_is_told_once_for_each_day_and_thing_with_every_time() -> None:
    seen, sheet = list(texts.WHAT)[:2]
    start = datetime(2026, 11, 29, 22, 50, tzinfo=UTC)  # ten minutes before midnight in Brussels
    asked = [(0, "A", seen), (5, "A", seen), (6, "A", sheet), (7, "B", seen), (20, "A", seen)]
    reads = [
        Read(
            position=after,
            share_id="s",
            reader=by,
            said=by,
            what=what,
            read_at=start + timedelta(minutes=after),
            chain="",
        )
        for after, by, what in reversed(asked)
    ]
    told = [(str(at), said, saw) for at, said, saw in views.looks(reads)]
    assert told == [
        ("30 november 2026 om 00.10 uur", "A", texts.WHAT[seen]),
        ("29 november 2026 om 23.57 uur", "B", texts.WHAT[seen]),
        ("29 november 2026 om 23.56 uur", "A", texts.WHAT[sheet]),
        ("29 november 2026 om 23.50, 23.55 uur", "A", texts.WHAT[seen]),
    ]


def test_who_looked_is_told_page_by_page_until_the_first(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(Shares.one.__kwdefaults__, "most", 2)
    pair = Pair(client)
    for path in ("", "/gespreksblad", "", "/gespreksblad", "/gespreksblad"):
        assert pair.coach.get(f"/coach/klant/{pair.id}{path}").status_code == 200
    address = f"/api/v1/shares/{pair.id}/reads"
    everything = client.get(address, headers=pair.mine).json()
    assert (len(everything["items"]), everything["next"]) == (5, None)
    found, after = [], ""
    while after is not None:
        page = client.get(address, params={"limit": 2, "after": after}, headers=pair.mine).json()
        found, after = [*found, page["items"]], page["next"]
    assert [len(items) for items in found] == [2, 2, 1]
    assert [row for items in found for row in items] == everything["items"]
    assert client.get(address, params={"after": "0" * 32}, headers=pair.mine).json()["items"] == []
    page, seen = pair.citizen.get(f"{DELEN}/{pair.id}").text, []
    while True:
        lines = page.split('id="keken"', 1)[1].split("</ul>", 1)[0]
        seen += [len(times.split(", ")) for times in re.findall(r"om ([\d., ]+) uur", lines)]
        if not (more := re.search(r'href="([^"]+\?na=[0-9a-f]{32})#keken"', page)):
            break
        page = pair.citizen.get(more[1]).text
    assert sum(seen) == 5
    assert "Wie het laatst keek" in page
    pair.leave()


def test_what_is_seen_first_closes_each_result_and_holds_all_that_the_coach_will_see(client: TestClient) -> None:
    pair = Pair(client)
    preview = pair.citizen.get(f"{DELEN}/voorbeeld", params={"resultaat": pair.result, "code": pair.code}).text
    seen = pair.coach.get(f"/coach/klant/{pair.id}").text

    def told(page: str) -> list[str]:
        article = re.search(r"<article.*</article>", page, re.S)[0]
        return re.findall(r">\s*([^<>]*\w[^<>]*?)\s*<", article)

    assert told(preview) == told(seen)
    assert preview.count("<article") == preview.count('class="closed"') == 1
    assert 'class="closed"' not in seen
    pair.leave()
