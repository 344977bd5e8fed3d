"""A share that is not there and one that somebody may not see take the same way: the same statements, the same answer.

What takes the same statements takes the same time; ``python -m tests.benchmarks.alike`` measures that it does.
"""

from collections.abc import Callable
from functools import partial

import pytest
from httpx2 import Response
from sqlalchemy import event
from starlette.testclient import TestClient

from tests import sharing
from tests.conftest import another
from tests.contract.test_sharing_matrix import World
from tests.contract.test_together import Pair


def statements(client: TestClient, ask: Callable[[], object]) -> list[str]:
    """Return the statements that are made while a request is answered."""
    engine, found = client.app.state.database.engine.sync_engine, []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return found


def alike(client: TestClient, first: Callable[[], object], second: Callable[[], object]) -> bool:
    """Return whether two requests take the same statements; now and then the service asks some by itself."""
    tries = ((statements(client, first), statements(client, second)) for _ in range(8))
    return any(one == other and len(one) > 0 for one, other in tries)


@pytest.mark.parametrize("change", ["somebody else's", "revoked", "expired"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/v1/coach/clients/{id}", None),
        ("POST", "/api/v1/coach/clients/{id}/notes", {"text": "x"}),
        ("POST", "/api/v1/coach/clients/{id}/suggestions", {"text": "x"}),
        ("POST", "/api/v1/coach/links/{id}", {"linkCode": "bado-keli-fuma-nopi-resu"}),
    ],
)
def test_nothing_in_the_store_tells_a_share_that_may_not_be_seen(
    client: TestClient,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
    method: str,
    path: str,
    body: dict[str, str] | None,
) -> None:
    world = World(client, monkeypatch)
    who = world.key
    if change == "somebody else's":
        who = sharing.coach(client, world.centre)[0]
    else:
        {"revoked": world.revoke, "expired": world.expire}[change]()
    asked = [path.replace("{id}", id_) for id_ in (world.share_id, "0" * 32)]
    browser = another(client)

    def ask(address: str) -> Response:
        return browser.request(method, address, json=body, headers=who)

    first, second = (ask(address) for address in asked)
    assert first.status_code == second.status_code == 404
    assert first.text.replace(world.share_id, "") == second.text.replace("0" * 32, "")
    assert alike(client, *(partial(ask, address) for address in asked))


def test_nothing_tells_what_lies_open_for_somebody_else(client: TestClient) -> None:
    pair, stranger = Pair(client), Pair(client, person="Testcoach B")
    pair.open("plan")
    for path in ("", "/nieuws"):
        asked = [f"/coach/klant/{id_}/samen{path}" for id_ in (pair.id, "0" * 32)]
        assert alike(client, *(partial(stranger.coach.get, address) for address in asked))
    pair.leave()
    stranger.leave()
