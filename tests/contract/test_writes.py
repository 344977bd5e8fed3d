"""Every address that is written to: which rule keeps a request that comes twice, or late, from doing harm.

``COMPUTES`` keeps nothing. ``KEY`` creates once for each key (``OWN KEY``: by code of its own). ``VERSION`` names what
its sender saw; what was changed since is not replaced. ``STEP`` keeps each form as a step that never changes.
``STATE`` is refused, or changes nothing, from any state but the one it belongs to. ``LAST`` ends or deletes: again, or
late, it is as over as it was. ``ANEW`` puts another in the place of what was each time, or beside it where that can be
taken back: who got no answer asks again. ``OPENS`` lets somebody in: each time anew, changing nothing that was kept.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from starlette.testclient import TestClient

from api.account.dependencies import accounts
from api.coach.dependencies import desk as coaches
from api.loopbaancentra.introductions.dependencies import introductions
from api.loopbaancheque.cheques.dependencies import cheques
from api.loopbaantest.dependencies import desk as loopbaantest
from api.orient.dependencies import desk as orient
from api.shares.dependencies import shares
from api.web.drafts import drafts
from tests.documented import routes
from tests.problems import assert_problem

KEEPING = {accounts, coaches, introductions, cheques, loopbaantest, orient, shares, drafts}
"""Dependencies that can keep something."""

TEMPLATES = Path(__file__).parents[2] / "api" / "web" / "templates"

RULES = {
    "COMPUTES": """
        POST /api/v1/account/receipts
        POST /api/v1/jobbereik/competence-suggestions
        POST /api/v1/jobbereik/cv
        POST /api/v1/jobbereik/cv/read
        POST /api/v1/jobbereik/gap
        POST /api/v1/jobbereik/learning-path
        POST /api/v1/jobbereik/reach
        POST /api/v1/jobbereik/what-if
        POST /api/v1/kwaliteiten/game
        POST /api/v1/kwaliteiten/results
        POST /api/v1/loopbaancentra/referrals
        POST /api/v1/loopbaancheque/eligibility
        POST /api/v1/loopbaantest/comparisons
        POST /api/v1/loopbaantest/scores
        POST /api/v1/netwerk/analysis
        POST /api/v1/netwerk/drawing
        POST /api/v1/plan/checks
        POST /api/v1/shares/new/preview
        POST /api/v1/waarden/game
        POST /api/v1/waarden/results
        POST /mijn-loopbaan/ontvangstbewijs.json
        POST /ontwikkeling/identiteit/token
        POST /taal""",
    "OWN KEY": """
        POST /api/v1/loopbaancheque/cheques/{number}/activations
        POST /api/v1/loopbaancheque/cheques/{number}/annulments
        POST /api/v1/loopbaancheque/cheques/{number}/closings
        POST /api/v1/loopbaancheque/cheques/{number}/decisions
        POST /api/v1/loopbaancheque/cheques/{number}/objections
        POST /api/v1/loopbaancheque/cheques/{number}/payments
        POST /api/v1/loopbaancheque/cheques/{number}/sessions
        POST /mijn-loopbaan/code
        POST /api/v1/loopbaancheque/cheques/{number}/agreements
        POST /api/v1/loopbaancheque/cheques/{number}/attendances
        POST /api/v1/loopbaancheque/cheques/{number}/reversals
        POST /api/v1/loopbaancheque/cheques/{number}/case/answers
        POST /api/v1/loopbaancheque/cheques/{number}/case/papers
        POST /loopbaancentra/beheer/openen""",
    "VERSION": """
        PATCH /api/v1/loopbaantest/sessions/{session_id}
        PATCH /api/v1/orient/sessions/{session_id}
        PUT /api/v1/loopbaantest/sessions/{session_id}/previous
        PUT /api/v1/loopbaantest/sessions/{session_id}/work-satisfaction
        PUT /api/v1/plan/actions/{id}
        PUT /api/v1/plan/actions/{id}/done
        PUT /api/v1/plan/order
        PUT /api/v1/shares/{share_id}/messages/{message_id}
        POST /api/v1/loopbaantest/sessions/{session_id}/answers
        POST /api/v1/orient/sessions/{session_id}/answers
        POST /api/v1/orient/sessions/{session_id}/hidden
        POST /api/v1/orient/sessions/{session_id}/ratings
        DELETE /api/v1/orient/sessions/{session_id}/hidden/{occupation_id}
        POST /loopbaancentra/beheer/dossier/{number}/gesprek
        POST /loopbaancentra/beheer/dossier/{number}/gesprek/{talk}/terugnemen
        POST /loopbaancentra/beheer/dossier/{number}/overeenkomst
        POST /loopbaancentra/beheer/dossier/{number}/afronden
        POST /loopbaancentra/beheer/dossier/{number}/nazorg
        POST /loopbaancentra/beheer/dossier/{number}/vraag
        POST /loopbaancentra/beheer/profiel
        POST /loopbaancentra/beheer/profiel/aanbod
        POST /loopbaancentra/beheer/profiel/adres/{id}
        POST /loopbaancentra/beheer/profiel/adres/{id}/passief
        POST /loopbaancentra/beheer/profiel/tekst
        POST /loopbaantest/toestemming
        POST /loopbaantest/vergelijken
        POST /loopbaantest/vraag
        POST /loopbaantest/werk
        POST /mijn-loopbaan/delen/{id}/bericht/{message}
        POST /mijn-plan/actie/{id}
        POST /orient/toestemming
        POST /orient/toon
        POST /orient/verberg
        POST /orient/vraag
        POST /{spel:spel}/kaart/{id}
        POST /{spel:spel}/spel""",
    "STEP": """
        POST /jobbereik
        POST /jobbereik/cv
        POST /jobbereik/cv/bestand
        POST /jobbereik/cv/laden
        POST /jobbereik/cv/overnemen
        POST /jobbereik/laden
        POST /loopbaancentra/kennismaking
        POST /klachten/volgen
        POST /loopbaancheque
        POST /loopbaancheque/cheque
        POST /mijn-loopbaan/bewaren
        POST /netwerk
        POST /netwerk/bestand
        POST /netwerk/laden""",
    "STATE": """
        POST /api/v1/account/sessions
        POST /api/v1/klachten/{id}/decisions|defences|hearings|notices|questions|views
        POST /klachten/volgen/{draft}/antwoord
        POST /api/v1/loopbaancentra/announcements/{id}/reads
        POST /api/v1/tevredenheid/answers
        POST /api/v1/tevredenheid/texts/{id}/looks
        POST /api/v1/loopbaancentra/introductions/{id}/answers
        POST /api/v1/loopbaancentra/introductions/{id}/consents
        POST /coach/kennismaking/{id}
        POST /loopbaancentra/beheer/kennismakingen/{id}
        POST /loopbaancentra/beheer/berichten/{id}/gelezen
        POST /tevredenheid
        POST /loopbaancheque/cheque/{draft}/bevestigen
        POST /loopbaancentra/beheer/dossier/{number}/aanwezig
        POST /loopbaancentra/beheer/dossier/{number}/stuk
        POST /loopbaancentra/kennismaking/{draft}/versturen
        POST /api/v1/regie/settlements
        POST /api/v1/regie/settlements/{month}/payments
        POST /mijn-loopbaan/delen/{id}/samen
        POST /mijn-loopbaan/delen/{id}/samen/zet
        POST /mijn-loopbaan/delen/{id}/samen/pen
        POST /coach/klant/{id}/samen/zet
        POST /coach/klant/{id}/samen/pen
        POST /mijn-loopbaan/groepen
        POST /api/v1/regie/actions/{id}/closings|plans|replies|reports
        POST /regie/kwaliteitsacties/{id}
        POST /loopbaancentra/beheer/acties/{id}
        POST /loopbaancentra/beheer/acties/controle/{id}
        POST /api/v1/regie/cases/{id}/decisions|defences|notices|recoveries
        POST /api/v1/regie/file-checks/{id}/files|finals|preliminaries|replies
        POST /api/v1/regie/decisions/{id}/decisions|second-looks|questions
        POST /regie/beslissingen/{id}/vraag
        POST /loopbaancheque/cheque/{draft}/antwoord
        POST /loopbaancheque/cheque/{draft}/stuk
        POST /api/v1/regie/mandates/{id}/defences|grants|liftings|notices|refusals|renewals|stops|suspensions
        POST /regie/afrekeningen
        POST /regie/afrekeningen/betaald
        POST /regie/beslissingen/{id}/besluit
        POST /regie/beslissingen/{id}/meekijken
        POST /regie/dossiercontroles/{id}
        POST /regie/klachten/{id}
        POST /regie/mandaten/{id}
        POST /regie/signalen/{id}
        POST /regie/tevredenheid/antwoorden/{id}
        POST /api/v1/tevredenheid/invitations""",
    "LAST": """
        POST /api/v1/loopbaancentra/introductions/{id}/withdrawals
        POST /api/v1/klachten/{id}/withdrawals
        POST /klachten/volgen/{draft}/intrekken
        POST /coach/afmelden
        POST /loopbaancentra/beheer/afmelden
        POST /regie/afmelden
        POST /loopbaancentra/beheer/dossier/{number}/stuk/{paper_id}/verwijderen
        POST /loopbaancentra/kennismaking/{draft}/intrekken
        POST /loopbaantest/wissen
        POST /mijn-loopbaan/afmelden
        POST /mijn-loopbaan/delen/{id}/stoppen
        POST /mijn-loopbaan/resultaten/{id}/wissen
        POST /mijn-loopbaan/wissen
        POST /orient/wissen
        POST /{spel:spel}/wissen
        POST /mijn-loopbaan/delen/{id}/samen/stoppen
        POST /mijn-loopbaan/groepen/{id}/weg
        POST /coach/centrum/verwijderen/{id}""",
    "ANEW": """
        PUT /api/v1/groups/memberships
        POST /api/v1/loopbaantest/sessions/{session_id}/code
        POST /api/v1/orient/sessions/{session_id}/code
        POST /loopbaantest/nieuwe-code
        POST /orient/nieuwe-code
        POST /{spel:spel}/nieuwe-code""",
    "OPENS": """
        POST /api/v1/account/resume
        POST /api/v1/coach/links/{share_id}
        POST /api/v1/loopbaantest/resume
        POST /api/v1/orient/resume
        POST /gedeeld/{id}
        POST /loopbaantest/hervatten
        POST /orient/hervatten
        POST /{spel:spel}/hervatten
        POST /groep
        POST /regie/meelezen
        POST /coach/uitnodiging""",
}


def addresses(line: str) -> list[str]:
    """Return the addresses of a line of the table: their last parts may stand beside each other, split by |."""
    before, _, last = line.strip().rpartition("/")
    return [f"{before}/{one}" for one in last.split("|")]


RULE = {one: rule for rule, told in RULES.items() for line in told.strip().splitlines() for one in addresses(line)}


def writes(app: FastAPI) -> Iterator[tuple[str, Any]]:
    for route in routes(app.routes):
        for method in sorted(set(getattr(route, "methods", None) or ()) - {"GET", "HEAD", "OPTIONS"}):
            yield f"{method} {route.path}", route


def of_rule(app: FastAPI, rule: str) -> Iterator[tuple[str, Any]]:
    return ((address, route) for address, route in writes(app) if rule_of(address, route) == rule)


def rule_of(address: str, route: Any) -> str | None:
    """Return a rule: the route's own decorator and method tell of a key and of an end, the list above the others."""
    if getattr(route.endpoint, "creates", False):
        return "KEY"
    return RULE.get(address) or ("LAST" if address.startswith("DELETE ") else None)


