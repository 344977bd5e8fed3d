"""Reads the form with which a centre invites a coach."""

from dataclasses import dataclass, field

from pydantic import ValidationError
from starlette.datastructures import FormData

from api.coach.centre import texts
from api.coach.centre.schemas import CoachInvitationIn
from api.web.forms import paragraph, text


@dataclass(slots=True, kw_only=True)
class Draft:
    """What the form holds: what was typed, the invitation it stands for, and what is wrong with it."""

    typed: dict[str, str] = field(default_factory=dict)
    body: CoachInvitationIn | None = None
    errors: dict[str, str] = field(default_factory=dict)


def invitation(form: FormData) -> Draft:
    """Return an invitation, or what is wrong with it."""
    typed = {"naam": text(form, "naam", 1_000), "inzet": text(form, "inzet")}
    typed |= {"methode": paragraph(form, "methode"), "contract": text(form, "contract", 1_000)}
    engagement = "subcontractor" if typed["inzet"] == "subcontractor" else "employee"
    members = {"name": typed["naam"], "engagement": engagement}
    if engagement == "subcontractor":
        members |= {"method": typed["methode"], "contract": typed["contract"]}
    try:
        return Draft(typed=typed, body=CoachInvitationIn.model_validate(members))
    except ValidationError as error:
        names = {str(row["loc"][0]) if row["loc"] else "" for row in error.errors()}
        found = {"naam": texts.NAME} if "name" in names else {}
        return Draft(typed=typed, errors=found | ({"methode": texts.STATED} if names - {"name"} else {}))
