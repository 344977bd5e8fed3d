"""What the pages of sharing show."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from api.account.overview.service import Row as Kept
from api.account.service import Login
from api.account.shared.drawing import strip
from api.dependencies import BRUSSELS
from api.shares import answers, texts
from api.shares.forms import Draft
from api.shares.service import Asked, Owned, Row
from api.storage.reads import Read
from api.web.days import dutch_day
from models.jobbereik.engine import Jobbereik
from models.shares.terms import last_day, latest
from models.wording import say


def _row(row: Row) -> dict[str, Any]:
    share = row.share
    ended = share.revoked_at
    return {
        "id": share.id,
        "told": row.told,
        "alias": share.alias,
        "in_force": row.in_force,
        "gone": row.gone,
        "until": dutch_day(share.expires_on),
        "made": dutch_day(share.created_at.astimezone(BRUSSELS).date()),
        "ended": dutch_day(ended.astimezone(BRUSSELS).date()) if ended else "",
        "seen": _moment(row.last_read_at) if row.last_read_at else "",
    }


def _moment(at: Any) -> str:  # noqa: ANN401 - a moment
    here = at.astimezone(BRUSSELS)
    return say("{date} om {here:%H.%M} uur", date=dutch_day(here.date()), here=here)


def looks(reads: Iterable[Read]) -> list[tuple[str, str, str]]:
    """Return who looked at what and when: a line for each person, thing and day, with all its times."""
    found: dict[tuple[date, str, str], list[str]] = {}
    for line in reads:
        here = line.read_at.astimezone(BRUSSELS)
        found.setdefault((here.date(), line.said, line.what), []).append(f"{here:%H.%M}")
    return [
        (
            say("{date} om {times} uur", date=dutch_day(day), times=", ".join(sorted(times))),
            said,
            texts.WHAT.get(what, ""),
        )
        for (day, said, what), times in found.items()
    ]


def all_(login: Login, rows: tuple[Row, ...]) -> dict[str, Any]:
    """Return everything that is and was shared."""
    shown = [_row(row) for row in rows]
    return {
        "login": login,
        "current": [row for row in shown if row["in_force"]],
        "past": [row for row in shown if not row["in_force"]],
    }


def choose(login: Login, kept: tuple[Kept, ...], draft: Draft, on: date) -> dict[str, Any]:
    """Return the form on which somebody chooses what to share."""
    return {
        "login": login,
        "draft": draft,
        "kept": [(row.id, f"{row.tool_name}, {dutch_day(row.taken_on)}", row.lines[:3]) for row in kept],
        "usual": dutch_day(last_day(None, on)),
        "latest": dutch_day(latest(on)),
    }


def preview(login: Login, asked: Asked, draft: Draft) -> dict[str, Any]:
    """Return exactly what will be seen, and the question whether it may."""
    return {
        "login": login,
        "draft": draft,
        "told": asked.told,
        "coach": asked.coach,
        "by_link": asked.coach is None,
        "until": dutch_day(asked.expires_on),
        "seen": asked.preview,
        "pace": strip,
        "day": dutch_day,
        "back": draft.query(),
    }


def one(login: Login, found: Owned, engine: Jobbereik, code: str, link: str, after: str = "") -> dict[str, Any]:
    """Return one share with its log, from the newest line or after another one, and with what the coach left."""
    messages = [
        answers.message(engine, row)
        | {"head": texts.SUGGESTION[row.kind], "done": texts.STATE[row.state], "at": _moment(row.written_at)}
        for row in found.messages
    ]
    return {
        "login": login,
        "share": _row(found.row) | {"told": found.row.whom},
        "what": found.row.share,
        "results": len(found.result_ids),
        "messages": messages,
        "reads": looks(found.reads),
        "after": after,
        "more": found.more,
        "code": code,
        "link": link,
    }
