"""Reads the forms about signals and cases."""

from datetime import date

from starlette.datastructures import FormData

from api.regie.flow import no_button
from api.regie.misuse.schemas import CaseIn, MeasureIn, RecoveryIn, ServedIn
from api.regie.misuse.service import Act
from api.web.days import read_day
from api.web.forms import button, paragraph, text
from models.regie import misuse_life


def new(form: FormData) -> CaseIn:
    """Return which signal a case is opened about, and why."""
    year = text(form, "jaar", 4)
    members = {
        "year": int(year) if year.isascii() and year.isdecimal() else 0,
        "kind": text(form, "soort", 20),
        "employer": text(form, "werkgever", 200),
        "centreId": text(form, "centrum", 200),
        "counsellor": text(form, "begeleider", 200) or None,
        "reasons": paragraph(form, "uitleg", 10_000),
    }
    return CaseIn.model_validate(members)


def recovery(form: FormData) -> RecoveryIn | None:
    """Return of which cheque which part of the fee is recovered; ``None`` for another button.

    Raises
    ------
    pydantic.ValidationError
        When no number was typed, or a part that cannot be.
    """
    if button(form)[0] != "vorder":
        return None
    typed = text(form, "deel", 4).rstrip("% ")
    percent = int(typed) if typed.isascii() and typed.isdecimal() else -1
    return RecoveryIn.model_validate({"chequeNumber": text(form, "cheque", 64), "percent": percent})


def act(form: FormData, on: date) -> Act:
    """Return what the button asks.

    Raises
    ------
    pydantic.ValidationError
        When a field cannot be used.
    ProblemError
        422 for another button than those of the page: nothing is decided by chance.
    """
    verb, _ = button(form)
    if verb == "meld":
        served = ServedIn.model_validate({"servedOn": read_day(text(form, "dag", 40))}).served_on
        return lambda case: misuse_life.notice(case, served_on=served, on=on)
    if verb != "beslis":
        raise no_button(verb)
    body = MeasureIn.model_validate({"measure": text(form, "maatregel", 20), "reasons": paragraph(form, "uitleg")})
    return lambda case: misuse_life.decide(case, measure=body.measure, reasons=body.reasons, on=on)
