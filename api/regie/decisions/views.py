"""The queue and a case as pages show them."""

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
from models.regie.review_life import Stage

ABOUT = {"request": "aanvraag", "objection": "bezwaar"}
STAGES = {"waiting": "wacht op een beslissing", "second-look": "wacht op een tweede paar ogen", "done": "afgerond"}
DONE = {"proposed": "besliste", "agreed": "keek mee en ging akkoord", "disagreed": "keek mee en ging niet akkoord"}
SECOND = {"new-employee": "eerste beslissingen van een medewerker", "sample": "een op de tien, geloot"}
PERSON_SIGNS = 4


def queue(opened: Opened, found: Sequence[StoredReview], today: date) -> dict[str, Any]:
    """Return a page of the queue."""
    shown = answers.queue(found, PAGE, today)
    return {
        "opened": opened,
        "rows": [
            row | {"about": ABOUT[row["about"]], "stage": STAGES[row["stage"]], "due": dutch_day(row["due_on"])}
            for row in shown["items"]
        ],
        "after": shown["after"],
    }


def case(opened: Opened, found: OpenedReview, problem: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return a case, with what this employee may do."""
    shown = answers.view(found)
    mine = opened.staff.person
    barred = mine in found.others or mine in found.review.persons
    may = {Stage.WAITING: "decide", Stage.SECOND_LOOK: "look", Stage.DONE: ""}[found.review.stage]
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
        "may": "" if barred else may,
        "barred": barred and bool(may),
    }
