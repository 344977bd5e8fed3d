"""All queries of what a person decides about cheques."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, exists, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.tables.cheques import cheque_events
from api.storage.tables.reviews import review_events, review_papers, review_persons, reviews


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
    asked_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPaper:
    """A document of a citizen without its content; the columns of ``review_papers`` say what each member means."""

    id: str
    review_id: str
    media_type: str
    size: int
    sha256: str
    created_at: datetime


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


_PAPER = [review_papers.c[name] for name in ReviewPaper.__slots__]


def _of_citizen(on: date) -> ColumnElement[bool]:
    """Return the condition of a case that waits for the citizen on a day; after the last one it is somebody's again."""
    return reviews.c.asked_until.is_not(None) & (reviews.c.asked_until >= on)


def _row(found: StoredReview | ReviewFact | ReviewPaper) -> dict[str, Any]:
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

    async def queue(self, *, after: tuple[date, str] | None, most: int, on: date) -> Sequence[StoredReview]:
        """Return what waits for a person, the most urgent first, from after one of them on."""
        query = select(*_REVIEW).where(reviews.c.pending.is_(True), ~_of_citizen(on))
        if after is not None:
            due, id_ = after
            query = query.where(or_(reviews.c.due_on > due, (reviews.c.due_on == due) & (reviews.c.id > id_)))
        query = query.order_by(reviews.c.due_on, reviews.c.id).limit(most)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [StoredReview(**row) for row in rows]

    async def of_citizens(self, on: date, most: int) -> tuple[Sequence[StoredReview], int]:
        """Return what waits for an answer of the citizen, the nearest day first, and how many there are."""
        mine = reviews.c.pending.is_(True) & _of_citizen(on)
        query = select(*_REVIEW).where(mine).order_by(reviews.c.asked_until, reviews.c.id).limit(most)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).mappings().all()
            total = await connection.scalar(select(func.count()).select_from(reviews).where(mine))
        return [StoredReview(**row) for row in rows], total or 0

    async def unqueued(self) -> Sequence[tuple[str, str]]:
        """Return cheques that wait for a decision without a case, as before there was a queue, and of which kind."""
        later, event = cheque_events.alias("later"), cheque_events.c
        over = exists().where(
            later.c.number == event.number,
            later.c.position > event.position,
            later.c.kind.in_(("granted", "refused", "annulled")),
        )
        about = case((event.kind == "requested", "request"), else_="objection")
        queued = exists().where(reviews.c.cheque_number == event.number, reviews.c.about == about)
        query = select(event.number, about).where(event.kind.in_(("requested", "objected")), ~over, ~queued)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query.order_by(event.number, event.position))).all()
        return [(number, kind) for number, kind in rows]

    async def add_paper(self, paper: ReviewPaper, content: bytes, *, most: int, stages: Collection[str]) -> str:
        """Keep a document; the same content is there once.

        Nobody decides about the case, and no other document of it comes, between the look and what is kept.

        Returns
        -------
        Nothing when it is kept, ``over`` when the case is in none of the stages any more or its time is over, ``full``
        when it has as many as it may.
        """
        mine = review_papers.c.review_id == paper.review_id
        count = select(func.count()).select_from(review_papers)
        waits = select(reviews.c.id).where(
            reviews.c.id == paper.review_id,
            reviews.c.pending.is_(True),
            reviews.c.expires_at > paper.created_at,
            reviews.c.stage.in_(stages),
        )
        async with self.database.writing() as connection:
            if await connection.scalar(waits.with_for_update()) is None:
                return "over"
            if await connection.scalar(count.where(mine, review_papers.c.sha256 == paper.sha256)):
                return ""
            if (await connection.scalar(count.where(mine)) or 0) >= most:
                return "full"
            await connection.execute(insert(review_papers).values(**_row(paper), content=content))
            return ""

    async def lengthen(self, id_: str, until: datetime) -> None:
        """Keep what a citizen told and sent with a case until a moment, unless it is kept longer."""
        mine = (reviews.c.id == id_) & (reviews.c.expires_at < until)
        async with self.database.writing() as connection:
            await connection.execute(update(reviews).where(mine).values(expires_at=until))

    async def papers(self, ids: Sequence[str]) -> tuple[ReviewPaper, ...]:
        """Return the documents of cases, oldest first."""
        query = select(*_PAPER).where(review_papers.c.review_id.in_(ids)).order_by(review_papers.c.created_at)
        async with self.database.reading() as connection:
            return tuple(ReviewPaper(**row) for row in (await connection.execute(query)).mappings())

    async def paper(self, number: str, paper_id: str) -> tuple[ReviewPaper, bytes] | None:
        """Return a document about a cheque with its content."""
        mine = (review_papers.c.id == paper_id) & (reviews.c.cheque_number == number)
        query = select(*_PAPER, review_papers.c.content).join_from(review_papers, reviews).where(mine)
        async with self.database.reading(long=True) as connection:
            row = (await connection.execute(query)).mappings().first()
        if row is None:
            return None
        return ReviewPaper(**{name: row[name] for name in ReviewPaper.__slots__}), row["content"]

    async def waiting(self, on: date) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Return how many wait, and how many of them are past their day, by what they are about and their stage."""
        late = func.sum(case((reviews.c.due_on < on, 1), else_=0))
        again = (reviews.c.stage == "citizen") & (reviews.c.asked_until < on)
        stage = case((again, "waiting"), else_=reviews.c.stage).label("now")
        query = select(reviews.c.about, stage, func.count(), late).where(reviews.c.pending.is_(True))
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query.group_by(reviews.c.about, stage))).all()
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
        self,
        review: StoredReview,
        facts: Sequence[ReviewFact],
        *,
        stage: str,
        pending: bool,
        seat: Seat | None,
        asked_until: date | None = None,
        words: str | None = None,
    ) -> None:
        """Keep facts durably, all or none, with where the review stands after them and who took which seat.

        Parameters
        ----------
        asked_until
            Last day of an answer that the citizen owes.
        words
            What the citizen wrote, in the place of what is kept; ``None`` changes nothing.

        Raises
        ------
        ReviewMovedError
            When somebody else was first, or this person had a seat for this cheque before.
        """
        expires = review.expires_at
        if not pending:  # what the citizen told is of use for as long as an objection can come
            expires = min(expires, facts[-1].recorded_at + AFTER)
        values: dict[str, Any] = {
            "stage": stage,
            "pending": pending,
            "expires_at": expires,
            "asked_until": asked_until,
        }
        if words is not None:
            values["words"] = words
        change = update(reviews).where(reviews.c.id == review.id).values(values)
        others = (reviews.c.cheque_number == review.cheque_number) & (reviews.c.expires_at > expires)
        try:
            async with self.database.writing() as connection:
                if seat is not None:
                    row = {name: getattr(seat, name) for name in Seat.__slots__}
                    row |= {"cheque_number": review.cheque_number, "review_id": review.id}
                    await connection.execute(insert(review_persons).values(row))
                rows = [{"review_id": review.id} | _row(fact) for fact in facts]
                await connection.execute(insert(review_events), rows)
                await connection.execute(change)
                if not pending:  # a request waits for nothing any more: it was kept for the objection
                    await connection.execute(update(reviews).where(others).values(expires_at=expires))
        except IntegrityError as error:
            raise ReviewMovedError(f"review {review.id} moved on") from error

    async def delete_expired(self, now: datetime) -> int:
        """Forget facts, words and documents whose time is over; return of how many reviews."""
        past = (reviews.c.expires_at <= now) & (reviews.c.facts.is_not(None) | reviews.c.words.is_not(None))
        gone = select(reviews.c.id).where(reviews.c.expires_at <= now)
        async with self.database.erasing() as connection:
            await connection.execute(delete(review_papers).where(review_papers.c.review_id.in_(gone)))
            return (await connection.execute(update(reviews).where(past).values(facts=None, words=None))).rowcount
