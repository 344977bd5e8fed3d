"""Requests that the rules judge, and what of them a person has to look at: a place in the queue, and letters."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from api.keys.service import Caller, CallerRole, not_allowed
from api.loopbaancheque.cheques.log import from_payload
from api.loopbaancheque.cheques.reviews.log import review, to_facts
from api.loopbaancheque.cheques.reviews.schemas import ANSWER_LONGEST, RequestIn
from api.loopbaancheque.cheques.service import Call, Cheques, ForbiddenFactError, Opened, UnknownChequeError
from api.loopbaancheque.schemas import EligibilityIn
from api.problems import Issue, ProblemError
from api.sessions import codes
from api.storage.reviews import ReviewFact, ReviewMovedError, ReviewPaper, StoredReview
from api.web.forms import Sent as SentFile
from api.web.scans import ScanError, look, media_type
from models.loopbaancheque import life_commands as commands
from models.loopbaancheque.assessment import assess
from models.loopbaancheque.life import replay
from models.loopbaancheque.life_commands import Frame, LifeError
from models.loopbaancheque.life_deadlines import Deadlines, objection_until
from models.loopbaancheque.life_events import Event
from models.loopbaancheque.life_terms import Terms
from models.loopbaancheque.notes import asks_proof
from models.loopbaancheque.rules import rules_on
from models.loopbaancheque.schema import Assessment, Outcome
from models.regie import review_life
from models.regie.letters import Letter, decision
from models.regie.review_life import About, Proposed, Review, ReviewOpened, Stage

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
    """Give an objection a place in the queue; what was sent with the request is kept as long as what goes with it."""
    before = await cheques.reviews.of_cheque(opened.stored.number)
    asked = next((one for one in before if one.facts), None)
    found = ReviewOpened(on=opened.cheque.objected.on if opened.cheque.objected else now.today, about=About.OBJECTION)
    facts = dict(asked.facts) if asked and asked.facts else None
    until = asked.created_at + timedelta(days=KEPT_DAYS) if asked and facts else None
    await _queue(cheques, opened, found, facts, words, call=now, until=until)
    for one in before:
        last = one.created_at + timedelta(days=KEPT_DAYS)
        await cheques.reviews.lengthen(one.id, min(last, until or now.now + timedelta(days=KEPT_DAYS)))


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
    stored = _stored(opened.stored.number, event, opened.frame.rules, facts, words, now=now, until=until)
    await cheques.reviews.open(stored, to_facts([event], 0, opened.caller.name, now))


def _stored(
    number: str,
    event: ReviewOpened,
    within: Deadlines,
    facts: dict[str, Any] | None = None,
    words: str | None = None,
    *,
    now: datetime,
    until: datetime | None = None,
) -> StoredReview:
    return StoredReview(
        id=codes.random_id(),
        cheque_number=number,
        about=event.about,
        stage=Stage.WAITING,
        pending=True,
        due_on=objection_until(event.on, within),
        facts=facts,
        words=words,
        created_at=now,
        expires_at=until or now + timedelta(days=KEPT_DAYS),
    )


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


OF_CITIZEN = (Stage.WAITING, Stage.CITIZEN)
"""What a case waits for while its citizen can still send something."""

PAPERS_MOST = 10
"""Documents that a citizen can send about one case."""


REFUSED = {
    "over": "nobody waits for it now",
    "full": f"allowed are {PAPERS_MOST} documents about a case",
    "no-words": f"allowed are 1 to {ANSWER_LONGEST} signs",
    "empty": "the file is empty",
    "too-large": "allowed are 10 MB",
    "unknown-kind": "allowed are PDF, JPEG and PNG",
    "other-kind": "the content is another kind than the name or the type says",
    "unreadable": "the file cannot be read whole",
    "more-behind": "something stands behind the end of the picture",
    "locked": "the PDF has a password",
    "active": "the PDF does something when it is opened, or has a file in it",
    "infected": "a virus scanner found something",
    "unscanned": "no virus scanner could look at it now; try again later",
    "too-many-pages": "the PDF has too many pages",
}
"""Why a document or an answer is not kept, by its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case of a cheque that nobody decided yet."""

    stored: StoredReview
    log: tuple[ReviewFact, ...]
    review: Review
    papers: tuple[ReviewPaper, ...]


async def waiting(cheques: Cheques, opened: Opened) -> Waiting | None:
    """Return the case of a cheque about which its holder can still send something."""
    for stored in await cheques.reviews.of_cheque(opened.stored.number):
        if stored.pending and opened.caller.role is CallerRole.HOLDER:
            log = await cheques.reviews.log(stored.id)
            found = review(log)
            if found.stage in OF_CITIZEN:
                papers = await cheques.reviews.papers([stored.id])
                return Waiting(stored=stored, log=log, review=found, papers=papers)
    return None


class RefusedPaperError(ProblemError):
    """A document or an answer that is not kept: 409 for where the case stands, 503 for now, 422 for what it is."""

    def __init__(self, why: str, member: str) -> None:
        status = {"over": 409, "full": 409, "unscanned": 503}.get(why, 422)
        detail = REFUSED.get(why, f"it cannot be kept: {why}")
        issue = Issue(location="body", pointer=f"/{member}", code=why, detail=detail, value=None)
        super().__init__(status, "paper-refused", f"nothing was kept: {detail}", issue)


def check(why: str, member: str) -> None:
    """Refuse what is not kept.

    Raises
    ------
    RefusedPaperError
        When there is a reason.
    """
    if why:
        raise RefusedPaperError(why, member)


async def case(cheques: Cheques, number: str, call: Call) -> Waiting:
    """Return the case of a cheque that waits, for its holder.

    Raises
    ------
    ProblemError
        401 and 404 as for a cheque, 404 as well when nobody looks at it now, 403 for anybody but its holder.
    """
    opened = await cheques.open(number, call)
    if opened.caller.role is not CallerRole.HOLDER:
        raise not_allowed("the client number of the cheque")
    found = await waiting(cheques, opened)
    if found is None:
        raise ProblemError(404, "not-found", "nobody has to decide about this cheque now")
    return found


async def send_paper(cheques: Cheques, number: str, sent: SentFile, clamd: str, call: Call) -> str:
    """Keep a document of the citizen about a case that waits; return why not, or nothing.

    The same document again changes nothing.
    """
    opened = await cheques.look(number, call)
    found = await waiting(cheques, opened) if opened else None
    if found is None:
        return "over"
    try:
        kind = await asyncio.to_thread(media_type, sent.content, sent.name, sent.claimed)
        await look(sent.content, clamd)
    except ScanError as error:
        return error.code
    paper = ReviewPaper(
        id=codes.random_id(),
        review_id=found.stored.id,
        media_type=kind,
        size=len(sent.content),
        sha256=hashlib.sha256(sent.content).hexdigest(),
        created_at=call.now,
    )
    return await cheques.reviews.add_paper(paper, sent.content, most=PAPERS_MOST, stages=OF_CITIZEN)


async def answer(cheques: Cheques, number: str, words: str, call: Call) -> str:
    """Keep what the citizen answers to a question; return why not, or nothing.

    The same words again, as after a button that was tapped twice, are kept already.
    """
    opened = await cheques.look(number, call)
    found = await waiting(cheques, opened) if opened else None
    if found is None:
        return "over"
    if not 0 < len(words) <= ANSWER_LONGEST:
        return "no-words"
    try:
        events = review_life.answer(found.review, on=call.today)
        facts = to_facts(events, len(found.log), CallerRole.HOLDER, call.now)
        before = found.stored.words
        told = f"{before}\n\n{words}" if before else words
        await cheques.reviews.append(
            found.stored, facts, stage=Stage.WAITING, pending=True, seat=None, asked_until=None, words=told
        )
    except (LifeError, ReviewMovedError):
        return "" if await _told_before(cheques, found.stored.id, words) else "over"
    return ""


async def _told_before(cheques: Cheques, id_: str, words: str) -> bool:
    """Return whether these words are the last answer that is kept."""
    stored, answered = await cheques.reviews.find(id_), review(await cheques.reviews.log(id_)).answered
    return stored is not None and answered > 0 and f"\n\n{stored.words or ''}".endswith(f"\n\n{words}")


async def fill(cheques: Cheques, now: datetime) -> int:
    """Give a place in the queue to what waits without one, from before there was a queue; return how many."""
    rows = await cheques.reviews.unqueued()
    for number, about in rows:
        log = await cheques.store.log(number)
        cheque = replay(from_payload(fact.kind, fact.happened_on, fact.payload) for fact in log)
        on = cheque.objected.on if about == About.OBJECTION and cheque.objected else cheque.requested.on
        version = cheque.requested.version
        within = Deadlines.of(None if version is None else rules_on(version))
        stored = _stored(number, ReviewOpened(on=on, about=About(about)), within, now=now)
        opened = ReviewOpened(on=on, about=About(about))
        await cheques.reviews.open(stored, to_facts([opened], 0, CallerRole.OPERATOR, now))
    return len(rows)


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
