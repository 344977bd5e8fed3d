"""What the templates of "Mijn loopbaan" show."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from fastapi import Request

from api.account import dependencies
from api.account.flow import action_for
from api.account.overview.service import names, overview, row
from api.account.service import Accounts, Login
from api.account.shared.service import versions, weigh
from api.dependencies import BRUSSELS
from api.storage.account import KeptResult
from api.tools import TITLES
from api.web.days import dutch_day
from api.web.refusing import NOTHING_WRONG, Refusal
from api.web.tool import Tool
from models.jobbereik.engine import Jobbereik
from models.wording import say


def doors(request: Request, refusal: Refusal = NOTHING_WRONG) -> dict[str, Any]:
    """Return how "Mijn loopbaan" can be opened here, and what was wrong with a code."""
    identity = dependencies.provider(request) is not None
    return {
        "identity": identity,
        "test_persons": identity and not dependencies.settings(request).oidc_issuer,
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


async def page(accounts: Accounts, login: Login, engine: Jobbereik, on: date) -> dict[str, Any]:
    """Return everything that is kept."""
    seen = overview(engine, await accounts.results(login), on=on)
    actions = await accounts.plans.actions(login.account.id)
    questions = [
        (say("Wat kan ik?"), seen.can, "/kwaliteiten", say("Speel Jouw kwaliteiten")),
        (say("Wat doe ik graag?"), seen.like, "/orient", say("Doe Oriënt")),
        (say("Wat vind ik belangrijk?"), seen.value, "/waarden", say("Speel Jouw waarden")),
        (say("Waar is werk binnen mijn bereik?"), seen.work, "/jobbereik", say("Doe Jobbereik")),
    ]
    return {
        "login": login,
        "seen": seen,
        "questions": questions,
        "open_actions": sum(row.done_on is None for row in actions),
        "done_actions": sum(row.done_on is not None for row in actions),
        "day": dutch_day,
    }


def result(
    request: Request, login: Login, found: KeptResult, before: KeptResult | None, engine: Jobbereik
) -> dict[str, Any]:
    """Return one kept result in full, with where to go on from it."""
    tools: tuple[Tool, ...] = request.app.state.tools
    return {
        "login": login,
        "row": row(found, before, names(engine)),
        "doubt": weigh(found.tool, found.document),
        "versions": versions(found.document),
        "tool": next(tool for tool in tools if tool.name == found.tool),
        "day": dutch_day,
    }


def waiting(engine: Jobbereik, occupation_id: str) -> dict[str, str]:
    """Return the action that somebody came for, with its occupation; empty when there is none."""
    position = engine.catalogue.occupation_index(occupation_id)
    if position is None:
        return {"waiting": "", "waiting_for": ""}
    label = engine.catalogue.occupation(position).names.label("nl")
    return {"waiting": action_for(occupation_id), "waiting_for": label.lower()}
