"""What the start page of the director's desk counts."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from fastapi import Request

from api.regie.complaints.views import due, waits
from api.regie.dependencies import DESK, Opened
from item_bank.loopbaancentra.schema import Register
from models.loopbaancheque.settlement import month_end
from models.regie.misuse_life import CaseStatus
from models.wording import month_in_words


def _row(title: str, address: str, count: int, words: str, late: int = 0) -> dict[str, Any]:
    one, _, many = words.partition("|")
    words = one if count == 1 or not many else many
    return {"title": title, "address": f"{DESK.address}{address}", "count": count, "words": words, "late": late}


async def _decisions(request: Request, on: date) -> list[dict[str, Any]]:
    waiting = await request.app.state.decisions.waiting(on)
    found = []
    for about, title in (("request", "Aanvragen"), ("objection", "Bezwaren")):
        rows = [pair for (what, stage), pair in waiting.items() if what == about and stage == "waiting"]
        found.append(_row(title, "/beslissingen", *_sum(rows, "wacht op een beslissing|wachten op een beslissing")))
    citizens = sum(count for (_, stage), (count, _) in waiting.items() if stage == "citizen")
    looks = [pair for (_, stage), pair in waiting.items() if stage == "second-look"]
    if citizens:
        found.append(
            _row(
                "Vragen aan burgers",
                "/beslissingen",
                citizens,
                "zaak wacht op een antwoord|zaken wachten op een antwoord",
            )
        )
    return [
        *found,
        _row(
            "Tweede paar ogen",
            "/beslissingen",
            *_sum(looks, "beslissing wacht op een collega|beslissingen wachten op een collega"),
        ),
    ]


def _sum(pairs: list[tuple[int, int]], words: str) -> tuple[int, str, int]:
    return sum(pair[0] for pair in pairs), words, sum(pair[1] for pair in pairs)


def last_month(on: date) -> str:
    """Return the month before a day.

    Examples
    --------
    >>> last_month(date(2026, 1, 31))
    '2025-12'
    """
    return f"{on.replace(day=1) - timedelta(days=1):%Y-%m}"


async def start_page(
    request: Request,
    opened: Opened,
    register: Register,
    on: date,
    problem: str = "",
    typed: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return what waits."""
    state = request.app.state
    rows = await _decisions(request, on)
    complaints = [one for one in await state.complaints.undecided(opened.caller, today=on) if waits(one)]
    late = sum(due(one) < on for one in complaints)
    rows.append(_row("Klachten", "/klachten", len(complaints), "wacht op een antwoord|wachten op een antwoord", late))
    checks = await state.file_checks.unfinished(opened.caller)
    rows.append(
        _row("Dossiercontroles", "/dossiercontroles", len(checks), "is nog niet afgerond|zijn nog niet afgerond")
    )
    talks = [one for one in await state.quality_actions.open_ones() if (one.action.due_on or on) <= on]
    late = sum((one.action.due_on or on) < on for one in talks)
    rows.append(
        _row(
            "Kwaliteitsacties",
            "/kwaliteitsacties",
            len(talks),
            "gesprek of opvolging voor nu|gesprekken of opvolgingen voor nu",
            late,
        )
    )
    cases = await state.misuse_cases.undecided(opened.caller, today=on)
    heard = sum(one.case.status(on) is CaseStatus.HEARD for one in cases)
    rows.append(
        _row(
            "Dossiers na een signaal",
            "/signalen",
            heard,
            "is gehoord of de 15 dagen zijn voorbij: beslis|zijn gehoord of hun 15 dagen zijn voorbij: beslis",
        )
    )
    mandates = await state.mandates.every(today=on)
    ending = sum(one.ends_soon for one in mandates)
    asked = sum(one.mandate.applied is not None for one in mandates)
    ends = "1 mandaat loopt" if ending == 1 else f"{ending} mandaten lopen"
    ends += " binnen een half jaar af"
    rows.append(_row("Mandaten", "/mandaten", asked, f"aanvraag wacht; {ends}|aanvragen wachten; {ends}"))
    month = last_month(on)
    made = await state.settlements.store.statements(month=month)
    paid = sum(one.paid_at is not None for one in made)
    of = f"van {month_in_words(month_end(month))}"
    words = f"afrekening {of}, {paid} betaald|afrekeningen {of}, waarvan {paid} betaald"
    words = words if made else f"afrekeningen {of}: nog niet gemaakt"
    rows.append(_row("Afrekening van vorige maand", "/afrekeningen", len(made), words))
    centres = sorted(((one.id, one.name) for one in register.centres), key=lambda pair: pair[1])
    return {"opened": opened, "rows": rows, "centres": centres, "problem": problem, "typed": typed or {}}
