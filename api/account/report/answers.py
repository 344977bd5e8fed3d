"""One report to bring to a first talk: a tagged PDF (PDF/UA-1) of at most four pages, set by typst.

What people wrote travels as data, not source. Long lists are cut where they say no more, and the report says so.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import Response

from api.account.overview.service import Met, Overview, helpers, newest, overview
from api.account.report import drawing
from api.account.shared.service import versions, weigh
from api.storage.account import KeptResult
from api.storage.plan import PlannedAction
from api.tools import KEEPS, TITLES
from api.web import typst
from api.web.days import dutch_day
from api.web.rendering import version
from models.jobbereik.engine import Jobbereik

LINES, ACTIONS, OCCUPATIONS = 5, 6, 5
"""Most lines of a result, actions and occupations."""

LONG, SHORT = 220, 110
"""Most letters of what is told in a sentence, and of a line of a list."""

VERSIONS = {
    "bankVersion": "vragen",
    "modelVersion": "rekenmodel",
    "measuredVersion": "metingen",
    "catalogueVersion": "beroepen",
}


def cut(text: str, most: int) -> str:
    """Return a text that is not longer than so many letters.

    Examples
    --------
    >>> cut("Ik bel de school maandag", 12), cut("kort", 12)
    ('Ik bel de…', 'kort')
    """
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _lines(found: Sequence[str], most: int = LINES) -> list[str]:
    more = [f"en nog {len(found) - most}"] if len(found) > most else []
    return [cut(line, SHORT) for line in found[:most]] + more


def _questions(seen: Overview) -> list[list[Any]]:
    titles = {
        "can": "Wat ik kan",
        "like": "Wat ik graag doe",
        "value": "Wat ik belangrijk vind",
        "stand": "Hoe ik ervoor sta",
        "helpers": "Wie mij kan helpen",
        "work": "Werk binnen mijn bereik",
    }
    return [[title, _lines(getattr(seen, member))] for member, title in titles.items()]


def _occupation(row: Met) -> dict[str, Any]:
    return {
        "label": row.label,
        "tools": [[tool, cut(because, SHORT)] for tool, because in row.tools],
        "lacks": [cut(text, SHORT) for text in row.lacks[:3]],
        "vacancies": row.vacancies,
    }


def _action(row: PlannedAction) -> dict[str, Any]:
    action = row.action
    told = [
        ("Waarom", action.why),
        ("Met wie", action.with_whom),
        ("Tegen wanneer", dutch_day(action.by_when) if action.by_when else ""),
        ("Hoe zie ik dat het gelukt is", action.how_seen),
    ]
    return {
        "what": cut(action.what, LONG),
        "fields": [[name, cut(text, SHORT)] for name, text in told],
        "done": f"Gedaan op {dutch_day(row.done_on)}" if row.done_on else "",
    }


def _kept(result: KeptResult, seen: Overview) -> dict[str, Any]:
    """Return the newest result of a tool: what it tells, how sure it is, what was careless, when not to trust it."""
    row = next(row for row in seen.rows if row.id == result.id)
    doubt = weigh(result.tool, result.document, own=True)
    made = [f"{VERSIONS[name]} {cut(version(text), 20)}" for name, text in versions(result.document).items()]
    return {
        "title": f"{TITLES[result.tool]}, {dutch_day(result.taken_on)}",
        "tells": KEEPS[result.tool].tells,
        "lines": _lines(row.lines),
        "sure": _lines(doubt.sure),
        "careful": [cut(text, LONG) for text in doubt.careful[:2]],
        "distrust": doubt.distrust[:1],
        "change": [cut(text, SHORT) for text in row.change[:3]],
        "made": ", ".join(made),
        "drawing": drawing.bands(KEEPS[result.tool].weighing, result.document),
        "said": "; ".join(doubt.sure),
    }


def content(
    engine: Jobbereik, results: Sequence[KeptResult], plan: Sequence[PlannedAction], *, on: date
) -> dict[str, Any]:
    """Return what the report says, as the template reads it."""
    seen = overview(engine, results, on=on)
    seen = replace(seen, helpers=seen.helpers + helpers(engine, results))
    several = [row for row in seen.met if len(row.tools) > 1]
    waiting = [row for row in plan if row.done_on is None]
    latest = newest(results)
    return {
        "made": f"Gemaakt op {dutch_day(on)}",
        "several": bool(several),
        "occupations": [_occupation(row) for row in (several or seen.met)[:OCCUPATIONS]],
        "questions": _questions(seen),
        "actions": [_action(row) for row in (waiting or plan)[:ACTIONS]],
        "more_actions": max(0, len(waiting or plan) - ACTIONS),
        "kept": [_kept(result, seen) for result in latest],
        "older": len(results) - len(latest),
    }


async def report(
    engine: Jobbereik, results: Sequence[KeptResult], plan: Sequence[PlannedAction], *, on: date
) -> Response:
    """Return the report as a file to keep."""
    made = await typst.pdf("verslag", content(engine, results, plan, on=on), on=on)
    headers = {"Content-Disposition": 'attachment; filename="mijn-loopbaan.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)
