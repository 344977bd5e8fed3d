"""Tests that are kept: each reply is on disk before it is answered. Upstream: routes and pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from api.loopbaantest import answers, schemas
from api.loopbaantest.sessions.log import ANSWER, PREVIOUS, SATISFACTION, TOOL, Log, Reason, read, snapshot
from api.loopbaantest.sessions.schemas import (
    AnswerIn,
    ConsentIn,
    PreviousIn,
    ReplyOut,
    SatisfactionIn,
    SessionOut,
    StartedOut,
    StartIn,
)
from api.problems import Issue, ProblemError, shown
from api.sessions.opened import Opened
from api.sessions.service import Sessions, Start
from api.storage.sessions import Event
from item_bank.loopbaantest.schema import WorkStatus
from item_bank.schema import Language
from models.loopbaantest.engine import Loopbaantest


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a request about a kept test needs: the test itself, the sessions, and the moment."""

    test: Loopbaantest
    sessions: Sessions
    now: datetime


class SameTestError(ProblemError):
    """A test would stand beside itself."""

    def __init__(self) -> None:
        detail = "this is the code of the test itself; allowed is the code of another test"
        issue = Issue(location="body", pointer="/resumeCode", code="same-session", detail=detail)
        super().__init__(422, "invalid-request", "a test cannot be compared with itself", issue)


def _members(desk: Desk, log: Log) -> dict[str, Any]:
    session, bank = log.opened.session, desk.test.bank
    language: Language = session.language  # type: ignore[assignment] # checked when the session started
    item = log.next_open(bank)
    rows = {row.id: row for row in answers.items(desk.test, language, log.status).items}
    return {
        "session_id": session.id,
        "version": log.opened.version,
        "resume_code": log.opened.resume_code,
        "bank_version": session.bank_version,
        "language": language,
        "work_status": log.status,
        "research_consent": session.research_consent,
        "answered": sum(reply.value is not None for reply in log.replies.values()),
        "total": len(bank.items),
        "next_item": rows[item.id] if item else None,
        "replies": [
            ReplyOut(item_id=id_, value=reply.value, reason=reply.reason) for id_, reply in sorted(log.replies.items())
        ],
        "work_satisfaction": log.satisfaction,
        "has_previous": log.previous is not None,
        "created_at": session.created_at,
        "expires_at": session.expires_at,
    }


def _started(desk: Desk, opened: Opened) -> StartedOut:
    return StartedOut(session_token=opened.token, **_members(desk, read(opened)))


async def start(desk: Desk, body: StartIn, previous: Log | None = None) -> StartedOut:
    """Start a test; with ``previous`` it is a retake that will be compared."""
    wanted = Start(
        tool=TOOL,
        language=body.language,
        research_consent=body.research_consent,
        bank_version=desk.test.bank.version,
        model_version=desk.test.parameters.version,
        details={"workStatus": body.work_status.value},
    )
    opened = await desk.sessions.start(wanted, now=desk.now)
    if previous is not None and not opened.events:
        opened = await _beside(desk, opened, previous)
    return _started(desk, opened)


async def _beside(desk: Desk, opened: Opened, other: Log, version: int | None = None) -> Opened:
    """Put an earlier test beside one; an event, so that the copy goes when the earlier test is deleted."""

    def decide(found: Opened) -> tuple[Sequence[Event], Opened]:
        found.check_version((PREVIOUS,), None, version)
        payload = snapshot(other) | (_payload(None, version) or {})
        event = found.event(PREVIOUS, other.opened.session.id, now=desk.now, payload=payload)
        return [event], _with(found, event)

    return await desk.sessions.update(TOOL, opened.session.id, opened.token, decide, now=desk.now)


async def resume(desk: Desk, code: str, address: str) -> StartedOut:
    """Continue the test of a resume code."""
    return _started(desk, await desk.sessions.resume(code, (TOOL,), address, now=desk.now))


async def open_(desk: Desk, session_id: str, token: str) -> Log:
    """Return a test to whoever has its token."""
    return read(await desk.sessions.open(TOOL, session_id, token, now=desk.now))


async def session(desk: Desk, session_id: str, token: str) -> SessionOut:
    """Return a test as it stands."""
    return SessionOut(**_members(desk, await open_(desk, session_id, token)))


async def renew(desk: Desk, session_id: str, token: str) -> SessionOut:
    """Give a test another resume code; the one before opens nothing any more."""
    await desk.sessions.renew(await desk.sessions.open(TOOL, session_id, token, now=desk.now))
    return await session(desk, session_id, token)