def test_every_address_that_is_written_to_has_a_rule(app: FastAPI) -> None:
    found = {address: rule_of(address, route) for address, route in writes(app)}
    assert sorted(address for address, rule in found.items() if rule is None) == []
    assert not [address for address in RULE if found.get(address) == "KEY"], "its decorator says so already"
    assert sum(rule == "KEY" for rule in found.values()) >= 23


def asked(dependant: Dependant) -> Iterator[Any]:
    yield dependant.call
    for part in dependant.dependencies:
        yield from asked(part)


def test_what_computes_keeps_nothing(app: FastAPI) -> None:
    reads = {"POST /api/v1/shares/new/preview", "POST /api/v1/account/receipts"}
    """They read what an account keeps, and the key that signs."""
    for address, route in of_rule(app, "COMPUTES"):
        assert address in reads or not KEEPING & set(asked(route.dependant)), address


def members(schema: dict[str, Any], operation: dict[str, Any]) -> set[str]:
    names = {row["name"] for row in operation.get("parameters", [])}
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    reference = content.get("$ref", "").rpartition("/")[2]
    return names | set(schema["components"]["schemas"].get(reference, {}).get("properties", {}))


def forms(path: str) -> list[str]:
    """Return every form that our templates send to an address."""
    pattern = re.compile(re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(path)) + r"(#.*)?")
    found = []
    for template in TEMPLATES.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        for action, rest in re.findall(r'<form(?=[^>]*"post")[^>]*action="([^"]+)"[^>]*>(.*?)</form>', text, re.DOTALL):
            both = re.sub(r"\{% if id %\}(.*?)\{% endif %\}", r"\1", action)
            if pattern.fullmatch(re.sub(r"\{\{.*?\}\}", "x", both)):
                found.append(rest)
    return found


