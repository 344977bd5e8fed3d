"""A cheque in words, for whoever holds it and for its centre."""

from datetime import date
from typing import Any

from api.keys.service import CallerRole
from api.loopbaancheque.cheques.answers import cheque_view
from api.loopbaancheque.cheques.forms import Draft
from api.loopbaancheque.cheques.service import Opened
from api.loopbaancheque.cheques.texts import FACT_WORDS, MAY_WORDS, RIGHT_WORDS, STATUS_WORDS, TOLD_BY
from item_bank.loopbaancentra.codes import LABELS, CareerTheme
from item_bank.loopbaancentra.schema import Register
from item_bank.loopbaancheque.agreements import agreements
from models.loopbaancentra.referral import REASONS
from models.loopbaancheque.life import Status, status
from models.loopbaancheque.schema import Code
from models.wording import day_in_words, euro, say


def _hours(minutes: int) -> str:
    hours, half = divmod(minutes, 60)
    return say("{hours},5 uur", hours=hours) if half else say("{hours} uur", hours=hours)


def _euro(cents: int | None) -> str:
    if cents is None:
        return say("niet bekend")
    return euro(cents)


def _day(day: date | None) -> str:
    return day_in_words(day) if day else ""


def _agreement(opened: Opened) -> dict[str, Any] | None:
    """Return the text that the holder can accept; ``None`` for anybody else, once one was, and before and after."""
    now = status(opened.cheque, opened.frame.today, opened.frame.rules)
    if opened.caller.role is not CallerRole.HOLDER or opened.cheque.agreed or now not in (Status.ISSUED, Status.ACTIVE):
        return None
    text = agreements()[-1]
    return {"version": text.version, "clauses": text.clauses}


def _talks(opened: Opened) -> list[dict[str, Any]]:
    """Return the talks that count, which the holder can confirm."""
    if opened.caller.role is not CallerRole.HOLDER or opened.cheque.annulled:
        return []
    return [
        {
            "number": talk.number,
            "day": _day(talk.held.on),
            "hours": _hours(30 * talk.held.half_hours),
            "confirmed": talk.attended is not None,
        }
        for talk in opened.cheque.talks
        if talk.reversed is None
    ]


def _amounts(found: dict[str, Any]) -> list[tuple[str, str]]:
    money = found["money"]
    rows = [(say("Eigen deel"), _euro(money["contribution_cents"]) if found["minutes"]["total"] else "")]
    if found["started_on"]:
        rows += [(say("Vergoeding voor het centrum tot nu"), _euro(money["fee_cents"]))]
        rows += [(say("Daarvan betaalt Vlaanderen"), _euro(money["state_share_cents"]))]
    rows += [(say("Krijgt de burger terug"), _euro(money["refund_cents"]))] if money["refund_cents"] else []
    return [(name, words) for name, words in rows if words]


def _deadlines(found: dict[str, Any]) -> list[tuple[str, str]]:
    until = found["deadlines"]
    rows = (
        (say("Niet akkoord? Zeg het ten laatste op"), until["objection_until"]),
        (say("Betaal ten laatste op"), until["payment_until"]),
        (say("Start ten laatste op"), until["valid_until"] if not found["started_on"] else None),
        (say("Gratis nazorg minstens tot en met"), until["aftercare_until"]),
    )
    return [(name, _day(day)) for name, day in rows if day]


def view(opened: Opened | None, draft: Draft, register: Register, here: str = "") -> dict[str, Any]:
    """Return what the page shows; ``here`` is the address on which its holder confirms."""
    if opened is None:
        problem = draft.problem
        if draft.number and draft.secret:
            problem = say("We vinden geen cheque met deze twee nummers. Kijk ze allebei na.")
        return {"draft": draft, "problem": problem, "found": None}
    found = cheque_view(opened)
    title, meaning = STATUS_WORDS[found["status"]]
    minutes = found["minutes"]
    centre = next((c.name for c in register.centres if c.id == found["centre_id"]), found["centre_id"])
    return {
        "draft": draft,
        "problem": "",
        "here": here,
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
            (say("Uren op de cheque"), _hours(minutes["total"])),
            (say("Al gebruikt"), _hours(minutes["registered"])),
            (say("Daarvan online"), _hours(minutes["online"])),
            (say("Nog over"), _hours(minutes["remaining"])),
        ],
        "centre": centre,
        "themes": [LABELS[CareerTheme(theme.value)] for theme in found["themes"]],
        "agreement": _agreement(opened),
        "talks": _talks(opened),
        "may": [MAY_WORDS[what] for what in found["may_tell"]],
        "log": [
            (_day(fact["happened_on"]), FACT_WORDS[fact["kind"]], TOLD_BY[fact["told_by"]]) for fact in found["log"]
        ],
    }
