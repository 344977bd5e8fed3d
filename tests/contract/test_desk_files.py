"""The desk of a centre: a file from the first talk to aftercare on pages; what is refused, with nothing lost."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader
from starlette.testclient import TestClient

from api.app import create_app
from api.beheer.papers.service import ROOM
from api.loopbaancentra.introductions.answers import for_centre
from api.storage.figures import Sums
from tests.cheques import Desk, desk
from tests.conftest import another, settings
from tests.contract.test_desks import DESK, employee
from tests.contract.test_sharing_pages import field
from tests.unit.api.test_scans import on_page, pdf, written

SECRET = re.compile(r"sleutel\" value=\"([0-9a-f]{32})\"")


@dataclass
class Office:
    """The service on a day, with an employee of each of two centres."""

    desk: Desk
    mine: TestClient
    other: TestClient

    def page(self, path: str, who: TestClient | None = None) -> str:
        answer = (who or self.mine).get(f"{DESK}{path}")
        assert answer.status_code == 200, answer.text[:500]
        return answer.text

    def send(self, path: str, page: str, who: TestClient | None = None, **fields: object) -> tuple[int, str]:
        """Send a form of a page, and return the status and the page that follows."""
        form = page[page.index(f'action="{DESK}{path}"') :]
        form = form[: form.index("</form>")]
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        answer = (who or self.mine).post(f"{DESK}{path}", data=hidden | fields)
        return answer.status_code, html.unescape(answer.text)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False, client=("127.0.0.1", 1), base_url="http://localhost") as client:
        assert client.portal
        made = desk(app, client, client.portal.call)
        yield Office(made, employee(client, "Testmedewerker B"), employee(client))


def opened(office: Office) -> tuple[str, str, str]:
    """Open a cheque on the page; return its number, client number and the page of its file."""
    found = office.desk.issued()
    numbers = {"nummer": found["number"], "klantnummer": found["clientNumber"], "dag": "20/6/2024"}
    status, page = office.send("/openen", office.page("/openen"), **numbers)
    assert status == 200, page[page.index("<main") :][:1500]
    return found["number"], found["clientNumber"], page


TALK = {
    "dag": "20/6/2024",
    "duur": "2",
    "vorm": "online",
    "thema": ["balance", "other"],
    "ander": "verlof",
    "uur": "9:30",
}


def test_a_file_goes_from_the_first_talk_to_aftercare(office: Office) -> None:
    number, client, page = opened(office)
    here = f"/dossier/{number}"
    assert number in office.page("")
    assert number not in office.page("", office.other), "another centre's"
    assert office.other.get(f"{DESK}{here}").status_code == 404
    assert "Stoppen mag" in office.page(f"{here}/overeenkomst")
    status, page = office.send(f"{here}/overeenkomst", office.page(f"{here}/overeenkomst"), klantnummer=client)
    assert "Akkoord op 20 juni 2024" in page
    status, page = office.send(f"{here}/gesprek", office.page(f"{here}/gesprek"), **TALK)
    assert (status, "werk en privé in evenwicht, iets anders" in page) == (200, True)
    again = office.page(f"{here}/gesprek")
    assert 'name="duur" value="2" checked' in again, "as last time"
    assert 'name="vorm" value="online" checked' in again
    status, page = office.send(f"{here}/gesprek", again, **TALK | {"uur": "13.00", "duur": "1"})
    assert "je klant bevestigt elk gesprek" in page
    status, page = office.send(f"{here}/aanwezig", page, klantnummer=client, gesprek=["1", "2"])
    assert page.count("Bevestigd op jouw scherm") == 2
    status, page = office.send(f"{here}/gesprek/2/terugnemen", page, reden="wrong-day")
    assert "Teruggenomen: de dag was verkeerd" in page
    status, page = office.send(f"{here}/vraag", page, vraag="Wat wil ik nog?", kenmerk="K-7")
    assert "Wat wil ik nog?" in page
    assert "Laatst gewijzigd: jij." in page
    assert "K-7" in office.page("")
    form = office.page(f"{here}/afronden")
    done = {"dag": "20/6/2024", "verliest": "ja"}
    status, refused = office.send(f"{here}/afronden", form, **done)
    assert (status, "Er ontbreekt nog iets" in refused) == (422, True)
    status, page = office.send(f"{here}/afronden", form, **done, plan="ja")
    assert "Er ontbreekt niets" in page
    assert number in office.page("/afgerond")
    status, page = office.send(f"{here}/nazorg", page, dag="20/6/2024", vorm="phone")
    assert "20 juni 2024, aan de telefoon" in page
    log = office.desk.app.state.cheques.store.log
    facts = office.mine.portal.call(lambda: log(number)) if office.mine.portal else ()
    told = [fact for fact in facts if fact.actor.startswith("centre:")]
    assert told
    assert {fact.actor for fact in told} == {"centre:voorbeeldcentrum-002"}
    assert len({fact.person for fact in told} - {None}) == 1, "the log says which employee"


REFUSED = [
    ({"dag": "21/6/2024"}, "moet nog komen"),
    ({"dag": "1/6/2024"}, "voor het laatste feit"),
    ({"duur": "9"}, "Zo veel uren heeft de cheque niet meer"),
    ({"uur": "9:45"}, "Op dat uur staat er al een gesprek"),
    ({"uur": ""}, "Schrijf ook het uur van dit gesprek"),
    ({"dag": "ooit"}, "Schrijf een dag die bestaat"),
    ({"ander": ""}, "welk ander thema"),
    ({"begeleider": "niemand"}, "staat niet in het register"),
]


def test_what_a_rule_forbids_is_said_in_the_form_and_nothing_is_lost(office: Office) -> None:
    number, client, _ = opened(office)
    path = f"/dossier/{number}/gesprek"
    office.send(path, office.page(path), **TALK)
    for wrong, said in REFUSED:
        status, page = office.send(path, office.page(path), **TALK | {"uur": "15:00"} | wrong)
        assert (status, said in page) == (422, True), (wrong, page[:200])
        assert f'value="{wrong.get("dag", "20/6/2024")}"' in page, "what was typed stays"
        assert "Er is niets opgeschreven" in page
    assert office.page(f"/dossier/{number}").count("<h3>20 juni 2024") == 1, "nothing was changed"
    seen = office.page(path)
    office.send(path, office.page(path), **TALK | {"uur": "11:00"})
    status, page = office.send(path, seen, **TALK | {"uur": "15:00"})
    assert (status, "Een collega schreef intussen" in page) == (422, True)
    assert 'value="15:00"' in page
    status, page = office.send(path, page, **TALK | {"uur": "15:00"})
    assert status == 200
    status, _ = office.send(f"/dossier/{number}/aanwezig", page, klantnummer="x", gesprek=["1"])
    assert status == 422
    status, page = office.send("/openen", office.page("/openen"), nummer=number, klantnummer="x", dag="20/6/2024")
    assert (status, "We vinden geen cheque" in page) == (422, True)
    same = {"nummer": number, "klantnummer": client, "dag": "20/6/2024"}
    status, page = office.send("/openen", office.page("/openen", office.other), office.other, **same)
    assert status == 422, "another centre guides it"


def test_a_button_that_arrives_twice_counts_once_and_a_question_is_not_overwritten(office: Office) -> None:
    number, _, _ = opened(office)
    path = f"/dossier/{number}/gesprek"
    form = office.page(path)
    assert SECRET.search(form)
    for _ in range(2):
        assert office.send(path, form, **TALK)[0] == 200
    page = office.page(f"/dossier/{number}")
    assert page.count("<h3>20 juni 2024") == 1
    mine, theirs = f"/dossier/{number}/vraag", {"vraag": "Van mijn collega", "kenmerk": ""}
    assert office.send(mine, page, **theirs)[0] == 200
    status, refused = office.send(mine, page, vraag="Van mij", kenmerk="")
    assert (status, "Van mij" in refused) == (422, True)
    assert "Van mijn collega" in office.page(f"/dossier/{number}")


def test_a_client_confirms_on_the_own_page(office: Office) -> None:
    number, client, _ = opened(office)
    path = f"/dossier/{number}/gesprek"
    office.send(path, office.page(path), **TALK)
    phone = another(office.mine)
    phone.get("/loopbaancheque/cheque")
    page = phone.post("/loopbaancheque/cheque", data={"nummer": number, "klantnummer": client})
    here = str(page.url.path)
    assert "Lees de overeenkomst" in page.text
    version = re.search(r'name="overeenkomst" value="([^"]+)"', page.text)
    assert version
    page = phone.post(f"{here}/bevestigen", data={"overeenkomst": version[1]})
    assert 'name="overeenkomst"' not in page.text
    page = phone.post(f"{here}/bevestigen", data={"gesprek": "1"})
    assert "Je aanwezigheid is bevestigd" in page.text
    assert phone.post(f"{here}/bevestigen", data={"gesprek": "7"}).status_code == 200, "no such talk: nothing changes"
    page_of_centre = office.page(f"/dossier/{number}")
    assert "Bevestigd door je klant" in page_of_centre
    assert "bevestigd door je klant" in page_of_centre


def test_papers_are_kept_as_downloads_and_what_is_no_scan_is_refused(office: Office) -> None:
    number, _, _ = opened(office)
    path = f"/dossier/{number}/stuk"
    csrf = field(office.page(f"/dossier/{number}"), "csrf")

    def send(content: bytes, name: str = "blad.pdf", kind: str = "agreement") -> tuple[int, str]:
        form = {"csrf": csrf, "soort": kind}
        answer = office.mine.post(f"{DESK}{path}", data=form, files={"bestand": (name, content, "application/pdf")})
        return answer.status_code, html.unescape(answer.text)

    active = pdf()
    on_page(active)
    refused = {
        "iets anders dan zijn naam zegt": (b"MZ\x90", "blad.pdf"),
        "hoogstens 10 MB": (b"%PDF-" + b"0" * 12_000_000, "blad.pdf"),
        "voert iets uit": (written(active), "blad.pdf"),
        "Kies een bestand": (b"", ""),
    }
    for said, (content, name) in refused.items():
        status, page = send(content, name)
        assert (status, said in page) == (422, True), said
    assert "Download" not in office.page(f"/dossier/{number}"), "nothing was kept"
    scan = written(pdf())
    papers = office.desk.app.state.papers
    papers.room = len(scan) - 1
    assert send(scan)[0] == 422
    assert "Je centrum bewaart al 2 GB" in send(scan)[1]
    papers.room = ROOM
    for _ in range(2):
        assert send(scan)[0] == 200
    page = office.page(f"/dossier/{number}")
    (link,) = re.findall(r'href="([^"]+)" download', page)
    got = office.mine.get(link)
    assert got.content == scan
    assert got.headers["content-disposition"] == f'attachment; filename="overeenkomst-{number}.pdf"'
    assert got.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert office.other.get(link).status_code == 404
    assert 'id="overeenkomst" name="overeenkomst" value="ja" checked' in office.page(f"/dossier/{number}/afronden")
    gone = office.mine.post(f"{link}/verwijderen", data={"csrf": csrf})
    assert "Verwijderd op" in gone.text
    assert office.mine.get(link).status_code == 404


def test_the_own_text_of_a_centre_has_its_name_and_no_hash(office: Office) -> None:
    number, client, _ = opened(office)
    agreed = {"clientNumber": client, "acceptedOn": "2024-06-20", "textVersion": "1"}
    told = office.desk.post(f"/{number}/agreements", agreed, office.desk.centre)
    assert told.status_code == 200, told.text
    assert "met de eigen tekst van het centrum, “1”, bevestigd" in office.page(f"/dossier/{number}")
    kept = office.desk.get(f"{number}/file", office.desk.centre).json()["agreement"]
    assert (kept["textVersion"], kept["textHash"]) == ("1", None)


def test_a_form_of_somebody_else_is_refused(office: Office) -> None:
    number, _, page = opened(office)
    assert field(page, "csrf")
    for path in ("/gesprek", "/afronden", "/vraag", "/nazorg", "/aanwezig", "/overeenkomst", "/gesprek/1/terugnemen"):
        assert office.mine.post(f"{DESK}/dossier/{number}{path}", data={"csrf": "x"}).status_code == 403, path


def test_a_centre_reads_its_statement_as_page_table_and_pdf(office: Office) -> None:
    number, _, _ = opened(office)
    path = f"/dossier/{number}/gesprek"
    office.send(path, office.page(path), **TALK)
    assert "Er is nog geen afrekening" in office.page("/afrekeningen")
    office.desk.on(date(2024, 7, 2))
    key = {"Authorization": f"Bearer {office.desk.operator}"}
    run = office.desk.client.post("/api/v1/regie/settlements", json={"month": "2024-06"}, headers=key)
    assert run.status_code == 200, run.text
    assert "Juni 2024" in office.page("/afrekeningen")
    page = office.page("/afrekeningen/2024-06")
    assert number in page
    assert "20 juni 2024: begeleiding, 1 uur" in page
    assert "136,50" in page, "181.50 for an hour with VAT, less the client's own 45"
    table = office.mine.get(f"{DESK}/afrekeningen/2024-06/tabel.csv")
    assert table.headers["content-type"].startswith("text/csv")
    assert f"2024-06,{number}," in table.text
    pdf = office.mine.get(f"{DESK}/afrekeningen/2024-06/afrekening.pdf")
    reader = PdfReader(BytesIO(pdf.content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Afrekening juni 2024" in text
    assert "136,50" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"], "tagged"
    assert b"pdfuaid" in pdf.content or b"pdfuaid" in (reader.trailer["/Root"]["/Metadata"].get_data())
    for part in ("", "/afrekening.pdf"):
        assert office.other.get(f"{DESK}/afrekeningen/2024-06{part}").status_code == 404
    assert number not in office.other.get(f"{DESK}/afrekeningen/2024-06/tabel.csv").text
    assert office.mine.get(f"{DESK}/afrekeningen/2024-13").status_code == 422
    office.desk.on(date(2024, 6, 20))


def test_figures_count_the_year_and_show_nothing_of_few(office: Office) -> None:
    number, _, _ = opened(office)
    path = f"/dossier/{number}/gesprek"
    before = re.search(r"<dt>Gesprekken</dt><dd>([^<]+)", office.page("/cijfers?jaar=2024"))
    office.send(path, office.page(path), **TALK)
    page = html.unescape(office.page("/cijfers?jaar=2024"))
    after = re.search(r"<dt>Gesprekken</dt><dd>([^<]+)", page)
    assert before
    assert after
    assert before[1] != after[1]
    assert "Er zijn nog geen tien andere centra" in page
    assert "Nog geen tien antwoorden" in page
    assert "nog geen gegevens over doelgroepen" in page
    assert re.search(r"Wat je nog mag verwachten</h2><p>[^<]*euro met btw", page, re.DOTALL)
    assert "Gestart</dt><dd>0<" in office.page("/cijfers?jaar=2023")
    assert "Andere centra (" not in page
    call, sums = office.mine.portal.call, office.desk.app.state.figures.sums
    for n in range(12):
        row = Sums(centre_id=f"x-{n}", year=2024, started=n + 1, closed=n, complete=n, half_hours=8, online=2)
        call(sums.keep, row.centre_id, {2024: row}, 1)
    own, until = call(sums.of_centre, "voorbeeldcentrum-002", 2024)
    call(sums.keep, own.centre_id, {2024: replace(own, started=77)}, until)
    page = office.page("/cijfers?jaar=2024")
    assert "Gestart</dt><dd>77<" in page, "nothing was told since it was counted, so it is not counted again"
    assert "Andere centra (12): de helft 6 of minder, een kwart 3 of minder, een kwart 10 of meer." in page
    assert "Andere centra (11): de helft 100 % of minder" in page, "eleven of them closed a file"
    office.send(path, office.page(path), **TALK | {"uur": "15:00"})
    assert "Gestart</dt><dd>77<" not in office.page("/cijfers?jaar=2024")
    assert call(office.desk.app.state.figures.count_changed) >= 0
    assert call(office.desk.app.state.figures.count_changed) == 0
    assert office.mine.get(f"{DESK}/cijfers?jaar=1900").status_code == 422


def test_a_first_talk_is_declined_with_a_reason_only(office: Office) -> None:
    asks = {
        "centreId": "voorbeeldcentrum-002",
        "contact": {"name": "Noor", "email": "noor@voorbeeld.be"},
        "message": "Kan ik kennismaken?",
        "consent": True,
    }
    assert office.desk.client.post("/api/v1/loopbaancentra/introductions", json=asks).status_code == 201
    page = office.page("/kennismakingen")
    assert "Kan ik kennismaken?" in page
    assert 'href="mailto:noor@voorbeeld.be"' in page
    assert "Kan ik kennismaken?" not in office.page("/kennismakingen", office.other)
    found = re.search(r'action="/loopbaancentra/beheer(/kennismakingen/[0-9a-f]{32})"', page)
    assert found
    office.desk.on(date(2031, 1, 1))
    late = office.page("/kennismakingen")
    assert "geen mandaat. Daarom zie je niet" in late
    assert not {word for word in ("Kan ik kennismaken?", "noor@voorbeeld.be", "Noor") if word in late}
    form = {"csrf": field(late, "csrf"), "doe": "ja"}
    assert office.mine.post(f"{DESK}{found[1]}", data=form).status_code == 422
    state, moment = office.desk.app.state, datetime(2031, 1, 1, tzinfo=UTC)
    (kept,) = office.mine.portal.call(state.introductions.store.of_centre, "voorbeeldcentrum-002", datetime.now(UTC))
    seen = for_centre(kept, state.registers.current, moment)
    assert (seen.contact, seen.message, seen.status) == (None, None, kept.status)
    assert for_centre(kept, state.registers.current, datetime(2026, 11, 30, tzinfo=UTC)) == kept
    office.desk.on(date(2024, 6, 20))
    status, refused = office.send(found[1], page, doe="nee", antwoord=" ")
    assert (status, "Schrijf waarom" in refused) == (422, True)
    assert office.mine.post(f"{DESK}{found[1]}", data={"csrf": "x"}).status_code == 403
    theirs = {"csrf": field(office.page("", office.other), "csrf"), "doe": "ja"}
    assert office.other.post(f"{DESK}{found[1]}", data=theirs).status_code == 404
    status, page = office.send(found[1], page, doe="nee", antwoord="We zijn volzet tot maart.")
    assert (status, "Je centrum zei nee" in page) == (200, True)
    late = {"csrf": field(page, "csrf"), "doe": "ja"}
    assert "intussen veranderd" in office.mine.post(f"{DESK}{found[1]}", data=late).text


def test_open_cheques_keep_the_rules_of_their_request(office: Office) -> None:
    opened(office)
    page = html.unescape(office.page("/regels"))
    assert "Aangevraagd vanaf 1 januari 2024, cheque 1" in page
    assert "Uren op een cheque</dt><dd>4 uur" in page
    assert "Uurtarief</dt><dd>150 euro zonder btw" in page
    count = re.search(r"Open cheques</dt><dd>(\d+)", page).group(1)
    assert re.search(rf"{count} open cheques? volg(t|en) de regels van vandaag", page)
    assert "Geen open cheque volgt oudere regels" in page
    assert "Geen open cheque volgt aangekondigde regels" in page
    assert "Aangekondigd: 4 maart 2025" in page
    changes = re.findall(r'<th scope="row">([^<]+)</th><td>([^<]+)</td><td>([^<]+)</td>', page)
    assert ("Eigen bijdrage per cheque", "45 euro", "90 euro") in changes, "what changes for who asks later"
    assert "Vanaf 1 januari 2027 kan niemand nog een cheque aanvragen" in page
    assert "staat nog niet in onze bronnen" in page
    office.desk.on(date(2027, 2, 1))
    later = html.unescape(office.page("/regels"))
    assert f"{count} open cheque" in later
    assert "volgen oudere regels" in later or "volgt oudere regels" in later
    assert "Er zijn geen nieuwe regels aangekondigd" in later
    office.desk.on(date(2024, 6, 20))
    assert "Er loopt nu geen begeleiding" in office.page("/regels", office.other)
