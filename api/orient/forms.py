"""What the forms of the Oriënt pages hold, and what they ask of the service; wrong values are said in Dutch."""

from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import FormData

from api.orient import service
from api.orient.schemas import HOUR, AnswerIn, HideIn, RatingIn, StartIn
from api.orient.service import Desk
from api.orient.texts import HIDE_REASONS
from api.sessions.opened import Opened
from api.web.forms import text, version
from models.wording import say

MOST = 200
"""Characters of a field that are read; no id is longer."""

UNKNOWN, SKIP = "weet-niet", "overslaan"
"""Values of the buttons that are no answer."""

CHOOSE = say("Kies een van de vijf gezichten, “weet ik niet” of “sla over”.")
RETURNS = {"vraag", "antwoorden", "lijst", "resultaat"}
"""Pages that a form may lead back to."""


def destination(form: FormData) -> str:
    """Return the page that a form leads back to."""
    wanted = text(form, "naar", MOST)
    if wanted == "beroep" and text(form, "id", MOST):
        return f"/orient/beroep/{text(form, 'id')}"
    if wanted == "resultaat":
        # Whoever rates or hides from the list sees that list again, as it was asked.
        kept = {name: text(form, name, MOST) for name in ("niveau", "aantal") if text(form, name, MOST).isdecimal()}
        return f"/orient/resultaat?{urlencode({'toch': '1'} | kept)}"
    return f"/orient/{wanted}" if wanted in RETURNS else "/orient/vraag"


def start(form: FormData) -> StartIn:
    """Read the form that starts a session; pages are Dutch, and research needs a ticked box."""
    return StartIn.model_validate({"researchConsent": text(form, "onderzoek", MOST) == "ja"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody chose.

    Attributes
    ----------
    problem
        Dutch message when nothing usable was chosen.
    """

    about: str
    id: str
    value: int | None = None
    skipped: bool = False
    milliseconds: int | None = None
    version: int | None = None
    problem: str = ""


def reply(form: FormData) -> Draft:
    """Read the choice of a question form."""
    about = "beroep" if text(form, "soort", MOST) == "beroep" else "item"
    chosen, took = text(form, "waarde", MOST), text(form, "ms", MOST)
    milliseconds = int(took) if took.isascii() and took.isdigit() and int(took) <= HOUR else None
    value = int(chosen) if chosen in {"1", "2", "3", "4", "5"} else None
    problem = "" if value is not None or chosen in (UNKNOWN, SKIP) else CHOOSE
    return Draft(
        about=about,
        id=text(form, "id", MOST),
        value=value,
        skipped=chosen == SKIP and about == "item",
        milliseconds=milliseconds,
        version=version(form),
        problem=problem,
    )


async def keep(desk: Desk, opened: Opened, given: Draft) -> None:
    """Keep a choice."""
    id_, token = opened.session.id, opened.token
    members = {"value": given.value, "milliseconds": given.milliseconds, "version": given.version}
    if given.about == "beroep":
        body = RatingIn.model_validate({"occupationId": given.id or "-", **members})
        await service.rate(desk, id_, token, body)
    else:
        answer = AnswerIn.model_validate({"itemId": given.id or "-", "skipped": given.skipped, **members})
        await service.answer(desk, id_, token, answer)


async def hide(desk: Desk, opened: Opened, form: FormData) -> None:
    """Keep an occupation off the list."""
    reason = text(form, "reden", MOST)
    known = reason if reason in HIDE_REASONS else "other"
    body = HideIn.model_validate(
        {"occupationId": text(form, "id", MOST) or "-", "reason": known, "version": version(form)}
    )
    await service.hide(desk, opened.session.id, opened.token, body)
