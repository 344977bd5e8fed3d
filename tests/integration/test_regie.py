"""The director's side on both stores: answers at once, a code at once, a sample, and a log that is only added to."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.storage.cases import CaseFact, CaseMovedError, CaseStore, StoredCase
from api.storage.cheques import ChequeStore, StoredCheque, StoredFact
from api.storage.database import Database, StorageUnavailableError
from api.storage.regie import RegieStore, YearFact, YearTalk
from api.storage.reviews import ReviewFact, ReviewMovedError, ReviewPaper, ReviewStore, Seat, StoredReview
from api.storage.satisfaction import Given, Invitation, SatisfactionStore, UsedError

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 2, tzinfo=UTC)


async def invited(database: Database, count: int) -> SatisfactionStore:
    store = SatisfactionStore(database)
    for n in range(count):
        found = Invitation(
            code_hash=f"{n}", centre_id="c", counsellor_id="k", cheque=1 + n % 2, year=2026, expires_at=NOW
        )
        assert await store.invite(found)
        assert not await store.invite(found), "told twice, counted once"
    return store


def given(score: int, id_: str) -> Given:
    return Given(items=dict.fromkeys(range(1, 13), score), texts={id_: ("good", "Fijn.")})


async def test_answers_at_once_are_all_added_and_shown_by_ten(database: Database) -> None:
    store = await invited(database, 15)
    await asyncio.gather(*(store.answer([f"{n}"], given(n % 2, f"{n}"), least=10) for n in range(15)))
    for whose in ("", "k"):
        sums = await store.sums(centre_id="c", counsellor_id=whose, year=None)
        assert {sums[item][0] for item in range(13)} == {10}, "five wait for five more"
    assert await store.responses(centre_id=None, year=2026) == {1: (8, 8), 2: (7, 7)}
    assert len(await store.texts(looked=False, most=50)) == 15
    async with database.reading() as connection:
        found = (
            await connection.execute(text("SELECT sum(waiting_count + shown_count) FROM satisfaction_sums"))
        ).scalar()
    assert found == 2 * 13 * 15


async def test_a_code_at_once_counts_once(database: Database) -> None:
    store = await invited(database, 1)
    told = await asyncio.gather(
        *(store.answer(["0"], given(1, f"{n}"), least=1) for n in range(4)), return_exceptions=True
    )
    assert [type(one) for one in told if one is not None] == [UsedError] * 3
    assert (await store.sums(centre_id="c", counsellor_id="", year=2026))[0] == (1, 0)
    assert await store.find(["0"], NOW - timedelta(seconds=1)) is True
    assert await store.delete_expired(NOW) == 1


async def test_a_case_is_only_added_to(database: Database) -> None:
    store = CaseStore(database)

    def fact(position: int) -> CaseFact:
        return CaseFact(
            position=position, kind="x", happened_on=date(2026, 3, 2), payload={}, actor="operator", recorded_at=NOW
        )

    await store.add(StoredCase(id="1", kind="misuse", centre_id=None, created_at=NOW), [fact(0)])
    await store.append("1", [fact(1)])
    with pytest.raises(CaseMovedError):
        await store.append("1", [fact(1)])
    for statement in ("UPDATE case_events SET kind = 'y'", "DELETE FROM case_events"):
        with pytest.raises((DBAPIError, StorageUnavailableError)):
            async with database.writing() as connection:
                await connection.execute(text(statement))
    assert [row.kind for row in await store.log("1")] == ["x", "x"]


async def test_the_cheques_that_a_centre_closed(database: Database) -> None:
    cheques, regie = ChequeStore(database), RegieStore(database)
    for number, centre, on in (("1", "c", 2), ("2", "c", 3), ("3", "d", 2)):
        facts = [("granted", {"terms": {"cheque_number": 1 + int(number) % 2}}), ("activated", {"centre_id": centre})]
        rows = [
            StoredFact(
                position=at,
                kind=kind,
                happened_on=date(2026, 3, on),
                payload=payload,
                actor="operator",
                idempotency_hash=None,
                request_hash=None,
                recorded_at=NOW,
            )
            for at, (kind, payload) in enumerate([*facts, ("closed", {})])
        ]
        stored = StoredCheque(number=number, client_hash="x", idempotency_hash=None, request_hash=None, created_at=NOW)
        await cheques.add(stored, rows)
    day = date(2026, 3, 2)
    assert await regie.closed("c", day, day) == [("1", 2)]
    assert await regie.started(day, date(2026, 3, 3)) == {"1": "c", "2": "c", "3": "d"}
    fact = YearFact(cheque_hash="1", centre_id="c", province="limburg", employer=None, counsellor=None, groups=None)
    await regie.replace(2026, [fact])
    await regie.replace(2026, [fact])
    assert await regie.facts(2026) == [fact]


async def test_talks_of_a_year_are_those_that_were_not_taken_back(database: Database) -> None:
    held = {"counsellor_id": "k", "starts_at": "09:30:00", "minutes": None, "half_hours": 2}
    told: list[tuple[str, dict[str, Any]]] = [
        ("activated", {"centre_id": "c"}),
        ("session", held),
        ("session-reversed", {"session": 1}),
        ("session", held | {"counsellor_id": None, "minutes": 45}),
        ("session", held),
        ("closed", {}),
    ]
    day = date(2027, 3, 2)
    rows = [
        StoredFact(
            position=at, kind=kind, happened_on=day, payload=payload, actor="operator", idempotency_hash=None,
            request_hash=None, recorded_at=NOW,
        )
        for at, (kind, payload) in enumerate(told)
    ]  # fmt: skip
    stored = StoredCheque(number="h", client_hash="x", idempotency_hash=None, request_hash=None, created_at=NOW)
    await ChequeStore(database).add(stored, rows)
    regie = RegieStore(database)
    assert await regie.talks(day, day) == [
        YearTalk("h", 3, day, "c", None, "09:30:00", 45, 2),
        YearTalk("h", 4, day, "c", "k", "09:30:00", None, 2),
    ]
    assert await regie.closings(day, day) == [("h", day)]
    assert await regie.talks(date(2027, 3, 3), date(2027, 12, 31)) == []


async def test_one_of_two_employees_decides_and_nobody_twice(database: Database) -> None:
    cheques, store = ChequeStore(database), ReviewStore(database)
    stored = StoredCheque(number="9", client_hash="x", idempotency_hash=None, request_hash=None, created_at=NOW)
    asked = StoredFact(
        position=0, kind="requested", happened_on=NOW.date(), payload={}, actor="holder", idempotency_hash=None,
        request_hash=None, recorded_at=NOW,
    )  # fmt: skip
    await cheques.add(stored, [asked])

    def review(about: str, due: int) -> StoredReview:
        return StoredReview(
            id=about, cheque_number="9", about=about, stage="waiting", pending=True, due_on=date(2026, 3, due),
            facts={"a": 1}, words=None, created_at=NOW, expires_at=NOW,
        )  # fmt: skip

    def fact(position: int) -> ReviewFact:
        return ReviewFact(
            position=position, kind="x", happened_on=date(2026, 3, 2), payload={}, actor="operator", behalf="an",
            recorded_at=NOW,
        )  # fmt: skip

    for one in (review("request", 16), review("objection", 9), review("request", 1)):
        await store.open(one, [fact(0)])
    assert [one.id for one in await store.queue(after=None, most=9, on=NOW.date())] == ["objection", "request"]
    assert [one.id for one in await store.queue(after=(date(2026, 3, 9), "objection"), most=9, on=NOW.date())] == [
        "request"
    ]
    assert await store.waiting(date(2026, 3, 10)) == {("objection", "waiting"): (1, 1), ("request", "waiting"): (1, 0)}
    mine = review("request", 16)
    told = await asyncio.gather(
        *(
            store.append(mine, [fact(1)], stage="done", pending=False, seat=Seat(person=who, ordinal=0, decided=True))
            for who in ("an", "ben")
        ),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in told) == ["NoneType", "ReviewMovedError"]
    (first,) = await store.persons("9")
    again = Seat(person=first, ordinal=0, decided=True)
    with pytest.raises(ReviewMovedError):
        await store.append(review("objection", 9), [fact(1)], stage="done", pending=False, seat=again)
    assert await store.decisions_of(first) == 1
    for statement in ("UPDATE review_events SET kind = 'y'", "DELETE FROM review_events"):
        with pytest.raises((DBAPIError, StorageUnavailableError)):
            async with database.writing() as connection:
                await connection.execute(text(statement))
    assert await store.delete_expired(NOW) == 2
    assert [one.facts for one in await store.of_cheque("9")] == [None, None]


async def test_papers_come_once_and_only_while_a_case_waits(database: Database) -> None:
    store = ReviewStore(database)
    cheque = StoredCheque(number="8", client_hash="x", idempotency_hash=None, request_hash=None, created_at=NOW)
    first = StoredFact(
        position=0, kind="requested", happened_on=NOW.date(), payload={}, actor="holder", idempotency_hash=None,
        request_hash=None, recorded_at=NOW,
    )  # fmt: skip
    await ChequeStore(database).add(cheque, [first])
    review = StoredReview(
        id="r", cheque_number="8", about="request", stage="waiting", pending=True, due_on=date(2026, 3, 16),
        facts=None, words=None, created_at=NOW, expires_at=NOW + timedelta(days=1),
    )  # fmt: skip
    opened, decided = (
        ReviewFact(
            position=at, kind="x", happened_on=NOW.date(), payload={}, actor="holder", behalf=None, recorded_at=NOW
        )
        for at in range(2)
    )
    await store.open(review, [opened])

    async def add(id_: int, sha256: str, at: datetime = NOW, stages: tuple[str, ...] = ("waiting", "citizen")) -> str:
        paper = ReviewPaper(
            id=f"{id_}", review_id="r", media_type="application/pdf", size=1, sha256=sha256, created_at=at
        )
        return await store.add_paper(paper, b"x", most=2, stages=stages)

    assert await asyncio.gather(*(add(n, "same") for n in range(3))) == ["", "", ""]
    assert len(await store.papers(["r"])) == 1, "the same at once is there once"
    assert sorted(await asyncio.gather(*(add(n, f"{n}") for n in range(3, 6)))) == ["", "full", "full"]
    assert len(await store.papers(["r"])) == 2
    assert await add(6, "same", stages=("citizen",)) == "over", "somebody looks at a decision"
    assert await add(7, "same", at=NOW + timedelta(days=1)) == "over", "its time is over"
    await store.append(review, [decided], stage="waiting", pending=False, seat=None)
    assert await add(8, "same") == "over", "nothing waits"
