"""The profile of a centre: its employees and counsellors write, somebody looks, and citizens see what was approved."""

import asyncio
import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api import dependencies
from api.app import create_app
from api.beheer.figures import service as figures
from api.beheer.profile import texts, views
from api.beheer.profile.service import Portrait
from api.loopbaancentra.profiles import service
from api.loopbaancentra.profiles.log import readable
from api.storage.profiles import KEPT, ProfileLine
from tests.conftest import another, settings
from tests.contract.test_desks import DESK, employee

TODAY = date(2026, 11, 30)
CENTRE = "voorbeeldcentrum-001"
HERE = f"{DESK}/profiel"


@dataclass
class Office:
    """The service on a day, with an employee, a counsellor of the same centre, and somebody of another."""

    app: FastAPI
    client: TestClient
    mine: TestClient
    counsellor: TestClient
    other: TestClient

    def on(self, day: date) -> None:
        self.app.dependency_overrides[dependencies.today] = lambda: day

    def citizen(self) -> str:
        return html.unescape(self.client.get(f"/loopbaancentra/centrum/{CENTRE}").text)

    def form(self, who: TestClient, page: str, action: str = "") -> dict[str, object]:
        """Return what a form of a page sends as it stands: what is hidden, written and ticked."""
        text = who.get(page).text
        text = text[text.index(f'action="{action or page}"') :]
        text = text[: text.index("</form>")]
        sent: dict[str, object] = dict(
            re.findall(r'<input type="(?:hidden|text)"[^>]* name="([^"]+)" value="([^"]*)"', text)
        )
        for name, words in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>', text):
            sent[name] = html.unescape(words)
        for name, value in re.findall(r'<input type="(?:checkbox|radio)" name="([^"]+)" value="([^"]*)" checked', text):
            sent[name] = [*sent.get(name, []), value]  # type: ignore[misc]
        return sent

    def send(self, who: TestClient, page: str, action: str = "", **typed: object) -> tuple[int, str]:
        answer = who.post(action or page, data=self.form(who, page, action) | typed)
        return answer.status_code, html.unescape(answer.text)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False, client=("127.0.0.1", 1), base_url="http://localhost") as client:
        people = (employee(client, f"Test{name}") for name in ("medewerker A", "begeleider A", "medewerker B"))
        found = Office(app, another(client), *people)
        found.on(TODAY)
        yield found


def test_a_counsellors_own_text_shows_once_a_colleague_approved_it(office: Office) -> None:
    assert office.mine.get(f"{HERE}/tekst").status_code == 404, "no counsellor"
    told = "Ik luister eerst.\nDaarna <b>kies jij</b>."
    status, page = office.send(office.counsellor, f"{HERE}/tekst", tekst=told)
    assert (status, "Zo zien mensen je pagina straks" in page) == (200, True)
    assert "Ik luister eerst." in page, "the preview"
    assert "<b>kies jij</b>" not in office.counsellor.get(f"{HERE}/voorbeeld").text, "plain text"
    assert "Ik luister eerst." not in office.citizen()
    subject = {"wat": "counsellor:voorbeeldcentrum-001-a", "versie": "1"}
    csrf = office.form(office.counsellor, f"{HERE}/tekst")["csrf"]
    own = office.counsellor.post(HERE, data=subject | {"csrf": csrf, "doe": "toon"})
    assert (own.status_code, "eigen tekst niet zelf goed" in own.text) == (422, True)
    status, page = office.send(office.mine, HERE, doe="terug", reden="")
    assert (status, "Schrijf waarom" in page) == (422, True)
    assert office.send(office.mine, HERE, doe="terug", reden="Schrijf hoe lang je dit al doet.")[0] == 200
    assert "Schrijf hoe lang je dit al doet." in office.counsellor.get(f"{HERE}/tekst").text
    assert "Ik luister eerst." not in office.citizen()
    office.send(office.counsellor, f"{HERE}/tekst", tekst="Ik doe dit tien jaar.")
    status, page = office.send(office.mine, HERE, doe="toon")
    assert "Ik doe dit tien jaar." in office.citizen()
    assert page.count("teruggestuurd") == 1, "the history keeps what happened"
    assert "Ik doe dit tien jaar." not in office.other.get(HERE).text, "another centre's"
    late = office.mine.post(
        HERE, data=subject | {"csrf": office.form(office.mine, f"{HERE}/aanbod")["csrf"], "doe": "toon"}
    )
    assert (late.status_code, "intussen al beslist" in late.text) == (422, True)


