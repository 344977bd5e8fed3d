"""Reads the forms about file checks."""

from datetime import date

from starlette.datastructures import FormData

from api.regie.checks.schemas import CheckIn, ConclusionIn, FileIn
from api.regie.checks.service import Act
from api.regie.flow import no_button
from api.web.days import read_day
from api.web.forms import button, paragraph, text
from models.regie import check_life
from models.regie.check_life import FileLooked
from models.regie.filecheck import Item

_FOUND = {"ja": True, "nee": False, "weet-niet": None}


def new(form: FormData) -> CheckIn:
    """Return of which centre and which days a sample is drawn."""
    members = {"centreId": text(form, "centrum", 200)}
    days = {"first": read_day(text(form, "van", 40)), "last": read_day(text(form, "tot", 40))}
    return CheckIn.model_validate(members | days)


def act(form: FormData, on: date) -> Act:
    """Return what the button asks.

    Raises
    ------
    pydantic.ValidationError
        When a field cannot be used.
    ProblemError
        422 for another button than those of the page: nothing is concluded by chance.
    """
    verb, file = button(form)
    if verb == "bekeken":
        said = {item.value: text(form, item.value) for item in Item}
        looked = {item: _FOUND.get(words, words) for item, words in said.items()}  # what was not chosen is no answer
        event = FileLooked(on=on, **FileIn.model_validate({"file": file, **looked}).model_dump())
        return lambda check: check_life.look(check, event)
    if verb == "meld":
        return lambda check: check_life.tell(check, on=on)
    if verb != "rond-af":
        raise no_button(verb)
    body = ConclusionIn.model_validate({"reasons": paragraph(form, "uitleg", 10_000)})
    return lambda check: check_life.conclude(check, body.reasons, on=on)
