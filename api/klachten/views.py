"""A complaint as the pages of who complained show it."""

from collections.abc import Mapping
from typing import Any

from api.klachten import answers, texts
from api.klachten.forms import Draft, Kept
from api.klachten.schemas import WORDS_LONGEST
from api.klachten.service import OpenedComplaint
from api.storage.cases import CaseFact
from api.web.days import dutch_day
from api.web.refusing import NOTHING_WRONG, Refusal
from models.klachten import life
from models.klachten.events import Party
from models.wording import say


def form(draft: Draft) -> dict[str, Any]:
    """Return what the form of a complaint shows."""
    return {"draft": draft, "kinds": texts.KINDS, "subjects": texts.SUBJECTS, "words_max": WORDS_LONGEST}


def code(refusal: Refusal) -> dict[str, Any]:
    """Return what the page that asks for a code shows."""
    return {"typed": refusal.text("code"), "problem": refusal.error("code")}


def _line(fact: CaseFact) -> tuple[str, str]:
    words = texts.LOG.get(fact.kind) or texts.SIDES[fact.kind, Party(fact.payload["side"])]
    return dutch_day(fact.happened_on), words


def one(
    found: OpenedComplaint, kept: Kept, names: Mapping[str, str], here: str, refusal: Refusal = NOTHING_WRONG
) -> dict[str, Any]:
    """Return where a complaint stands.

    Parameters
    ----------
    names
        What centres are called, by their ids.
    here
        Address on which something is added or withdrawn; without one nothing can be.
    """
    shown, complaint = answers.view(found), found.complaint
    title, meaning = texts.STAGES[shown["status"]]
    open_ = shown["status"] not in life.OVER
    asked = next((row for row in complaint.asked if row.side is Party.CITIZEN), None)
    facts = [(say("Ingediend op"), dutch_day(shown["filed_on"])), (say("Gebeurd op"), dutch_day(shown["fact_on"]))]
    if shown["centre_id"]:
        facts.append((say("Centrum"), names.get(shown["centre_id"], shown["centre_id"])))
    if open_:
        facts.append((say("Ons antwoord komt ten laatste op"), dutch_day(shown["deadlines"]["answer_until"])))
    return {
        "found": shown,
        "kept": kept,
        "here": here,
        "title": title,
        "meaning": meaning,
        "facts": facts,
        "subjects": [texts.SUBJECTS[subject] for subject in complaint.filed.subjects],
        "may_tell": bool(here) and open_ and all(row.side is not Party.CITIZEN for row in complaint.heard),
        "until": dutch_day(asked.until) if asked and found.today <= asked.until else "",
        "may_withdraw": bool(here) and open_,
        "typed": refusal.text("antwoord"),
        "problem": refusal.error("antwoord"),
        "log": [_line(fact) for fact in found.log],
        "words_max": WORDS_LONGEST,
    }
