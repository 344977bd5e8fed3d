"""The queue and a case as pages show them."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.loopbaancheque.texts import CONDITIONS
from api.regie.decisions import answers
from api.regie.decisions.schemas import PAGE
from api.regie.decisions.service import OpenedReview
from api.regie.dependencies import Opened
from api.storage.reviews import StoredReview
from api.web.days import dutch_day
from models.regie.review_life import QUESTIONS_MOST, Stage

ABOUT = {"request": "aanvraag", "objection": "bezwaar"}
STAGES = {
    "waiting": "wacht op een beslissing",
    "citizen": "wacht op een antwoord van de burger",
    "second-look": "wacht op een tweede paar ogen",
    "done": "afgerond",
}
DONE = {"proposed": "besliste", "agreed": "keek mee en ging akkoord", "disagreed": "keek mee en ging niet akkoord"}
SECOND = {"new-employee": "eerste beslissingen van een medewerker", "sample": "een op de tien, geloot"}
PERSON_SIGNS = 4


def _row(row: dict[str, Any]) -> dict[str, Any]:
    until = row["asked_until"]
    words = {"about": ABOUT[row["about"]], "stage": STAGES[row["stage"]], "due": dutch_day(row["due_on"])}
    return row | words | {"until": dutch_day(until) if until else ""}


def queue(
    opened: Opened, found: Sequence[StoredReview], citizens: tuple[Sequence[StoredReview], int], today: date
) -> dict[str, Any]:
    """Return a page of the queue, and what waits for citizens."""
    shown, (asked, total) = answers.queue(found, PAGE, today), citizens
    return {
        "opened": opened,
        "rows": [_row(row) for row in shown["items"]],
        "after": shown["after"],
        "asked": [_row(row) for row in answers.queue(asked, PAGE, today)["items"]],
        "total": total,
    }


FACTS = {
    "requestedOn": "Aangevraagd op",
    "residence": "Woont in",
    "workplace": "Werkt in",
    "movedFromEea": "Verhuisde uit een ander land van de EER",
    "ownInitiative": "Vraagt het zelf",
    "working": "Werkt op de dag van de aanvraag",
    "inOutplacement": "Krijgt outplacement",
    "acceptsDutch": "Begeleiding in het Nederlands kan",
    "workPeriods": "Werkte",
    "usedCheques": "Gebruikte cheques",
    "openRequest": "Heeft al een aanvraag of cheque",
    "requestNumberInMonth": "Hoeveelste aanvraag van de maand",
}
PLACES = {"flanders": "Vlaanderen", "brussels": "Brussel", "wallonia": "Wallonië"}
WORK = {
    "employee": "in dienst",
    "self-employed": "zelfstandig",
    "temporary": "uitzendwerk",
    "civil-servant": "ambtenaar",
}


def _words(value: object) -> str:
    """Return a fact as people say it; a day or a code that has no words stays as it is."""
    if value is None:
        return "niet bekend"
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return "; ".join(map(_words, value)) or "geen"
    if isinstance(value, dict):
        begin, end = value.get("start"), value.get("end")
        if begin is not None:
            kind = WORK.get(str(value.get("kind")), "werk")
            return f"{kind} van {_words(begin)} tot {_words(end) if end else 'nu'}"
        return ", ".join(_words(one) for one in value.values() if one is not None)
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return dutch_day(date.fromisoformat(text))
    return PLACES.get(text, text)


def facts(told: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """Return what the citizen told, as long as it is kept."""
    return [(words, _words(told.get(name))) for name, words in FACTS.items() if name in told] if told else []


def case(opened: Opened, found: OpenedReview, problem: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return a case, with what this employee may do."""
    shown = answers.view(found)
    mine = opened.staff.person
    barred = mine in found.others or mine in found.review.persons
    question = found.review.question
    runs = question is not None and found.today <= question.until
    decides = "" if runs else "decide"
    may = {Stage.WAITING: "decide", Stage.CITIZEN: decides, Stage.SECOND_LOOK: "look", Stage.DONE: ""}[
        found.review.stage
    ]
    asks = found.review.stage is Stage.WAITING and not found.review.proposed
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "found": shown,
        "about": ABOUT[shown["about"]],
        "stage": STAGES[shown["stage"]],
        "due": dutch_day(shown["due_on"]),
        "conditions": [row | {"name": CONDITIONS[row["code"]]} for row in shown["conditions"]],
        "missing": [CONDITIONS[code] for code in shown["missing"]],
        "all_conditions": list(CONDITIONS.items()),
        "seats": [
            row | {"day": dutch_day(row["on"]), "words": DONE[row["what"]], "why": SECOND.get(row["second_look"] or "")}
            for row in shown["seats"]
        ],
        "facts": facts(found.stored.facts),
        "questions": [row | {"last": dutch_day(row["until"])} for row in shown["questions"]],
        "papers": [
            row | {"day": dutch_day(row["sent_on"]), "size": f"{row['size'] / 1_048_576:.1f}".replace(".", ",")}
            for row in shown["papers"]
        ],
        "may_ask": asks and not barred and len(found.review.questions) < QUESTIONS_MOST,
        "may": "" if barred else may,
        "barred": barred and bool(may),
    }
