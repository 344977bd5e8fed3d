"""Reads the forms about mandates into acts."""

from collections.abc import Sequence
from datetime import date

from starlette.datastructures import FormData

from api.regie.flow import no_button
from api.regie.mandates.schemas import ApplicationIn, GrantIn, NewMandateIn, ReasonsIn, StopIn, SuspendIn
from api.regie.mandates.service import Act, renewal
from api.web.days import read_day
from api.web.forms import button, paragraph, text
from models.regie import mandate_life
from models.regie.mandate_life import Mandate, MandateEvent


def _number(form: FormData, name: str) -> int:
    found = text(form, name, 3)
    return int(found) if found.isascii() and found.isdecimal() else -1


def application(form: FormData) -> dict[str, object]:
    """Return an application as members of a request."""
    return {
        "enterpriseNumber": text(form, "nummer", 30),
        "certificate": text(form, "certificaat") == "ja",
        "experienceYears": _number(form, "ervaring"),
        "vision": text(form, "visie") == "ja",
        "followUp": text(form, "opvolging") == "ja",
        "candidate": text(form, "kandidaat") == "ja",
        "targetGroupYears": _number(form, "kansengroepen") if text(form, "kansengroepen", 3) else 0,
    }


def new(form: FormData) -> NewMandateIn:
    """Return the application of a centre."""
    return NewMandateIn.model_validate(application(form) | {"centreId": text(form, "centrum", 200)})


def _day(form: FormData, name: str) -> date | str | None:
    """Return a day, or what is no day as it was typed: left out it would mean something else."""
    typed = text(form, name, 40)
    return read_day(typed) or typed or None


def act(form: FormData, on: date) -> Act:
    """Return what the button asks.

    Raises
    ------
    pydantic.ValidationError
        When a field cannot be used.
    ProblemError
        422 for another button than those of the page: nothing is refused by chance.
    """
    verb, _ = button(form)
    reasons = paragraph(form, "uitleg", 10_000)
    if verb == "verleng":
        return renewal(ApplicationIn.model_validate(application(form)), on)
    if verb == "ken-toe":
        grant = GrantIn.model_validate({"startsOn": _day(form, "begin"), "reasons": reasons})
        return lambda found: mandate_life.grant(found, starts_on=grant.starts_on, reasons=grant.reasons, on=on)
    if verb == "stop":
        stop = StopIn.model_validate({"reason": text(form, "reden", 40)})
        return lambda found: mandate_life.stop(found, stop.reason, on=on)
    if verb == "schors":
        told = SuspendIn.model_validate({"until": _day(form, "tot"), "reasons": reasons})
        return lambda found: mandate_life.suspend(found, until=told.until, reasons=told.reasons, on=on)
    return _plain(verb, reasons, on)


def _plain(verb: str, reasons: str, on: date) -> Act:
    if verb == "meld":
        return lambda found: mandate_life.notice(found, on=on)
    if verb == "verdedigd":
        return lambda found: mandate_life.defend(found, on=on)
    if verb not in ("hef-op", "weiger"):
        raise no_button(verb)
    why = ReasonsIn.model_validate({"reasons": reasons}).reasons

    def decided(found: Mandate) -> Sequence[MandateEvent]:
        if verb == "hef-op":
            return mandate_life.lift(found, reasons=why, on=on)
        return mandate_life.refuse(found, reasons=why, on=on)

    return decided
