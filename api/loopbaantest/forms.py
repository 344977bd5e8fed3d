"""What the forms of the Loopbaantest pages hold, and what they ask of the service; wrong values are said in Dutch."""

from dataclasses import dataclass

from starlette.datastructures import FormData

from api.loopbaantest.dependencies import Visit
from api.loopbaantest.schemas import DAY_MS
from api.loopbaantest.sessions import service
from api.loopbaantest.sessions.log import Log, Reason
from api.loopbaantest.sessions.schemas import AnswerIn, ConsentIn, PreviousIn, SatisfactionIn, SessionOut, StartIn
from api.web.forms import text, version
from api.web.resume import Resumed, resume
from item_bank.loopbaantest.schema import WorkStatus
from item_bank.schema import LANGUAGES
from models.wording import say

POINTS = {"1", "2", "3", "4", "5"}
REASONS = {"nvt": Reason.NOT_APPLICABLE, "overslaan": Reason.SKIPPED}
"""Values of the buttons that give no point."""

CHOOSE = say("Kies een van de vijf antwoorden, “niet van toepassing” of “sla over”.")
CHOOSE_STATUS = say("Zeg eerst of je werkt, werk zoekt of studeert.")
NO_CODE = say("Vul de code van je vorige test in: vijf woorden van vier letters.")
SAME = say("Dit is de code van deze test zelf. Vul de code van een andere test in.")
MOST = 200
"""Characters of a field that are read; no id is longer."""

RETURNS = {"antwoorden", "resultaat"}
"""Pages that a question may lead back to."""


def start(form: FormData) -> StartIn | None:
    """Read the form that starts a test; ``None`` when no work status was chosen."""
    status, language = text(form, "status", MOST), text(form, "taal", MOST)
    if status not in set(WorkStatus):
        return None
    return StartIn.model_validate(
        {
            "workStatus": status,
            "language": language if language in LANGUAGES else "nl",
            "researchConsent": text(form, "onderzoek", MOST) == "ja",
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody chose; ``answer`` is ``None`` and ``problem`` says why when nothing usable was chosen."""

    number: int
    back_to: str
    answer: AnswerIn | None
    problem: str = ""


def reply(form: FormData, visit: Visit) -> Draft:
    """Read the choice of a question form."""
    number = place(text(form, "nr", MOST), len(visit.desk.test.bank.items)) or 1
    back_to = text(form, "naar", MOST) if text(form, "naar", MOST) in RETURNS else ""
    chosen, took = text(form, "waarde", MOST), text(form, "ms", MOST)
    if chosen not in POINTS and chosen not in REASONS:
        return Draft(number=number, back_to=back_to, answer=None, problem=CHOOSE)
    members = {
        "itemId": visit.desk.test.bank.items[number - 1].id,
        "value": int(chosen) if chosen in POINTS else None,
        "reason": REASONS.get(chosen),
        "version": version(form),
        "milliseconds": int(took) if took.isascii() and took.isdigit() and len(took) < 9 else None,
    }
    if members["milliseconds"] is not None and int(str(members["milliseconds"])) > DAY_MS:
        members["milliseconds"] = None
    return Draft(number=number, back_to=back_to, answer=AnswerIn.model_validate(members))


def place(text_: str, total: int) -> int | None:
    """Return a question number from 1 to ``total``, or ``None``.

    Examples
    --------
    >>> place("7", 30), place("31", 30), place("x", 30)
    (7, None, None)
    """
    number = int(text_) if text_.isascii() and text_.isdigit() and len(text_) < 4 else 0
    return number if 1 <= number <= total else None


def satisfaction(form: FormData) -> SatisfactionIn:
    """Read how satisfied somebody is; anything else is a question that was skipped."""
    chosen = text(form, "waarde", MOST)
    value = int(chosen) if chosen in POINTS else None
    return SatisfactionIn.model_validate({"value": value, "version": version(form)})


def consent(form: FormData) -> ConsentIn:
    """Read whether the answers may be used."""
    given = text(form, "onderzoek", MOST) == "ja"
    return ConsentIn.model_validate({"researchConsent": given, "version": version(form)})


async def put_beside(visit: Visit, log: Log, form: FormData, address: str) -> Resumed[SessionOut]:
    """Put an earlier test beside this one; says in Dutch when that cannot be."""
    session, token = log.opened.session, log.opened.token

    async def beside(code: str) -> SessionOut:
        body = PreviousIn.model_validate({"resumeCode": code, "version": version(form)})
        return await service.put_beside(visit.desk, session.id, token, body, address)

    code = text(form, "code", MOST)
    if not code:
        return Resumed(found=None, problem=NO_CODE)
    try:
        return await resume(form, beside)
    except service.SameTestError:
        return Resumed(found=None, problem=SAME, code=code)


async def keep(visit: Visit, log: Log, given: AnswerIn) -> None:
    """Keep a choice."""
    await service.answer(visit.desk, log.opened.session.id, log.opened.token, given)