def test_what_has_a_version_takes_it_and_every_form_sends_it(app: FastAPI) -> None:
    schema, seen = app.openapi(), 0
    for address, _ in of_rule(app, "VERSION"):
        method, path = address.split(" ")
        if path.startswith("/api/"):
            assert {"version", "was"} & members(schema, schema["paths"][path][method.lower()]), address
            continue
        sent = forms(path)
        assert all('name="versie"' in form or 'name="stand"' in form or "kept.items()" in form for form in sent), (
            address
        )
        assert sent or "spel" in path, address
        seen += len(sent)
    assert seen >= 14


def started(client: TestClient, tool: str) -> tuple[str, dict[str, str], int]:
    begun = client.post(f"/api/v1/{tool}/sessions").json()
    mine = {"Authorization": f"Bearer {begun['sessionToken']}"}
    return f"/api/v1/{tool}/sessions/{begun['sessionId']}", mine, begun["version"]


@pytest.mark.parametrize("tool", ["orient", "loopbaantest"])
def test_consent_that_was_withdrawn_is_not_given_again_by_what_comes_late(client: TestClient, tool: str) -> None:
    address, mine, version = started(client, tool)
    late = {"researchConsent": True, "version": version}
    last = {"researchConsent": False, "version": version + 1}
    for _ in range(2):
        assert client.patch(address, json=last, headers=mine).json()["researchConsent"] is False
    assert_problem(client.patch(address, json=late, headers=mine), 409, "later-reply")
    assert client.get(address, headers=mine).json()["researchConsent"] is False
    assert client.patch(address, json={"researchConsent": True}, headers=mine).json()["researchConsent"] is True


