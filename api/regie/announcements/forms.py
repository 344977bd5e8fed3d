"""Reads the form of a message to centres."""

from datetime import date

from starlette.datastructures import FormData

from api.regie.announcements.schemas import TEXT_LONGEST, TITLE_LONGEST, AnnouncementIn
from api.web.days import read_day
from api.web.forms import paragraph, text


def new(form: FormData, today: date) -> AnnouncementIn:
    """Return a message; without a day it holds from today.

    Raises
    ------
    pydantic.ValidationError
        When a field cannot be used.
    """
    typed = text(form, "dag", 40)
    return AnnouncementIn.model_validate(
        {
            "kind": text(form, "soort", 20),
            "title": text(form, "titel", TITLE_LONGEST + 1),
            "text": paragraph(form, "bericht", TEXT_LONGEST + 1),
            "effectiveOn": (read_day(typed) or typed) if typed else today,
        }
    )
