"""One report of everything: a tagged PDF (PDF/UA-1) set by typst; what people wrote travels as data, not source."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path

import typst
from fastapi import Response

from api.account.overview import overview
from api.storage.account import KeptResult
from api.storage.plan import PlannedAction
from models.jobbereik.engine import Jobbereik

TEMPLATE = Path(__file__).parents[1] / "web" / "typst" / "verslag.typ"

MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
          "november", "december")  # fmt: skip

SECONDS = 20.0
"""Longest that setting a report may take."""


@lru_cache(maxsize=1)
def _source() -> bytes:
    return TEMPLATE.read_bytes()


def dutch_day(day: date) -> str:
    """Write a day in Dutch.

    Examples
    --------
    >>> dutch_day(date(2026, 3, 1))
    '1 maart 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def content(engine: Jobbereik, results: Sequence[KeptResult], plan: Sequence[PlannedAction], *, on: date) -> str:
    """Return what the report says, as the JSON that the template reads."""
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
    return json.dumps(
        {
            "made": made,
            "questions": [[title, list(lines)] for title, lines in questions],
            "both": list(seen.both),
            "actions": actions,
            "kept": kept,
        },
        ensure_ascii=False,
    )


def pdf(text: str, on: date) -> bytes:
    """Return the PDF of a report's content; the same content gives the same bytes."""
    made: bytes = typst.compile(
        _source(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"content": text},
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(on, time(12), UTC),
    )
    return made


async def report(
    engine: Jobbereik, results: Sequence[KeptResult], plan: Sequence[PlannedAction], *, on: date
) -> Response:
    """Return the report as a file to keep."""
    text = content(engine, results, plan, on=on)
    made = await asyncio.wait_for(asyncio.to_thread(pdf, text, on), SECONDS)
    headers = {"Content-Disposition": 'attachment; filename="mijn-loopbaan.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)
