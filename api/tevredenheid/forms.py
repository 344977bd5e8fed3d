"""The form with which somebody says how the guidance was: what was typed, and what is wrong with it."""

from dataclasses import dataclass, field

from pydantic import ValidationError
from starlette.datastructures import FormData

from api.schemas import plain
from api.tevredenheid.schemas import CODE_DAYS, TEXT_LONGEST, GuidanceAnswersIn
from api.web.forms import paragraph, text
from item_bank.tevredenheid.bank import questions
from models.wording import say

CODE_MISSING = say("Vul de code in. Ze staat op de pagina van je cheque en bestaat uit vijf woorden.")
NOTHING_SAID = say("Geef minstens één antwoord. Je code werkt maar één keer.")
TOO_LONG = say("Hou je antwoord korter dan {text_longest} tekens.", text_longest=TEXT_LONGEST)
UNKNOWN = say("We vinden deze code niet. Kijk ze na. Ze werkt tot {days} dagen na je slotgesprek.", days=CODE_DAYS)
USED = say("Deze code is al gebruikt. Je antwoord van toen telt mee; je kan het niet meer veranderen.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed, and what is wrong by field."""

    code: str = ""
    scores: tuple[int | None, ...] = ()
    answered: bool | None = None
    open: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def _score(value: str) -> int | None:
    return int(value) if value.isdecimal() and value.isascii() and len(value) <= 2 and int(value) <= 10 else None


def _storable(value: str) -> str:
    try:
        return plain(value)
    except ValueError:
        return ""


def read(form: FormData) -> Draft:
    """Return what was typed, with what is wrong."""
    asked = questions()
    code = _storable(text(form, "code", 100))
    scores = tuple(_score(text(form, f"stelling-{row.code}", 3)) for row in asked.statements)
    answered = {"ja": True, "nee": False}.get(text(form, "beantwoord", 10))
    said = {row.code: _storable(paragraph(form, f"open-{row.code}", TEXT_LONGEST + 1)) for row in asked.open}
    errors = {f"open-{name}": TOO_LONG for name, value in said.items() if len(value) > TEXT_LONGEST}
    if not code:
        errors["code"] = CODE_MISSING
    if answered is None and not any(said.values()) and all(score is None for score in scores):
        errors["stellingen"] = NOTHING_SAID
    return Draft(code=code, scores=scores, answered=answered, open=said, errors=errors)


def request(draft: Draft) -> GuidanceAnswersIn | None:
    """Return the answer that a draft means; ``None`` while something is wrong."""
    if draft.errors:
        return None
    members = {"code": draft.code, "scores": draft.scores, "answered": draft.answered, "open": draft.open}
    try:
        return GuidanceAnswersIn.model_validate(members | {"scores": list(draft.scores)})
    except ValidationError:
        return None
