"""What waits for a person: the queue, one case for whoever looks, and decisions that two cannot make at once."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.identity.staff import PERSON_SIGNS
from api.keys.service import Caller, CallerRole
from api.loopbaancheque.cheques.log import from_payload, to_payload
from api.loopbaancheque.cheques.reviews import service as asked
from api.loopbaancheque.cheques.reviews.log import review, to_facts
from api.loopbaancheque.cheques.service import Cheques
from api.loopbaancheque.schemas import EligibilityIn
from api.problems import ProblemError, RuleError
from api.regie.decisions.schemas import ChequeDecisionIn, LookIn, QuestionIn
from api.sessions import codes
from api.storage.cheques import LogMovedError, StoredFact
from api.storage.reviews import ReviewFact, ReviewMovedError, ReviewPaper, ReviewStore, Seat, StoredReview
from models.loopbaancheque import life_commands, rules
from models.loopbaancheque.assessment import assess
from models.loopbaancheque.life import Cheque, replay
from models.loopbaancheque.life_commands import Frame, LifeError
from models.loopbaancheque.life_deadlines import Deadlines
from models.loopbaancheque.schema import Assessment
from models.regie import review_life
from models.regie.letters import Letter, decision
from models.regie.review_life import About, Proposed, Questioned, Review, ReviewEvent, Stage

VALUE_RULES = frozenset({"reason-missing", "no-such-cheque", "other-employee"})
"""Rules about a value that can be mended in the request; the others are about where the case stands."""


class ForbiddenDecisionError(RuleError):
    """What the rules of decisions forbid: 422 for a value, 409 for where the case stands."""

    RULE, VALUES = "decision-rule", VALUE_RULES


KEY = "key:"
"""How a seat begins that a key without an employee took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts: ``person`` takes the seat; the log has ``actor`` and on whose behalf."""

    person: str
    actor: str
    behalf: str | None = None

    @classmethod
    def key(cls, caller: Caller, employee: str) -> "By":
        """Return a key of the operator, on behalf of an employee: one person, whatever names come with it.

        Raises
        ------
        ForbiddenDecisionError
            When the key is of another employee.
        """
        if caller.named and caller.named != employee.casefold():  # "An" is nobody else than "an"
            detail = "this key is of another employee; it speaks for nobody else"
            raise ForbiddenDecisionError(LifeError("other-employee", detail, field="employee"))
        return cls(person=caller.named or f"{KEY}{caller.key}", actor=caller.name, behalf=employee)

    def check(self, named: Collection[str]) -> None:
        """Refuse that two keys speak for one employee about one cheque.

        Raises
        ------
        LifeError
            When another key spoke for this employee.
        """
        if self.actor == CallerRole.OPERATOR and (self.behalf or "").casefold() in named:
            detail = "this employee decided or looked at this cheque before; somebody else does now"
            raise LifeError("decided-before", detail, field="employee")

    @classmethod
    def employee(cls, caller: Caller, name: str) -> "By":
        """Return an employee who is logged in."""
        return cls(person=caller.employee, actor=caller.name, behalf=name[:BEHALF])


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReview:
    """A case with its log and what is known; ``found`` is the assessment of facts that are kept.

    Attributes
    ----------
    named
        What those who have a seat for the cheque are called, in small letters.
    words, questions, papers
        Of all cases of the cheque, oldest first: who judges an objection sees what was sent with the request; each
        question with whether it was answered.
    """

    stored: StoredReview
    log: tuple[ReviewFact, ...]
    review: Review
    cheque: Cheque
    found: Assessment | None
    others: frozenset[str]
    named: frozenset[str]
    words: str | None
    questions: tuple[tuple[Questioned, bool], ...]
    papers: tuple[ReviewPaper, ...]
    today: date

    @property
    def letter(self) -> Letter | None:
        """Return the letter about the decision that holds."""
        decided, on = self.review.decided, self.review.held_on
        if decided is None or on is None:
            return None
        version = self.cheque.requested.version
        within = Deadlines.of(None if version is None else rules.rules_on(version))
        return decision(About(self.stored.about), decided, on, within)


BEHALF = 80
"""Letters of a name in the log."""

AT_DESK = re.compile(rf"[0-9a-f]{{{PERSON_SIGNS}}}")
"""How somebody who logged in is named; the operator's system may name an employee so too."""


