"""Every address as everybody: nothing opens without what it asks, nothing of others comes back, whatever is sent."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from api import routing
from api.app import create_app
from tests import sharing
from tests.cheques import Desk, desk
from tests.conftest import another, settings

POISON = ("<script>alert(1)</script>", "..%2f..%2fetc%2fpasswd", "x' OR '1'='1", "a%0db", "\U0001f600", "0" * 32)
OPEN = {
    "POST /api/v1/account",
    "POST /api/v1/account/resume",
    "POST /api/v1/account/receipts",
    "POST /api/v1/plan/checks",
}
"""Addresses of accounts and plans that need no login: they begin one, or keep and tell nothing of one."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        assert client.portal
        yield desk(app, client, client.portal.call)


def addresses(office: Desk) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return each operation of the API with what the description says of it."""
    for path, operations in office.app.openapi()["paths"].items():
        for method, operation in operations.items():
            yield f"{method.upper()} {path}", operation


def filled(path: str, value: str) -> str:
    while "{" in path:
        path = path[: path.index("{")] + value + path[path.index("}") + 1 :]
    return path


def test_every_address_that_asks_a_secret_opens_for_nobody_else(office: Desk) -> None:
    citizen = sharing.citizen(office.client)["Authorization"]
    coach = sharing.coach(office.client, sharing.holding()[0])[0]["Authorization"]
    keys: dict[str, str | bytes] = {
        "nobody": "",
        "accountToken": citizen,
        "coachKey": coach,
        "chequeKey": f"Bearer {office.centre}",
        "nonsense": "Bearer ' OR 1=1 --",
        "surrogate": b"Bearer \xff\xfe",
    }
    tried = 0
    for name, operation in addresses(office):
        asks = {scheme for row in operation.get("security", ()) for scheme in row}
        if not asks:
            continue
        method, path = name.split(" ")
        client = another(office.client)
        for who, token in keys.items():
            if who in asks or (who == "chequeKey" and asks & {"introductionKey", "centreKey", "operatorKey"}):
                continue
            if any("Key" in scheme for scheme in asks) and who == "chequeKey":
                continue  # a key of a centre is a key: what it may do is for the tests of that feature
            headers: Any = {"authorization": token} if token else {}
            answer = client.request(method, filled(path, "0" * 32), headers=headers, json={})
            assert answer.status_code in (401, 403, 404, 409, 422, 429), (name, who, answer.status_code)
            if who == "nobody":
                assert answer.status_code == 401, (name, answer.text)
            tried += 1
    assert tried > 200


def test_no_poison_in_an_address_is_an_error_of_ours_or_comes_back_raw(office: Desk) -> None:
    client = another(office.client)
    found = routing.every(office.app.routes)
    paths = {route.path for route in found if isinstance(route, APIRoute) and "GET" in route.methods}
    for number, path in enumerate(sorted(path for path in paths if "{" in path)):
        for value in (POISON[0], POISON[1 + number % (len(POISON) - 1)]):
            answer = client.get(filled(path, value))
            assert answer.status_code < 500, (path, value)
            json = (
                answer.headers.get("content-type", "").partition(";")[0].endswith("json")
            )  # names the address as sent
            assert json or "<script>alert(1)" not in answer.text, path
    assert len(paths) > 100
    for header, value in itertools.product(("cookie", "accept-language", "x-forwarded-for", "host"), POISON[:3]):
        sent = f"account={value}; orient={value}" if header == "cookie" else value
        for path in ("/", "/mijn-loopbaan", "/orient/vraag", "/api/v1/account"):
            answer = client.get(path, headers={header: sent})
            assert answer.status_code < 500, (path, header, value)
            assert "<script>alert(1)" not in answer.text


def test_methods_that_nobody_needs_are_not_answered(office: Desk) -> None:
    for path in ("/", "/api/v1/account", "/static/css/site.css"):
        for method in ("TRACE", "CONNECT", "PROPFIND"):
            assert office.client.request(method, path).status_code == 405, (method, path)


def test_another_site_begins_no_login_and_leaving_forgets_pages(office: Desk) -> None:
    client = another(office.client)
    client.follow_redirects = False
    for path in ("/mijn-loopbaan/aanmelden", "/coach/aanmelden"):
        led = client.get(path, headers={"sec-fetch-site": "cross-site"})
        assert led.headers["location"] == path.rsplit("/", 1)[0]
        assert "set-cookie" not in led.headers
        assert "state=" in client.get(path, headers={"sec-fetch-site": "same-origin"}).headers["location"]
    client.post("/mijn-loopbaan/zonder-naam")
    page = client.get("/mijn-plan").text
    csrf = page.split('action="/mijn-loopbaan/afmelden"')[1].split('name="csrf" value="')[1].split('"')[0]
    left = client.post("/mijn-loopbaan/afmelden", data={"csrf": csrf})
    assert left.headers["clear-site-data"] == '"cache", "storage"'
    assert client.get("/mijn-plan").headers["location"] == "/mijn-loopbaan"


def test_addresses_without_a_secret_are_the_known_ones(office: Desk) -> None:
    private = ("/api/v1/account", "/api/v1/plan", "/api/v1/shares", "/api/v1/coach/clients")
    bare = {
        name
        for name, operation in addresses(office)
        if not operation.get("security") and name.split(" ")[1].startswith(private)
    }
    assert bare == OPEN
