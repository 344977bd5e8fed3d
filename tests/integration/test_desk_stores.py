"""What centres, messages and mandates keep, on both stores: of several at once one is first, and nothing is lost."""

import asyncio
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from api.storage.announcements import Announcement, AnnouncementStore, Read
from api.storage.cases import CaseFact, CaseStore, Place, StoredCase
from api.storage.cheques import ChequeStore, StoredCheque, StoredFact
from api.storage.database import Database
from api.storage.figures import FigureStore, Sums
from api.storage.guidance import GuidanceStore, Paper
from api.storage.migrations import configuration
from api.storage.profiles import ProfileLine, ProfileStore
from api.storage.reviews import ReviewFact, ReviewStore, StoredReview

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 3, 2, tzinfo=UTC)
DAY = date(2026, 3, 2)


def line(version: int, kind: str, text: str = "") -> ProfileLine:
    return ProfileLine(
        centre_id="c",
        subject="offer",
        version=version,
        kind=kind,
        content={"text": text},
        person="p",
        said_on=DAY,
        recorded_at=NOW + timedelta(minutes=version),
    )


async def test_of_two_who_write_at_once_one_is_first_and_what_was_published_holds(database: Database) -> None:
    store = ProfileStore(database)
    assert await store.mark() == (0, None)
    assert sorted(await asyncio.gather(*(store.add(line(1, "written", f"{n}")) for n in range(3)))) == [
        False,
        False,
        True,
    ]
    assert await store.in_force() == []
    for version, kind in ((2, "published"), (3, "written"), (4, "returned")):
        assert await store.add(line(version, kind, "later"))
    assert [(one.version, one.kind) for one in await store.in_force()] == [(2, "published")]
    assert await store.mark() == (1, NOW + timedelta(minutes=2))
    assert len(await store.of_centre("c")) == 4


async def test_a_message_is_read_once_by_each_employee(database: Database) -> None:
    store = AnnouncementStore(database)
    for n, kind in enumerate(("news", "instruction", "news")):
        message = Announcement(
            id=f"{n}", kind=kind, title="t", text="w", effective_on=DAY, author="operator", published_at=NOW
        )
        await store.add(message)
    read = Read(announcement_id="1", centre_id="c", person="p", read_at=NOW)
    assert await asyncio.gather(*(store.read(read) for _ in range(3))) == [True] * 3
    assert not await store.read(Read(announcement_id="9", centre_id="c", person="p", read_at=NOW))
    found, total = await store.unread("c", "other", 2)
    assert ([one.id for one in found], total) == (["1", "0"], 3), "what binds comes first"
    assert (await store.unread("c", "p", 9))[1] == 2
    assert await store.readers(["0", "1"]) == {"0": set(), "1": {"c"}}
    assert await store.reads("c") == [read]


async def test_scans_that_come_at_once_do_not_pass_the_room_of_a_file_or_a_centre(database: Database) -> None:
    store, number = GuidanceStore(database), "7"
    cheque = StoredCheque(number=number, client_hash="7", idempotency_hash=None, request_hash=None, created_at=NOW)
    fact = StoredFact(
        position=0, kind="requested", happened_on=DAY, payload={}, actor="holder", idempotency_hash=None,
        request_hash=None, recorded_at=NOW,
    )  # fmt: skip
    await ChequeStore(database).add(cheque, [fact])

    async def send(id_: int, sha256: str, most: int, room: int) -> bool | None:
        paper = Paper(
            id=f"{id_}", number=number, centre_id="c", kind="agreement", media_type="application/pdf", size=10,
            sha256=sha256, added_by="p", created_at=NOW, removed_at=None, expires_at=NOW + timedelta(days=9),
        )  # fmt: skip
        return await store.add_paper(paper, b"x" * 10, most=most, room=room)

    assert await asyncio.gather(*(send(n, "same", 9, 99) for n in range(3))) == [True] * 3
    assert len(await store.papers(number)) == 1, "the same at once is there once"
    found = await asyncio.gather(*(send(n, f"{n}", 9, 29) for n in range(3, 8)))
    assert sorted(map(str, found)) == ["None"] * 4 + ["True"], "the centre has room for one more"
    found = await asyncio.gather(*(send(n, f"{n}", 3, 999) for n in range(8, 13)))
    assert sorted(map(str, found)) == ["False"] * 4 + ["True"], "so has the file"


