"""Sessions whose owners allowed research, read from the store of record; nothing else is ever read here."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from training.tables import InputError

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}

TOOLS = ("orient", "loopbaantest")
"""Tools that ask for consent."""

SESSIONS = text(
    "SELECT id, tool, account_id, language, details, bank_version, model_version, created_at, expires_at"
    " FROM sessions WHERE research_consent ORDER BY id"
)
EVENTS = text(
    "SELECT e.session_id, e.position, e.kind, e.subject, e.value, e.propensity, e.payload, e.recorded_at"
    " FROM session_events e JOIN sessions s ON s.id = e.session_id"
    " WHERE s.research_consent ORDER BY e.session_id, e.position"
)


def address(url: str) -> str:
    """Return a database address with its driver.

    Raises
    ------
    InputError
        When it is neither SQLite nor PostgreSQL.

    Examples
    --------
    >>> address("sqlite:///data/records.sqlite")
    'sqlite+aiosqlite:///data/records.sqlite'
    """
    kind, _, rest = url.partition("://")
    driver = DRIVERS.get(kind.split("+")[0])
    if driver is None or not rest:
        raise InputError(f"--database starts with {kind!r}; allowed are sqlite:///FILE and postgresql://...")
    return f"{driver}://{rest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened in a session; the columns of ``session_events`` say what each member means."""

    position: int
    kind: str
    subject: str
    value: int | None
    propensity: float | None
    payload: Mapping[str, Any]
    month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session whose owner allowed research.

    Attributes
    ----------
    person
        The account that adopted it, else the session itself: whose rows belong together.
    month
        When it began, as ``2026-11``; the day is never read out.
    """

    id: str
    person: str
    tool: str
    language: str
    details: Mapping[str, Any]
    bank_version: str
    model_version: str
    month: str
    events: Sequence[Event] = field(default=())


def _moment(value: Any) -> datetime:  # noqa: ANN401 - text in SQLite, a moment in PostgreSQL
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _month(value: Any) -> str:  # noqa: ANN401 - as above
    return f"{_moment(value):%Y-%m}"


def _json(value: Any) -> Mapping[str, Any]:  # noqa: ANN401 - text in SQLite, a mapping in PostgreSQL
    found: Mapping[str, Any] = json.loads(value) if isinstance(value, str) else value or {}
    return found


async def _rows(url: str) -> tuple[list[Any], list[Any]]:
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection:
            sessions = (await connection.execute(SESSIONS)).all()
            events = (await connection.execute(EVENTS)).all()
    finally:
        await engine.dispose()
    return list(sessions), list(events)


def read(url: str, *, now: datetime) -> list[Session]:
    """Return every session that its owner allows to be used now and that is not over, in the order of their ids.

    Raises
    ------
    InputError
        When the store cannot be read.
    """
    where = address(url)
    file = Path(where.partition(":///")[2])
    if where.startswith("sqlite") and not file.is_file():  # SQLite would make an empty store there
        raise InputError(f"--database cannot be read: {file} does not exist")
    try:
        sessions, rows = asyncio.run(_rows(where))
    except (SQLAlchemyError, OSError) as error:
        raise InputError(f"--database cannot be read: {str(error).splitlines()[0][:200]}") from error
    events: dict[str, list[Event]] = {}
    for id_, position, kind, subject, value, propensity, payload, recorded in rows:
        event = Event(
            position=position,
            kind=kind,
            subject=subject,
            value=value,
            propensity=propensity,
            payload=_json(payload),
            month=_month(recorded),
        )
        events.setdefault(id_, []).append(event)
    return [
        Session(
            id=id_,
            person=account or id_,
            tool=tool,
            language=language,
            details=_json(details),
            bank_version=bank,
            model_version=model,
            month=_month(created),
            events=events.get(id_, []),
        )
        for id_, tool, account, language, details, bank, model, created, expires in sessions
        if tool in TOOLS and _moment(expires) > now
    ]
