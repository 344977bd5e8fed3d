"""What the templates of the Oriënt pages need."""

import json
from dataclasses import dataclass
from typing import Any

from fastapi import Request

from api.catalogue.texts import LEVELS
from api.catalogue.views import read_title
from api.orient import answers, service, texts
from api.orient.drawing import hexagon
from api.orient.log import ANSWER, RATING
from api.orient.schemas import LevelOut, ResultOut
from api.orient.service import Desk, Standing
from api.sessions.opened import Opened
from api.web import keeping
from api.web.tool import Document, KeptPage
from models.jobbereik.engine import Jobbereik
from models.orient.engine import Orient
from models.orient.schema import NoteCode, QuestionKind
from models.wording import say

LIVE = 7
MORE = 10
MOST = 100
FOUND = 8

UNKNOWN = 8
"""Replies from which it is said what "weet ik niet" does, when most of them were that."""

HONEST = (NoteCode.FLAT, NoteCode.CONTRADICTORY)
"""Notes that get a page of their own before the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A reply in the list of answers, and where it is changed."""

    text: str
    words: str
    address: str


def _words(engine: Orient, value: int | None, *, skipped: bool, occupation: bool) -> str:
    if value is not None:
        return engine.bank.scale[value - 1]["nl"]
    if skipped:
        return "overgeslagen"
    return answers.RATING_UNKNOWN["nl"] if occupation else engine.bank.unknown["nl"]


def replied(engine: Orient, found: Standing) -> list[Row]:
    """Return all replies in the order in which they were first given."""
    log, listed = found.log, []
    for kind, id_ in log.order:
        item = kind is QuestionKind.ITEM
        listed.append(
            Row(
                text=answers.item_text(engine, id_, "nl") if item else answers.occupation_label(engine, id_, "nl"),
                words=_words(engine, log.given(kind)[id_], skipped=item and id_ in log.skipped, occupation=not item),
                address=f"/orient/vraag?{'item' if item else 'beroep'}={id_}",
            )
        )
    return listed


def _subject(engine: Orient, found: Standing, item: str, occupation: str) -> tuple[QuestionKind, str] | None:
    """Return the reply that somebody goes back to; ``None`` for the open question."""
    wanted = (QuestionKind.ITEM, item) if item else (QuestionKind.OCCUPATION, occupation)
    known = (
        engine.bank.position(item) if item else engine.catalogue.occupation_index(occupation) if occupation else None
    )
    return wanted if known is not None and wanted in found.log.order else None


def _card(engine: Orient, found: Standing, subject: tuple[QuestionKind, str] | None) -> dict[str, Any]:
    if subject is not None:
        kind, id_ = subject
        before = found.log.given(kind)[id_]
        given: int | str | None = before if before is not None else "overslaan" if id_ in found.log.skipped else "geen"
    else:
        asked = found.question.item or found.question.occupation
        kind, id_, given = found.question.kind, "" if asked is None else str(asked.id), None
    if kind is QuestionKind.ITEM:
        text = answers.item_text(engine, id_, "nl")
        question, description, unknown = engine.bank.question["nl"], "", engine.bank.unknown["nl"]
    else:
        place = engine.catalogue.occupation_index(id_)
        text = answers.occupation_label(engine, id_, "nl")
        description = (engine.catalogue.occupation(place).description if place is not None else "") or ""
        question, unknown = say("Hoe graag zou je dit beroep doen?"), answers.RATING_UNKNOWN["nl"]
    return {
        "about": "item" if kind is QuestionKind.ITEM else "beroep",
        "id": id_,
        "text": text,
        "question": question,
        "description": description,
        "unknown": unknown,
        "given": given,
    }


def _previous(found: Standing, subject: tuple[QuestionKind, str] | None) -> str:
    order = found.log.order
    place = order.index(subject) if subject in order and subject is not None else len(order)
    if place == 0:
        return ""
    kind, id_ = order[place - 1]
    return f"/orient/vraag?{'item' if kind is QuestionKind.ITEM else 'beroep'}={id_}"


def question(
    desk: Desk, opened: Opened, *, item: str = "", occupation: str = "", back_to: str = "vraag", problem: str = ""
) -> dict[str, Any] | None:
    """Return the page of one question: the open one, or one that somebody goes back to; ``None`` when none is left."""
    engine, found = desk.engine, service.standing(desk.engine, opened)
    subject = _subject(engine, found, item, occupation)
    if subject is None and found.question.kind is QuestionKind.FINISHED:
        return None
    progress, replies = answers.progress(engine.progress(found.state)), found.state.replies
    return {
        "card": _card(engine, found, subject),
        "scale": scale(engine),
        "number": found.log.place(subject) if subject else found.question.position,
        "changing": subject is not None,
        "first_rating": found.question.kind is QuestionKind.OCCUPATION and not found.state.replies.asked_ratings,
        "previous": _previous(found, subject),
        "progress": progress,
        "least": engine.figures.least,
        "most": engine.figures.most,
        "unknown": UNKNOWN <= replies.asked > 2 * replies.answered,
        "remaining": texts.remaining(progress.remaining_low, progress.remaining_high),
        "live": live(engine, found) if found.log.order else [],
        "back_to": back_to,
        "problem": problem,
        "version": opened.version,
    }


def scale(engine: Orient) -> list[LevelOut]:
    """Return the five values with their Dutch words."""
    return answers.scale(engine.bank, "nl")


