"""What the buttons of the loopbaancheque pages do to a draft."""

from datetime import date

from api.loopbaancheque.forms import ROWS_MAX, Draft, asked, facts
from api.loopbaancheque.texts import ASKED, Question
from models.wording import say

RESULT, FORM = "resultaat", "formulier"


def begin(on: date) -> Draft:
    """Return a draft with the first question, for today."""
    return Draft(raw={Question.DAY: f"{on.day:02}-{on.month:02}-{on.year}"}, question=Question.DAY)


def _remove_row(draft: Draft, prefix: str, count: int, parts: tuple[str, ...]) -> int:
    """Take out one row and move the later ones up; the last row is emptied instead."""
    if not (draft.argument.isdecimal() and int(draft.argument) < count):
        return count
    for i in range(int(draft.argument), count):
        for part in parts:
            draft.raw.pop(f"{prefix}-{i}-{part}", None)
            later = draft.raw.get(f"{prefix}-{i + 1}-{part}")
            if later:
                draft.raw[f"{prefix}-{i}-{part}"] = later
    return max(1, count - 1)


def _edit_rows(draft: Draft) -> bool:
    """Add or remove a row, and say whether the button asked for that."""
    if draft.verb == "periode-erbij":
        draft.periods = min(ROWS_MAX, draft.periods + 1)
        draft.raw[Question.WORK] = "ja"
    elif draft.verb == "cheque-erbij":
        draft.cheques = min(ROWS_MAX, draft.cheques + 1)
        draft.raw[Question.CHEQUES] = "ja"
    elif draft.verb == "periode-weg":
        draft.periods = _remove_row(draft, "periode", draft.periods, ("van", "tot", "soort"))
    elif draft.verb == "cheque-weg":
        draft.cheques = _remove_row(draft, "cheque", draft.cheques, ("van", "tot"))
    else:
        return False
    return True


def _check(draft: Draft, question: Question) -> None:
    """Keep what is wrong with the answer to one question; no answer at all is wrong too when one asks for it."""
    facts(draft)
    names = draft.names(question)
    draft.errors = {name: text for name, text in draft.errors.items() if name in names}
    if ASKED[question].options and not draft.get(question):
        draft.errors[question] = say("Kies een antwoord. Weet je het niet? Kies dan: weet ik niet.")


def _neighbour(draft: Draft, question: Question, step: int) -> Question | None:
    order = asked(draft)
    position = order.index(question) + step if question in order else 0
    return order[max(0, position)] if position < len(order) else None


def act(draft: Draft) -> str:
    """Do what the button asks and return what to show: a question, the form with all of them, or the result.

    A wrong answer keeps the person on the page, with what was typed.
    """
    shown = draft.question.value if draft.question else FORM
    if _edit_rows(draft):
        return shown
    if draft.verb == "naar" and draft.argument in set(Question):
        return _show(draft, Question(draft.argument))
    if draft.verb == FORM:
        return _show(draft, None)
    if draft.verb == "terug" and draft.question:
        return _show(draft, _neighbour(draft, draft.question, -1))
    if draft.question is None:
        facts(draft)
        return _result(draft)
    _check(draft, draft.question)
    if draft.errors:
        return shown
    following = None if draft.verb == RESULT else _neighbour(draft, draft.question, 1)
    return _show(draft, following) if following else _result(draft)


def _show(draft: Draft, question: Question | None) -> str:
    draft.question, draft.errors = question, {}
    return question.value if question else FORM


def _result(draft: Draft) -> str:
    """Show the result, or the form when an answer of any question cannot be used."""
    draft.question, draft.errors = None, {}
    facts(draft)
    return FORM if draft.errors else RESULT


def shown(draft: Draft, what: str) -> str | None:
    """Return what to show at an address of a draft: what it names, or the form where the answer cannot be given yet.

    ``None`` when the address names nothing. What is wrong stays only on the page to which the button led.
    """
    here = draft.question.value if draft.question else FORM
    if what in set(Question):
        return what if what == here else _show(draft, Question(what))
    if what == RESULT:
        return _result(draft)
    if what != FORM:
        return None
    return what if what == here else _show(draft, None)
