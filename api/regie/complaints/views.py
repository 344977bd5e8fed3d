"""Complaints as pages of the director show them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.klachten import answers
from api.klachten.service import OpenedComplaint
from api.regie.dependencies import Opened
from api.web.days import dutch_day
from item_bank.loopbaancentra.schema import Register
from models.klachten import letters, life
from models.klachten.events import ComplaintKind, Judgement, Party, Remedy, Subject
from models.klachten.life import ComplaintStage

KINDS = {
    ComplaintKind.GRANT: "een aanvraag",
    ComplaintKind.CONTENT: "de begeleiding",
    ComplaintKind.CENTRE_ABOUT_DIRECTOR: "een centrum over de regie",
}
STAGES = {
    ComplaintStage.INADMISSIBLE: "niet ontvankelijk",
    ComplaintStage.HEARING: "beide kanten worden gehoord",
    ComplaintStage.READY: "klaar voor een beslissing",
    ComplaintStage.DEFENCE: "het centrum kan zich verdedigen",
    ComplaintStage.DECIDED: "beslist",
    ComplaintStage.WITHDRAWN: "ingetrokken",
}
SUBJECTS = {
    Subject.EXPECTATIONS: "verwachtingen",
    Subject.AGREEMENTS: "afspraken niet nagekomen",
    Subject.TECHNICAL: "technische fout",
}
OUTCOMES = {Judgement.UNFOUNDED: "ongegrond", Judgement.PARTLY: "deels gegrond", Judgement.FOUNDED: "gegrond"}
REMEDIES = {
    Remedy.NEW_GUIDANCE: "nieuwe begeleiding",
    Remedy.NEW_CHEQUE: "een nieuwe cheque",
    Remedy.RECOVERY: "terugvorderen van het centrum",
    Remedy.REFUND: "eigen bijdrage terug",
    Remedy.RIGHT_RESTORED: "recht hersteld, na een vormfout",
}
SIDES = {Party.CITIZEN: "de burger", Party.CENTRE: "het centrum"}
DEADLINES = {
    "receipt_until": "Ontvangst bevestigen",
    "hearing_until": "Antwoord van wie gevraagd is",
    "defence_until": "Verdediging van het centrum",
    "answer_until": "Antwoord aan de burger",
}
LOG = {
    "filed": "ingediend",
    "asked": "om een standpunt gevraagd",
    "heard": "gehoord",
    "noticed": "aangetekend gemeld dat de vergoeding teruggevorderd kan worden",
    "defended": "het centrum verdedigde zich",
    "decided": "beslist",
    "withdrawn": "ingetrokken door wie klaagde",
}
SHOWN = 100
"""Complaints that ended on a page."""


def waits(found: OpenedComplaint) -> bool:
    """Return whether a complaint waits for the team."""
    return life.status(found.complaint, found.today) not in life.OVER


def due(found: OpenedComplaint) -> date:
    """Return the last day of the answer."""
    return life.answer_until(found.complaint.filed)


def _row(one: OpenedComplaint) -> dict[str, Any]:
    filed = one.complaint.filed
    return {
        "id": one.stored.id,
        "kind": KINDS[filed.about],
        "day": dutch_day(filed.on),
        "stage": STAGES[life.status(one.complaint, one.today)],
        "due": dutch_day(due(one)) if waits(one) else "",
        "late": waits(one) and due(one) < one.today,
    }


def listed(
    opened: Opened, undecided: list[OpenedComplaint], decided: list[OpenedComplaint], page: int
) -> dict[str, Any]:
    """Return complaints that wait, the most urgent first, and a page of those that are over."""
    return {
        "opened": opened,
        "rows": [_row(one) for one in sorted(filter(waits, undecided), key=due)],
        "refused": [_row(one) for one in undecided if not waits(one)] if page == 1 else [],
        "decided": [_row(one) for one in decided[:SHOWN]],
        "page": page,
        "more": len(decided) > SHOWN,
    }


def one(
    opened: Opened, found: OpenedComplaint, register: Register, problem: str, typed: Mapping[str, str]
) -> dict[str, Any]:
    """Return a complaint with both sides and what can be done."""
    names = {str(row.id): row.name for row in register.centres}
    shown, complaint = answers.view(found), found.complaint
    heard, asked = {row.side for row in complaint.heard}, {row.side for row in complaint.asked}
    centre, decision = letters.to_centre(complaint), shown["decision"]
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "found": shown,
        "centre": names.get(shown["centre_id"] or "", shown["centre_id"]) or "geen",
        "kind": KINDS[shown["kind"]],
        "stage": STAGES[shown["status"]],
        "subjects": [SUBJECTS[code] for code in shown["subjects"]],
        "deadlines": [
            (words, dutch_day(shown["deadlines"][name]))
            for name, words in DEADLINES.items()
            if shown["deadlines"][name] and shown["status"] not in life.OVER
        ],
        "fact_day": dutch_day(shown["fact_on"]),
        "sides": [
            {"code": side.value, "words": SIDES[side], "heard": side in heard, "asked": side in asked}
            for side in life.needed(complaint)
        ],
        "open": shown["status"] not in life.OVER,
        "may_notice": complaint.filed.about is ComplaintKind.CONTENT and complaint.noticed is None,
        "outcomes": [(code.value, words) for code, words in OUTCOMES.items()],
        "remedies": [(code.value, REMEDIES[code]) for code in life.allowed(complaint)],
        "about_guidance": complaint.filed.about is ComplaintKind.CONTENT,
        "outcome": OUTCOMES[decision["outcome"]] if decision else "",
        "chosen": [REMEDIES[code] for code in decision["remedies"]] if decision else [],
        "centre_letter": {"subject": centre.subject, "lines": list(centre.lines)} if centre else None,
        "log": [(dutch_day(row.happened_on), row.kind, row.actor) for row in found.log],
        "log_words": LOG,
    }
