"""What tests of Oriënt share: a session that answers by type, over HTTP."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.testclient import TestClient

BASE = "/api/v1/orient"

Chooses = Callable[[dict[str, Any]], int | None]
"""From the item or the occupation that is asked to a value."""


def by_type(likes: str) -> Chooses:
    """Return a person who likes activities of these types, and rates every occupation in the middle."""

    def choose(asked: dict[str, Any]) -> int:
        return 3 if "type" not in asked else 5 if asked["type"] in likes else 2

    return choose


@dataclass
class Person:
    """Somebody with a session."""

    client: TestClient
    id: str
    token: str
    code: str
    next: dict[str, Any]
    progress: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def start(cls, client: TestClient, **body: object) -> "Person":
        answer = client.post(f"{BASE}/sessions", json=body)
        assert answer.status_code == 201, answer.text
        found = answer.json()
        return cls(
            client, found["sessionId"], found["sessionToken"], found["resumeCode"], found["next"], found["progress"]
        )

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def call(self, method: str, path: str = "", **kwargs: Any) -> Any:
        return self.client.request(method, f"{BASE}/sessions/{self.id}{path}", headers=self.headers, **kwargs)

    def reply(self, value: int | None) -> None:
        """Answer the open question."""
        kind = self.next["kind"]
        id_ = self.next[kind]["id"]
        path, member = ("/answers", "itemId") if kind == "item" else ("/ratings", "occupationId")
        answer = self.call("POST", path, json={member: id_, "value": value})
        assert answer.status_code == 200, answer.text
        self.next, self.progress = answer.json()["next"], answer.json()["progress"]

    def go(self, choose: Chooses, most: int = 100) -> list[tuple[str, str, int | None]]:
        """Answer until the end or so many questions, and return what was asked and said."""
        said = []
        while self.next["kind"] != "finished" and len(said) < most:
            kind = self.next["kind"]
            value = choose(self.next[kind])
            said.append((kind, self.next[kind]["id"], value))
            self.reply(value)
        return said

    def result(self, **query: object) -> dict[str, Any]:
        answer = self.call("GET", "/result", params=query)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def whole(self) -> dict[str, Any]:
        answer = self.call("GET")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found
