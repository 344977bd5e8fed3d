"""What the templates of the loopbaancheque pages show."""

from datetime import date
from typing import Any

from api.loopbaancheque import texts
from api.loopbaancheque.answers import NOTICE
from api.loopbaancheque.flow import FORM, RESULT
from api.loopbaancheque.forms import ROWS_MAX, Draft, asked, facts
from api.loopbaancheque.texts import ASKED, Question
from models.loopbaancheque.assessment import assess
from models.loopbaancheque.dated import Missing, Parameter, Value, parameters
from models.loopbaancheque.notes import asks_proof
from models.loopbaancheque.rules import SCHEME, rules_on, timeline
from models.loopbaancheque.schema import Assessment, Condition
from models.wording import day_in_words, euro, plural, say, together, whole


def _hidden(draft: Draft, shown: set[str]) -> dict[str, str]:
    kept = {name: value for name, value in draft.raw.items() if name not in shown}
    return kept | {"n-periode": str(draft.periods), "n-cheque": str(draft.cheques)}


def _answer_in_words(draft: Draft, question: Question) -> str:
    text = draft.get(question)
    if question is Question.WORK and text == "ja":
        count = sum(bool(draft.get(f"periode-{i}-van")) for i in range(draft.periods))
        return plural(count, "periode", "periodes")
    if question is Question.CHEQUES and text == "ja":
        count = sum(bool(draft.get(f"cheque-{i}-van")) for i in range(draft.cheques))
        return plural(count, "cheque gebruikt", "cheques gebruikt")
    if ASKED[question].options:
        return ASKED[question].options.get(text, "Niet beantwoord")
    return text or say("Niet beantwoord")


def _condition(condition: Condition) -> dict[str, Any]:
    basis = condition.basis
    return {
        "name": texts.CONDITIONS[condition.code],
        "met": condition.met,
        "explanation": condition.explanation,
        "basis": basis,
        "confidence": texts.CONFIDENCES[basis.confidence] if basis else "",
        "checked": day_in_words(condition.last_checked_on) if condition.last_checked_on else "",
    }


def _amount(cents: int | None) -> str:
    return say("niet bekend") if cents is None else euro(cents)


def _costs(found: Assessment) -> list[tuple[str, str]]:
    share = found.state_share
    if share is None or found.own_contribution is None or found.hours is None:
        return []
    flanders = (
        say("niet bekend: het uurtarief van nu vonden we niet")
        if share.excl_vat is None
        else say(
            "{excl_vat} zonder btw, of {incl_vat} met btw, als je alle uren gebruikt",
            excl_vat=_amount(share.excl_vat),
            incl_vat=_amount(share.incl_vat),
        )
    )
    return [
        (say("Welke cheque"), say("je eerste cheque") if found.cheque_number == 1 else say("je tweede cheque")),
        (say("Begeleiding"), say("{hours} uur", hours=found.hours)),
        (say("Jij betaalt"), euro(found.own_contribution)),
        (say("Vlaanderen betaalt"), flanders),
    ]


def result(draft: Draft) -> dict[str, Any]:
    """Return what the page with the answer shows."""
    known = facts(draft)
    if known is None:  # the form was shown instead
        raise ValueError("a result needs a day of the request")
    found = assess(known)
    rules = rules_on(known.requested_on)
    rows = [_condition(condition) for condition in found.conditions]
    groups = [
        (say("Niet in orde"), False, [row for row in rows if row["met"] is False]),
        (say("Weten we niet"), None, [row for row in rows if row["met"] is None]),
        (say("In orde"), True, [row for row in rows if row["met"]]),
    ]
    return {
        "title": texts.OUTCOMES[found.outcome],
        "found": found,
        "day": day_in_words(known.requested_on),
        "version": day_in_words(rules.first_day) if rules else None,
        "until": day_in_words(rules.last_day) if rules and rules.last_day else None,
        "objection_days": (rules or timeline().versions[-1]).objection_days,
        "later": day_in_words(found.next_eligible_on) if found.next_eligible_on else None,
        "costs": _costs(found),
        "groups": [group for group in groups if group[2]],
        "answers": [(ASKED[q].short, q.value, _answer_in_words(draft, q)) for q in asked(draft)],
        "notice": NOTICE,
        "links": texts.LINKS,
        "asks_person": asks_proof(found),
    }


