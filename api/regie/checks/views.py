"""File checks as pages show them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from api.regie.checks import answers
from api.regie.checks.service import OpenedCheck
from api.regie.dependencies import Opened
from api.web.days import dutch_day
from item_bank.loopbaancentra.schema import Register
from models.regie.check_life import CheckStatus
from models.regie.filecheck import Item

STATUSES = {
    CheckStatus.LOOKING: "dossiers worden bekeken",
    CheckStatus.REPLY: "het centrum kan antwoorden",
    CheckStatus.FINAL: "afgerond",
}
ITEMS = {Item.AGREEMENT: "overeenkomst", Item.PLAN: "ontwikkelplan", Item.HOURS: "uren"}
FOUND = (("ja", "in orde"), ("nee", "niet in orde"), ("weet-niet", "niet te zeggen"))
LOG = {
    "drawn": "steekproef getrokken",
    "looked": "dossier bekeken",
    "preliminary": "voorlopig resultaat gemeld",
    "replied": "het centrum antwoordde",
    "final": "afgerond",
}
_TYPED = {True: "ja", False: "nee", None: "weet-niet"}


SHOWN = 100
"""File checks that are final, on a page."""


def _name(register: Register, centre_id: str | None) -> str:
    return next((one.name for one in register.centres if one.id == centre_id), centre_id or "")


def _row(one: OpenedCheck, register: Register) -> dict[str, Any]:
    return {
        "id": one.stored.id,
        "centre": _name(register, one.stored.centre_id),
        "words": STATUSES[one.check.status],
        "day": dutch_day(one.check.drawn.on),
    }


def listed(
    opened: Opened,
    running: list[OpenedCheck],
    final: list[OpenedCheck],
    register: Register,
    page: int,
    problem: str,
    typed: Mapping[str, str],
) -> dict[str, Any]:
    """Return file checks that run, a page of those that are final, and the form that draws one."""
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "rows": [_row(one, register) for one in running],
        "final": [_row(one, register) for one in final[:SHOWN]],
        "page": page,
        "more": len(final) > SHOWN,
        "centres": sorted(((one.id, one.name) for one in register.centres), key=lambda pair: pair[1]),
    }


def one(
    opened: Opened, found: OpenedCheck, register: Register, on: date, problem: str, typed: Mapping[str, str]
) -> dict[str, Any]:
    """Return a file check with what can be done."""
    shown = answers.view(found)
    until = shown["reply_until"]
    files = [
        row | {item.value: _TYPED[row[item.value]] if row["looked"] else None for item in Item}
        for row in shown["files"]
    ]
    return {
        "opened": opened,
        "problem": problem,
        "typed": typed,
        "found": shown,
        "files": files,
        "centre": _name(register, found.stored.centre_id),
        "words": STATUSES[shown["status"]],
        "items": [(item.value, words) for item, words in ITEMS.items()],
        "choices": FOUND,
        "shares": [row | {"words": ITEMS[Item(row["item"])]} for row in shown["shares"] or ()],
        "until": dutch_day(until) if until else "",
        "left": sum(not row["looked"] for row in shown["files"]),
        "may_end": shown["status"] is CheckStatus.REPLY and (bool(shown["replies"]) or bool(until and on > until)),
        "span": (dutch_day(shown["first"]), dutch_day(shown["last"])),
        "log": [(dutch_day(row.happened_on), row.kind, row.actor) for row in found.log if row.kind != "looked"],
        "log_words": LOG,
    }
