"""What the templates of "Mijn loopbaan" show."""

from datetime import date
from typing import Any

from fastapi import Request

from api.account import dependencies
from api.account.overview.service import overview
from api.account.service import Accounts, Login
from api.web.days import dutch_day
from models.jobbereik.engine import Jobbereik


def doors(request: Request) -> dict[str, Any]:
    """Return how "Mijn loopbaan" can be opened here."""
    identity = dependencies.provider(request) is not None
    return {
        "identity": identity,
        "test_persons": identity and not dependencies.settings(request).oidc_issuer,
        "problem": "",
        "typed": "",
        "tool": "",
        "document": "",
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
        ("Wat kan ik?", seen.can, "/kwaliteiten", "Speel Jouw kwaliteiten"),
        ("Wat doe ik graag?", seen.like, "/orient", "Doe Oriënt"),
        ("Wat vind ik belangrijk?", seen.value, "/waarden", "Speel Jouw waarden"),
        ("Waar is werk binnen mijn bereik?", seen.work, "/jobbereik", "Doe Jobbereik"),
    ]
    return {
        "login": login,
        "seen": seen,
        "questions": questions,
        "open_actions": sum(row.done_on is None for row in actions),
        "done_actions": sum(row.done_on is not None for row in actions),
        "day": dutch_day,
    }
