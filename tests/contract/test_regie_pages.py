"""The desk of the director's team: who has the role is let in, and every page does what the API does."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from starlette.datastructures import FormData
from starlette.testclient import TestClient

from api.app import create_app
from api.problems import ProblemError
from api.regie.actions import forms as action_forms
from api.regie.checks import forms as check_forms
from api.regie.complaints import forms as complaint_forms
from api.regie.decisions import forms as decision_forms
from api.regie.mandates import forms as mandate_forms
from api.regie.misuse import forms as misuse_forms
from api.regie.misuse import views as misuse_views
from api.storage.cases import CaseMovedError
from api.storage.regie import YearFact
from tests.cheques import FACTS, QUEUE, START, Desk, desk, mandated
from tests.conftest import another, settings
from tests.contract.desk_forms import forms, nothing_is_lost, send
from tests.contract.test_sharing_pages import field, log_in
from tests.problems import assert_problem

PAGES = (
    "", "/beslissingen", "/mandaten", "/klachten", "/dossiercontroles", "/signalen", "/afrekeningen", "/tevredenheid",
    "/stimulering", "/signalen/gesprekken", "/kwaliteitsacties", "/berichten",
)  # fmt: skip
PLANTED = "f" * 64


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.portal
        found = desk(app, client, client.portal.call)
        around = [fact(n, f"{n:064x}", f"centrum-{n % 20}") for n in range(100)]
        planted = [fact(200 + n, PLANTED, mandated(vat=True)[0]) for n in range(8)]
        client.portal.call(app.state.regie.store.replace, 2023, [*around, *planted])
        found.on(START)
        yield found


def fact(number: int, employer: str, centre: str) -> YearFact:
    return YearFact(
        cheque_hash=f"{number:064x}",
        centre_id=centre,
        province="limburg",
        employer=employer,
        counsellor=None,
        groups=[],
    )


@pytest.fixture(scope="module")
def team(office: Desk) -> dict[str, TestClient]:
    return {sign: log_in(office.client, "/regie/aanmelden", f"Testregisseur {sign}") for sign in "ABC"}


def test_only_the_team_is_let_in(office: Desk, team: dict[str, TestClient]) -> None:
    assert "Meld je aan als medewerker van de regie" in another(office.client).get("/regie").text
    employee = log_in(office.client, "/loopbaancentra/beheer/aanmelden", "Testmedewerker A")
    for page in PAGES:
        assert "Testregisseur A" in team["A"].get(f"/regie{page}").text, page
        if page:
            assert another(office.client).get(f"/regie{page}", follow_redirects=False).status_code == 303
            assert employee.get(f"/regie{page}", follow_redirects=False).headers["location"] == "/regie"
    assert team["A"].post("/regie/afrekeningen", data={"maand": "2024-05"}).status_code == 403


def ask(office: Desk) -> str:
    """Let a citizen ask a person to look; return the number of the cheque."""
    body = {"facts": FACTS | {"working": None}, "consent": True}
    found: str = office.client.post("/api/v1/loopbaancheque/requests", json=body).json()["number"]
    return found


def test_two_of_the_team_decide_and_the_citizen_reads_the_letter(office: Desk, team: dict[str, TestClient]) -> None:
    number = ask(office)
    queue = team["A"].get("/regie/beslissingen").text
    case = re.search(rf'href="(/regie/beslissingen/[^"]+)">{number}<', queue).group(1)
    page = team["A"].get(case).text
    assert "Dit weten we niet:</strong> Werk op de dag van de aanvraag" in page
    wrong = send(team["A"], case, f"{case}/besluit", besluit="nee", uitleg="", voorwaarde=["working", "residence"])
    kept = re.findall(r'name="voorwaarde" value="([^"]+)" checked', wrong.text)
    assert (wrong.status_code, sorted(kept)) == (422, ["residence", "working"])
    wrong = send(team["A"], case, f"{case}/besluit", besluit="nee", uitleg="Je contract liep af.")
    assert wrong.status_code == 422
    assert "Je contract liep af." in wrong.text, "nothing that was typed is lost"
    written = forms(page)
    done = send(team["A"], case, f"{case}/besluit", besluit="nee", voorwaarde="working", uitleg="Je contract liep af.")
    assert "Nu is iemand anders aan de beurt" in done.text
    assert 'name="doe" value="akkoord"' not in done.text
    key, look = {"Authorization": f"Bearer {office.operator}"}, {"employee": "an", "agrees": True}
    other_way = office.client.post(f"{QUEUE}/{case.rpartition('/')[2]}/second-looks", json=look, headers=key)
    assert assert_problem(other_way, 409, "decision-rule", "/employee")["issues"][0]["code"] == "other-way"
    again = team["A"].post(f"{case}/meekijken", data={"csrf": field(page, "csrf"), "doe": "akkoord"})
    assert (again.status_code, "Nu is iemand anders aan de beurt" in again.text) == (422, True)
    written += forms(team["B"].get(case).text)
    agreed = send(team["B"], case, f"{case}/meekijken", doe="akkoord")
    assert "Je krijgt nu geen loopbaancheque" in agreed.text
    assert "<strong>Testregisseur B</strong> keek mee en ging akkoord" in agreed.text
    assert number not in team["C"].get("/regie/beslissingen").text
    assert [to.rpartition("/")[2] for to, _ in written] == ["vraag", "besluit", "meekijken"]
    nothing_is_lost(team["C"], written)


def test_a_mandate_from_application_to_suspension(office: Desk, team: dict[str, TestClient]) -> None:
    a, centre = team["A"], mandated(vat=False)[0]
    typed = {"nummer": "0403.170.701", "centrum": centre, "certificaat": "ja", "visie": "ja", "opvolging": "ja"}
    assert send(a, "/regie/mandaten", ervaring="3", **typed | {"nummer": "0403.170.702"}).status_code == 422
    page = send(a, "/regie/mandaten", ervaring="2", sleutel="", **typed)
    one = re.search(r'href="(/regie/mandaten/[^"]+)"', page.text).group(1)
    assert "drie jaar voltijdse ervaring" in a.get(one).text
    written = forms(a.get(one).text)
    lacking = send(a, one, doe="ken-toe", begin="1/7/2024", uitleg="Goed dossier.")
    assert (lacking.status_code, "Het dossier is niet volledig" in lacking.text) == (422, True)
    send(a, one, doe="weiger", uitleg="Te weinig ervaring.")
    wrong = send(a, one, doe="verleng", ervaring="veel", **typed)
    assert (wrong.status_code, '<details class="card" open>' in wrong.text) == (422, True), "what was typed is seen"
    send(a, one, doe="verleng", ervaring="4", **typed)
    granted = send(a, one, doe="ken-toe", begin="3/6/2024", uitleg="Nu is alles er.")
    assert "Loopt, tot 3 juni 2030" in granted.text
    assert "Dat zeggen de mandaten" in granted.text
    public = f"/loopbaancentra/centrum/{centre}"
    assert office.client.get(public).status_code == 200
    early = send(a, one, doe="schors", tot="", uitleg="Zware fouten.")
    assert early.status_code == 422
    send(a, one, doe="meld")
    assert "tot en met 18 juni 2024" in a.get(one).text
    office.on(date(2024, 6, 19))
    written += forms(a.get(one).text)
    suspended = send(a, one, doe="schors", tot="", uitleg="Zware fouten.").text
    assert "Geschorst, tot iemand de schorsing opheft. Het mandaat eindigt op 3 juni 2030." in suspended
    assert ("mag vandaag geen begeleiding starten" in suspended, "0403.170.701" in suspended) == (True, True)
    assert office.client.get(public).status_code == 404, "citizens do not see it any more"
    assert office.app.state.registers.current.mandated(centre, date(2024, 6, 19)) is None, "nor do its coaches work"
    cheque = office.issued()
    start = {"clientNumber": cheque["clientNumber"], "startedOn": "2024-06-20"}
    refused = office.post(f"/{cheque['number']}/activations", start, office.other)
    assert (refused.status_code, refused.json()["issues"][0]["code"]) == (409, "no-mandate")
    before = office.post(f"/{cheque['number']}/activations", start | {"startedOn": "2024-06-18"}, office.other)
    assert (before.status_code, before.json()["issues"][0]["code"]) == (409, "no-mandate"), "nor by an earlier day"
    assert "Loopt" in send(a, one, doe="hef-op", uitleg="De fouten zijn hersteld.").text
    late = send(a, one, doe="hef-op", uitleg="Een <lange> uitleg van een collega.")
    assert "Een &lt;lange&gt; uitleg van een collega." in late.text
    once = send(a, one, doe="stop", uitleg="")
    assert "Kijk na wat je invulde: de reden." in once.text
    assert "Dit schreef je" not in once.text, "what is still in its field is not told again"
    assert office.post(f"/{cheque['number']}/activations", start, office.other).status_code == 200
    assert office.client.get(public).status_code == 200
    assert "een fusie of overname" in send(a, one, doe="stop", reden="merger").text
    assert office.client.get(public).status_code == 404
    assert [form["doe"] for _, form in written] == ["ken-toe", "weiger", "verleng", "schors", "hef-op"]
    nothing_is_lost(team["B"], written)
    office.on(START)


def test_a_signal_becomes_a_case_with_a_reason(
    office: Desk, team: dict[str, TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    a = team["A"]
    page = a.get("/regie/signalen?jaar=2023").text
    assert "8 klanten, verwacht 0,6" in page
    assert "Wat kan het ook zijn?" in page
    names = ("jaar", "soort", "werkgever", "centrum", "begeleider")
    sent = {name: re.search(rf'type="hidden" name="{name}" value="([^"]*)"', page).group(1) for name in names}
    assert f'<textarea id="uitleg-{sent["soort"]}-{sent["werkgever"][:16]}-' in page, "named after its signal"
    assert send(a, "/regie/signalen?jaar=2023", "/regie/signalen", uitleg="", **sent).status_code == 422
    long = send(a, "/regie/signalen?jaar=2023", "/regie/signalen", uitleg="keuze " * 501, **sent)
    assert (long.status_code, long.text.count("keuze " * 500)) == (422, 1), "what was typed stays, at its own signal"
    made = send(a, "/regie/signalen?jaar=2023", "/regie/signalen", uitleg="Er is keuze genoeg.", **sent)
    case = re.search(r'href="(/regie/signalen/[^"]+)"', made.text).group(1)
    written = forms(a.get(case).text)
    early = send(a, case, doe="beslis", maatregel="recovery", uitleg="Het centrum koos zelf.")
    assert "Meld het eerst met een aangetekende brief" in early.text
    assert "tot en met 18 juni 2024" in send(a, case, doe="meld", dag="3/6/2024").text
    number = office.active()["number"]  # on 20 June
    done = send(a, case, doe="beslis", maatregel="recovery", uitleg="Het centrum koos zelf.")
    assert "Vorder een vergoeding terug" in done.text
    wrong = send(a, case, doe="vorder", cheque="x", deel="100")
    assert (wrong.status_code, "begeleidt geen cheque met dit nummer" in wrong.text) == (422, True)
    assert f"Cheque {number}: 50 %" in send(a, case, doe="vorder", cheque=number, deel="50 %").text
    nothing_is_lost(team["B"], written)
    listed = a.get("/regie/signalen?jaar=2023").text
    assert case in listed[listed.index('id="beslist"') :]
    monkeypatch.setattr(misuse_views, "SHOWN", 0)
    assert "/regie/signalen?blad=2&amp;jaar=2023#beslist" in a.get("/regie/signalen?jaar=2023").text
    office.on(START)


def test_complaints_checks_and_settlements(office: Desk, team: dict[str, TestClient]) -> None:
    a, centre = team["B"], mandated(vat=True)[0]
    cheque = office.active()
    office.post(
        f"/{cheque['number']}/sessions", {"heldOn": "2024-06-20", "minutes": 240, "mode": "online"}, office.centre
    )
    close = {"closedOn": "2024-06-20", "planPresent": True, "agreementPresent": True, "attendancePresent": True}
    office.post(f"/{cheque['number']}/closings", close, office.centre)
    told = {"kind": "content", "factOn": "2024-06-20", "text": "Het centrum vroeg extra geld."}
    told |= {"cheque": {"number": cheque["number"], "clientNumber": cheque["clientNumber"]}}
    id_ = office.client.post("/api/v1/klachten", json=told).json()["id"]
    complaint = f"/regie/klachten/{id_}"
    assert told["text"] in a.get(complaint).text
    send(a, complaint, doe="gehoord:citizen")
    assert "het centrum: gehoord" in send(a, complaint, doe="gehoord:centre").text.lower()
    written = forms(a.get(complaint).text)
    ticked = {"oordeel": "founded", "gevolg": ["new-cheque", "refund"], "uitleg": ""}
    wrong = send(a, complaint, doe="beslis", **ticked)
    assert wrong.status_code == 422
    kept = re.findall(r'name="gevolg" value="([^"]+)" checked', wrong.text)
    assert sorted(kept) == ["new-cheque", "refund"], "all that was ticked stays"
    decided = send(a, complaint, doe="beslis", oordeel="unfounded", uitleg="Er is niets extra gevraagd.")
    assert "Beslissing: ongegrond" in decided.text
    office.on(date(2024, 7, 2))
    late = send(team["C"], complaint, doe="beslis", oordeel="founded", gevolg=["refund"], uitleg="Toch wel.")
    assert ("Hoe oordeel je:" in late.text, ">gegrond</p>" in late.text, "eigen bijdrage terug</p>" in late.text) == (
        True, True, True,
    ), "what was chosen is told where its form is gone"  # fmt: skip
    send(a, "/regie/dossiercontroles", van="1/6/2024", tot="30/6/2024", centrum=centre)
    check = re.search(r'href="(/regie/dossiercontroles/[^"]+)"', a.get("/regie/dossiercontroles").text).group(1)
    half = send(a, check, doe=f"bekeken:{cheque['number']}", agreement="ja", plan="", hours="ja")
    assert (half.status_code, "Nog 1 te bekijken" in half.text) == (422, True), "nothing is in order by itself"
    seen = send(a, check, doe=f"bekeken:{cheque['number']}", agreement="ja", plan="nee", hours="ja")
    assert ("0 van 1" in seen.text, "geen dossier" in seen.text) == (True, True)
    assert "Het centrum kan antwoorden, tot en met 16 juli 2024" in send(a, check, doe="meld").text
    employee = log_in(office.client, "/loopbaancentra/beheer/aanmelden", "Testmedewerker B")
    own = employee.get("/loopbaancentra/beheer/acties").text
    assert ("Voorlopig resultaat" in own, "Ontwikkelplan, eerste cheque: 0 van 1 in orde" in own) == (True, True)
    reply = f"/loopbaancentra/beheer/acties/controle/{check.rpartition('/')[2]}"
    assert (
        "Het plan lag bij de klant."
        in send(employee, "/loopbaancentra/beheer/acties", reply, antwoord="Het plan lag bij de klant.").text
    )
    assert "Het plan lag bij de klant." in a.get(check).text
    written += forms(a.get(check).text)
    send(a, check, doe="rond-af", uitleg="Alles is nagekeken.")
    assert [form["doe"] for _, form in written] == ["meld", "beslis", "rond-af"]
    nothing_is_lost(team["C"], written)
    other = log_in(office.client, "/loopbaancentra/beheer/aanmelden", "Testmedewerker A")
    assert send(other, "/loopbaancentra/beheer", reply, antwoord="Van een ander centrum.").status_code == 404
    assert "Deze maand is nog niet voorbij" in send(a, "/regie/afrekeningen", maand="2024-07").text
    made = send(a, "/regie/afrekeningen", maand="2024-06")
    assert f"/regie/afrekeningen/2024-06/{centre}" in made.text
    assert ("Afrekeningen van juni 2024" in made.text, ">Mei 2024</option>" in made.text) == (True, True)
    assert re.search('Afgerekend door <span title="operator:[^"]+">regie, medewerker [0-9a-f]{4}</span>', made.text)
    assert "gesprek" in a.get(f"/regie/afrekeningen/2024-06/{centre}").text
    send(a, "/regie/afrekeningen?maand=2024-06", "/regie/afrekeningen/betaald", maand="2024-06", centrum=centre)
    paid = a.get("/regie/afrekeningen?maand=2024-06").text
    assert ("Is betaald" in paid, paid.count(">regie, medewerker ")) == (False, 2)
    assert "operator:" in a.get(complaint).text, "the log names who of the team did it"
    office.on(START)


def test_a_talk_is_planned_held_answered_and_closed(
    office: Desk, team: dict[str, TestClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, centre = team["A"], "voorbeeldcentrum-001"
    employee = log_in(office.client, "/loopbaancentra/beheer/aanmelden", "Testmedewerker A")
    desk_page = "/loopbaancentra/beheer/acties"
    assert "Er is nog geen gesprek gepland" in employee.get(desk_page).text
    typed = {"soort": "start", "thema": "directions", "afspraken": "", "opvolging": "1/9/2024", "centrum": centre}
    wrong = send(a, "/regie/kwaliteitsacties", dag="gisteren", sleutel="", **typed)
    assert (wrong.status_code, "Kijk na wat je invulde: de dag." in wrong.text) == (422, True)
    made = send(a, "/regie/kwaliteitsacties", dag="3/6/2024", sleutel="", **typed)
    one = re.search(r'href="(/regie/kwaliteitsacties/[^"]+)"', made.text).group(1)
    assert "<strong>1</strong> gesprek of opvolging voor nu" in a.get("/regie").text
    assert "regels en praktische afspraken" in employee.get(desk_page).text
    again = send(a, one, doe="plan", dag="gisteren", **typed)
    assert (again.status_code, '<details class="card" open>' in again.text) == (422, True), "what was typed is seen"
    written = forms(a.get(one).text)
    nothing = send(a, one, doe="iets", resultaat="not-held", uitleg="x")
    assert (nothing.status_code, "Kies een knop op deze pagina" in nothing.text) == (422, True)
    told = {"verslag": "We bespraken de regels.", "afspraken": "Jullie sturen het draaiboek rond."}
    done = send(a, one, doe="verslag", opvolging="1/9/2024", **told)
    assert "Het centrum kan antwoorden tot en met 17 juni 2024" in done.text
    assert "<strong>0</strong> gesprekken of opvolgingen voor nu" in a.get("/regie").text
    assert 'value="sluit"' not in done.text
    reply = f"{desk_page}/{one.rpartition('/')[2]}"
    empty = send(employee, desk_page, reply, antwoord=" ")
    assert (empty.status_code, "Schrijf je antwoord" in empty.text) == (422, True)
    other = log_in(office.client, "/loopbaancentra/beheer/aanmelden", "Testmedewerker B")
    assert send(other, "/loopbaancentra/beheer", reply, antwoord="Van een ander centrum.").status_code == 404
    with monkeypatch.context() as patch:
        patch.setattr(office.app.state.quality_actions.store, "append", moved)
        busy = send(employee, desk_page, reply, antwoord="Dat deden we.")
        assert (busy.status_code, "Verstuur je antwoord nog eens" in busy.text) == (422, True)
        assert ">Dat deden we.</textarea>" in busy.text, "what was typed stays"
    answered = send(employee, desk_page, reply, antwoord="Dat deden we.").text
    assert 'Jullie antwoord van 3 juni 2024</h3><p class="words">Dat deden we.</p>' in answered
    assert send(employee, desk_page, reply, antwoord="Dat deden we.").text.count("Dat deden we.") == 1, "a double tap"
    closed = send(a, one, doe="sluit", resultaat="in-order", uitleg="Alles is gebeurd.")
    assert "Afgesloten: alles is in orde" in closed.text
    assert "alles is in orde" in employee.get(desk_page).text
    late = employee.post(
        reply, data={"csrf": field(employee.get("/loopbaancentra/beheer").text, "csrf"), "antwoord": "x"}
    )
    assert (late.status_code, "Antwoorden kan nu niet" in late.text) == (422, True)
    assert '<p class="words">x</p>' in late.text, "what was typed can be copied"
    gone = send(a, "/regie", one, doe="verslag", verslag="Nog iets.", afspraken="", opvolging="1/9/2024")
    assert (gone.status_code, '<p class="words card">Nog iets.</p>' in gone.text) == (422, True)
    assert [form["doe"] for _, form in written] == ["verslag", "sluit", "plan"]
    nothing_is_lost(team["B"], written)


@pytest.mark.parametrize(
    ("act", "to"),
    [
        (action_forms.act, START),
        (mandate_forms.act, START),
        (check_forms.act, START),
        (misuse_forms.act, START),
        (lambda form, _: complaint_forms.act(form), START),
        (decision_forms.look, "an"),
    ],
)
@pytest.mark.parametrize("doe", [{"doe": "iets"}, {}])
def test_an_unknown_button_decides_nothing(act: Any, to: object, doe: dict[str, str]) -> None:
    told = {"resultaat": "not-held", "maatregel": "warning", "oordeel": "unfounded", "uitleg": "Omdat."}
    with pytest.raises(ProblemError) as error:
        act(FormData(told | doe), to)
    assert (error.value.status, error.value.issues[0].code) == (422, "unknown-button")


async def moved(id_: str, facts: object) -> None:
    raise CaseMovedError(id_)


def test_reading_along_is_named_logged_and_changes_nothing(office: Desk, team: dict[str, TestClient]) -> None:
    c, centre = team["C"], "voorbeeldcentrum-001"
    assert send(c, "/regie", "/regie/meelezen", centrum=centre, waarom="").status_code == 422
    page = send(c, "/regie", "/regie/meelezen", centrum=centre, waarom="Een vraag van het centrum.")
    assert "Je leest mee als" in page.text
    assert "Testregisseur C (regie)" in page.text
    store = office.app.state.misuse_cases.store
    ((case, (row,)),) = office.client.portal.call(store.recent, "reading", 9)
    assert (case.centre_id, row.payload["reasons"]) == (centre, "Een vraag van het centrum.")
    assert row.actor.startswith("operator:")
    left = c.post("/loopbaancentra/beheer/afmelden", data={"csrf": field(page.text, "csrf")})
    assert "Meld je aan als medewerker" in left.text


def test_a_complaint_goes_from_the_citizen_past_centre_and_director_and_back(
    office: Desk, team: dict[str, TestClient]
) -> None:
    cheque, citizen, desk_ = office.active(), another(office.client), "/loopbaancentra/beheer"
    office.on(date(2024, 7, 1))
    typed = {"soort": "content", "dag": "20/6/2024", "klacht": "Zij vroegen extra geld.", "onderwerp": "agreements"}
    typed |= {"nummer": cheque["number"], "sleutel": field(citizen.get("/klachten/nieuw").text, "sleutel")}
    wrong = citizen.post("/klachten/nieuw", data=typed)
    assert ("Vul de twee nummers" in wrong.text, "Zij vroegen extra geld.</textarea>" in wrong.text) == (True, True)
    sent = [citizen.post("/klachten/nieuw", data=typed | {"klantnummer": cheque["clientNumber"]}) for _ in range(2)]
    assert sent[0].url == sent[1].url, "tapped twice, filed once"
    code = re.search(r'class="code"[^>]*>([a-z-]{24})<', sent[0].text).group(1)
    key = {"Authorization": f"Bearer {office.operator}"}
    rows = office.client.get("/api/v1/klachten?limit=100", headers=key).json()["items"]
    (id_,) = (row["id"] for row in rows if row["chequeNumber"] == cheque["number"])
    case, own = f"/regie/klachten/{id_}", f"{desk_}/klachten/{id_}"
    b, a = (log_in(office.client, f"{desk_}/aanmelden", f"Testmedewerker {sign}") for sign in "BA")
    assert b.get(own).status_code == 404, "the centre is told by the director"
    for side in ("citizen", "centre"):
        assert cheque["number"] in send(team["A"], case, doe=f"vraag:{side}").text
    citizen = another(office.client)
    followed = citizen.post("/klachten/volgen", data={"code": code.upper().replace("-", " ")})
    assert ("We vroegen het je" in followed.text, "15 juli 2024" in followed.text, code in followed.text) == (
        True, True, False,
    )  # fmt: skip
    here = str(followed.url).partition("#")[0]
    more = citizen.post(f"{here}/antwoord", data={"antwoord": "Ik betaalde 50 euro."})
    assert ("50 euro" in more.text, "Wil je nog iets vertellen" in more.text) == (True, False)
    again = citizen.post(f"{here}/antwoord", data={"antwoord": "Nog iets."})
    assert ("Je vertelde al meer" in again.text, "Nog iets." in again.text) == (True, True)
    assert "klacht wacht" in b.get(desk_).text
    page = b.get(own).text
    assert (f"{desk_}/dossier/{cheque['number']}" in page, "extra geld" in page, "50 euro" in page) == (
        True, False, False,
    )  # fmt: skip
    assert send(b, own, doe="verdediging", antwoord="Te vroeg.").status_code == 422
    for _ in range(2):
        told = b.post(own, data={"csrf": field(page, "csrf"), "sleutel": field(page, "sleutel"), "doe": "kant",
                                 "antwoord": "Dat klopt niet."})  # fmt: skip
        assert (told.status_code, "Dat klopt niet." in told.text) == (200, True)
    assert a.get(own).status_code == 404
    assert "Cheque" in send(team["A"], case, doe="meld", dag="1/7/2024").text
    assert "Verdedig je centrum" in b.get(own).text
    office.on(date(2024, 7, 16))
    assert "Het ging terug." in send(b, own, doe="verdediging", antwoord="Het ging terug.").text
    seen = team["A"].get(case).text
    assert all(words in seen for words in ("Zij vroegen extra geld.", "50 euro", "Dat klopt niet.", "Het ging terug."))
    send(team["A"], case, doe="beslis", oordeel="founded", gevolg=["recovery", "refund"], uitleg="Dat mag niet.")
    answer = citizen.post(f"{here}/intrekken").text
    assert ("We geven je gelijk" in answer, "Dat klopt niet." in answer, "Trek mijn" in answer) == (True, False, False)
    assert "We vorderen de vergoeding" in b.get(own).text
