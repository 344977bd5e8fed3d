"""Desks of staff: who has the role is let in and sees one centre; nobody else is, and a login can be ended."""

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.testclient import TestClient

from api.identity.staff import Desk, Staff, StaffRole
from tests.conftest import another
from tests.contract.test_sharing_pages import field, log_in

DESK = "/loopbaancentra/beheer"


def employee(client: TestClient, person: str = "Testmedewerker A") -> TestClient:
    return log_in(client, f"{DESK}/aanmelden", person)


def test_an_employee_sees_one_centre_until_the_login_ends(client: TestClient) -> None:
    assert "Meld je aan als medewerker" in another(client).get(DESK).text
    mine = employee(client)
    page = mine.get(DESK)
    assert page.headers["content-language"] == "nl-BE"
    assert "Testmedewerker A" in page.text
    assert "Testmedewerker B" not in page.text
    assert mine.post(f"{DESK}/afmelden", data={"csrf": "x"}).status_code == 403
    token = mine.cookies["beheer"]
    mine.post(f"{DESK}/afmelden", data={"csrf": field(page.text, "csrf")})
    late = another(client)
    late.cookies.set("beheer", token)
    assert "Meld je aan als medewerker" in late.get(DESK).text
    assert "gelukt" in another(client).get(f"{DESK}/terug?code=x&state=y").text


def at(client: TestClient, role: StaffRole, cookie: str, token: str) -> Staff | None:
    """Return who is let in at a desk with a token in its cookie."""
    headers = [(b"cookie", f"{cookie}={token}".encode())]
    request = Request({"type": "http", "method": "GET", "path": "/", "headers": headers, "app": client.app})
    desk, staff = Desk(role=role, address="/x", cookie=cookie), client.app.state.staff
    found: Staff | None = client.portal.call(lambda: staff.visitor(request, desk, now=datetime.now(UTC)))
    return found


def test_a_login_opens_the_desk_of_its_role_only(client: TestClient) -> None:
    token = employee(client).cookies["beheer"]
    mine = at(client, StaffRole.EMPLOYEE, "beheer", token)
    assert mine is not None
    assert mine.centre_id == "voorbeeldcentrum-001"
    assert at(client, StaffRole.DIRECTOR, "regie", token) is None
    assert at(client, StaffRole.EMPLOYEE, "beheer", log_in(client).cookies["coach"]) is None
