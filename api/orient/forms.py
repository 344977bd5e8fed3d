"""What the forms of the Oriënt pages hold, and what they ask of the service; wrong values are said in Dutch."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request
from starlette.datastructures import FormData

from api.jobbereik.forms import check_content_type
from api.orient import service
from api.orient.schemas import HOUR, AnswerIn, HideIn, RatingIn, StartedOut, StartIn
from api.orient.service import Desk
from api.orient.texts import HIDE_REASONS
from api.problems import ProblemError
from api.sessions.service import Opened

UNKNOWN, SKIP = "weet-niet", "overslaan"
"""Values of the buttons that are no answer."""

CHOOSE = "Kies een van de vijf gezichten, “weet ik niet” of “sla over”."
RETURNS = {"vraag", "antwoorden", "lijst", "resultaat"}
"""Pages that a form may lead back to."""


async def read(request: Request) -> FormData:
    """Read a form; anything else is refused."""
    check_content_type(request.headers.get("content-type", ""))
    async with request.form(max_files=0, max_fields=50) as form:
        return form


def text(form: FormData, name: str) -> str:
    """Return what a field holds; empty when it is not there."""
    value = form.get(name, "")
    return value.strip()[:200] if isinstance(value, str) else ""


def destination(form: FormData) -> str:
    """Return the page that a form leads back to."""
    wanted = text(form, "naar")
    if wanted == "beroep" and text(form, "id"):
        return f"/orient/beroep/{text(form, 'id')}"
    if wanted == "resultaat":
        # Whoever rates or hides from the list sees that list again, as it was asked.
        kept = {name: text(form, name) for name in ("niveau", "aantal") if text(form, name).isdecimal()}
        return f"/orient/resultaat?{urlencode({'toch': '1'} | kept)}"
    return f"/orient/{wanted}" if wanted in RETURNS else "/orient/vraag"


def start(form: FormData) -> StartIn:
    """Read the form that starts a session; pages are Dutch, and research needs a ticked box."""
    return StartIn.model_validate({"researchConsent": text(form, "onderzoek") == "ja"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
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
    problem: str = ""


def reply(form: FormData) -> Reply:
    """Read the choice of a question form."""
    about = "beroep" if text(form, "soort") == "beroep" else "item"
    chosen, took = text(form, "waarde"), text(form, "ms")
    milliseconds = int(took) if took.isascii() and took.isdigit() and int(took) <= HOUR else None
    value = int(chosen) if chosen in {"1", "2", "3", "4", "5"} else None
    problem = "" if value is not None or chosen in (UNKNOWN, SKIP) else CHOOSE
    return Reply(
        about=about,
        id=text(form, "id"),
        value=value,
        skipped=chosen == SKIP and about == "item",
        milliseconds=milliseconds,
        problem=problem,
    )


async def keep(desk: Desk, opened: Opened, given: Reply) -> None:
    """Keep a choice."""
    id_, token = opened.session.id, opened.token
    members = {"value": given.value, "milliseconds": given.milliseconds}
    if given.about == "beroep":
        body = RatingIn.model_validate({"occupationId": given.id or "-", **members})
        await service.rate(desk, id_, token, body)
    else:
        answer = AnswerIn.model_validate({"itemId": given.id or "-", "skipped": given.skipped, **members})
        await service.answer(desk, id_, token, answer)


async def hide(desk: Desk, opened: Opened, form: FormData) -> None:
    """Keep an occupation off the list."""
    reason = text(form, "reden")
    known = reason if reason in HIDE_REASONS else "other"
    body = HideIn.model_validate({"occupationId": text(form, "id") or "-", "reason": known})
    await service.hide(desk, opened.session.id, opened.token, body)


async def resume(desk: Desk, code: str, address: str) -> tuple[StartedOut | None, str]:
    """Continue with a code.

    Returns
    -------
    The session, or ``None`` and a Dutch message that says what to do.
    """
    if not code:
        return None, "Vul je code in: vijf woorden van vier letters."
    try:
        return await service.resume(desk, code, address), ""
    except ProblemError as error:
        if error.status == 429:
            return None, "Je probeerde te vaak een foute code. Wacht een kwartier en probeer het opnieuw."
        if error.status == 404:
            return None, "We kennen deze code niet. Een code heeft vijf woorden van vier letters. Kijk ze na."
        raise
