"""One report to bring to a first talk: a tagged PDF (PDF/UA-1) of at most four pages, set by typst.

What people wrote travels as data, not source. Long lists are cut where they say no more, and the report says so.
It is written in the language of the pages; what comes from a bank or a person is marked as Dutch, as pages do.
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
from api.web.languages import DUTCH, Language
from api.web.rendering import version
from models.jobbereik.engine import Jobbereik
from models.wording import Text, say, say_counted, speaker, speaking, together

LINES, ACTIONS, OCCUPATIONS = 5, 6, 5
"""Most lines of a result, actions and occupations."""

LONG, SHORT = 220, 110
"""Most letters of what is told in a sentence, and of a line of a list."""

VERSIONS = {
    "bankVersion": say("vragen"),
    "modelVersion": say("rekenmodel"),
    "measuredVersion": say("metingen"),
    "catalogueVersion": say("beroepen"),
}


def cut(text: str, most: int) -> str:
    """Return a text that is not longer than so many letters.

    Examples
    --------
    >>> cut("Ik bel de school maandag", 12), cut("kort", 12)
    ('Ik bel de…', 'kort')
    """
    if isinstance(text, Text):
        return text.then(lambda said: cut(said, most))
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _lines(found: Sequence[str], most: int = LINES) -> list[str]:
    more = [say("en nog {count}", count=len(found) - most)] if len(found) > most else []
    return [cut(line, SHORT) for line in found[:most]] + more


def _questions(seen: Overview) -> list[list[Any]]:
    titles = {
        "can": say("Wat ik kan"),
        "like": say("Wat ik graag doe"),
        "value": say("Wat ik belangrijk vind"),
        "stand": say("Hoe ik ervoor sta"),
        "helpers": say("Wie mij kan helpen"),
        "work": say("Werk binnen mijn bereik"),
    }
    return [[title, _lines(getattr(seen, member))] for member, title in titles.items()]


def _occupation(row: Met) -> dict[str, Any]:
    return {
        "label": row.label,
        "tools": [[tool, cut(because, SHORT)] for tool, because in row.tools],
        "lacks": [cut(text, SHORT) for text in row.lacks[:3]],
        "vacancies": say("Nu {vacancies}", vacancies=row.vacancies) if row.vacancies else "",
    }


def _action(row: PlannedAction) -> dict[str, Any]:
    action = row.action
    told = [
        (say("Waarom"), action.why),
        (say("Met wie"), action.with_whom),
        (say("Tegen wanneer"), dutch_day(action.by_when) if action.by_when else ""),
        (say("Hoe zie ik dat het gelukt is"), action.how_seen),
    ]
    return {
        "what": cut(action.what, LONG),
        "fields": [[name, cut(text, SHORT)] for name, text in told],
        "done": say("Gedaan op {day}", day=dutch_day(row.done_on)) if row.done_on else "",
    }


def _kept(result: KeptResult, seen: Overview) -> dict[str, Any]:
    """Return the newest result of a tool: what it tells, how sure it is, what was careless, when not to trust it."""
    row = next(row for row in seen.rows if row.id == result.id)
    doubt = weigh(result.tool, result.document, own=True)
    made = [together([VERSIONS[name], cut(version(text), 20)], " ") for name, text in versions(result.document).items()]
    return {
        "title": together([TITLES[result.tool], dutch_day(result.taken_on)]),
        "tells": KEEPS[result.tool].tells,
        "lines": _lines(row.lines),
        "sure": _lines(doubt.sure),
        "careful": [cut(text, LONG) for text in doubt.careful[:2]],
        "distrust": doubt.distrust[:1],
        "change": [cut(text, SHORT) for text in row.change[:3]],
        "made": say("Gemaakt met {parts}.", parts=together(made)) if made else "",
        "drawing": drawing.bands(KEEPS[result.tool].weighing, result.document),
        "said": together(doubt.sure, "; "),
    }


def _more(plan: Sequence[PlannedAction]) -> str:
    more = len(plan) - ACTIONS
    if more <= 0:
        return ""
    return say_counted("En nog {count} actie in Mijn plan.", "En nog {count} acties in Mijn plan.", more)


def _older(count: int) -> str:
    if not count:
        return ""
    return say_counted(
        "Er is nog {count} ouder resultaat in Mijn loopbaan.",
        "Er zijn nog {count} oudere resultaten in Mijn loopbaan.",
        count,
    )


def content(
    engine: Jobbereik, results: Sequence[KeptResult], plan: Sequence[PlannedAction], *, on: date
) -> dict[str, Any]:
    """Return what the report says, as the template reads it, in the language that is spoken."""
    seen = overview(engine, results, on=on, anew=speaker() is not None)
    seen = replace(seen, helpers=seen.helpers + helpers(engine, results))
    several = [row for row in seen.met if len(row.tools) > 1]
    waiting = [row for row in plan if row.done_on is None]
    latest = newest(results)
    return {
        "made": say("Gemaakt op {day}", day=dutch_day(on)),
        "several": bool(several),
        "occupations": [_occupation(row) for row in (several or seen.met)[:OCCUPATIONS]],
        "questions": _questions(seen),
        "actions": [_action(row) for row in (waiting or plan)[:ACTIONS]],
        "more_actions": _more(waiting or plan),
        "kept": [_kept(result, seen) for result in latest],
        "older": _older(len(results) - len(latest)),
    }


def _marked(found: dict[str, Any]) -> dict[str, Any]:
    """Return what the template reads with each Dutch text saying so; a drawing and what it says are no texts."""
    kept = [typst.marked(row) | {name: row[name] for name in ("drawing", "said")} for row in found["kept"]]
    return {**typst.marked(found), "kept": kept}


async def report(
    engine: Jobbereik,
    results: Sequence[KeptResult],
    plan: Sequence[PlannedAction],
    *,
    on: date,
    language: Language = DUTCH,
) -> Response:
    """Return the report as a file to keep, in a language."""
    with speaking(language.speaker):
        said = content(engine, results, plan, on=on)
        said = said if speaker() is None else _marked(said)
    made = await typst.pdf("verslag", said, on=on, language=language)
    headers = {"Content-Disposition": 'attachment; filename="mijn-loopbaan.pdf"'}
    return Response(made, media_type="application/pdf", headers=headers)
