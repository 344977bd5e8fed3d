"""What the account's routes answer, from what the service found."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import Response

from api.account import schemas
from api.account.overview.service import overview
from api.account.service import Accounts, Login, unknown_result
from api.storage.account import KeptResult
from api.storage.plan import PlannedAction
from models.jobbereik.engine import Jobbereik


def opened(login: Login) -> schemas.AccountOpenedOut:
    """Return the secrets of a login that was just opened."""
    return schemas.AccountOpenedOut(account_token=login.token, resume_code=login.resume_code)


async def account(accounts: Accounts, login: Login) -> schemas.AccountOut:
    """Return what an account holds, in numbers."""
    return schemas.AccountOut(
        kind="code" if login.resume_code else "identity",
        created_at=login.account.created_at,
        kept_until=login.account.expires_at,
        results=len(await accounts.results(login)),
        actions=len(await accounts.plans.actions(login.account.id)),
    )


def results(found: Sequence[KeptResult], engine: Jobbereik, on: date) -> schemas.ResultsOut:
    """Return results with what they say."""
    rows = overview(engine, found, on=on).rows
    items = [
        schemas.ResultOut(
            id=result.id,
            tool=result.tool,
            taken_on=result.taken_on,
            created_at=result.created_at,
            lines=list(row.lines),
            change=list(row.change),
            document=result.document,
        )
        for result, row in zip(found, rows, strict=True)
    ]
    return schemas.ResultsOut(items=items)


def one(found: Sequence[KeptResult], result_id: str, engine: Jobbereik, on: date) -> schemas.ResultOut:
    """Return one of an account's results.

    Raises
    ------
    ProblemError
        404 when the account has none with this id, whoever else may have it.
    """
    for item in results(found, engine, on).items:
        if item.id == result_id:
            return item
    raise unknown_result()


def joint(found: Sequence[KeptResult], engine: Jobbereik, on: date) -> schemas.OverviewOut:
    """Return the joint view."""
    seen = overview(engine, found, on=on)
    return schemas.OverviewOut(
        can=list(seen.can), like=list(seen.like), value=list(seen.value), work=list(seen.work), both=list(seen.both)
    )


def planned(row: PlannedAction) -> dict[str, Any]:
    """Return an action of a plan as members of JSON."""
    action = row.action
    return {
        "id": row.id,
        "what": action.what,
        "why": action.why,
        "withWhom": action.with_whom,
        "byWhen": action.by_when.isoformat() if action.by_when else None,
        "howSeen": action.how_seen,
        "origin": action.origin,
        "originLabel": action.origin_label,
        "doneOn": row.done_on.isoformat() if row.done_on else None,
    }


def export(found: Sequence[KeptResult], plan: Sequence[PlannedAction]) -> Response:
    """Return everything as a JSON file."""
    content = {
        "results": [{"tool": row.tool, "takenOn": row.taken_on.isoformat(), "document": row.document} for row in found],
        "plan": [planned(row) for row in plan],
    }
    text = json.dumps(content, ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="mijn-loopbaan.json"'}
    return Response(text, media_type="application/json", headers=headers)
