"""What the account's routes answer, from what the service found."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import Response

from api.account import schemas
from api.account.overview.service import Row, names, overview, row, rows
from api.account.service import Accounts, Login
from api.account.shared.service import together
from api.storage.account import KeptResult
from api.storage.plan import PlannedAction
from models.jobbereik.engine import Jobbereik


def opened(login: Login) -> schemas.AccountOpenedOut:
    """Return the secrets of a login that was just opened."""
    return schemas.AccountOpenedOut(account_token=login.token, resume_code=login.resume_code)


async def account(accounts: Accounts, login: Login) -> schemas.AccountOut:
    """Return what an account holds, in numbers."""
    kept, planned_ = await accounts.counts(login)
    return schemas.AccountOut(
        kind="identity" if login.account.resume_hash is None else "code",
        created_at=login.account.created_at,
        kept_until=login.account.expires_at,
        results=kept,
        actions=planned_,
    )


def _result(found: KeptResult, said: Row) -> schemas.ResultOut:
    return schemas.ResultOut(
        id=found.id,
        tool=found.tool,
        taken_on=found.taken_on,
        created_at=found.created_at,
        lines=list(said.lines),
        change=list(said.change),
        document=found.document,
    )


def results(found: Sequence[KeptResult], many: int, engine: Jobbereik, limit: int) -> schemas.ResultsOut:
    """Return the first so many results with what they say; those behind them tell what changed."""
    pairs = list(zip(found, rows(engine, found), strict=True))[:many]
    items = [_result(result, said) for result, said in pairs]
    return schemas.ResultsOut(items=items, **({"next": items[-1].id} if many == limit else {}))


def one(found: KeptResult, before: KeptResult | None, engine: Jobbereik) -> schemas.ResultOut:
    """Return one result with what it says, and what changed since the one before of its tool."""
    return _result(found, row(found, before, names(engine)))


def joint(found: Sequence[KeptResult], engine: Jobbereik, on: date) -> schemas.OverviewOut:
    """Return the joint view."""
    return schemas.OverviewOut.model_validate(together(overview(engine, found, on=on)).model_dump())


def planned(found: PlannedAction) -> dict[str, Any]:
    """Return an action of a plan as members of JSON."""
    action = found.action
    return {
        "id": found.id,
        "what": action.what,
        "why": action.why,
        "withWhom": action.with_whom,
        "byWhen": action.by_when.isoformat() if action.by_when else None,
        "howSeen": action.how_seen,
        "origin": action.origin,
        "originLabel": action.origin_label,
        "doneOn": found.done_on.isoformat() if found.done_on else None,
    }


def _exported(found: KeptResult) -> dict[str, Any]:
    return {"tool": found.tool, "takenOn": found.taken_on.isoformat(), "document": found.document}


def export(found: Sequence[KeptResult], plan: Sequence[PlannedAction]) -> Response:
    """Return everything as a JSON file."""
    content = {
        "results": [_exported(result) for result in found],
        "plan": [planned(action) for action in plan],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="mijn-loopbaan.json"'}
    return Response(text, media_type="application/json", headers=headers)
