"""What is read from kept results reads no more than it needs."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, cast

from api.account.overview.service import findings, rows
from api.jobbereik.result.texts import GONE
from api.storage.account import KeptResult
from models.jobbereik.engine import Jobbereik


class Names:
    """An engine that can name occupations and nothing else: ranking with it fails."""

    @property
    def catalogue(self) -> "Names":
        return self

    def occupation_index(self, occupation_id: str) -> None:
        return None


def kept(day: int, tool: str, document: dict[str, Any]) -> KeptResult:
    moment = datetime(2026, 3, day, tzinfo=UTC)
    return KeptResult(
        id=f"{tool}-{day}", account_id="a", tool=tool, taken_on=date(2026, 3, day), document=document, created_at=moment
    )


def network(alias: str) -> dict[str, Any]:
    return {"people": [{"alias": alias, "nextStep": "bellen"}]}


RESULTS = (
    kept(3, "netwerk", network("Ann")),
    kept(2, "jobbereik", {"experiences": [{"occupationId": "kok", "months": 24}]}),
    kept(1, "netwerk", network("Bob")),
)
ENGINE = cast("Jobbereik", Names())


def test_results_are_told_without_ranking_an_occupation() -> None:
    said = rows(ENGINE, RESULTS)
    assert [row.lines for row in said] == [
        ("1 persoon op de tekening",),
        (f"{GONE}: 2 jaar",),
        ("1 persoon op de tekening",),
    ]
    assert [row.change for row in said] == [("ongeveer gelijk",), (), ()]


def test_only_the_newest_result_of_a_tool_is_made_into_proposals() -> None:
    assert [found.label for found in findings(ENGINE, RESULTS)] == ["Ann"]


def test_what_a_result_said_when_it_was_kept_is_told_without_reading_its_document() -> None:
    unreadable = replace(RESULTS[1], document={"experiences": "geen lijst"}, summary=["kok: 2 jaar"])
    assert rows(ENGINE, (unreadable,))[0].lines == ("kok: 2 jaar",)