def check_way(person: str, others: Iterable[str]) -> None:
    """Refuse a seat where another one was taken in the other way: whether it is the same person cannot be told.

    Raises
    ------
    LifeError
        When the desk and the operator's system would both have named somebody.

    Examples
    --------
    >>> check_way("ben", ["an"])
    >>> check_way("0123456789abcdef", ["an"])
    Traceback (most recent call last):
    ...
    models.loopbaancheque.life_commands.LifeError: others of this cheque were named over the API; go on there
    """
    at_desk = AT_DESK.fullmatch(person) is not None
    if all((AT_DESK.fullmatch(other) is not None) is at_desk for other in others):
        return
    where = "over the API; go on there" if at_desk else "at the desk; go on there, or with a key of the name in its log"
    raise LifeError("other-way", f"others of this cheque were named {where}", field="employee")


Act = Callable[[OpenedReview], Sequence[ReviewEvent]]


class Decisions:
    """All that people decide about cheques.

    Parameters
    ----------
    secret
        The service's secret: the seed of the sample that is looked at twice.
    """

    def __init__(self, cheques: Cheques, secret: codes.Key) -> None:
        self.cheques, self.secret = cheques, secret
        self.store: ReviewStore = cheques.reviews

    async def queue(self, after: tuple[date, str] | None, most: int, *, today: date) -> Sequence[StoredReview]:
        """Return what waits for a person, the most urgent first."""
        return await self.store.queue(after=after, most=most, on=today)

    async def of_citizens(self, most: int, *, today: date) -> tuple[Sequence[StoredReview], int]:
        """Return what waits for an answer of the citizen, and how many there are."""
        return await self.store.of_citizens(today, most)

    async def paper(self, id_: str, paper_id: str) -> tuple[ReviewPaper, bytes]:
        """Return a document that a citizen sent about the cheque of a case.

        Raises
        ------
        ProblemError
            404 when it is not there, or was erased.
        """
        case = await self.store.find(id_)
        found = await self.store.paper(case.cheque_number, paper_id) if case else None
        if found is None:
            raise ProblemError(404, "not-found", "no such document in this case")
        return found

    async def ask(self, id_: str, body: QuestionIn, by: By, *, today: date, now: datetime) -> OpenedReview:
        """Ask the citizen a question; whoever asks may decide afterwards.

        Raises
        ------
        ProblemError
            404, 409 or 422 for what the rules forbid.
        """
        opened = await self.open(id_, today=today)
        try:
            events = review_life.question(opened.review, text=body.text, on=today)
            facts = to_facts(events, len(opened.log), by.actor, now, by.behalf)
            await self.store.append(
                opened.stored, facts, stage=Stage.CITIZEN, pending=True, seat=None, asked_until=events[0].until
            )
        except LifeError as error:
            raise ForbiddenDecisionError(error) from error
        except ReviewMovedError as error:
            taken = LifeError("wrong-status", "somebody decided or looked at this moment; open it again")
            raise ForbiddenDecisionError(taken) from error
        return await self.open(id_, today=today)

    async def waiting(self, on: date) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Return how many wait and how many of them are late, by what they are about and their stage."""
        return await self.store.waiting(on)

    async def open(self, id_: str, *, today: date) -> OpenedReview:
        """Return a case.

        Raises
        ------
        ProblemError
            404 when there is none.
        """
        stored = await self.store.find(id_)
        if stored is None:
            raise ProblemError(404, "not-found", "no such case in the queue of decisions")
        log = await self.store.log(id_)
        facts = await self.cheques.store.log(stored.cheque_number)
        until_now = [
            one for one in await self.store.of_cheque(stored.cheque_number) if one.created_at <= stored.created_at
        ]
        told = [log if one.id == id_ else await self.store.log(one.id) for one in until_now]
        logs = [review(one) for one in told]
        return OpenedReview(
            stored=stored,
            log=log,
            review=review(log),
            cheque=replay(from_payload(fact.kind, fact.happened_on, fact.payload) for fact in facts),
            found=assess(EligibilityIn.model_validate(stored.facts).to_facts()) if stored.facts else None,
            others=await self.store.persons(stored.cheque_number),
            named=frozenset(
                fact.behalf.casefold() for one in told for fact in one if fact.behalf and "person" in fact.payload
            ),
            words="\n\n".join(one.words for one in until_now if one.words) or None,
            questions=tuple((row, at < one.answered) for one in logs for at, row in enumerate(one.questions)),
            papers=await self.store.papers([one.id for one in until_now]),
            today=today,
        )

    async def decide(self, id_: str, body: ChequeDecisionIn, by: By, *, today: date, now: datetime) -> OpenedReview:
        """Decide; it holds at once, or after somebody else looked.

        Raises
        ------
        ProblemError
            404, 409 for who decided about this cheque before or came second, 422 for a value.
        """
        before = await self.store.decisions_of(by.person)

        def act(opened: OpenedReview) -> Sequence[ReviewEvent]:
            if body.granted and asked.terms(opened.cheque.requested.on, body.cheque_number) is None:
                detail = "on the day of the request there was no such cheque"
                raise LifeError("no-such-cheque", detail, field="chequeNumber", value=body.cheque_number)
            ordinal = len(opened.review.persons)
            draw = int(self.secret.hash("second-look", opened.stored.id, str(ordinal))[:8], 16) % review_life.ONE_IN
            return review_life.propose(
                opened.review,
                person=by.person,
                others=opened.others,
                granted=body.granted,
                cheque_number=body.cheque_number,
                reasons=[*map(str, body.reasons)],
                text=body.text,
                before=before,
                draw=draw,
                on=today,
            )

        return await self._act(id_, act, by, decided=True, today=today, now=now)

    async def look(self, id_: str, body: LookIn, by: By, *, today: date, now: datetime) -> OpenedReview:
        """Look at somebody else's decision.

        Raises
        ------
        ProblemError
            As :meth:`decide` does.
        """

        def act(opened: OpenedReview) -> Sequence[ReviewEvent]:
            return review_life.look(
                opened.review, person=by.person, others=opened.others, agrees=body.agrees, text=body.text, on=today
            )

        return await self._act(id_, act, by, decided=False, today=today, now=now)

    async def _act(self, id_: str, act: Act, by: By, *, decided: bool, today: date, now: datetime) -> OpenedReview:
        opened = await self.open(id_, today=today)
        try:
            check_way(by.person, {*opened.review.persons, *opened.others})
            by.check(opened.named)
            events = act(opened)
            after = review([*opened.log, *to_facts(events, len(opened.log), by.actor, now, by.behalf)])
            seat = Seat(person=by.person, ordinal=len(opened.review.persons), decided=decided)
            facts = to_facts(events, len(opened.log), by.actor, now, by.behalf)
            async with self.store.database.together():
                if after.decided is not None:
                    await self._tell(opened, after.decided, by, now)
                pending = after.stage is not Stage.DONE
                await self.store.append(opened.stored, facts, stage=after.stage, pending=pending, seat=seat)
        except LifeError as error:
            raise ForbiddenDecisionError(error) from error
        except (ReviewMovedError, LogMovedError) as error:
            taken = LifeError("wrong-status", "somebody decided or looked at this moment; open it again")
            raise ForbiddenDecisionError(taken) from error
        return await self.open(id_, today=today)

    async def _tell(self, opened: OpenedReview, decided: Proposed, by: By, now: datetime) -> None:
        """Add the decision that holds to the log of the cheque."""
        asked_on, version = opened.cheque.requested.on, opened.cheque.requested.version
        frame = Frame(today=opened.today, rules=Deadlines.of(None if version is None else rules.rules_on(version)))
        number = opened.stored.cheque_number
        held = asked.terms(asked_on, decided.cheque_number) if decided.granted else None
        events = life_commands.decide(
            opened.cheque, granted=decided.granted, reasons=decided.reasons, terms=held, frame=frame
        )
        start = len(await self.cheques.store.log(number))
        rows = [
            StoredFact(
                position=start + ahead,
                kind=event.kind,
                happened_on=event.on,
                payload=to_payload(event),
                actor=f"{CallerRole.OPERATOR}:{by.person}"[:80],
                idempotency_hash=None,
                request_hash=None,
                recorded_at=now,
            )
            for ahead, event in enumerate(events)
        ]
        await self.cheques.store.append(number, rows)