def live(engine: Orient, found: Standing) -> list[dict[str, str]]:
    """Return the suggestions of this moment, in short."""
    said = engine.result(found.state, limit=LIVE)
    return [
        {
            "id": row.occupation.id,
            "label": row.occupation.names.label("nl"),
            "chance": texts.chance(row.probability_top10),
        }
        for row in said.occupations
    ]


def overview(desk: Desk, opened: Opened) -> dict[str, Any]:
    """Return the list of answers, and the list of suggestions."""
    found = service.standing(desk.engine, opened)
    hidden = [
        {
            "id": id_,
            "label": answers.occupation_label(desk.engine, id_, "nl"),
            "reason": texts.HIDE_REASONS.get(why, ""),
        }
        for id_, why in found.log.hidden.items()
    ]
    progress = answers.progress(desk.engine.progress(found.state))
    return {
        "rows": replied(desk.engine, found),
        "live": live(desk.engine, found),
        "hidden": hidden,
        "version": opened.version,
        "progress": progress,
        "finished": found.question.kind is QuestionKind.FINISHED,
    }


def number(text: str, *, low: int, high: int, otherwise: int) -> int:
    """Return a whole number that an address holds, or another when it holds none that is allowed.

    Examples
    --------
    >>> number("17", low=1, high=100, otherwise=7), number("veel", low=1, high=100, otherwise=7)
    (17, 7)
    """
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise
    return found if low <= found <= high else otherwise


def result(desk: Desk, opened: Opened, *, limit: str, level: str, anyway: bool) -> dict[str, Any]:
    """Return the result page: the list with doubt and reasons, the interests, and what must be said beside them."""
    engine, found = desk.engine, service.standing(desk.engine, opened)
    count = number(limit, low=LIVE, high=MOST, otherwise=LIVE)
    eqf = number(level, low=1, high=8, otherwise=0) or None
    finished = found.question.kind is QuestionKind.FINISHED
    said: ResultOut = answers.result(
        engine, engine.result(found.state, limit=count, eqf_level=eqf), "nl", finished=finished
    )
    progress = answers.progress(engine.progress(found.state))
    honest = next((note.code for note in said.notes if note.code in HONEST), None)
    return _said(said) | {
        "document": _document(engine, found, opened, said),
        "honest": None if anyway else honest,
        "progress": progress,
        "level": eqf,
        "kept": {"niveau": eqf or "", "aantal": count},
        "count": count,
        "more": min(count + MORE, MOST) if len(said.occupations) == count < MOST else 0,
        "scale": scale(engine),
        "ratings": found.log.ratings,
        "version": opened.version,
        "hide_reasons": texts.HIDE_REASONS,
        "hidden_count": len(found.log.hidden),
        "finished": found.question.kind is QuestionKind.FINISHED,
    }


def _said(said: ResultOut) -> dict[str, Any]:
    """Return what the page shows of a result, today's or one that was kept."""
    return {
        "result": said,
        "unsure": bool(said.occupations) and all(row.probability_top10 < texts.SMALL for row in said.occupations),
        "hexagon": hexagon(said.interests),
        "interests": sorted(said.interests, key=lambda row: -row.value),
        "strength": texts.strength,
        "meanings": texts.TYPE_MEANINGS,
        "levels": LEVELS,
    }


def _document(engine: Orient, found: Standing, opened: Opened, said: ResultOut) -> str:
    """Return what Mijn loopbaan keeps: the result, what was answered and how fast, and what was hidden and why."""
    took = {(event.kind, event.subject): event.milliseconds for event in opened.events}
    rows = zip(replied(engine, found), found.log.order, strict=True)
    answered = [
        keeping.answer(
            "Wat doe je graag?" if kind is QuestionKind.ITEM else "Beroepen",
            row.text,
            row.words,
            took.get((ANSWER if kind is QuestionKind.ITEM else RATING, id_)),
        )
        for row, (kind, id_) in rows
    ]
    hidden = [
        {"id": id_, "label": answers.occupation_label(engine, id_, "nl"), "why": texts.HIDE_REASONS.get(why, "")}
        for id_, why in found.log.hidden.items()
    ]
    return json.dumps(said.model_dump(mode="json", by_alias=True) | {"answers": answered, "hidden": hidden})


def kept(request: Request, document: Document) -> KeptPage:
    """Return the result page of a kept document.

    Raises
    ------
    ValueError
        When it does not hold a whole result.
    """
    said = ResultOut.model_validate(document)
    if [row.type for row in said.interests] != list("RIASEC"):
        raise ValueError("a whole result has six interests")
    return KeptPage(template="orient/resultaat.html", context=_said(said) | {"honest": None, "level": None})


def search(jobbereik: Jobbereik, query: str) -> dict[str, Any]:
    """Return the occupations that a name may mean."""
    return {"query": query, "found": read_title(jobbereik, query, FOUND) if query.strip() else None}


def why(desk: Desk, opened: Opened, occupation_id: str) -> dict[str, Any]:
    """Return why one occupation stands where it stands."""
    engine = desk.engine
    found = service.standing(engine, opened)
    told = service.why_of(engine, found, occupation_id)
    place = engine.catalogue.occupation_index(occupation_id)
    description = engine.catalogue.occupation(place).description if place is not None else None
    return {
        "told": told,
        "description": description,
        "total": engine.catalogue.n_occupations,
        "scale": scale(engine),
        "hide_reasons": texts.HIDE_REASONS,
        "rated": occupation_id in found.log.ratings,
        "version": opened.version,
        "answered": bool(found.log.order),
    }
