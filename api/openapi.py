"""The OpenAPI description: the contract of the JSON routes, with the problem that any of them may answer."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api import routing
from api.problems import Problem

DESCRIPTION = (
    "Open career-reflection service for Flanders. Most calls keep nothing: what they need stands in the request. Calls "
    "of sessions, accounts, plans, cheques and introductions keep what they acknowledge, durably. "
    "Every error is a problem (RFC 9457) with the place of the wrong value and what is allowed."
)


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the description; built once."""
    if app.openapi_schema is None:
        found = get_openapi(
            title=app.title,
            version=app.version,
            description=DESCRIPTION,
            routes=[*routing.every(app.routes)],
            license_info=LICENSE,
        )
        problem = Problem.model_json_schema(
            by_alias=True, ref_template="#/components/schemas/{model}", mode="serialization"
        )
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        schemas |= problem.pop("$defs", {}) | {"Problem": problem}
        app.openapi_schema = found
    return app.openapi_schema


LICENSE = {"name": "Apache-2.0", "identifier": "Apache-2.0"}
