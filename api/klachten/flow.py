"""Each act about a complaint: who may do it, and what it becomes in the log; and from the forms to what is kept."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime

from pydantic import ValidationError

from api.keys.service import CallerRole, not_allowed
from api.klachten import forms, texts
from api.klachten.schemas import AskIn, ComplaintDecisionIn, HearingIn, NoticeIn
from api.klachten.service import (
    Act,
    Complaints,
    ForbiddenActError,
    OpenedComplaint,
    by_centre,
    by_holder,
    by_operator,
)
from api.loopbaancheque.cheques.service import UnknownChequeError
from api.problems import ProblemError
from api.sessions.service import TooManyTriesError
from models.klachten import life
from models.klachten.events import Event, Party


def ask(body: AskIn) -> Act:
    """Return that a side is asked for its view."""
    return by_operator(lambda opened: life.ask(opened.complaint, body.side, on=opened.today))


def hear(body: HearingIn) -> Act:
    """Return that the operator heard a side."""
    return by_operator(lambda opened: life.hear(opened.complaint, body.side, on=opened.today))


_SIDES = {CallerRole.CENTRE: Party.CENTRE, CallerRole.HOLDER: Party.CITIZEN}


def tell() -> Act:
    """Return that the centre, or who complained, gave its view in writing."""

    def act(opened: OpenedComplaint) -> Sequence[Event]:
        side = _SIDES.get(opened.caller.role)
        if side is None:
            raise not_allowed("the key of the centre, or the code of who complained")
        return life.hear(opened.complaint, side, on=opened.today)

    return act


def withdraw() -> Act:
    """Return that who complained takes it back."""
    return by_holder(lambda opened: life.withdraw(opened.complaint, on=opened.today))


def notice(body: NoticeIn) -> Act:
    """Return that the centre was told that its fee may be recovered."""
    return by_operator(lambda opened: life.notice(opened.complaint, served_on=body.served_on, on=opened.today))


def defend() -> Act:
    """Return that the centre defended itself."""
    return by_centre(lambda opened: life.defend(opened.complaint, on=opened.today))


def decide(body: ComplaintDecisionIn) -> Act:
    """Return the decision."""
    return by_operator(
        lambda opened: life.decide(
            opened.complaint,
            outcome=body.outcome,
            remedies=body.remedies,
            formal_breach=body.formal_breach,
            reasons=body.reasons,
            on=opened.today,
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A citizen at the pages: where the request comes from, and when."""

    complaints: Complaints
    address: str
    today: date
    now: datetime


async def file(who: Visitor, draft: forms.Draft) -> tuple[OpenedComplaint | None, forms.Draft]:
    """Keep the complaint of a form; what was typed comes back with what is wrong where it cannot be kept."""
    if draft.errors:
        return None, draft
    try:
        body = forms.request(draft)
        return await who.complaints.file(body, who.address, today=who.today, now=who.now), draft
    except (ValidationError, UnknownChequeError):
        wrong = {"nummer": texts.NUMBERS_UNKNOWN}
    except TooManyTriesError:
        wrong = {"nummer": texts.TOO_OFTEN}
    except ForbiddenActError as error:
        late = error.issues[0].code == "day-in-future"
        wrong = {"dag": texts.DAY_LATER} if late else {"nummer": texts.NOT_STARTED}
    return None, replace(draft, errors=wrong)


async def add(who: Visitor, kept: forms.Kept, words: str) -> str:
    """Keep what who complained adds; return why not, or nothing. The same words again are kept already."""
    problem = forms.wrong_words(words)
    if problem:
        return problem
    try:
        await who.complaints.act(kept.id, kept.code, who.address, tell(), today=who.today, now=who.now, said=words)
    except ForbiddenActError as error:
        found = await who.complaints.open(kept.id, kept.code, who.address, today=who.today, now=who.now)
        if found.words and found.words.text.endswith(f"\n\n{words}"):
            return ""
        return texts.TELL.get(error.issues[0].code, texts.TELL["wrong-status"])
    except ProblemError as error:
        if error.status != 409:
            raise
        return texts.TELL["complaint-busy"]
    return ""


async def take_back(who: Visitor, kept: forms.Kept) -> None:
    """Withdraw a complaint; where that cannot be done any more, its page says where it stands."""
    with suppress(ForbiddenActError):
        await who.complaints.act(kept.id, kept.code, who.address, withdraw(), today=who.today, now=who.now)
