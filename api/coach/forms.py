"""Reads the forms on which a coach leaves a note or a suggestion."""

from pydantic import ValidationError
from starlette.datastructures import FormData

from api.coach.schemas import NoteIn, SuggestionIn
from api.web.forms import paragraph, text


def note(form: FormData) -> NoteIn | None:
    """Return a note; ``None`` when it is empty or too long."""
    try:
        return NoteIn(text=paragraph(form, "notitie"))
    except ValidationError:
        return None


def suggestion(form: FormData, occupation_id: str | None) -> SuggestionIn | None:
    """Return a suggestion; ``None`` when it says nothing or too much."""
    members = {"text": paragraph(form, "voorstel"), "occupationId": occupation_id, "tool": text(form, "test") or None}
    try:
        return SuggestionIn.model_validate(members)
    except ValidationError:
        return None
