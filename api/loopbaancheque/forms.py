"""What the form of the loopbaancheque pages holds: every answer as it was typed, so that nothing is lost.

What is not on the page travels in hidden fields, so that a page works where no draft can be kept. :func:`facts` says in
Dutch which answers cannot be used; what is not answered is unknown.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from starlette.datastructures import FormData

from api.loopbaancheque.texts import ASKED, DONT_KNOW, KINDS, Question
from api.schemas import TEXT_MAX
from api.web import days
from api.web.forms import button
from api.web.forms import text as typed
from models.loopbaancheque.rules import rules_on
from models.loopbaancheque.schema import Facts, Region, UsedCheque, WorkKind, WorkPeriod
from models.wording import say

ROWS_MAX = 30
"""Periods, and cheques, that the page takes; the API takes more."""

NUMBER_MAX = 1_000_000

_NUMBER = re.compile(r"[0-9]{1,7}")

WRONG_DAY = say("Schrijf een dag die bestaat, zoals 23-11-2026. Het jaar ligt tussen 1930 en 2099.")
WRONG_MONTH = say("Schrijf een dag zoals 23-11-2014, of een maand zoals 11-2014. Het jaar ligt tussen 1930 en 2099.")


def read_day(text: str, *, last: bool = False, months: bool = True) -> date | None:
    """Return the day that somebody wrote, or ``None`` when it is none from 1930 to 2099.

    Parameters
    ----------
    last
        Whether a month alone means its last day, rather than its first.
    months
        Whether a month alone is allowed.

    Examples
    --------
    >>> read_day("3/9/2014"), read_day("02-2016", last=True), read_day("31-02-2016")
    (datetime.date(2014, 9, 3), datetime.date(2016, 2, 29), None)
    """
    found = days.read_day(text)
    found = days.read_month(text, last=last) if months and found is None else found
    return found if found and 1930 <= found.year <= 2099 else None


@dataclass(kw_only=True)
class Draft:
    """The form as it was sent.

    Attributes
    ----------
    raw
        What was typed or chosen, by name of the field.
    question
        The question whose fields were shown; ``None`` for the form with all of them, and for the result.
    verb, argument
        What the button asks, and of which row or question.
    errors
        Dutch message by name of the field.
    periods, cheques
        How many rows there are.
    """

    raw: dict[str, str] = field(default_factory=dict)
    question: Question | None = None
    verb: str = ""
    argument: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    periods: int = 1
    cheques: int = 1

    def get(self, name: str) -> str:
        """Return what stands in a field, empty when nothing does."""
        return self.raw.get(name, "")

    def names(self, question: Question) -> list[str]:
        """Return the fields of a question."""
        if question is Question.WORK:
            rows = [f"periode-{i}-{part}" for i in range(self.periods) for part in ("van", "tot", "soort")]
        elif question is Question.CHEQUES:
            rows = [f"cheque-{i}-{part}" for i in range(self.cheques) for part in ("van", "tot")]
        else:
            rows = []
        return [question.value, *rows]

    def day(self) -> date | None:
        """Return the day of the request, where it can be used."""
        return read_day(self.get(Question.DAY), months=False)


def _rows(form: FormData, name: str) -> int:
    text = typed(form, name)
    return min(ROWS_MAX, max(1, int(text))) if _NUMBER.fullmatch(text) else 1


def read(form: FormData) -> Draft:
    """Return the form, with the verb of its button; values that no question offers are left out."""
    draft = Draft(periods=_rows(form, "n-periode"), cheques=_rows(form, "n-cheque"))
    for question in Question:
        for name in draft.names(question):
            value = typed(form, name)
            if 0 < len(value) <= TEXT_MAX:
                draft.raw[name] = value
    for question, prefix in ((Question.WORK, "periode-"), (Question.CHEQUES, "cheque-")):
        if any(name.startswith(prefix) and not name.endswith("-soort") for name in draft.raw):
            draft.raw.setdefault(question.value, "ja")  # whoever filled in a row has one
    asked = typed(form, "vraag")
    draft.question = Question(asked) if asked in set(Question) else None
    draft.verb, draft.argument = button(form)
    for question, put in ASKED.items():
        if put.options and draft.get(question) not in put.options:
            draft.raw.pop(question.value, None)
    return draft


def _flag(draft: Draft, question: Question) -> bool | None:
    return {"ja": True, "nee": False}.get(draft.get(question))


def _place(draft: Draft, question: Question) -> Region | None:
    text = draft.get(question)
    return Region(text) if text and text != DONT_KNOW else None


def _span(draft: Draft, prefix: str, what: str) -> tuple[date, date | None] | None:
    first, last = draft.get(f"{prefix}-van"), draft.get(f"{prefix}-tot")
    start, end = read_day(first), read_day(last, last=True)
    if not first and not last:
        return None
    if start is None:
        draft.errors[f"{prefix}-van"] = (
            WRONG_MONTH if first else say("Schrijf ook de eerste dag van {what}.", what=what)
        )
    if last and end is None:
        draft.errors[f"{prefix}-tot"] = WRONG_MONTH
    if start and end and end < start:
        draft.errors[f"{prefix}-tot"] = say(
            "De laatste dag van {what} ligt vóór de eerste. Kijk beide dagen na.", what=what
        )
    usable = start is not None and (not last or end is not None)
    return (start, end) if start and usable and f"{prefix}-tot" not in draft.errors else None


def _periods(draft: Draft) -> tuple[WorkPeriod, ...] | None:
    if draft.get(Question.WORK) == "nooit":
        return ()
    if draft.get(Question.WORK) != "ja":
        return None
    found = []
    for i in range(draft.periods):
        span = _span(draft, f"periode-{i}", say("deze periode"))
        kind = draft.get(f"periode-{i}-soort") or "employee"
        if span:
            found.append(WorkPeriod(start=span[0], end=span[1], kind=WorkKind(kind if kind in KINDS else "employee")))
    if not found and not draft.errors:
        draft.errors["periode-0-van"] = say("Schrijf minstens één periode op. Of kies: weet ik niet.")
    return tuple(found)


def _cheques(draft: Draft) -> tuple[UsedCheque, ...] | None:
    if draft.get(Question.CHEQUES) == "nee":
        return ()
    if draft.get(Question.CHEQUES) != "ja":
        return None
    spans = [_span(draft, f"cheque-{i}", say("deze cheque")) for i in range(draft.cheques)]
    asked = draft.day()
    for i, span in enumerate(spans):
        if span and asked and span[0] > asked:
            draft.errors[f"cheque-{i}-van"] = say(
                "Deze cheque begint op {span}, na de dag van je aanvraag: {asked}. Kijk beide dagen na.",
                span=days.dutch_day(span[0]),
                asked=days.dutch_day(asked),
            )
    found = tuple(UsedCheque(started_on=span[0], closed_on=span[1]) for span in spans if span)
    if not found and not any(name.startswith("cheque-") for name in draft.errors):
        draft.errors["cheque-0-van"] = say("Schrijf de dag van je eerste gesprek. Of kies: weet ik niet.")
    return found


def _number(draft: Draft) -> int | None:
    text = draft.get(Question.NUMBER)
    if not text:
        return None
    if not _NUMBER.fullmatch(text) or not 1 <= int(text) <= NUMBER_MAX:
        draft.errors[Question.NUMBER] = say("Schrijf een getal vanaf 1, of laat het leeg.")
        return None
    return int(text)


def facts(draft: Draft) -> Facts | None:
    """Return the facts, or ``None`` when the day cannot be used; wrong answers are noted in the draft."""
    day = draft.day()
    if day is None:
        draft.errors[Question.DAY] = WRONG_DAY
    found = Facts(
        requested_on=day or date(2099, 12, 31),
        residence=_place(draft, Question.HOME),
        workplace=_place(draft, Question.WORKPLACE),
        moved_from_eea=_flag(draft, Question.MOVED),
        own_initiative=_flag(draft, Question.INITIATIVE),
        working=_flag(draft, Question.WORKING),
        in_outplacement=_flag(draft, Question.OUTPLACEMENT),
        accepts_dutch=_flag(draft, Question.DUTCH),
        work_periods=_periods(draft),
        used_cheques=_cheques(draft),
        open_request=_flag(draft, Question.OPEN),
        request_number_in_month=_number(draft),
    )
    return found if day else None


def applies(question: Question, draft: Draft) -> bool:
    """Whether a question matters after the answers so far."""
    home = draft.get(Question.HOME)
    if question is Question.MOVED:
        return home == Region.WALLONIA
    if question is Question.WORKPLACE:
        return home not in (Region.FLANDERS, Region.BRUSSELS, Region.OTHER)
    if question is Question.NUMBER:
        day = draft.day()
        rules = rules_on(day) if day else None
        return rules is not None and rules.monthly_cap is not None
    return True


def asked(draft: Draft) -> list[Question]:
    """Return the questions that matter, in order."""
    return [question for question in Question if applies(question, draft)]
