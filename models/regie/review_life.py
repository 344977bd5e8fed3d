"""A request or an objection about a cheque that a person decides: the decision, and a second pair of eyes.

Rules alone cannot decide where a fact is unknown or proof is asked (report 2019-2021, 4.7: 12 % of the grants had no
data of an employer). A decision of somebody new, and one in ten afterwards, is looked at by somebody else before the
citizen hears of it, a refusal as much as a grant. Who disagrees says why, and a third person decides. Whoever decides
may first ask the citizen a question, and waits a week. Nobody decides twice about one cheque, so an objection is always
for somebody else.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from models.loopbaancheque.life_commands import LifeError

FIRST = 10
"""Decisions of somebody new that a second person looks at; a choice of this project."""

ONE_IN = 10
"""Of later decisions one in so many is looked at too."""


ANSWER_DAYS = 7
"""Days that a citizen has to answer a question; a choice of this project."""

QUESTIONS_MOST = 3
"""Questions about one case; a choice of this project."""


class About(StrEnum):
    """What is decided about."""

    REQUEST = "request"
    OBJECTION = "objection"


class Stage(StrEnum):
    """What a review waits for."""

    WAITING = "waiting"
    CITIZEN = "citizen"
    SECOND_LOOK = "second-look"
    DONE = "done"


class SecondLook(StrEnum):
    """Why somebody else looks at a decision first."""

    NEW = "new-employee"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOpened:
    """The rules could not decide, or the citizen disagreed; ``conditions`` are codes with whether each is met."""

    on: date
    about: About
    conditions: tuple[tuple[str, bool | None], ...] = ()
    kind: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Somebody decided; it holds at once unless a second look is due.

    Attributes
    ----------
    cheque_number
        Whether it is granted as a first or a second cheque.
    reasons
        Codes of the conditions that are not met; a refusal names each.
    text
        Why, in plain Dutch: it stands in the letter to the citizen.
    draw
        The number from 0 to 9 that was drawn for the sample; 0 is looked at.
    """

    on: date
    person: str
    granted: bool
    cheque_number: int
    reasons: tuple[str, ...]
    text: str
    second: SecondLook | None
    draw: int
    kind: Literal["proposed"] = "proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A second person agreed."""

    on: date
    person: str
    kind: Literal["agreed"] = "agreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreed:
    """A second person disagreed, and said why; a third decides."""

    on: date
    person: str
    text: str
    kind: Literal["disagreed"] = "disagreed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Questioned:
    """Somebody asked the citizen a question, in plain Dutch; until a day the case waits for the answer."""

    on: date
    text: str
    until: date
    kind: Literal["questioned"] = "questioned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The citizen answered; the words stand apart, and can be erased."""

    on: date
    kind: Literal["answered"] = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaken:
    """The operator told a decision about the cheque itself; only logs of before that was refused have it."""

    on: date
    kind: Literal["overtaken"] = "overtaken"


ReviewEvent = ReviewOpened | Proposed | Agreed | Disagreed | Questioned | Answered | Overtaken


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that the log of a review says; ``decided`` is the decision that holds."""

    opened: ReviewOpened
    proposed: tuple[Proposed, ...] = ()
    agreed: Agreed | None = None
    disagreed: Disagreed | None = None
    questions: tuple[Questioned, ...] = ()
    answered: int = 0
    overtaken: bool = False

    @property
    def question(self) -> Questioned | None:
        """Return the question that the citizen did not answer yet."""
        return self.questions[-1] if self.answered < len(self.questions) else None

    @property
    def persons(self) -> tuple[str, ...]:
        """Return who decided or looked, in order; none of them decides again."""
        second = self.agreed or self.disagreed
        first = [one.person for one in self.proposed]
        return (*first[:1], *([second.person] if second else []), *first[1:])

    @property
    def decided(self) -> Proposed | None:
        """Return the decision that holds."""
        last = self.proposed[-1] if self.proposed else None
        if last is None or (last.second is not None and self.agreed is None):
            return None
        return None if self.disagreed is not None and len(self.proposed) == 1 else last

    @property
    def held_on(self) -> date | None:
        """Return the day from which that decision holds: the citizen's terms run from it."""
        if self.decided is None:
            return None
        return self.decided.on if self.decided.second is None or self.agreed is None else self.agreed.on

    @property
    def stage(self) -> Stage:
        """Return what it waits for."""
        if self.overtaken or self.decided is not None:
            return Stage.DONE
        if self.proposed and self.disagreed is None:
            return Stage.SECOND_LOOK
        return Stage.WAITING if self.question is None or self.proposed else Stage.CITIZEN