def test_what_was_hidden_last_stays_hidden(client: TestClient) -> None:
    address, mine, version = started(client, "orient")
    hide = {"occupationId": "kok", "version": version}
    assert client.post(f"{address}/hidden", json=hide, headers=mine).status_code == 200
    shown = client.delete(f"{address}/hidden/kok", params={"version": version + 1}, headers=mine)
    assert shown.status_code == 200
    assert_problem(client.post(f"{address}/hidden", json=hide, headers=mine), 409, "later-reply")
    assert client.delete(f"{address}/hidden/kok", params={"version": "x"}, headers=mine).status_code == 422


def test_the_last_word_on_work_and_on_an_earlier_test_counts(client: TestClient) -> None:
    address, mine, version = started(client, "loopbaantest")
    path = f"{address}/work-satisfaction"
    assert client.put(path, json={"value": 5, "version": version + 1}, headers=mine).status_code == 200
    assert_problem(client.put(path, json={"value": 1, "version": version}, headers=mine), 409, "later-reply")
    codes = [client.post("/api/v1/loopbaantest/sessions").json()["resumeCode"] for _ in range(2)]
    path, version = f"{address}/previous", client.get(address, headers=mine).json()["version"]
    later, sooner = ({"resumeCode": code, "version": version + i} for code, i in zip(codes, (1, 0), strict=True))
    assert client.put(path, json=later, headers=mine).status_code == 200
    assert_problem(client.put(path, json=sooner, headers=mine), 409, "later-reply")


