"""Drafts in real stores: opened by the browser that made them, by no other, and not for longer than two hours."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from api.sessions.drafts import LARGEST, LIFE, Drafts, DraftTooLargeError
from api.storage.database import Database
from api.storage.drafts import DraftStore
from api.storage.tables.drafts import drafts as table

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
BROWSER = "geheim-van-deze-browser"
TEXT = '{"experiences": [{"occupationId": "kok", "months": 12}], "naam": "Zoë"}'


def all_in(database: Database) -> Drafts:
    return Drafts(DraftStore(database))


async def test_a_step_opens_again_as_it_was_while_later_steps_are_kept(database: Database) -> None:
    found = all_in(database)
    first = await found.keep("jobbereik", TEXT, BROWSER, now=NOW)
    second = await found.keep("jobbereik", "iets later", BROWSER, now=NOW)
    assert first != second
    assert await found.read("jobbereik", first, BROWSER, now=NOW) == TEXT
    assert await found.read("jobbereik", second, BROWSER, now=NOW) == "iets later"


@pytest.mark.parametrize(("tool", "browser"), [("netwerk", BROWSER), ("jobbereik", "een-andere-browser")])
async def test_another_browser_and_another_tool_see_nothing(database: Database, tool: str, browser: str) -> None:
    found = all_in(database)
    id_ = await found.keep("jobbereik", TEXT, BROWSER, now=NOW)
    assert await found.read(tool, id_, browser, now=NOW) is None
    assert await found.read("jobbereik", "0" * 32, BROWSER, now=NOW) is None


async def test_the_store_can_read_neither_the_words_nor_the_address(database: Database) -> None:
    id_ = await all_in(database).keep("jobbereik", TEXT, BROWSER, now=NOW)
    async with database.reading() as connection:
        row = (await connection.execute(select(table))).one()
    assert b"kok" not in row.sealed
    assert id_ not in row.id_hash


async def test_after_two_hours_a_step_is_past_and_then_forgotten(database: Database) -> None:
    found = all_in(database)
    id_ = await found.keep("jobbereik", TEXT, BROWSER, now=NOW)
    just_before = NOW + LIFE - timedelta(seconds=1)
    assert await found.read("jobbereik", id_, BROWSER, now=just_before) == TEXT
    assert await found.store.delete_expired(just_before) == 0
    assert await found.read("jobbereik", id_, BROWSER, now=NOW + LIFE) is None
    assert await found.store.delete_expired(NOW + LIFE) == 1


async def test_a_draft_that_no_form_can_hold_is_refused(database: Database) -> None:
    noise = "".join(chr(33 + i * i * 7919 % 94) + str(i * 2654435761 % 10**9) for i in range(20_000))
    with pytest.raises(DraftTooLargeError, match=str(LARGEST)):
        await all_in(database).keep("jobbereik", noise, BROWSER, now=NOW)
