"""What the coach's pages show."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from api.account.overview.service import UNREAD
from api.account.shared.drawing import strip
from api.coach import answers, texts
from api.coach.flow import Opened
from api.coach.schemas import ClientOut
from api.coach.service import Client
from api.dependencies import BRUSSELS
from api.storage.introductions import Introduction
from api.tools import KEEPS, TITLES
from api.web.days import dutch_day
from models.wording import together

LINES = 6
"""Empty lines on the sheet for a talk."""

QUESTIONS_MOST = 10

NAMED = 3
"""Lines of a result that a question names."""

SHOWN = 6
"""Newest notes, and newest suggestions, on the page of a client; all of them have a page of their own."""


def inbox(opened: Opened, found: Iterable[Client], asked: Iterable[Introduction]) -> dict[str, Any]:
    """Return what is shared with a coach, and who asked the centre for a first talk."""
    rows = answers.clients(found).items
    return {
        "opened": opened,
        "me": answers.me(opened.caller),
        "centre": opened.caller.centre_name,
        "no_mandate": "" if opened.caller.active else texts.NO_MANDATE,
        "rows": rows,
        "asked": [(row, texts.SENT.get(row.status, "")) for row in asked],
        "day": dutch_day,
        "moment": _day,
    }


def _day(at: datetime) -> str:
    return dutch_day(at.astimezone(BRUSSELS).date())


def client(
    seen: ClientOut, opened: Opened | None, wrong: dict[str, str] | None = None, typed: dict[str, str] | None = None
) -> dict[str, Any]:
    """Return everything that a client shares; without a login it came through a link, and nothing can be written."""
    return {
        "opened": opened,
        "seen": seen,
        "notes": seen.notes[::-1],
        "suggestions": seen.suggestions[::-1],
        "shown": SHOWN,
        "pace": strip,
        "day": dutch_day,
        "moment": _day,
        "state": texts.STATE,
        "tests": [(name, TITLES[name]) for name in KEEPS],
        "wrong": wrong or {},
        "typed": typed or {},
    }


def _basis(seen: ClientOut) -> list[tuple[str, str]]:
    """Return each tool that results are of, with their days."""
    taken: dict[str, list[str]] = {}
    for result in seen.results:
        taken.setdefault(result.tool_name, []).append(dutch_day(result.taken_on))
    return [(name, together(tuple(dict.fromkeys(days)))) for name, days in taken.items()]


def sheet(seen: ClientOut, opened: Opened, on: date) -> dict[str, Any]:
    """Return the sheet for a talk: questions to ask, and room to write."""
    newest = {result.tool: result for result in reversed(seen.results)}
    tools = [tool for tool in dict.fromkeys(result.tool for result in seen.results) if UNREAD not in newest[tool].lines]
    told = {tool: together(tuple(newest[tool].lines[:NAMED])) for tool in tools}
    own = [texts.met(row.label, [by.tool_name for by in row.named_by]) for row in seen.joint.occupations[:2]]
    own += [texts.refused(row.label, row.why) for row in seen.joint.refused[:1]]
    own += [texts.lacking(row.label, row.lacks[0]) for row in seen.joint.occupations if row.lacks][:1]
    asked = own + [
        question.format(lines=told[tool])
        for tool in tools
        for question in texts.QUESTIONS[tool]
        if told[tool] or "{lines}" not in question  # of an old result there may be no line to ask about
    ]
    careful = list(dict.fromkeys(line for result in seen.results for line in result.doubt.careful))
    plan = [texts.PLAN_QUESTION] if seen.plan is not None else []
    return {
        "opened": opened,
        "seen": seen,
        "questions": [*asked[: QUESTIONS_MOST - len(plan)], *plan],
        "careful": careful[:3],
        "lines": LINES,
        "on": dutch_day(on),
        "basis": _basis(seen),
    }
