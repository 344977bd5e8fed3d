"""The OpenAPI description is the contract: a change shows in the snapshot, and answers agree with it.

To re-pin after a change that is meant: ``UPDATE_SNAPSHOTS=1 make test``.
"""

import json
import os
from pathlib import Path

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from api.jobbereik import schemas
from api.jobbereik.planning import schemas as planning_schemas
from api.jobbereik.search import schemas as search

SNAPSHOT = Path(__file__).with_name("openapi.json")


def test_the_description_is_the_one_that_was_agreed(client: TestClient) -> None:
    found = client.get("/openapi.json").json()
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(found, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    assert found == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_operation_has_words_and_every_error_is_a_problem(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path, operations in paths.items():
        for operation in operations.values():
            assert operation["summary"], path
            for status, answer in operation["responses"].items():
                assert answer["description"], (path, status)
                if status >= "4":
                    assert list(answer["content"]) == ["application/problem+json"], (path, status)


PROFILE = {
    "experiences": [{"occupationId": "winkelbediende", "months": 48, "kind": "job", "endedOn": "2024-05-01"}],
    "licencesHeld": ["rijbewijs-b"],
    "filters": {"eqfLevel": 4, "avoid": ["nights", "outdoors"], "includeSurprising": True, "postcode": "9000"},
}
CALLS = [
    ("GET", "occupations?q=winkel", None, search.OccupationsOut),
    ("GET", "competences?q=verkopen", None, search.CompetencesOut),
    ("GET", "occupations/verpleegkundige", None, schemas.OccupationDetailsOut),
    ("GET", "catalogue", None, schemas.CatalogueOut),
    ("GET", "vocabulary", None, schemas.VocabularyOut),
    ("POST", "competence-suggestions", {"experiences": PROFILE["experiences"]}, schemas.SuggestionsOut),
    ("POST", "reach", PROFILE, schemas.ReachOut),
    ("POST", "gap", PROFILE | {"occupationId": "verpleegkundige"}, schemas.GapOut),
    ("POST", "what-if", PROFILE, planning_schemas.WhatIfOut),
    ("POST", "learning-path", PROFILE | {"occupationId": "verpleegkundige"}, planning_schemas.LearningPathOut),
]


def members(model: type[BaseModel], value: object) -> None:
    """Check that a value has exactly the members that the model describes, all the way down."""
    if isinstance(value, list):
        for item in value:
            members(model, item)
    elif isinstance(value, dict):
        fields = {field.alias or name: field for name, field in model.model_fields.items()}
        assert set(value) == set(fields), model.__name__
        for name, field in fields.items():
            for part in (field.annotation, *getattr(field.annotation, "__args__", ())):
                if isinstance(part, type) and issubclass(part, BaseModel):
                    members(part, value[name])


@pytest.mark.parametrize(("method", "path", "body", "model"), CALLS, ids=[row[1] for row in CALLS])
def test_answers_agree_with_the_description(
    client: TestClient, method: str, path: str, body: object, model: type[BaseModel]
) -> None:
    answer = client.request(method, f"/api/v1/jobbereik/{path}", json=body)
    assert answer.status_code == 200, answer.text[:300]
    model.model_validate_json(answer.content)
    members(model, answer.json())