def replay(events: Iterable[ReviewEvent]) -> Review:
    """Return the review of a log.

    Raises
    ------
    ValueError
        When it does not begin with its opening.
    """
    first, *rest = events
    if first.kind != "opened":
        raise ValueError(f"a log begins with an opening, not with {first.kind!r}")
    found = Review(opened=first)
    for event in rest:
        match event:
            case ReviewOpened():
                raise ValueError("a log has one opening")
            case Proposed():
                found = replace(found, proposed=(*found.proposed, event))
            case Agreed():
                found = replace(found, agreed=event)
            case Disagreed():
                found = replace(found, disagreed=event)
            case Questioned():
                found = replace(found, questions=(*found.questions, event))
            case Answered():
                found = replace(found, answered=len(found.questions))
            case Overtaken():
                found = replace(found, overtaken=True)
    return found


def second_look(before: int, draw: int) -> SecondLook | None:
    """Return why somebody else looks first at a decision of somebody who made so many before.

    Examples
    --------
    >>> [second_look(*given) for given in ((9, 5), (10, 0), (10, 5))]
    [<SecondLook.NEW: 'new-employee'>, <SecondLook.SAMPLE: 'sample'>, None]
    """
    if before < FIRST:
        return SecondLook.NEW
    return SecondLook.SAMPLE if draw % ONE_IN == 0 else None


def _check(review: Review, stage: Stage, person: str, others: Collection[str]) -> None:
    if review.stage is not stage and not (stage is Stage.WAITING and review.stage is Stage.CITIZEN):
        raise LifeError("wrong-status", f"it is {review.stage.value!r}, and not {stage.value!r}")
    if person in review.persons or person in others:
        detail = "this employee decided or looked at this cheque before; somebody else does now"
        raise LifeError("decided-before", detail, field="employee")


def propose(
    review: Review,
    *,
    person: str,
    others: Collection[str],
    granted: bool,
    cheque_number: int,
    reasons: Sequence[str],
    text: str,
    before: int,
    draw: int,
    on: date,
) -> tuple[Proposed, ...]:
    """Return a decision; a third person's, after two disagreed, needs no further look.

    Parameters
    ----------
    others
        Who decided or looked at the other review of the same cheque.
    before
        Decisions that this person made before.
    draw
        From 0 to 9, from the seed of the service.
    """
    _check(review, Stage.WAITING, person, others)
    asked = review.question
    if asked is not None and on <= asked.until:
        raise LifeError("citizen-asked", f"the citizen can answer until {asked.until}, that day included")
    if not text.strip():
        raise LifeError("reason-missing", "a decision says why, in words for the citizen", field="text")
    if not granted and not reasons:
        raise LifeError("reason-missing", "a refusal names every reason", field="reasons")
    if granted and reasons:
        raise LifeError("reason-missing", "only a refusal names conditions that are not met", field="reasons")
    second = None if review.disagreed else second_look(before, draw)
    return (
        Proposed(
            on=on,
            person=person,
            granted=granted,
            cheque_number=cheque_number,
            reasons=tuple(reasons),
            text=text.strip(),
            second=second,
            draw=draw,
        ),
    )


def look(
    review: Review, *, person: str, others: Collection[str], agrees: bool, text: str, on: date
) -> tuple[Agreed | Disagreed, ...]:
    """Return what a second person says about a decision."""
    _check(review, Stage.SECOND_LOOK, person, others)
    if agrees:
        return (Agreed(on=on, person=person),)
    if not text.strip():
        raise LifeError("reason-missing", "who disagrees says why", field="text")
    return (Disagreed(on=on, person=person, text=text.strip()),)


def question(review: Review, *, text: str, on: date) -> tuple[Questioned, ...]:
    """Return a question for the citizen, who has a week for the answer; whoever asks may decide afterwards."""
    if review.stage is not Stage.WAITING:
        raise LifeError("wrong-status", f"it is {review.stage.value!r}; a question comes before a decision")
    if review.proposed or len(review.questions) >= QUESTIONS_MOST:
        raise LifeError("questions-over", f"allowed are {QUESTIONS_MOST} questions, before anybody decided")
    if not text.strip():
        raise LifeError("reason-missing", "a question has words", field="text")
    return (Questioned(on=on, text=text.strip(), until=on + timedelta(days=ANSWER_DAYS)),)


def answer(review: Review, *, on: date) -> tuple[Answered, ...]:
    """Return that the citizen answered, also after the week while nobody decided."""
    if review.stage is not Stage.CITIZEN:
        raise LifeError("no-question", "no question waits for an answer")
    return (Answered(on=on),)