def view(draft: Draft, what: str) -> tuple[str, dict[str, Any]]:
    """Return the template and what it shows."""
    shared = {"draft": draft, "errors": draft.errors, "asked": ASKED, "rows_max": ROWS_MAX, "kinds": texts.KINDS}
    if what == RESULT:
        return "loopbaancheque/resultaat.html", {**shared, **result(draft), "hidden": _hidden(draft, set())}
    if what == FORM:
        everything = {name for question in Question for name in draft.names(question)}
        questions = {"questions": list(Question), "hidden": _hidden(draft, everything)}
        return "loopbaancheque/formulier.html", {**shared, **questions}
    question = Question(what)
    order = asked(draft)
    return "loopbaancheque/vraag.html", {
        **shared,
        "question": question,
        "number": order.index(question) + 1 if question in order else 1,
        "count": len(order),
        "hidden": _hidden(draft, set(draft.names(question))),
    }


def start_page(on: date, past: str = "") -> dict[str, Any]:
    """Return the rules of today in short, where there are any; ``past`` says why a step cannot be opened."""
    rules = rules_on(on)
    if rules is None:
        return {"rules": None, "past": past}
    days, window = rules.experience_days_in_career, rules.experience_window_months
    years = say("{years} jaar, over je hele loopbaan", years=(days or 0) // 365)
    once = say("één in je hele loopbaan")
    return {
        "past": past,
        "rules": rules,
        "experience": years
        if days
        else say(
            "{experience_months_in_window} maanden in de laatste {window} maanden",
            experience_months_in_window=rules.experience_months_in_window,
            window=window,
        ),
        "cheques": once
        if rules.cheques_in_career
        else say(
            "{cheques_in_portfolio} in {portfolio_years} jaar",
            cheques_in_portfolio=rules.cheques_in_portfolio,
            portfolio_years=rules.portfolio_years,
        ),
        "hours": together([say("{hours} uur", hours=hours) for hours in rules.hours], say(" en ")),
        "contribution": euro(rules.own_contribution),
        "version": day_in_words(rules.first_day),
        "until": day_in_words(rules.last_day) if rules.last_day else None,
        "checked": day_in_words(min(row.last_checked_on for row in parameters().values())),
    }


def _shown(value: Value, unit: str) -> str:
    """Write a value, empty for a rule that a version does not have."""
    if value is Missing.UNKNOWN:
        return say("niet bekend")
    if value is Missing.NOT_APPLICABLE:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if unit == "eurocent" and isinstance(value, int):
        return euro(value)
    if unit == "ten-thousandth of a euro" and isinstance(value, int):
        return euro(value // 100)
    return whole(value) if isinstance(value, int) else value


TABLE = (
    "experience_months_in_window",
    "experience_days_in_career",
    "cheques_in_portfolio",
    "cheques_in_career",
    "hours_first_cheque",
    "hours_second_cheque",
    "own_contribution",
    "hourly_rate",
    "monthly_cap",
)
"""What changed for citizens, for the page with the rules through time."""


def _rows(chosen: list[Parameter], day: date) -> list[tuple[str, str]]:
    return [(row.dutch, _shown(row.at(day).value, row.unit)) for row in chosen]


def changes(day: date, other: date) -> list[tuple[str, str, str]]:
    """Return what other rules change for a cheque: what, its value on a day, and on the other day."""
    names = (*TABLE, "validity_days", "payment_days", "aftercare_months", "vat_percent")
    chosen = [parameters()[name] for name in names]
    rows = zip(_rows(chosen, day), _rows(chosen, other), strict=True)
    return [(name, had or say("geen"), has or say("geen")) for (name, had), (_, has) in rows if had != has]


def guidance(on: date) -> dict[str, Any]:
    """Return what the page about guidance says of the law of a day."""
    return {name: parameters()[name].at(on).value for name in ("payment_days", "aftercare_months")}


def rules_page(on: date) -> dict[str, Any]:
    """Return the versions side by side, and when each was last checked."""
    notes = {row.since: row.note for row in parameters()[SCHEME].values}
    chosen = [parameters()[name] for name in TABLE]
    return {
        "versions": [
            {
                "first": day_in_words(rules.first_day),
                "last": day_in_words(rules.last_day) if rules.last_day else "",
                "now": rules_on(on) is rules,
                "note": notes[rules.first_day],
                "rows": [(name, text) for name, text in _rows(chosen, rules.first_day) if text],
            }
            for rules in reversed(timeline().versions)
        ],
        "checked": day_in_words(min(row.last_checked_on for row in parameters().values())),
    }
