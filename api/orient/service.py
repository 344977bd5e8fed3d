"""Oriënt's sessions: what a request may change, and what is answered. Upstream: routes and pages.

The engine computes from the set of replies; the log keeps them with every question asked. Nothing is answered before it
is kept.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.orient import answers
from api.orient.log import ANSWER, HIDE, OWN_CHOICE, RATING, SHOW, Log, Offer, offer_of, read
from api.orient.schemas import (
    AnswerIn,
    ConsentIn,
    HideIn,
    RatingIn,
    ResultIn,
    ResultOut,
    SessionOut,
    StartedOut,
    StartIn,
    StepOut,
    WhyOut,
)
from api.problems import Issue, ProblemError, shown
from api.sessions.opened import Opened
from api.sessions.service import Sessions, Start
from api.storage.sessions import Event
from models.orient.engine import Orient
from models.orient.estimation.state import State
from models.orient.schema import Question, QuestionKind, Reason

TOOL = "orient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a request about a session needs: the engine of this moment, the sessions, and the moment."""

    engine: Orient
    sessions: Sessions
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A session as it stands: its log, what is known of the person, and the question that is open."""

    opened: Opened
    log: Log
    state: State
    question: Question

    @property
    def language(self) -> str:
        """Language of the session."""
        return self.opened.session.language


def standing(engine: Orient, opened: Opened) -> Standing:
    """Return where a session stands."""
    log = read(opened.events)
    state = engine.state(log.replies())
    question = _promised(engine, log) or engine.next(state, seed=str(opened.session.seed))
    return Standing(opened=opened, log=log, state=state, question=question)


def _promised(engine: Orient, log: Log) -> Question | None:
    """Return the question that was asked last; ``None`` when there is none, or its subject has gone."""
    return None if log.upcoming is None else _question(engine, log.upcoming, log.replies().asked + 1)


def _question(engine: Orient, offer: Offer, position: int) -> Question | None:
    reason = Reason(offer.reason)
    if offer.kind is QuestionKind.FINISHED:
        return Question(kind=offer.kind, reason=reason, position=position)
    place = (
        engine.bank.position(offer.id)
        if offer.kind is QuestionKind.ITEM
        else engine.catalogue.occupation_index(offer.id)
    )
    if place is None:
        return None
    item = engine.bank.items[place] if offer.kind is QuestionKind.ITEM else None
    occupation = None if item else engine.catalogue.occupation(place)
    return Question(
        kind=offer.kind,
        reason=reason,
        position=position,
        propensity=offer.propensity,
        item=item,
        occupation=occupation,
    )


def _step(desk: Desk, found: Standing, version: int | None = None) -> StepOut:
    """Return what follows; ``version`` is that of the session with the event that is being kept."""
    progress = desk.engine.progress(found.state)
    now = found.opened.version if version is None else version
    return answers.step(desk.engine, found.question, progress, found.language, now)


async def start(desk: Desk, body: StartIn) -> StartedOut:
    """Start a session."""
    opened = await desk.sessions.start(
        Start(
            tool=TOOL,
            language=body.language,
            research_consent=body.research_consent,
            bank_version=desk.engine.bank.version,
            model_version=desk.engine.model_version,
        ),
        now=desk.now,
    )
    return _started(desk, opened)


def _started(desk: Desk, opened: Opened) -> StartedOut:
    return StartedOut(
        session_id=opened.session.id,
        session_token=opened.token,
        resume_code=opened.resume_code,
        **_step(desk, standing(desk.engine, opened)).model_dump(),
    )


async def resume(desk: Desk, code: str, address: str) -> StartedOut:
    """Continue the session of a resume code."""
    return _started(desk, await desk.sessions.resume(code, (TOOL,), address, now=desk.now))


async def session(desk: Desk, session_id: str, token: str) -> SessionOut:
    """Return a session in full."""
    opened = await desk.sessions.open(TOOL, session_id, token, now=desk.now)
    found = standing(desk.engine, opened)
    return answers.session(desk.engine, opened, found.log, _step(desk, found))


async def renew(desk: Desk, session_id: str, token: str) -> SessionOut:
    """Give a session another resume code; the one before opens nothing any more."""
    await desk.sessions.renew(await desk.sessions.open(TOOL, session_id, token, now=desk.now))
    return await session(desk, session_id, token)


async def delete(desk: Desk, session_id: str, token: str) -> None:
    """Forget a session with everything in it."""
    await desk.sessions.delete(await desk.sessions.open(TOOL, session_id, token, now=desk.now))


async def consent(desk: Desk, session_id: str, token: str, body: ConsentIn) -> SessionOut:
    """Give or withdraw the permission to use the answers for research."""
    opened = await desk.sessions.open(TOOL, session_id, token, now=desk.now)
    await desk.sessions.consent(opened, given=body.research_consent, version=body.version, now=desk.now)
    return await session(desk, session_id, token)


async def answer(desk: Desk, session_id: str, token: str, body: AnswerIn) -> StepOut:
    """Keep an answer to an item; the same answer again changes nothing."""

    def check(log: Log, question: Question) -> None:
        if desk.engine.bank.position(body.item_id) is None:
            raise _unknown("itemId", body.item_id, "the bank of this session does not have this item")
        if body.item_id in log.answers or _was_asked(log, question, body.item_id):
            return
        if question.kind is QuestionKind.FINISHED:
            detail = "this session is at its end; given answers may still be changed"
            raise _refused("session-finished", "itemId", body.item_id, detail)
        detail = "this item was not asked; allowed are the item of 'next' and items that were answered before"
        raise _refused("not-asked", "itemId", body.item_id, detail)

    return await _reply(desk, session_id, token, body, (QuestionKind.ITEM, body.item_id), check)


async def rate(desk: Desk, session_id: str, token: str, body: RatingIn) -> StepOut:
    """Keep a rating of any occupation; the same rating again changes nothing."""

    def check(_log: Log, _question: Question) -> None:
        if desk.engine.catalogue.occupation_index(body.occupation_id) is None:
            raise _unknown("occupationId", body.occupation_id, "the active catalogue does not have this occupation")

    return await _reply(desk, session_id, token, body, (QuestionKind.OCCUPATION, body.occupation_id), check)


def _was_asked(log: Log, question: Question, item_id: str) -> bool:
    open_now = question.item is not None and question.item.id == item_id
    return open_now or log.offer(QuestionKind.ITEM, item_id) is not None


async def _reply(
    desk: Desk,
    session_id: str,
    token: str,
    body: AnswerIn | RatingIn,
    subject: tuple[QuestionKind, str],
    check: Callable[[Log, Question], None],
) -> StepOut:
    kind, id_ = subject

    def decide(opened: Opened) -> tuple[Sequence[Event], StepOut]:
        _check_versions(opened, body)
        log = read(opened.events)
        question = _promised(desk.engine, log) or standing(desk.engine, opened).question
        check(log, question)
        given = log.given(kind)
        skipped = isinstance(body, AnswerIn) and body.skipped
        event_kind = ANSWER if kind is QuestionKind.ITEM else RATING
        same = id_ in given and given[id_] == body.value and skipped == (id_ in log.skipped)
        if same and not opened.newer((event_kind,), id_, body.version):
            return (), _step(desk, standing(desk.engine, opened))
        opened.check_version((event_kind,), id_, body.version)
        offer = log.offer(*subject) or offer_of(question)
        asked = offer if (offer.kind, offer.id) == subject else None
        event = opened.event(
            event_kind,
            id_,
            now=desk.now,
            value=body.value,
            propensity=asked.propensity if asked else None,
            milliseconds=body.milliseconds,
            payload={"reason": asked.reason if asked else OWN_CHOICE}
            | ({"skipped": True} if skipped else {})
            | _numbered(body.version),
        )
        return _with_next(desk, opened, log, event)

    return await desk.sessions.update(TOOL, session_id, token, decide, now=desk.now)


def _numbered(version: int | None) -> dict[str, Any]:
    """Return what an event keeps of the version of its request."""
    return {} if version is None else {"version": version}


def _with_next(desk: Desk, opened: Opened, log: Log, event: Event) -> tuple[Sequence[Event], StepOut]:
    """Return an event that carries the question that follows it, and the answer to the request."""
    log.note(event)
    state = desk.engine.state(log.replies())
    question = desk.engine.next(state, seed=str(opened.session.seed))
    if event.payload is not None:
        event.payload["next"] = offer_of(question).payload()
    found = Standing(opened=opened, log=log, state=state, question=question)
    return (event,), _step(desk, found, opened.version_after(event))


async def hide(desk: Desk, session_id: str, token: str, body: HideIn) -> StepOut:
    """Keep an occupation off the list."""
    if desk.engine.catalogue.occupation_index(body.occupation_id) is None:
        raise _unknown("occupationId", body.occupation_id, "the active catalogue does not have this occupation")

    def decide(opened: Opened) -> tuple[Sequence[Event], StepOut]:
        before = standing(desk.engine, opened)
        same = before.log.hidden.get(body.occupation_id) == body.reason
        if same and not opened.newer((HIDE, SHOW), body.occupation_id, body.version):
            return (), _step(desk, before)
        opened.check_version((HIDE, SHOW), body.occupation_id, body.version)
        payload = {"reason": body.reason} | _numbered(body.version)
        event = opened.event(HIDE, body.occupation_id, now=desk.now, payload=payload)
        return _with_next(desk, opened, before.log, event)

    return await desk.sessions.update(TOOL, session_id, token, decide, now=desk.now)


async def show(desk: Desk, session_id: str, token: str, occupation_id: str, version: int | None = None) -> StepOut:
    """Put an occupation that was hidden back on the list."""

    def decide(opened: Opened) -> tuple[Sequence[Event], StepOut]:
        before = standing(desk.engine, opened)
        known = desk.engine.catalogue.occupation_index(occupation_id) is not None
        later = known and opened.newer((HIDE, SHOW), occupation_id, version)
        if occupation_id not in before.log.hidden and not later:
            return (), _step(desk, before)
        opened.check_version((HIDE, SHOW), occupation_id, version)
        event = opened.event(SHOW, occupation_id, now=desk.now, payload=_numbered(version))
        return _with_next(desk, opened, before.log, event)

    return await desk.sessions.update(TOOL, session_id, token, decide, now=desk.now)


async def result(desk: Desk, session_id: str, token: str, query: ResultIn) -> ResultOut:
    """Return what the answers say, at any moment of a session."""
    opened = await desk.sessions.open(TOOL, session_id, token, now=desk.now)
    found = standing(desk.engine, opened)
    said = desk.engine.result(found.state, limit=query.limit, eqf_level=query.eqf_level)
    return answers.result(desk.engine, said, found.language, finished=found.question.kind is QuestionKind.FINISHED)


async def why(desk: Desk, session_id: str, token: str, occupation_id: str) -> WhyOut:
    """Return why one occupation stands where it stands."""
    opened = await desk.sessions.open(TOOL, session_id, token, now=desk.now)
    return why_of(desk.engine, standing(desk.engine, opened), occupation_id)


def why_of(engine: Orient, found: Standing, occupation_id: str) -> WhyOut:
    """Return why one occupation stands where it stands in a session.

    Raises
    ------
    ProblemError
        404 when the catalogue does not have it.
    """
    told = engine.why(found.state, occupation_id)
    if told is None:
        raise ProblemError(404, "not-found", f"the active catalogue has no occupation {shown(occupation_id)!r}")
    return WhyOut(
        **answers.suggestion(engine, told, found.language).model_dump(),
        hidden=occupation_id in found.log.hidden,
        rating=found.log.ratings.get(occupation_id),
    )


def _check_versions(opened: Opened, body: AnswerIn | RatingIn) -> None:
    """Refuse an answer that was given to another version of the questions."""
    for name, given, own in (
        ("bankVersion", body.bank_version, opened.session.bank_version),
        ("modelVersion", body.model_version, opened.session.model_version),
    ):
        if given is not None and given != own:
            detail = f"this session has {name} {own}; leave the member out, or start a new session"
            raise _refused("wrong-version", name, given, detail)


def _refused(code: str, member: str, value: str, detail: str) -> ProblemError:
    issue = Issue(location="body", pointer=f"/{member}", code=code, detail=detail, value=shown(value))
    return ProblemError(409, code, detail, issue)


def _unknown(member: str, value: str, detail: str) -> ProblemError:
    issue = Issue(location="body", pointer=f"/{member}", code="unknown-id", detail=detail, value=shown(value))
    return ProblemError(422, "unknown-id", detail, issue)