def test_an_offer_of_two_employees_at_once_loses_nothing(office: Office) -> None:
    page = f"{HERE}/aanbod"
    before = office.form(office.mine, page)
    assert office.send(office.counsellor, page, tekst="Wij wandelen.", taal=["fr"], hoe=["walking", "online"])[0] == 200
    assert "Wij wandelen." not in office.citizen()
    late = office.mine.post(page, data=before | {"tekst": "Wij bellen."})
    assert late.status_code == 422
    assert "Een collega veranderde dit intussen" in late.text
    assert "Wij wandelen." in late.text, "what stands there now"
    assert ">Wij bellen.</textarea>" in late.text, "and what was typed"
    assert office.send(office.mine, HERE, doe="toon")[0] == 200
    assert "Wij wandelen." in office.citizen()
    found = office.client.get(
        "/api/v1/loopbaancentra/centres", params={"languages": "fr", "ways": "walking", "limit": 100}
    )
    assert CENTRE in {row["id"] for row in found.json()["items"]} or found.json()["total"] > 100
    details = office.client.get(f"/api/v1/loopbaancentra/centres/{CENTRE}").json()
    assert (details["languages"], details["ways"]) == (["fr"], ["online", "walking"])


def test_what_came_back_is_gone_on_with(office: Office) -> None:
    mine, offer = office.mine, f"{HERE}/aanbod"
    new = re.search(rf'action="({HERE}/adres/eigen-[0-9a-f]+)"', mine.get(f"{HERE}/adres").text).group(1)
    typed = {"csrf": str(office.form(mine, offer)["csrf"]), "versie": "0", "stand": "open", "avond": "ja"}
    assert mine.post(new, data=typed | {"straat": "Terugstraat 7", "postcode": "9000"}).status_code == 200
    assert office.send(mine, offer, tekst="Wij zwemmen.", hoe=["walking"])[0] == 200
    place = f"location:{new.rpartition('/')[2]}"
    for subject, reason in (("offer", "Zwemmen doen we niet."), (place, "Huis 9.")):
        sent = waits(office, subject) | {"reden": reason}
        for doe in ({}, {"doe": "iets"}):
            refused = mine.post(HERE, data=sent | doe)
            assert (refused.status_code, "Kies een knop op deze pagina" in refused.text) == (422, True)
        assert mine.post(HERE, data=sent | {"doe": "terug"}).status_code == 200
    listed = mine.get(HERE).text
    assert listed.count("Teruggestuurd: ") == 2
    assert f'href="{new}"' in listed, "an address that is new can be gone on with"
    assert "Wij zwemmen." not in office.citizen()
    assert "Zwemmen doen we niet." in mine.get(offer).text
    assert (office.form(mine, offer)["tekst"], office.form(mine, offer)["hoe"]) == ("Wij zwemmen.", ["walking"])
    assert "Huis 9." in mine.get(new).text
    assert (office.form(mine, new)["straat"], office.form(mine, new)["avond"]) == ("Terugstraat 7", ["ja"])
    made_up = office.form(mine, new) | {"versie": "4000000000"}
    assert mine.post(new, data=made_up).status_code == 422, "a version that nobody saw"
    assert office.send(mine, new, straat="Terugstraat 9")[0] == 200
    assert mine.get(HERE).text.count("Teruggestuurd: ") == 1
    assert office.send(mine, offer, tekst="Wij fietsen.")[0] == 200
    for subject in ("offer", place):
        assert mine.post(HERE, data=waits(office, subject) | {"doe": "toon"}).status_code == 200
    assert "Wij fietsen." in office.citizen()


def waits(office: Office, subject: str) -> dict[str, object]:
    """Return what the buttons beside something that waits send."""
    page = office.mine.get(HERE).text
    found = re.search(rf'name="wat" value="{subject}"><input type="hidden" name="versie" value="(\d+)"', page)
    return {"csrf": office.form(office.mine, f"{HERE}/aanbod")["csrf"], "wat": subject, "versie": found.group(1)}


