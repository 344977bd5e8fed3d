"""What the forms of the Loopbaantest pages hold, and what they ask of the service; wrong values are said in Dutch."""

from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData

from api.jobbereik.forms import check_content_type
from api.loopbaantest.dependencies import Visit
from api.loopbaantest.schemas import DAY_MS
from api.loopbaantest.sessions import service
from api.loopbaantest.sessions.log import Kept, Reason
from api.loopbaantest.sessions.schemas import AnswerIn, StartedOut, StartIn
from api.problems import ProblemError
from item_bank.loopbaantest.schema import WorkStatus
from item_bank.schema import LANGUAGES

POINTS = {"1", "2", "3", "4", "5"}
REASONS = {"nvt": Reason.NOT_APPLICABLE, "overslaan": Reason.SKIPPED}
"""Values of the buttons that give no point."""

CHOOSE = "Kies een van de vijf antwoorden, “niet van toepassing” of “sla over”."
CHOOSE_STATUS = "Zeg eerst of je werkt, werk zoekt of studeert."
RETURNS = {"antwoorden", "resultaat"}
"""Pages that a question may lead back to."""


async def read(request: Request) -> FormData:
    """Read a form; anything else is refused."""
    check_content_type(request.headers.get("content-type", ""))
    async with request.form(max_files=0, max_fields=50) as form:
        return form


def text(form: FormData, name: str) -> str:
    """Return what a field holds; empty when it is not there."""
    value = form.get(name, "")
    return value.strip()[:200] if isinstance(value, str) else ""


def start(form: FormData) -> StartIn | None:
    """Read the form that starts a test; ``None`` when no work status was chosen."""
    status, language = text(form, "status"), text(form, "taal")
    if status not in set(WorkStatus):
        return None
    return StartIn.model_validate(
        {
            "workStatus": status,
            "language": language if language in LANGUAGES else "nl",
            "researchConsent": text(form, "onderzoek") == "ja",
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody chose; ``answer`` is ``None`` and ``problem`` says why when nothing usable was chosen."""

    number: int
    back_to: str
    answer: AnswerIn | None
    problem: str = ""


def reply(form: FormData, visit: Visit) -> Reply:
    """Read the choice of a question form."""
    number = place(text(form, "nr"), len(visit.desk.test.bank.items)) or 1
    back_to = text(form, "naar") if text(form, "naar") in RETURNS else ""
    chosen, took = text(form, "waarde"), text(form, "ms")
    if chosen not in POINTS and chosen not in REASONS:
        return Reply(number=number, back_to=back_to, answer=None, problem=CHOOSE)
    members = {
        "itemId": visit.desk.test.bank.items[number - 1].id,
        "value": int(chosen) if chosen in POINTS else None,
        "reason": REASONS.get(chosen),
        "milliseconds": int(took) if took.isascii() and took.isdigit() and len(took) < 9 else None,
    }
    if members["milliseconds"] is not None and int(str(members["milliseconds"])) > DAY_MS:
        members["milliseconds"] = None
    return Reply(number=number, back_to=back_to, answer=AnswerIn.model_validate(members))


def place(text_: str, total: int) -> int | None:
    """Return a question number from 1 to ``total``, or ``None``.

    Examples
    --------
    >>> place("7", 30), place("31", 30), place("x", 30)
    (7, None, None)
    """
    number = int(text_) if text_.isascii() and text_.isdigit() and len(text_) < 4 else 0
    return number if 1 <= number <= total else None


async def resume(visit: Visit, code: str, address: str) -> tuple[StartedOut | None, str]:
    """Continue with a code.

    Returns
    -------
    The test, or ``None`` and a Dutch message that says what to do.
    """
    if not code:
        return None, "Vul je code in: vijf woorden van vier letters."
    try:
        return await service.resume(visit.desk, code, address), ""
    except ProblemError as error:
        return None, _words(error)


async def put_beside(visit: Visit, kept: Kept, code: str, address: str) -> str:
    """Put an earlier test beside this one; return a Dutch message when that cannot be, else an empty text."""
    session = kept.opened.session
    if not code:
        return "Vul de code van je vorige test in: vijf woorden van vier letters."
    try:
        await service.put_beside(visit.desk, session.id, kept.opened.token, code, address)
    except ProblemError as error:
        return _words(error)
    return ""


def _words(error: ProblemError) -> str:
    if error.status == 429:
        return "Je probeerde te vaak een foute code. Wacht een kwartier en probeer het opnieuw."
    if error.status == 404:
        return "We kennen deze code niet. Een code heeft vijf woorden van vier letters. Kijk ze na."
    if error.status == 422:
        return "Dit is de code van deze test zelf. Vul de code van een andere test in."
    raise error


async def keep(visit: Visit, kept: Kept, given: AnswerIn) -> None:
    """Keep a choice."""
    await service.answer(visit.desk, kept.opened.session.id, kept.opened.token, given)
