"""What the templates of the Loopbaantest show."""

import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from starlette.routing import Match

from api.loopbaantest import texts
from api.loopbaantest.dependencies import Visit, load
from api.loopbaantest.schemas import LinkOut, ScoresOut, ThemeOut
from api.loopbaantest.sessions import service
from api.loopbaantest.sessions.log import Log, Reason
from api.web import keeping
from api.web.refusing import Refusal
from api.web.tool import Document, KeptPage
from item_bank.loopbaantest.schema import Band, Bank, Item, Theme, WorkStatus
from models.loopbaantest.engine import Loopbaantest
from models.wording import of_bank, say

STATUSES = {
    WorkStatus.WORKING: say("Ik werk"),
    WorkStatus.LOOKING: say("Ik zoek werk"),
    WorkStatus.STUDYING: say("Ik studeer"),
}
LANGUAGES = {"nl": "Nederlands", "en": "English", "fr": "Français"}

OTHER = {
    "nl": ("Niet van toepassing", "Sla over"),
    "en": ("Does not apply to me", "Skip"),
    "fr": ("Ne s'applique pas à moi", "Passer"),
}
"""Words of the two buttons that give no point."""

SATISFIED = {
    1: say("Helemaal niet tevreden"),
    2: say("Niet tevreden"),
    3: say("Tussen de twee"),
    4: say("Tevreden"),
    5: say("Heel tevreden"),
}

REASON_WORDS = {Reason.SKIPPED: say("Overgeslagen"), Reason.NOT_APPLICABLE: say("Niet van toepassing")}


def start(visit: Visit, refusal: Refusal, *, notice: str = "") -> dict[str, Any]:
    """Return what the start page shows."""
    bank = visit.desk.test.bank
    return {
        "themes": [bank.themes[theme] for theme in Theme],
        "statuses": STATUSES,
        "languages": LANGUAGES,
        "total": len(bank.items),
        "open": visit.log is not None,
        "notice": notice,
        "problem": refusal.error("code"),
        "code": refusal.text("code"),
        "wrong": refusal.error("status"),
    }


def _given(log: Log, item: Item) -> str:
    reply = log.replies.get(item.id)
    if reply is None:
        return ""
    return str(reply.value) if reply.value else "nvt" if reply.reason is Reason.NOT_APPLICABLE else "overslaan"


def question(visit: Visit, log: Log, number: int, *, back_to: str = "", problem: str = "") -> dict[str, Any]:
    """Return what one statement shows."""
    bank, language = visit.desk.test.bank, service.language_of(log)
    item = bank.items[number - 1]
    given = _given(log, item)
    return {
        "number": number,
        "total": len(bank.items),
        "period": bank.period[language],
        "text": item.text(language, log.status),
        "language": language,
        "scale": {str(value): names[language] for value, names in bank.scale.items()},
        "other": dict(zip(("nvt", "overslaan"), OTHER[language], strict=True)),
        "given": given,
        "back_to": back_to,
        "problem": problem,
        "version": log.opened.version,
        "answered": sum(reply.value is not None for reply in log.replies.values()),
        "replied": len(log.replies),
    }


def following(visit: Visit, log: Log, number: int) -> str:
    """Return the address that follows a statement: the next open one, then the question about work, then the result."""
    items = visit.desk.test.bank.items
    waiting = [i for i, item in enumerate(items, start=1) if item.id not in log.replies and i != number]
    later = next((i for i in waiting if i > number), waiting[0] if waiting else None)
    if later is not None:
        return f"/loopbaantest/vraag?nr={later}"
    return "/loopbaantest/werk" if needs_work_question(log) else "/loopbaantest/resultaat"


def needs_work_question(log: Log) -> bool:
    """Return whether somebody who works was not yet asked how satisfied they are."""
    return log.status is WorkStatus.WORKING and not log.satisfaction_asked


def _words(bank: Bank, log: Log, item: Item) -> str:
    """Return what was answered to a statement, or why nothing was."""
    reply = log.replies.get(item.id)
    if reply is None:
        return say("Nog open")
    if reply.value is None:
        return REASON_WORDS[reply.reason or Reason.SKIPPED]
    return bank.scale[reply.value][service.language_of(log)]


def overview(visit: Visit, log: Log) -> dict[str, Any]:
    """Return every statement with its reply."""
    bank, language = visit.desk.test.bank, service.language_of(log)
    rows = [
        {
            "number": i,
            "text": item.text(language, log.status),
            "words": _words(bank, log, item),
            "open": item.id in log.replies,
        }
        for i, item in enumerate(bank.items, start=1)
    ]
    return {"rows": rows, "language": language, "total": len(rows), "work": log.satisfaction, "satisfied": SATISFIED,
            "working": log.status is WorkStatus.WORKING}  # fmt: skip


def _served(request: Request, link: LinkOut) -> bool:
    """Return whether a link leads somewhere: to another site, or to an address that this service has."""
    scope = {**request.scope, "method": "GET", "path": link.url, "path_params": {}}
    return link.external or any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)


