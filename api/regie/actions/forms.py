"""Reads the forms about quality actions."""

from datetime import date

from starlette.datastructures import FormData

from api.regie.actions.schemas import ActionCloseIn, ActionPlanIn, ActionReportIn, NewActionIn
from api.regie.actions.service import Act, planned
from api.regie.flow import no_button
from api.web.days import read_day
from api.web.forms import button, paragraph, text
from models.regie import action_life

LONGEST = 10_000


def _day(form: FormData, name: str) -> date | str:
    typed = text(form, name, 40)
    return read_day(typed) or typed


def _plan(form: FormData) -> dict[str, object]:
    return {
        "kind": text(form, "soort", 20),
        "day": _day(form, "dag"),
        "theme": text(form, "thema", 20),
        "agreements": paragraph(form, "afspraken", LONGEST),
        "followUpOn": _day(form, "opvolging"),
    }


def new(form: FormData) -> NewActionIn:
    """Return the plan of a talk with a centre."""
    return NewActionIn.model_validate(_plan(form) | {"centreId": text(form, "centrum", 200)})


def act(form: FormData, on: date) -> Act:
    """Return what the button asks.

    Raises
    ------
    pydantic.ValidationError
        When a field cannot be used.
    ProblemError
        422 for another button than those of the page: nothing is closed by chance.
    """
    verb, _ = button(form)
    if verb == "plan":
        body = ActionPlanIn.model_validate(_plan(form))
        return lambda before: planned(body, before, on)
    if verb == "verslag":
        members = {
            "text": paragraph(form, "verslag", LONGEST),
            "agreements": paragraph(form, "afspraken", LONGEST),
            "followUpOn": _day(form, "opvolging"),
        }
        told = ActionReportIn.model_validate(members)
        return lambda before: action_life.report(before, on=on, **told.model_dump())
    if verb != "sluit":
        raise no_button(verb)
    end = ActionCloseIn.model_validate(
        {"result": text(form, "resultaat", 20), "reasons": paragraph(form, "uitleg", LONGEST)}
    )
    return lambda before: action_life.close(before, result=end.result, reasons=end.reasons, on=on)