async def test_sums_that_are_counted_at_once_stay_one(database: Database) -> None:
    store = FigureStore(database)
    years = {2026: Sums(centre_id="c", year=2026, started=3)}
    await asyncio.gather(*(store.keep("c", years, 7) for _ in range(3)))
    assert await store.of_centre("c", 2026) == (years[2026], 7)
    assert (await store.of_centre("d", 2026))[1] == -1
    assert (await store.of_year(2026), await store.counted()) == ([years[2026]], {"c": 7})


async def test_of_one_enterprise_one_mandate_is_asked(database: Database) -> None:
    store, number = CaseStore(database), "0403170701"

    async def ask(id_: str, after: str | None) -> None:
        case = StoredCase(id=id_, kind="mandate", centre_id="c", created_at=NOW)
        fact = CaseFact(position=0, kind="applied", happened_on=DAY, payload={}, actor="operator", recorded_at=NOW)
        await store.add(case, [fact], place=Place(enterprise_number=number, after=after))

    before: str | None = None
    for round_ in range(2):  # the first one, and another after the first ended
        told = await asyncio.gather(*(ask(f"{round_}-{n}", before) for n in range(4)), return_exceptions=True)
        assert sorted(type(one).__name__ for one in told) == ["CaseMovedError"] * 3 + ["NoneType"]
        before = await store.holder(number)
        assert before is not None
        assert before.startswith(f"{round_}-")
        assert len(await store.recent("mandate", 9)) == round_ + 1, "nothing is left of the others"


async def test_mandates_of_before_keep_the_place_of_their_enterprise(database: Database) -> None:
    store = CaseStore(database)

    async def to(work: Callable[[Config, str], None], revision: str) -> None:
        def run(connection: Connection) -> None:
            config = configuration()
            config.attributes["connection"] = connection
            work(config, revision)

        async with database.writing() as connection:
            await connection.run_sync(run)

    reviews = ReviewStore(database)
    cheque = StoredCheque(number="9", client_hash="x", idempotency_hash=None, request_hash=None, created_at=NOW)
    first = StoredFact(
        position=0, kind="requested", happened_on=DAY, payload={}, actor="holder", idempotency_hash=None,
        request_hash=None, recorded_at=NOW,
    )  # fmt: skip
    await ChequeStore(database).add(cheque, [first])
    review = StoredReview(
        id="r", cheque_number="9", about="request", stage="waiting", pending=True, due_on=DAY, facts=None, words="w",
        created_at=NOW, expires_at=NOW,
    )  # fmt: skip
    await reviews.open(
        review,
        [ReviewFact(position=0, kind="x", happened_on=DAY, payload={}, actor="a", behalf=None, recorded_at=NOW)],
    )
    await to(command.downgrade, "0023")
    for n, number in enumerate(("0403170701", "0403170701", "0202239951")):
        case = StoredCase(id=f"{n}", kind="mandate", centre_id="c", created_at=NOW + timedelta(days=n))
        told = {"enterprise_number": number}
        fact = CaseFact(position=0, kind="applied", happened_on=DAY, payload=told, actor="operator", recorded_at=NOW)
        await store.add(case, [fact])
    await to(command.upgrade, "head")
    assert [await store.holder(number) for number in ("0403170701", "0202239951", "0")] == ["1", "2", None]
    assert (await reviews.find("r"), len(await reviews.log("r"))) == (review, 1), "a case stays, down and up again"
