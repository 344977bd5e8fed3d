"""Requests that the rules judge, and what of them a person has to look at: a place in the queue, and letters."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from api.keys.service import Caller, CallerRole
from api.loopbaancheque.cheques.reviews.log import review, to_facts
from api.loopbaancheque.cheques.reviews.schemas import RequestIn
from api.loopbaancheque.cheques.service import Call, Cheques, ForbiddenFactError, Opened, UnknownChequeError
from api.loopbaancheque.schemas import EligibilityIn
from api.sessions import codes
from api.storage.reviews import StoredReview
from models.loopbaancheque import life_commands as commands
from models.loopbaancheque.assessment import assess
from models.loopbaancheque.life_commands import Frame, LifeError
from models.loopbaancheque.life_deadlines import Deadlines, objection_until
from models.loopbaancheque.life_events import Event
from models.loopbaancheque.life_terms import Terms
from models.loopbaancheque.notes import asks_proof
from models.loopbaancheque.rules import rules_on
from models.loopbaancheque.schema import Assessment, Outcome
from models.regie.letters import Letter, decision
from models.regie.review_life import About, Proposed, ReviewOpened, Stage

KEPT_DAYS = 180
"""Days after which facts and words of a citizen are erased, however late the decision; a choice of this project."""

QUEUE = "/api/v1/regie/decisions"
"""Where what waits for a person is decided."""

_MET = {Outcome.ELIGIBLE: True, Outcome.NOT_ELIGIBLE: False, Outcome.UNKNOWN: None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A request as the rules judge it; ``met`` is ``None`` when a person decides."""

    found: Assessment
    met: bool | None
    events: list[Event]

    @property
    def conditions(self) -> tuple[tuple[str, bool | None], ...]:
        """Return each condition with its outcome, without what the citizen told."""
        return tuple((str(row.code), row.met) for row in self.found.conditions)


def terms(on: date, cheque_number: int) -> Terms | None:
    """Return hours and amounts of a cheque that is requested on a day."""
    rules = rules_on(on)
    return None if rules is None or cheque_number > len(rules.hours) else Terms.of(rules, cheque_number)


def judged(facts: EligibilityIn, today: date, *, by_person: bool = False) -> Judged:
    """Judge a request by the rules of its day.

    Parameters
    ----------
    by_person
        Whether a person looks though the rules could decide, because proof is asked.

    Raises
    ------
    ProblemError
        422 for a day after today.
    """
    found = assess(facts.to_facts())
    met = None if by_person and asks_proof(found) else _MET[found.outcome]
    held = terms(facts.requested_on, found.cheque_number) if found.cheque_number else None
    frame = Frame(today=today, rules=Deadlines.of(rules_on(facts.requested_on)))
    try:
        events = commands.request(
            on=facts.requested_on,
            version=found.rule_version,
            met=met,
            reasons=[*map(str, found.reasons)],
            terms=held,
            frame=frame,
        )
    except LifeError as error:
        error.field = f"facts/{error.field}"
        raise ForbiddenFactError(error) from error
    return Judged(found=found, met=met, events=events)


async def keep(cheques: Cheques, one: Judged, caller: Caller, call: Call, facts: dict[str, Any] | None) -> Opened:
    """Keep a request, with a place in the queue when a person decides: both or neither.

    Parameters
    ----------
    facts
        What the citizen agreed to keep.
    """
    if one.met is not None:
        return await cheques.add(one.events, caller, call)
    async with cheques.reviews.database.together():
        opened = await cheques.add(one.events, caller, call)
        await _queue(
            cheques, opened, ReviewOpened(on=call.today, about=About.REQUEST, conditions=one.conditions), facts
        )
        return opened


async def object_to(cheques: Cheques, opened: Opened, words: str | None, now: Call) -> None:
    """Give an objection a place in the queue."""
    asked = next((one for one in await cheques.reviews.of_cheque(opened.stored.number) if one.facts), None)
    found = ReviewOpened(on=opened.cheque.objected.on if opened.cheque.objected else now.today, about=About.OBJECTION)
    facts = dict(asked.facts) if asked and asked.facts else None
    until = asked.created_at + timedelta(days=KEPT_DAYS) if asked and facts else None
    await _queue(cheques, opened, found, facts, words, call=now, until=until)


async def _queue(
    cheques: Cheques,
    opened: Opened,
    event: ReviewOpened,
    facts: dict[str, Any] | None,
    words: str | None = None,
    call: Call | None = None,
    until: datetime | None = None,
) -> None:
    now = call.now if call else opened.stored.created_at
    stored = StoredReview(
        id=codes.random_id(),
        cheque_number=opened.stored.number,
        about=event.about,
        stage=Stage.WAITING,
        pending=True,
        due_on=objection_until(event.on, opened.frame.rules),
        facts=facts,
        words=words,
        created_at=now,
        expires_at=until or now + timedelta(days=KEPT_DAYS),
    )
    await cheques.reviews.open(stored, to_facts([event], 0, opened.caller.name, now))


async def ask(cheques: Cheques, body: RequestIn, call: Call) -> Opened:
    """Keep a citizen's request that a person has to look at, and tell its two numbers this once.

    Raises
    ------
    ProblemError
        422 without consent or for another day than today, 409 when the rules decide.
    """
    one = judged(body.facts, call.today, by_person=True)
    wrong = _wrong(body, one, call.today)
    if wrong is not None:
        raise ForbiddenFactError(wrong)
    facts = body.facts.model_dump(mode="json", by_alias=True)
    return await keep(cheques, one, Caller(role=CallerRole.HOLDER), call, facts)


def _wrong(body: RequestIn, one: Judged, today: date) -> LifeError | None:
    """Return why a person does not look."""
    if not body.consent:
        detail = "a person can look only at facts that may be kept until the decision; allowed is true"
        return LifeError("consent-missing", detail, field="consent", value=body.consent)
    asked = body.facts.requested_on
    if asked != today:
        return LifeError("fact-day", f"allowed is today, {today}", field="facts/requestedOn", value=asked)
    if one.met is not None:
        return LifeError("rules-decide", "the rules decide about these facts; nobody has to look at them")
    return None


async def check_none_waits(cheques: Cheques, opened: Opened) -> None:
    """Refuse a decision past the queue: who decides there is known, and somebody else may have to look first."""
    for stored in await cheques.reviews.of_cheque(opened.stored.number):
        if stored.pending:
            place = f"{QUEUE}/{stored.id}"
            detail = f"a case of this cheque waits in the queue; it is decided at {place}"
            raise ForbiddenFactError(LifeError("case-waits", detail, value=place))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A letter about a decision that holds."""

    about: About
    on: date
    decided: Proposed
    letter: Letter


async def letters(cheques: Cheques, opened: Opened) -> list[Sent]:
    """Return the letters about a cheque, oldest first; what waits for a second look is not told.

    Raises
    ------
    UnknownChequeError
        To a centre: what a citizen told the office is not for the centre that guides them.
    """
    if opened.caller.role is CallerRole.CENTRE:
        raise UnknownChequeError
    found = []
    for stored in await cheques.reviews.of_cheque(opened.stored.number):
        about, seen = About(stored.about), review(await cheques.reviews.log(stored.id))
        if seen.decided is not None and seen.held_on is not None:
            letter = decision(about, seen.decided, seen.held_on, opened.frame.rules)
            found.append(Sent(about=about, on=seen.held_on, decided=seen.decided, letter=letter))
    return found
