"""What the director tells centres: unread on the start page of each employee, and counted once it is read."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.beheer.announcements import views as desk_views
from api.regie.decisions import answers as decisions
from api.storage.announcements import Announcement, Read
from api.storage.reviews import StoredReview
from tests.cheques import Desk, desk
from tests.conftest import settings
from tests.contract.test_desks import DESK, employee
from tests.contract.test_sharing_pages import field, log_in
from tests.problems import assert_problem

TODAY = date(2026, 11, 30)
API = "/api/v1/regie/announcements"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False, client=("127.0.0.1", 1), base_url="http://localhost") as client:
        assert client.portal
        found = desk(app, client, client.portal.call)
        found.on(TODAY)
        yield found


def told(office: Desk, **members: str) -> dict[str, str]:
    return {"kind": "news", "title": "Nieuwe brochure", "text": "Ze ligt klaar.", "effectiveOn": str(TODAY)} | members


def test_days_are_those_of_brussels() -> None:
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    message = Announcement(
        id="1", kind="news", title="t", text="w", effective_on=TODAY, author="operator", published_at=late
    )
    assert desk_views.row(message)["told"] == "1 juli 2026"
    assert desk_views._who(Read(announcement_id="1", centre_id="c", person="p", read_at=late), "p") == (
        "jij op 1 juli 2026"
    )
    case = StoredReview(
        id="r", cheque_number="8", about="request", stage="waiting", pending=True, due_on=TODAY, facts=None,
        words=None, created_at=late, expires_at=late,
    )  # fmt: skip
    assert decisions.queue([case], 1, TODAY)["items"][0]["opened_on"] == date(2026, 7, 1)


def test_each_employee_reads_and_the_director_counts_centres(office: Desk) -> None:
    director = log_in(office.client, "/regie/aanmelden", "Testregisseur A")
    colleagues = [employee(office.client, f"Test{name}") for name in ("medewerker A", "begeleider A", "medewerker B")]
    first, second, other = colleagues
    form = director.get("/regie/berichten").text
    sent = {"csrf": field(form, "csrf"), "sleutel": field(form, "sleutel"), "soort": "instruction"}
    sent |= {"titel": "Vraag elk gesprek een handtekening", "bericht": "Ook <b>online</b>.", "dag": "1/1/2027"}
    late = director.post("/regie/berichten", data=sent | {"dag": "1/11/2026", "sleutel": sent["sleutel"][::-1]})
    assert (late.status_code, "Deze dag kan niet" in late.text, "Ook &lt;b&gt;online" in late.text) == (422, True, True)
    for _ in range(2):  # sent twice, told once
        page = director.post("/regie/berichten", data=sent).text
    assert page.count('tag--warn">Bindende instructie') == 1
    assert "0 van " in page
    start = first.get(DESK).text
    assert "Vraag elk gesprek een handtekening" in start
    assert "Geldt vanaf 1 januari 2027" in start
    assert "<b>online</b>" not in start
    address = start[start.index(f"{DESK}/berichten/") :].partition('"')[0]
    assert first.post(address, data={"csrf": "x"}).status_code == 403
    for _ in range(2):
        done = first.post(address, data={"csrf": field(start, "csrf"), "van": "start"})
        assert "Vraag elk gesprek een handtekening" not in done.text, "the start page of who read it"
    assert "Vraag elk gesprek een handtekening" in second.get(DESK).text, "a colleague reads it too"
    read = first.get(f"{DESK}/berichten").text
    assert "Gelezen door jij op" in read
    assert "VDAB ziet welke centra een bericht nog niet lazen, niet wie van je centrum." in read
    assert "Gelezen door collega" in second.get(f"{DESK}/berichten").text
    assert "Gelezen door" not in other.get(f"{DESK}/berichten").text, "another centre sees nobody"
    second.post(address, data={"csrf": field(second.get(DESK).text, "csrf")})
    key = {"Authorization": f"Bearer {office.operator}"}
    (row,) = office.client.get(API, headers=key).json()["items"]
    assert (row["centresRead"], row["kind"], row["effectiveOn"]) == (1, "instruction", "2027-01-01")
    assert row["centres"] > 200
    page = director.get("/regie/berichten").text
    assert f"1 van {row['centres']}" in page
    unread = page[page.index("Wie las het nog niet?") :]
    assert ("<li>Voorbeeldcentrum 1 (" in unread, "<li>Voorbeeldcentrum 2 (" in unread) == (False, True)
    assert second.post(f"{DESK}/berichten/{'0' * 32}/gelezen", data={"csrf": "x"}).status_code == 403


def test_a_centres_own_system_lists_and_marks_messages_with_its_key(office: Desk) -> None:
    key, other, operator = (
        {"Authorization": f"Bearer {one}"} for one in (office.centre, office.other, office.operator)
    )
    here = "/api/v1/loopbaancentra/announcements"
    made = office.client.post(API, json=told(office, kind="instruction", title="Over de API"), headers=operator).json()
    (row,) = (one for one in office.client.get(here, headers=key).json()["items"] if one["id"] == made["id"])
    assert (row["title"], row["kind"], row["readAt"], row["employeesRead"]) == ("Over de API", "instruction", None, 0)
    reads = [office.client.post(f"{here}/{made['id']}/reads", headers=key).json() for _ in range(2)]
    assert (reads[0]["readAt"] is not None, reads[0]) == (True, reads[1]), "again changes nothing"

    def unread(who: dict[str, str]) -> list[str]:
        return [one["id"] for one in office.client.get(f"{here}?unread=true", headers=who).json()["items"]]

    assert (made["id"] in unread(key), made["id"] in unread(other)) == (False, True)
    (counted,) = (one for one in office.client.get(API, headers=operator).json()["items"] if one["id"] == made["id"])
    assert counted["centresRead"] == 1
    page = employee(office.client, "Testmedewerker B").get(f"{DESK}/berichten").text
    assert "Gelezen door jullie systeem op" in page
    assert_problem(office.client.post(f"{here}/{'0' * 32}/reads", headers=key), 404, "not-found")
    assert_problem(office.client.get(here, headers=operator), 403, "key-not-allowed")
    assert_problem(office.client.post(f"{here}/{made['id']}/reads", headers=operator), 403, "key-not-allowed")
    assert_problem(office.client.get(here), 401, "key-needed")
    assert_problem(office.client.get(f"{here}?unread=maybe", headers=key), 422, "invalid-request", "/unread")


def test_a_message_needs_the_operator_and_values_that_can_be_used(office: Desk) -> None:
    key = {"Authorization": f"Bearer {office.operator}"}
    centre = {"Authorization": f"Bearer {office.centre}"}
    assert_problem(office.client.post(API, json=told(office), headers=centre), 403, "key-not-allowed")
    assert_problem(office.client.get(API), 401, "key-needed")
    for wrong in ({"effectiveOn": "2026-11-29"}, {"kind": "order"}, {"title": " "}, {"text": "x" * 5_001}):
        answer = office.client.post(API, json=told(office, **wrong), headers=key)
        assert_problem(answer, 422, "invalid-request", f"/{next(iter(wrong))}")
    before = len(office.client.get(API, headers=key).json()["items"])
    assert office.client.post(API, json=told(office), headers=key).status_code == 201
    assert len(office.client.get(API, headers=key).json()["items"]) == before + 1
