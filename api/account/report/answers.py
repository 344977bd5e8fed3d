"""One report of everything: a tagged PDF (PDF/UA-1) set by typst; what people wrote travels as data, not source."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from fastapi import Response

from api.account.overview.service import overview
from api.storage.account import KeptResult
from api.storage.plan import PlannedAction
from api.web import typst
from api.web.days import dutch_day
from models.jobbereik.engine import Jobbereik


def content(
    engine: Jobbereik, results: Sequence[KeptResult], plan: Sequence[PlannedAction], *, on: date
) -> dict[str, Any]:
    """Return what the report says, as the template reads it."""
    seen = overview(engine, results, on=on)
    questions = [
        ("Wat ik kan", seen.can),
        ("Wat ik graag doe", seen.like),
        ("Wat ik belangrijk vind", seen.value),
        ("Waar werk is: beroepen binnen mijn bereik", seen.work),
    ]
    actions = [
        {
            "what": row.action.what,
            "fields": [
                ["Waarom", row.action.why],
                ["Met wie", row.action.with_whom],
                ["Tegen wanneer", dutch_day(row.action.by_when) if row.action.by_when else ""],
                ["Hoe zie ik dat het gelukt is", row.action.how_seen],
            ],
            "done": f"Gedaan op {dutch_day(row.done_on)}" if row.done_on else "",
        }
        for row in plan
    ]
    kept = [
        {"title": f"{row.tool_name}, {dutch_day(row.taken_on)}", "lines": list(row.lines), "change": list(row.change)}
        for row in seen.rows
    ]
    made = f"Gemaakt op {dutch_day(on)}"
    return {
        "made": made,
        "questions": [[title, list(lines)] for title, lines in questions],
        "both": list(seen.both),
        "actions": actions,
        "kept": kept,
    }


async def report(
    engine: Jobbereik, results: Sequence[KeptResult], plan: Sequence[PlannedAction], *, on: date
) -> Response:
    """Return the report as a file to keep."""
    made = await typst.pdf("verslag", content(engine, results, plan, on=on), on=on)
    headers = {"Content-Disposition": 'attachment; filename="mijn-loopbaan.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)