@pytest.mark.parametrize("watch", [service.Profiles.watch, figures.Statistics.watch])
def test_looking_again_goes_on_whatever_is_wrong(
    watch: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(figures, "AGAIN_SECONDS", 0.0)

    async def main() -> None:
        tried = asyncio.Event()

        async def wrong() -> None:
            tried.set()
            raise ValueError("words of a centre")

        task = asyncio.create_task(watch(SimpleNamespace(refresh=wrong, count_changed=wrong)))
        await tried.wait()
        for _ in range(3):
            await asyncio.sleep(0)
        assert not task.done()
        task.cancel()

    asyncio.run(main())
    assert "ValueError" in caplog.text
    assert "words of a centre" not in caplog.text


def test_a_line_of_an_older_release_is_still_listed() -> None:
    line = ProfileLine(
        centre_id=CENTRE,
        subject="location:x",
        version=1,
        kind="written",
        content={"id": "x", "access": ["gone"]},
        person="p",
        said_on=TODAY,
        recorded_at=datetime.now(UTC),
    )
    assert (readable(line), readable(replace(line, subject="offer", content={"ways": ["gone"]}))) == (None, None)
    assert views._about(Portrait(base=None, lines={}, as_of=TODAY), line) == texts.OLD  # type: ignore[arg-type] # not looked at


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("aanbod", {"tekst": "x" * 1_501}, "hoogstens 1.500 letters"),
        ("aanbod", {"taal": ["geen", "fr"]}, "niet allebei"),
        ("adres/voorbeeldcentrum-001-01", {"postcode": "0000"}, "postcode die bestaat"),
        ("adres/voorbeeldcentrum-001-01", {"straat": ""}, "straat en nummer"),
        ("adres/voorbeeldcentrum-001-01", {"uren": "x" * 201}, "hoogstens 200 letters"),
    ],
)
def test_what_cannot_be_used_is_said_and_nothing_is_kept(
    office: Office, path: str, typed: dict[str, object], said: str
) -> None:
    before = office.form(office.mine, f"{HERE}/{path}")
    status, page = office.send(office.mine, f"{HERE}/{path}", **typed)
    assert (status, said in page) == (422, True)
    assert office.form(office.mine, f"{HERE}/{path}") == before


def test_a_passive_location_is_asked_about_twice_a_year(office: Office) -> None:
    new = re.search(rf'action="({HERE}/adres/eigen-[0-9a-f]+)"', office.mine.get(f"{HERE}/adres").text).group(1)
    typed = {"straat": "Voorbeeldstraat 9", "postcode": "9000", "uren": "ma 9 tot 12 uur", "stand": "open"}
    typed |= {"csrf": str(office.form(office.mine, f"{HERE}/aanbod")["csrf"]), "versie": "0"}
    for _ in range(2):  # sent twice, kept once
        assert office.mine.post(new, data=typed).status_code == 200
    office.send(office.mine, HERE, doe="toon")
    assert "Open: ma 9 tot 12 uur" in office.citizen()
    assert office.send(office.mine, new, stand="passief")[0] == 200
    office.send(office.mine, HERE, doe="toon")
    assert "Voorbeeldstraat 9," not in office.citizen()
    tap = f"{new}/passief"
    for half_year, answer in ((1, "passief"), (2, "stop")):
        office.on(TODAY + timedelta(days=182 * half_year - 1))
        assert "nog passief" not in office.mine.get(DESK).text
        office.on(TODAY + timedelta(days=182 * half_year))
        seen = office.form(office.mine, DESK, tap)
        assert office.mine.post(tap, data=seen | {"doe": answer}).status_code == 200
        assert "nog passief" not in office.mine.get(DESK).text, "one tap"
        assert office.mine.post(tap, data=seen | {"doe": answer}).status_code == 422, "late"
    assert "Voorbeeldstraat 9," not in office.mine.get(f"{HERE}/voorbeeld").text
    assert "Adres dat stopt" in office.mine.get(HERE).text
    assert office.mine.get(f"{HERE}/adres/voorbeeldcentrum-002-01").status_code == 404, "another centre's"
    office.on(TODAY)


def test_old_lines_go_and_what_holds_stays(office: Office) -> None:
    store, call = office.app.state.profiles.store, office.mine.portal.call
    holds = {(line.subject, line.version) for line in call(store.in_force)}
    assert holds
    assert call(store.delete_expired, datetime.now(UTC) + KEPT + timedelta(days=1)) > 0
    left = {(line.subject, line.version) for line in call(store.of_centre, CENTRE)}
    assert left == holds