@pytest.fixture
def plan(client: TestClient) -> tuple[dict[str, str], list[dict[str, Any]]]:
    mine = {"Authorization": f"Bearer {client.post('/api/v1/account').json()['accountToken']}"}
    rows = [client.post("/api/v1/plan/actions", json={"what": what}, headers=mine).json() for what in ("a", "b", "c")]
    return mine, rows


def test_an_action_that_was_changed_since_is_not_replaced(client: TestClient, plan: Any) -> None:
    mine, (first, *_) = plan
    path, version = f"/api/v1/plan/actions/{first['id']}", first["version"]
    later = client.put(path, json={"what": "later", "version": version}, headers=mine)
    again = client.put(path, json={"what": "later", "version": version}, headers=mine)
    assert (later.status_code, again.json()) == (200, later.json()), "a retry changes nothing"
    assert_problem(client.put(path, json={"what": "late", "version": version}, headers=mine), 409, "later-change")
    done = {"doneOn": "2026-11-29", "version": version}
    assert_problem(client.put(f"{path}/done", json=done, headers=mine), 409, "later-change")
    done["version"] = later.json()["version"]
    assert client.put(f"{path}/done", json=done, headers=mine).json()["doneOn"] == "2026-11-29"
    assert client.put(path, json={"what": "anyway"}, headers=mine).json()["what"] == "anyway"


def test_an_order_that_was_left_never_comes_back_by_what_comes_late(client: TestClient, plan: Any) -> None:
    mine, rows = plan
    ids = [row["id"] for row in rows]
    version = client.get("/api/v1/plan", headers=mine).json()["version"]
    late = {"ids": [ids[1], ids[0], ids[2]], "version": version}
    first = client.put("/api/v1/plan/order", json={"ids": ids[::-1], "version": version}, headers=mine).json()
    back = client.put("/api/v1/plan/order", json={"ids": ids, "version": first["version"]}, headers=mine).json()
    assert [row["id"] for row in back["actions"]] == ids
    assert_problem(client.put("/api/v1/plan/order", json=late, headers=mine), 409, "later-change")


def field(page: str, name: str, after: str = "") -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page[page.index(after) :])
    assert found is not None
    return found[1]


def test_pages_of_a_plan_move_once_and_keep_what_was_typed(browser: TestClient) -> None:
    browser.post("/mijn-loopbaan/zonder-naam")
    csrf = field(browser.get("/mijn-plan/actie").text, "csrf")
    for what in ("Een", "Twee", "Drie"):
        browser.post("/mijn-plan/actie", data={"csrf": csrf, "wat": what})
    page = browser.get("/mijn-plan").text
    found = re.search(r'action="(/mijn-plan/actie/[^"]+)"', page[page.index("<h3>Drie") :])
    assert found is not None
    up = {"csrf": csrf, "orde": field(page, "orde"), "doe": "omhoog"}
    for _ in range(2):
        assert browser.post(found[1], data=up).status_code == 200
    assert re.findall(r"<h3>(\w+)</h3>", browser.get("/mijn-plan").text) == ["Een", "Drie", "Twee"]
    form = {"csrf": csrf, "versie": field(browser.get(found[1]).text, "versie"), "doe": "bewaar"}
    assert browser.post(found[1], data=form | {"wat": "Later"}).status_code == 200
    late = browser.post(found[1], data=form | {"wat": "Te laat"})
    assert "intussen veranderd" in late.text
    assert "Te laat</textarea>" in late.text
    assert "<h3>Later</h3>" in browser.get("/mijn-plan").text
    assert browser.post(found[1], data=form | {"wat": "Toch", "versie": field(late.text, "versie")}).status_code == 200
    assert "<h3>Toch</h3>" in browser.get("/mijn-plan").text
