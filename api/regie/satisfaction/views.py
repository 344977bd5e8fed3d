"""Satisfaction as the page of the director shows it."""

from typing import Any

from api.keys.service import Caller
from api.regie.dependencies import Opened
from api.tevredenheid import answers
from api.tevredenheid.schemas import QUESTIONS, ScoresIn, ThemesIn
from api.tevredenheid.service import Voices
from item_bank.loopbaancentra.schema import Register
from item_bank.tevredenheid.bank import questions

WAITING = 20
"""Open answers on a page."""


async def _themes(voices: Voices, caller: Caller, centre: str) -> list[dict[str, Any]]:
    names = {row.code: row.text for row in questions().open}
    found = []
    for question in QUESTIONS:
        query = ThemesIn.model_validate({"question": question} | ({"centreId": centre} if centre else {}))
        found.append({"question": names[question], **answers.themes(*await voices.themes(query, caller))})
    return found


async def page(opened: Opened, voices: Voices, register: Register, centre: str, year: int) -> dict[str, Any]:
    """Return scores, the open answers that wait, and themes."""
    query = ScoresIn.model_validate({"year": year} | ({"centreId": centre} if centre else {}))
    scores = answers.scores(*await voices.counters(query, opened.caller))
    items = [(row.text, value) for row, value in zip(questions().statements, scores["items"], strict=False)]
    centres = sorted(((one.id, one.name) for one in register.centres), key=lambda pair: pair[1])
    waiting = answers.texts(await voices.store.texts(looked=False, most=WAITING))["items"]
    names = {row.code: row.text for row in questions().open}
    return {
        "opened": opened,
        "scores": scores,
        "statements": items,
        "centres": [("", "Alle centra"), *centres],
        "centre": centre,
        "year": year,
        "waiting": [row | {"asked": names[row["question"]]} for row in waiting],
        "themes": await _themes(voices, opened.caller, centre),
    }