def _in_words(bank: Bank, found: ScoresOut) -> ScoresOut:
    """Return a result whose words pages can say in their language, where the bank or a catalogue has them."""

    def theme(row: ThemeOut) -> ThemeOut:
        words, bands = bank.themes[row.theme], [bank.bands[band] for band in Band]
        return row.model_copy(
            update={
                "label": texts.again(row.label, [words.label]),
                "band_text": texts.again(row.band_text, bands),
                "doubt_text": texts.again(row.doubt_text, texts.doubts(bank)),
                "coach_question": texts.again(row.coach_question, [words.coach_question]),
            }
        )

    notes = [row.model_copy(update={"text": texts.again(row.text, [texts.NOTES[row.code]])}) for row in found.notes]
    low = found.weakest_theme
    if low is not None:
        low = low.model_copy(update={"label": texts.again(low.label, [bank.themes[low.theme].label])})
    return found.model_copy(
        update={"themes": [theme(row) for row in found.themes], "notes": notes, "weakest_theme": low}
    )


def _said(request: Request, test: Loopbaantest, found: ScoresOut) -> dict[str, Any]:
    """Return what the page shows of a result, today's or one that was kept."""
    bank = test.bank
    found = _in_words(bank, found)

    def usable(link: LinkOut) -> bool:
        return link.url.startswith("https://" if link.external else "/") and _served(request, link)

    return {
        "result": found,
        "about": {theme: bank.themes[theme].about for theme in Theme},
        "bands": {band: of_bank(bank.bands[band]) for band in Band},
        "cuts": test.parameters.cuts,
        "usable": usable,
        "links": {row.theme: [link for link in row.links if usable(link)] for row in found.themes},
        "soft": [note for note in found.notes if note.code.value not in ("no-norms", "themes-open")],
        "no_norms": next((note for note in found.notes if note.code.value == "no-norms"), None),
    }


def _answered(test: Loopbaantest, log: Log) -> list[dict[str, Any]]:
    """Return every statement with its answer and how fast it came, as Mijn loopbaan keeps them."""
    rows = []
    for item in test.bank.items:
        reply = log.replies.get(item.id)
        words = _words(test.bank, log, item)
        text = item.text(service.language_of(log), log.status)
        took = None if reply is None else reply.milliseconds
        rows.append(keeping.answer(test.bank.themes[item.theme].label["nl"], text, words, took))
    return rows


def result(request: Request, visit: Visit, log: Log, *, problem: str = "", code: str = "") -> dict[str, Any]:
    """Return what the result page shows; pages speak Dutch, whatever the language of the statements."""
    found = service.scored(visit.desk, log, "nl")
    test = visit.desk.test
    document = found.model_dump(mode="json", by_alias=True) | {"answers": _answered(test, log)}
    same_bank = log.previous is not None and test.bank.scores(log.previous.bank_version)
    return _said(request, test, found) | {
        "document": json.dumps(document),
        "numbers": {item.id: i for i, item in enumerate(test.bank.items, start=1)},
        "texts": {item.id: item.text(service.language_of(log), log.status) for item in test.bank.items},
        "language": service.language_of(log),
        "change": service.compared(visit.desk, log, "nl") if same_bank else None,
        "previous_on": log.previous.made_at if log.previous else None,
        "other_bank": log.previous is not None and not same_bank,
        "on": visit.desk.now,
        "code": code,
        "problem": problem,
        "version": log.opened.version,
        "looked": any(reply.value is not None for reply in log.replies.values()),
        "statuses": STATUSES,
        "status": log.status,
    }


def kept(request: Request, document: Document) -> KeptPage:
    """Return the result page of a kept document.

    Raises
    ------
    ValueError
        When it does not hold a whole result.
    """
    found = ScoresOut.model_validate(document)
    if [row.theme for row in found.themes] != list(Theme):
        raise ValueError("a whole result has six themes")
    context = _said(request, load(request.app.state.settings.data_dir), found) | {"looked": True}
    return KeptPage(template="loopbaantest/resultaat.html", context=context)


def keep(log: Log) -> Mapping[str, Any]:
    """Return what the page about keeping shows."""
    session = log.opened.session
    return {
        "code": log.opened.resume_code,
        "until": session.expires_at,
        "consent": session.research_consent,
        "version": log.opened.version,
    }


def download(visit: Visit, log: Log) -> dict[str, Any]:
    """Return the answers as ``POST /api/v1/loopbaantest/scores`` takes them, so that they give the same result."""
    answers = log.answers
    return {
        "bankVersion": log.opened.session.bank_version,
        "workStatus": log.status.value,
        "answers": {item.id: answers.values.get(item.id) for item in visit.desk.test.bank.items},
        "milliseconds": dict(answers.milliseconds),
        "workSatisfaction": log.satisfaction,
        "language": "nl",
    }
