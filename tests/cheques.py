"""What tests of cheques share: an application on a day of one's choice, keys, and a cheque in each stage."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from api import dependencies
from api.keys.service import CallerRole
from item_bank.loopbaancentra.snapshot import examples

CHEQUES = "/api/v1/loopbaancheque/cheques"
QUEUE = "/api/v1/regie/decisions"
START = date(2024, 6, 3)
FACTS: dict[str, Any] = {
    "requestedOn": str(START),
    "residence": "flanders",
    "workplace": "flanders",
    "movedFromEea": False,
    "ownInitiative": True,
    "working": True,
    "inOutplacement": False,
    "acceptsDutch": True,
    "workPeriods": [{"start": "2010-01-01", "end": None, "kind": "employee"}],
    "usedCheques": [],
    "openRequest": False,
}


def mandated(*, vat: bool) -> list[str]:
    """Return ids of example centres with a mandate on the day that tests use."""
    return [c.id for c in examples().centres if c.vat is vat and c.mandate.shown(START)]


@dataclass
class Desk:
    """The service on a day, with keys of the operator and of two centres."""

    app: FastAPI
    client: TestClient
    operator: str
    centre: str
    other: str
    run: Callable[..., Any]
    own: dict[str, str] = field(default_factory=dict)

    def key(self, employee: str) -> str:
        """Return the operator's key of an employee."""
        if employee not in self.own:
            keys, now = self.app.state.cheques.keys, datetime.now(UTC) - timedelta(minutes=1)
            issue = partial(
                keys.issue, CallerRole.OPERATOR, centre_id=None, label="", now=now, employee=employee.casefold()
            )
            self.own[employee] = self.run(issue)[1]
        return self.own[employee]

    def on(self, day: date) -> None:
        """Let it be another day."""
        self.app.dependency_overrides[dependencies.today] = lambda: day

    def post(self, path: str, body: dict[str, Any], key: str, **headers: str) -> Any:
        return self.client.post(f"{CHEQUES}{path}", json=body, headers={"Authorization": f"Bearer {key}"} | headers)

    def get(self, number: str, key: str) -> Any:
        return self.client.get(f"{CHEQUES}/{number}", headers={"Authorization": f"Bearer {key}"})

    def request(self, **facts: Any) -> dict[str, Any]:
        return self.request_on(START, **facts)

    def request_on(self, day: date, **facts: Any) -> dict[str, Any]:
        self.on(day)
        answer = self.post("", {"facts": FACTS | facts}, self.operator)
        assert answer.status_code == 201, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def waiting(self, number: str) -> list[str]:
        """Return the addresses of cases of a cheque that wait for a person."""
        found, after = [], ""
        while after is not None:
            query = {"limit": "200"} | ({"after": after} if after else {})
            key = {"Authorization": f"Bearer {self.operator}"}
            page = self.client.get(QUEUE, params=query, headers=key).json()
            found += [f"{QUEUE}/{row['id']}" for row in page["items"] if row["chequeNumber"] == number]
            after = page["after"]
        return found

    def decide(self, number: str, body: dict[str, Any], first: str = "an", second: str = "ben") -> dict[str, Any]:
        """Let one person decide in the queue and another agree; return the cheque."""
        (place,) = self.waiting(number)
        proposed = {"text": "Zo staat het in je papieren.", "employee": first} | body
        looked = {"employee": second, "agrees": True}
        for what, told in (("decisions", proposed), ("second-looks", looked)):
            key = {"Authorization": f"Bearer {self.key(str(told['employee']))}"}
            answer = self.client.post(f"{place}/{what}", json=told, headers=key)
            assert answer.status_code == 200, answer.text
        found: dict[str, Any] = self.get(number, self.operator).json()
        return found

    def asked(self) -> dict[str, Any]:
        """Return a cheque about which a person must decide, as asked on the page of a citizen."""
        self.on(START)
        body = {"facts": FACTS | {"working": None}, "consent": True}
        found: dict[str, Any] = self.client.post("/api/v1/loopbaancheque/requests", json=body).json()
        return found

    def issued(self) -> dict[str, Any]:
        """Return a cheque that was issued on 11 June 2024, as seen on the 20th."""
        found = self.request()
        self.on(date(2024, 6, 20))
        paid = {"paidOn": "2024-06-10", "amountCents": 4500}
        assert self.post(f"/{found['number']}/payments", paid, self.operator).status_code == 200
        return found

    def active(self) -> dict[str, Any]:
        """Return a cheque that started at the centre on 20 June 2024."""
        found = self.issued()
        start = {"clientNumber": found["clientNumber"], "startedOn": "2024-06-20"}
        answer = self.post(f"/{found['number']}/activations", start, self.centre)
        assert answer.status_code == 200, answer.text
        return found


def desk(app: FastAPI, client: TestClient, run: Callable[..., Any]) -> Desk:
    """Issue the keys; ``run`` runs a coroutine function on the application's own loop."""
    keys = app.state.cheques.keys
    now = datetime.now(UTC) - timedelta(minutes=1)
    vat, no_vat = mandated(vat=True), mandated(vat=False)

    async def issue() -> list[str]:
        whose = [(CallerRole.OPERATOR, None), (CallerRole.CENTRE, vat[0]), (CallerRole.CENTRE, no_vat[0])]
        return [(await keys.issue(role, centre_id=id_, label="proef", now=now))[1] for role, id_ in whose]

    operator, centre, other = run(issue)
    return Desk(app=app, client=client, operator=operator, centre=centre, other=other, run=run)