async def answer(desk: Desk, session_id: str, token: str, body: AnswerIn) -> SessionOut:
    """Keep a reply durably; the same reply again changes nothing.

    Raises
    ------
    ProblemError
        422 when the bank has no such statement.
    """
    bank = desk.test.bank
    if body.item_id not in {item.id for item in bank.items}:
        detail = f"bank {bank.version} has no statement with this id; GET items gives the ids it has"
        issue = Issue(location="body", pointer="/itemId", code="unknown-id", detail=detail, value=shown(body.item_id))
        raise ProblemError(422, "unknown-id", "itemId is not in the bank", issue)
    reason = (body.reason or Reason.SKIPPED) if body.value is None else None

    def decide(opened: Opened) -> tuple[Sequence[Event], Log]:
        known = read(opened).replies.get(body.item_id)  # type: ignore[call-overload] # ids are texts
        same = known is not None and (known.value, known.reason) == (body.value, reason)
        if same and not opened.newer((ANSWER,), body.item_id, body.version):
            return [], read(opened)
        opened.check_version((ANSWER,), body.item_id, body.version)
        event = opened.event(
            ANSWER,
            body.item_id,
            now=desk.now,
            value=body.value,
            milliseconds=body.milliseconds,
            payload=_payload(reason, body.version),
        )
        return [event], read(_with(opened, event))

    return SessionOut(**_members(desk, await desk.sessions.update(TOOL, session_id, token, decide, now=desk.now)))


def _payload(reason: Reason | None, version: int | None) -> dict[str, Any] | None:
    said = {"reason": reason.value if reason else None, "version": version}
    return {name: value for name, value in said.items() if value is not None} or None


def _with(opened: Opened, event: Event) -> Opened:
    return replace(opened, events=(*opened.events, event))


async def satisfaction(desk: Desk, session_id: str, token: str, body: SatisfactionIn) -> SessionOut:
    """Keep how satisfied the person is with the present work."""

    def decide(opened: Opened) -> tuple[Sequence[Event], Log]:
        opened.check_version((SATISFACTION,), None, body.version)
        payload = _payload(None, body.version)
        event = opened.event(SATISFACTION, "work", now=desk.now, value=body.value, payload=payload)
        return [event], read(_with(opened, event))

    return SessionOut(**_members(desk, await desk.sessions.update(TOOL, session_id, token, decide, now=desk.now)))


async def put_beside(desk: Desk, session_id: str, token: str, body: PreviousIn, address: str) -> SessionOut:
    """Put an earlier test, found by its resume code, beside this one.

    Raises
    ------
    UnknownCodeError
        When no test has the code.
    SameTestError
        When it is the code of this very test.
    """
    await desk.sessions.open(TOOL, session_id, token, now=desk.now)
    other = read(await desk.sessions.find(body.resume_code, (TOOL,), address, now=desk.now))
    if other.opened.session.id == session_id:
        raise SameTestError
    opened = await desk.sessions.open(TOOL, session_id, token, now=desk.now)
    return SessionOut(**_members(desk, read(await _beside(desk, opened, other, body.version))))


async def consent(desk: Desk, session_id: str, token: str, body: ConsentIn) -> SessionOut:
    """Give or withdraw the permission to use the answers for research."""
    opened = await desk.sessions.open(TOOL, session_id, token, now=desk.now)
    await desk.sessions.consent(opened, given=body.research_consent, version=body.version, now=desk.now)
    return await session(desk, session_id, token)


async def delete(desk: Desk, session_id: str, token: str) -> None:
    """Forget a test with everything in it."""
    await desk.sessions.delete(await desk.sessions.open(TOOL, session_id, token, now=desk.now))


def _same_bank(desk: Desk, version: str) -> None:
    if not desk.test.bank.scores(version):
        detail = f"this test was made with bank {version!r}, now {desk.test.bank.version!r} is asked; start a new test"
        raise ProblemError(409, "unknown-bank-version", detail)


def language_of(log: Log) -> Language:
    """Return the language of a test."""
    found: Language = log.opened.session.language  # type: ignore[assignment] # checked when the session started
    return found


def scored(desk: Desk, log: Log, language: Language | None = None) -> schemas.ScoresOut:
    """Return the result of a kept test.

    Raises
    ------
    ProblemError
        409 when the bank has changed since.
    """
    _same_bank(desk, log.opened.session.bank_version)
    return answers.scored(desk.test, log.answers, language or language_of(log))


def compared(desk: Desk, log: Log, language: Language | None = None) -> schemas.ComparisonOut:
    """Return what changed since the earlier test.

    Raises
    ------
    ProblemError
        404 when no earlier test stands beside it, 409 when one of the two was made with another bank.
    """
    if log.previous is None:
        raise ProblemError(404, "not-found", "no earlier test stands beside this one; PUT previous with its code first")
    _same_bank(desk, log.opened.session.bank_version)
    _same_bank(desk, log.previous.bank_version)
    return answers.compared(desk.test, log.previous.answers, log.answers, language or language_of(log))


def retake(status: WorkStatus, log: Log) -> StartIn:
    """Return how a retake starts: in the same language, with the same consent."""
    return StartIn.model_validate(
        {
            "language": log.opened.session.language,
            "workStatus": status,
            "researchConsent": log.opened.session.research_consent,
        }
    )
