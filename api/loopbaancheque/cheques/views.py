"""A cheque in words, for whoever holds it and for its centre."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from api.keys.service import CallerRole
from api.loopbaancheque.cheques.answers import cheque_view
from api.loopbaancheque.cheques.service import Call, Cheques, Opened
from api.problems import ProblemError
from item_bank.loopbaancentra.codes import LABELS, CareerTheme
from item_bank.loopbaancentra.schema import Register
from models.loopbaancentra.referral import REASONS
from models.loopbaancheque.life import Right, Status
from models.loopbaancheque.schema import Code
from models.wording import day_in_words

STATUS_WORDS: dict[Status, tuple[str, str]] = {
    Status.REQUESTED: ("Iemand kijkt je aanvraag na", "Een gegeven is niet bekend. Daarom beslist een persoon."),
    Status.REFUSED: ("Je aanvraag is geweigerd", "Hieronder staat elke reden."),
    Status.OBJECTED: ("Iemand kijkt opnieuw", "Je was het niet eens met de weigering. Een persoon beslist nu."),
    Status.AWAITING_PAYMENT: ("Betaal je deel", "Daarna krijg je je cheque. Iemand anders mag voor jou betalen."),
    Status.PAYMENT_LAPSED: (
        "Je aanvraag is vervallen",
        "Er werd niet op tijd betaald. Je mag een nieuwe cheque vragen.",
    ),
    Status.ISSUED: ("Je cheque is klaar", "Geef ze aan een loopbaancentrum. De datum op de cheque telt."),
    Status.EXPIRED_UNUSED: (
        "Je cheque is vervallen",
        "Je begon niet op tijd. Je krijgt je geld terug en je mag een nieuwe cheque vragen.",
    ),
    Status.ACTIVE: ("Je begeleiding loopt", "Het centrum schrijft elk gesprek op, per half uur."),
    Status.CLOSED: (
        "Je begeleiding is afgerond",
        "Bij vragen kan je nog gratis terecht bij je centrum: dat heet nazorg.",
    ),
    Status.ANNULLED: ("Deze cheque telt niet meer", "Betaalde je al? Dan krijg je dat geld terug."),
}
"""Where a cheque stands, and what that means."""

RIGHT_WORDS: dict[Right, str] = {
    Right.NONE: "er is nog niets toegekend",
    Right.OPEN: "je kan deze cheque gebruiken",
    Right.INTACT: "je recht op een cheque blijft bestaan",
    Right.USED: "je gebruikte deze cheque",
    Right.RESTORED: "je recht op een cheque is hersteld",
}

FACT_WORDS: dict[str, str] = {
    "requested": "aangevraagd",
    "granted": "toegekend, en gevraagd om te betalen",
    "refused": "geweigerd",
    "objected": "niet akkoord met de weigering",
    "paid": "betaald",
    "activated": "gestart bij een centrum",
    "session": "gesprek",
    "closed": "afgerond met een slotgesprek",
    "aftercare": "gesprek in de nazorg",
    "annulled": "geannuleerd",
}

TOLD_BY: dict[str, str] = {
    CallerRole.OPERATOR: "de dienst",
    CallerRole.CENTRE: "het centrum",
    CallerRole.HOLDER: "de burger",
}

MAY_WORDS: dict[str, str] = {
    "sessions": "een gesprek opschrijven, per half uur; na het slotgesprek: nazorg",
    "closings": "het slotgesprek opschrijven, met welke documenten er zijn",
    "objections": "zeggen dat je niet akkoord gaat met de weigering",
    "payments": "een betaling opschrijven",
    "decisions": "een beslissing opschrijven",
    "annulments": "de cheque annuleren",
}

TYPED_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was typed; the secret is never shown again."""

    number: str = ""
    secret: str = ""
    problem: str = ""


def read(form: FormData) -> Asked:
    """Return what was typed, with what is wrong."""
    values = [form.get(name, "") for name in ("nummer", "klantnummer")]
    number, secret = (value.strip()[:TYPED_MAX] if isinstance(value, str) else "" for value in values)
    problem = "" if number and secret else "Vul beide nummers in. Ze staan allebei op de cheque."
    return Asked(number=number, secret=secret, problem=problem)


async def find(cheques: Cheques, asked: Asked, call: Call) -> Opened | None:
    """Return the cheque of two numbers, or ``None``: which of them is wrong is not told."""
    if asked.problem:
        return None
    try:
        return await cheques.open(asked.number, call)
    except ProblemError as error:
        if error.status in (401, 404):
            return None
        raise


def _hours(minutes: int) -> str:
    hours, half = divmod(minutes, 60)
    return f"{hours},5 uur" if half else f"{hours} uur"


def _euro(cents: int | None) -> str:
    if cents is None:
        return "niet bekend"
    return f"{cents // 100},{cents % 100:02} euro" if cents % 100 else f"{cents // 100} euro"


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""


def _amounts(found: dict[str, Any]) -> list[tuple[str, str]]:
    money = found["money"]
    rows = [("Eigen deel", _euro(money["contribution_cents"]) if found["minutes"]["total"] else "")]
    if found["started_on"]:
        rows += [("Vergoeding voor het centrum tot nu", _euro(money["fee_cents"]))]
        rows += [("Daarvan betaalt Vlaanderen", _euro(money["state_share_cents"]))]
    rows += [("Krijgt de burger terug", _euro(money["refund_cents"]))] if money["refund_cents"] else []
    return [(name, words) for name, words in rows if words]


def _deadlines(found: dict[str, Any]) -> list[tuple[str, str]]:
    until = found["deadlines"]
    rows = (
        ("Niet akkoord? Zeg het ten laatste op", until["objection_until"]),
        ("Betaal ten laatste op", until["payment_until"]),
        ("Start ten laatste op", until["valid_until"] if not found["started_on"] else None),
        ("Gratis nazorg minstens tot en met", until["aftercare_until"]),
    )
    return [(name, _day(day)) for name, day in rows if day]


def view(opened: Opened | None, asked: Asked, register: Register) -> dict[str, Any]:
    """Return what the page shows."""
    if opened is None:
        problem = asked.problem
        if asked.number and asked.secret:
            problem = "We vinden geen cheque met deze twee nummers. Kijk ze allebei na."
        return {"asked": asked, "problem": problem, "found": None}
    found = cheque_view(opened)
    title, meaning = STATUS_WORDS[found["status"]]
    minutes = found["minutes"]
    centre = next((c.name for c in register.centres if c.id == found["centre_id"]), found["centre_id"])
    return {
        "asked": asked,
        "problem": "",
        "found": found,
        "title": title,
        "meaning": meaning,
        "reasons": [REASONS[Code(code)] for code in found["reasons"]],
        "right": RIGHT_WORDS[found["right"]],
        "deadlines": _deadlines(found),
        "amounts": _amounts(found),
        "hours": None
        if minutes["total"] is None
        else [
            ("Uren op de cheque", _hours(minutes["total"])),
            ("Al gebruikt", _hours(minutes["registered"])),
            ("Daarvan online", _hours(minutes["online"])),
            ("Nog over", _hours(minutes["remaining"])),
        ],
        "centre": centre,
        "themes": [LABELS[CareerTheme(theme.value)] for theme in found["themes"]],
        "may": [MAY_WORDS[what] for what in found["may_tell"]],
        "log": [
            (_day(fact["happened_on"]), FACT_WORDS[fact["kind"]], TOLD_BY[fact["told_by"]]) for fact in found["log"]
        ],
    }
