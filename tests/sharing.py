"""What tests of sharing have in common: a citizen with results, and coaches of centres with and without a mandate."""

import logging
import secrets
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from api import logs
from api.keys import groups
from api.keys.coaches import Coaches
from item_bank.loopbaancentra.codes import Status
from item_bank.loopbaancentra.snapshot import examples
from models.loopbaancentra.search import Directory

ORIENT = {
    "occupations": [{
        "occupation": {"id": "kok", "label": "kok"}, "chance": "7 kansen op 10",
        "reasons": [{"text": "je kookt graag"}], "against": [],
    }],
    "interests": [{"label": "Doen", "low": 61.2, "high": 80, "value": 70}],
    "notes": [{"code": "few-answers", "text": "x"}],
    "bankVersion": "1.0.0",
}  # fmt: skip
NETWERK = {"people": [{"alias": "Tante Mia", "nextStep": "Bel Tante Mia"}], "ties": []}


def without_mandate(centre: str, status: Status) -> Directory:
    """Return the example register in which a centre has a mandate no more."""
    register = examples()
    rows = [
        replace(row, mandate=replace(row.mandate, status=status, status_since=row.mandate.starts_on))
        if row.id == centre
        else row
        for row in register.centres
    ]
    return Directory(replace(register, centres=tuple(rows)))


def holding() -> list[str]:
    """Return the ids of example centres whose mandate holds."""
    return [row.id for row in examples().centres if row.mandate.holds(datetime.now(UTC).date())]


def coach(client: TestClient, centre: str, name: str = "Coach") -> tuple[dict[str, str], str]:
    """Return the header and the code of a new coach."""
    coaches: Coaches = client.app.state.coaches
    made, key = client.portal.call(lambda: coaches.issue(centre, name, now=datetime.now(UTC)))
    return {"Authorization": f"Bearer {key}"}, made.code


def citizen(client: TestClient) -> dict[str, str]:
    """Return the header of a new citizen."""
    return {"Authorization": f"Bearer {client.post('/api/v1/account').json()['accountToken']}"}


def known(client: TestClient) -> dict[str, str]:
    """Return the header of a new citizen whom the identity provider knows."""
    accounts, subject = client.app.state.accounts, secrets.token_hex(8)
    login = client.portal.call(lambda: accounts.log_in("https://aanmelden.example", subject, now=datetime.now(UTC)))
    return {"Authorization": f"Bearer {login.token}"}


def organisation(client: TestClient) -> dict[str, str]:
    """Return the header of an organisation with a group of its own."""
    service, now = client.app.state.groups, datetime.now(UTC)
    _, key = client.portal.call(
        lambda: groups.issue(service.store, service.keys, "Andere", "Een bedrijf", on=now.date(), now=now)
    )
    return {"Authorization": f"Bearer {key}"}


def kept(client: TestClient, mine: dict[str, str], tool: str = "orient", document: object = ORIENT) -> str:
    """Keep a result and return its id."""
    answer = client.post("/api/v1/account/results", json={"tool": tool, "document": document}, headers=mine)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Return what the service would log: of its libraries warnings only."""
    records = [row for row in caplog.records if row.levelno >= logging.WARNING or not row.name.startswith(logs.QUIET)]
    return "\n".join(caplog.handler.format(row) for row in records)


def share(client: TestClient, mine: dict[str, str], **members: object) -> dict[str, object]:
    """Share and return the answer."""
    answer = client.post("/api/v1/shares", json=members, headers=mine)
    assert answer.status_code == 201, answer.text
    return answer.json()
