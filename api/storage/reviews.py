"""All queries of what a person decides about cheques."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.tables.reviews import review_events, review_persons, reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReview:
    """A review without its log; the columns of ``reviews`` say what each member means."""

    id: str
    cheque_number: str
    about: str
    stage: str
    pending: bool
    due_on: date
    facts: Mapping[str, Any] | None
    words: str | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFact:
    """One line of a log; the columns of ``review_events`` say what each member means."""

    position: int
    kind: str
    happened_on: date
    payload: Mapping[str, Any]
    actor: str
    behalf: str | None
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who decides or looks; the columns of ``review_persons`` say what each member means."""

    person: str
    ordinal: int
    decided: bool


class ReviewMovedError(RuntimeError):
    """Somebody else was first, or this person had a seat before; nothing was written."""


AFTER = timedelta(days=15)
"""How long facts and words of a citizen are kept after the decision: the two weeks of an objection, and that day."""

_REVIEW = [reviews.c[name] for name in StoredReview.__slots__]
_FACT = [review_events.c[name] for name in ReviewFact.__slots__]


def _row(found: StoredReview | ReviewFact) -> dict[str, Any]:
    return {name: getattr(found, name) for name in type(found).__slots__}


class ReviewStore:
    """Reviews in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def open(self, review: StoredReview, facts: Sequence[ReviewFact]) -> None:
        """Keep a new review, unless this cheque has one about the same."""
        same = (reviews.c.cheque_number == review.cheque_number) & (reviews.c.about == review.about)
        async with self.database.writing() as connection:
            if (await connection.execute(select(reviews.c.id).where(same))).first() is None:
                await connection.execute(insert(reviews).values(_row(review)))
                rows = [{"review_id": review.id} | _row(fact) for fact in facts]
                await connection.execute(insert(review_events), rows)

    async def find(self, id_: str) -> StoredReview | None:
        """Return a review by its id."""
        found = await self._found(reviews.c.id == id_)
        return found[0] if found else None

    async def of_cheque(self, number: str) -> Sequence[StoredReview]:
        """Return the reviews of a cheque: its request, then its objection."""
        return sorted(await self._found(reviews.c.cheque_number == number), key=lambda one: one.created_at)

    async def _found(self, condition: ColumnElement[bool]) -> Sequence[StoredReview]:
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(select(*_REVIEW).where(condition))).mappings().all()
        return [StoredReview(**row) for row in rows]

    async def queue(self, *, after: tuple[date, str] | None, most: int) -> Sequence[StoredReview]:
        """Return what waits, the most urgent first, from after one of them on."""
        query = select(*_REVIEW).where(reviews.c.pending.is_(True))
        if after is not None:
            due, id_ = after
            query = query.where(or_(reviews.c.due_on > due, (reviews.c.due_on == due) & (reviews.c.id > id_)))
        query = query.order_by(reviews.c.due_on, reviews.c.id).limit(most)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [StoredReview(**row) for row in rows]

    async def waiting(self, on: date) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Return how many wait, and how many of them are past their day, by what they are about and their stage."""
        late = func.sum(case((reviews.c.due_on < on, 1), else_=0))
        query = select(reviews.c.about, reviews.c.stage, func.count(), late).where(reviews.c.pending.is_(True))
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query.group_by(reviews.c.about, reviews.c.stage))).all()
        return {(about, stage): (count, int(past)) for about, stage, count, past in rows}

    async def log(self, id_: str) -> tuple[ReviewFact, ...]:
        """Return all facts of a review, in order."""
        query = select(*_FACT).where(review_events.c.review_id == id_).order_by(review_events.c.position)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return tuple(ReviewFact(**row) for row in rows)

    async def persons(self, number: str) -> frozenset[str]:
        """Return who decided or looked at anything about a cheque."""
        query = select(review_persons.c.person).where(review_persons.c.cheque_number == number)
        async with self.database.reading(long=True) as connection:
            return frozenset((await connection.execute(query)).scalars())

    async def decisions_of(self, person: str) -> int:
        """Return how many decisions somebody made."""
        mine = (review_persons.c.person == person) & review_persons.c.decided.is_(True)
        async with self.database.reading(long=True) as connection:
            found = await connection.scalar(select(func.count()).select_from(review_persons).where(mine))
        return found or 0

    async def append(
        self, review: StoredReview, facts: Sequence[ReviewFact], *, stage: str, pending: bool, seat: Seat | None
    ) -> None:
        """Keep facts durably, all or none, with where the review stands after them and who took which seat.

        Raises
        ------
        ReviewMovedError
            When somebody else was first, or this person had a seat for this cheque before.
        """
        expires = review.expires_at
        if not pending:  # what the citizen told is of use for as long as an objection can come
            expires = min(expires, facts[-1].recorded_at + AFTER)
        values = {"stage": stage, "pending": pending, "expires_at": expires}
        change = update(reviews).where(reviews.c.id == review.id).values(values)
        try:
            async with self.database.writing() as connection:
                if seat is not None:
                    row = {name: getattr(seat, name) for name in Seat.__slots__}
                    row |= {"cheque_number": review.cheque_number, "review_id": review.id}
                    await connection.execute(insert(review_persons).values(row))
                rows = [{"review_id": review.id} | _row(fact) for fact in facts]
                await connection.execute(insert(review_events), rows)
                await connection.execute(change)
        except IntegrityError as error:
            raise ReviewMovedError(f"review {review.id} moved on") from error

    async def delete_expired(self, now: datetime) -> int:
        """Forget facts and words whose time is over; return of how many reviews."""
        past = (reviews.c.expires_at <= now) & (reviews.c.facts.is_not(None) | reviews.c.words.is_not(None))
        async with self.database.erasing() as connection:
            return (await connection.execute(update(reviews).where(past).values(facts=None, words=None))).rowcount
