"""Worked cases of the loopbaancheque, exact to the cent and the day; they stand outside the repository."""

import json
import os
from pathlib import Path

import pytest
from starlette.testclient import TestClient

REFERENCE = os.environ.get("REFERENCE_DIR", "")

pytestmark = [
    pytest.mark.quality,
    pytest.mark.skipif(not REFERENCE, reason="REFERENCE_DIR is empty: it names the folder of reference data"),
]

CASES = (
    json.loads((Path(REFERENCE) / "loopbaancheque" / "cases_dev.json").read_text(encoding="utf-8")) if REFERENCE else []
)


def test_there_are_cases() -> None:
    assert len(CASES) >= 43


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['id']} {case['title']}")
def test_a_worked_case_is_answered_exactly(client: TestClient, case: dict[str, dict[str, object]]) -> None:
    answer = client.post("/api/v1/loopbaancheque/eligibility", json=case["request"])
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert {name: found[name] for name in case["expected"]} == case["expected"]
