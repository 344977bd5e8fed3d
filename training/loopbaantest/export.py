"""Logged answers as a file: only of sessions whose owner allowed it, without id, code, time or account.

The rows come in the order of their random ids, and a person is a running number. Days are kept to the month, so that a
session cannot be found back by its day.
"""

import asyncio
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import create_async_engine

from item_bank.loopbaantest.schema import Bank
from training.use.records import address

SESSIONS = text(
    "SELECT id, language, details, created_at FROM sessions"
    " WHERE tool = 'loopbaantest' AND research_consent AND bank_version IN :versions ORDER BY id"
).bindparams(bindparam("versions", expanding=True))
EVENTS = text(
    "SELECT e.session_id, e.subject, e.value FROM session_events e JOIN sessions s ON s.id = e.session_id"
    " WHERE s.tool = 'loopbaantest' AND s.research_consent AND s.bank_version IN :versions AND e.kind = 'answer'"
    " ORDER BY e.session_id, e.position"
).bindparams(bindparam("versions", expanding=True))


def _day(value: Any) -> str:  # noqa: ANN401 - text in SQLite, a moment in PostgreSQL
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.date().replace(day=1).isoformat()


def _details(value: Any) -> Mapping[str, Any]:  # noqa: ANN401 - text in SQLite, a mapping in PostgreSQL
    found: Mapping[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found


async def _read(url: str, versions: list[str]) -> tuple[list[Any], list[Any]]:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            sessions = (await connection.execute(SESSIONS, {"versions": versions})).all()
            events = (await connection.execute(EVENTS, {"versions": versions})).all()
    finally:
        await engine.dispose()
    return list(sessions), list(events)


def rows(url: str, bank: Bank) -> list[dict[str, str]]:
    """Return the answers of every session that allowed it, the last reply to each statement."""
    sessions, events = asyncio.run(_read(address(url), [bank.version, *sorted(bank.same)]))
    replies: dict[str, dict[str, str]] = {id_: {} for id_, *_ in sessions}
    for id_, subject, value in events:
        replies[id_][subject] = "" if value is None else str(value)
    return [
        {
            "person": str(number),
            "source": "logged",
            "answeredOn": _day(created),
            "workStatus": str(_details(details)["workStatus"]),
            "language": language,
            **replies[id_],
        }
        for number, (id_, language, details, created) in enumerate(sessions, start=1)
        if replies[id_]
    ]
