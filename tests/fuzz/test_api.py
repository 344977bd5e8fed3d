"""Schemathesis over the whole API in process: no server error, nothing that disagrees with the description."""

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.python import asgi
from schemathesis.specs.openapi.checks import ignored_auth, missing_required_header, positive_data_acceptance

from api.app import create_app
from api.jobbereik.schemas import TEXT_MAX
from item_bank.catalogue.builtin import catalogue
from tests.conftest import settings as service_settings

pytestmark = pytest.mark.fuzz

load_all_checks()
APP = create_app(service_settings(Path(tempfile.mkdtemp(prefix="loopbaanspiegel-"))))
APP.openapi()  # made here, once: on a busy machine it takes longer than the reader below waits
schema = schemathesis.openapi.from_asgi("/openapi.json", APP)
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])

OCCUPATIONS = [catalogue().occupation(i).id for i in range(catalogue().n_occupations)]
COMPETENCES = [catalogue().competence(i).id for i in range(catalogue().n_competences)]


def known(ids: list[str], value: object) -> object:
    """Turn half of all drawn texts into an id that exists, so that requests get past the first check."""
    usable = isinstance(value, str) and 1 <= len(value) <= TEXT_MAX and len(value) % 2
    return ids[len(value) * 7 % len(ids)] if usable else value


@schema.hook
def map_body(context: object, body: Any) -> Any:
    if not isinstance(body, dict):
        return body
    body = dict(body)
    if "occupationId" in body:
        body["occupationId"] = known(OCCUPATIONS, body["occupationId"])
    if isinstance(body.get("competenceIds"), list):
        body["competenceIds"] = [known(COMPETENCES, value) for value in body["competenceIds"]]
    if isinstance(body.get("experiences"), list):
        body["experiences"] = [
            row | {"occupationId": known(OCCUPATIONS, row.get("occupationId"))} if isinstance(row, dict) else row
            for row in body["experiences"]
        ]
    return body


@lru_cache(maxsize=1)
def credentials() -> dict[str, tuple[str, str]]:
    """Begin an account and a session of each test, so that requests get past the door; id and token by address."""
    with asgi.get_client(APP) as client:
        account = client.post("http://testserver/api/v1/account").json()["accountToken"]
        found = {f"/api/v1/{name}": ("", account) for name in ("account", "plan", "shares")}
        for tool in ("orient", "loopbaantest"):
            begun = client.post(f"http://testserver/api/v1/{tool}/sessions", json={}).json()
            found[f"/api/v1/{tool}/sessions/"] = (begun["sessionId"], begun["sessionToken"])
    return found


def authorise(case: schemathesis.Case) -> bool:
    """Give most calls of sessions and accounts a token that opens something; deleting stays with strangers."""
    if case.method == "DELETE" or len(repr(case.body) + repr(case.query)) % 3 == 2:
        return False
    for address, (id_, token) in credentials().items():
        if case.path.startswith(address) and not case.path.endswith(("/resume", "/receipts")):
            case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}
            if id_ and "session_id" in (case.path_parameters or {}):
                case.path_parameters = {**case.path_parameters, "session_id": id_}
            return True
    return False


EXAMPLES = 16
"""Requests an operation in each way of drawing them: some 170 operations within four minutes."""


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_service_keeps_its_contract(case: schemathesis.Case) -> None:
    # A description cannot say which ids exist, so drawn ids are rightly refused: that one check does not apply.
    excluded = [positive_data_acceptance]
    if authorise(case):  # what was drawn had no token, or a wrong one, and is not what is sent
        excluded += [ignored_auth, missing_required_header]
    case.call_and_validate(excluded_checks=excluded)
