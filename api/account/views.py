"""What the templates of "Mijn loopbaan" show."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from fastapi import Request

from api.account.flow import HERE, action_for
from api.account.overview.service import helpers, names, overview, row
from api.account.service import Accounts, Login
from api.account.shared.schemas import WeighingOut
from api.account.shared.service import together, versions, weigh
from api.dependencies import BRUSSELS
from api.identity.dependencies import provider, settings
from api.storage.account import KeptResult
from api.tools import KEEPS, TITLES
from api.web import languages
from api.web.days import dutch_day
from api.web.refusing import NOTHING_WRONG, Refusal
from api.web.tool import Tool
from models.cv.languages import small
from models.jobbereik.engine import Jobbereik
from models.wording import say

SHORT = 4
"""Lines of a question that the joint view shows."""

QUESTIONS = (
    (say("Wat kan ik?"), "can", ("kwaliteiten", "jobbereik"), say("Speel Jouw kwaliteiten")),
    (say("Wat doe ik graag?"), "like", ("orient",), say("Doe Oriënt")),
    (say("Wat vind ik belangrijk?"), "value", ("waarden",), say("Speel Jouw waarden")),
    (say("Waar is werk binnen mijn bereik?"), "work", ("jobbereik",), say("Doe Jobbereik")),
    (say("Hoe sta ik ervoor?"), "stand", ("loopbaantest",), say("Doe de Loopbaantest")),
    (say("Wie kan mij helpen?"), "helpers", ("netwerk",), say("Teken je netwerk")),
)
"""Questions on which results meet: member of the overview, tools that answer it, and what to do without an answer."""


def doors(request: Request, refusal: Refusal = NOTHING_WRONG) -> dict[str, Any]:
    """Return how "Mijn loopbaan" can be opened here, and what was wrong with a code."""
    identity = provider(request) is not None
    return {
        "identity": identity,
        "test_persons": identity and not settings(request).oidc_issuer,
        "problem": refusal.error("code"),
        "typed": refusal.text("code"),
        "tool": refusal.text("tool"),
        "tool_name": TITLES.get(refusal.text("tool"), ""),
        "document": refusal.text("document"),
    }


def offer(request: Request, login: Login | None, sent: Refusal) -> dict[str, Any]:
    """Return what the page shows that asks where to keep a result."""
    return doors(request, sent) | {"login": login}


def receipt(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page of a receipt shows, with the same as a file."""
    at = datetime.fromisoformat(str(found["deletedAt"])).astimezone(BRUSSELS)
    return {
        "receipt": found,
        "deleted": say("{date} om {at:%H.%M} uur", date=dutch_day(at.date()), at=at),
        "file": json.dumps(found),
    }


async def counts(accounts: Accounts, login: Login) -> dict[str, Any]:
    """Return how much is kept."""
    results, actions = await accounts.counts(login)
    return {"login": login, "results": results, "actions": actions}


async def page(request: Request, accounts: Accounts, login: Login, engine: Jobbereik, on: date) -> dict[str, Any]:
    """Return everything that is kept."""
    results = await accounts.results(login)
    seen = overview(engine, results, on=on, anew=languages.foreign(request))
    seen = replace(seen, helpers=seen.helpers + helpers(engine, results))
    actions = await accounts.plans.actions(login.account.id)
    latest = {row.tool: f"{HERE}/resultaten/{row.id}" for row in reversed(seen.rows)}
    return {
        "login": login,
        "seen": seen,
        "met": together(seen).occupations,
        "questions": [
            {
                "title": title,
                "lines": getattr(seen, member),
                "source": next((latest[tool] for tool in tools if tool in latest), ""),
                "address": f"/{tools[0]}",
                "invitation": invitation,
            }
            for title, member, tools, invitation in QUESTIONS
        ],
        "tells": {tool: keeps.tells for tool, keeps in KEEPS.items()},
        "most": SHORT,
        "open_actions": [row for row in actions if row.done_on is None],
        "done_actions": sum(row.done_on is not None for row in actions),
        "day": dutch_day,
    }


def result(
    request: Request, login: Login, found: KeptResult, before: KeptResult | None, engine: Jobbereik
) -> tuple[str, dict[str, Any]]:
    """Return the template and the context of a kept result: its tool's own page, or its lines where that lacks."""
    tools: tuple[Tool, ...] = request.app.state.tools
    keeps = KEEPS[found.tool]
    page = keeps.opened(request, found.document)
    again = {
        "login": login,
        "row": row(found, before, names(engine), anew=languages.foreign(request)),
        "doubt": _own_doubt(found, shown=page is not None),
        "versions": versions(found.document),
        "tool": next(tool for tool in tools if tool.name == found.tool),
        "tells": keeps.tells,
        "onward": keeps.onward,
        "go_on": page.go_on if page else None,
        "day": dutch_day,
    }
    context = dict(page.context) if page else {}
    return page.template if page else "account/resultaat.html", context | {"again": again}


def _own_doubt(found: KeptResult, *, shown: bool) -> WeighingOut:
    """Return how the person weighs a result; its own page says its notes already."""
    doubt = weigh(found.tool, found.document, own=True)
    return doubt.model_copy(update={"careful": []}) if shown else doubt


def waiting(engine: Jobbereik, occupation_id: str) -> dict[str, str]:
    """Return the action that somebody came for, with its occupation; empty when there is none."""
    position = engine.catalogue.occupation_index(occupation_id)
    if position is None:
        return {"waiting": "", "waiting_for": ""}
    label = engine.catalogue.occupation(position).names.label("nl")
    return {"waiting": action_for(occupation_id), "waiting_for": small(label)}
