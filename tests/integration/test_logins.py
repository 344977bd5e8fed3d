"""Logins, codes and copies on both stores: each ends when it should, and what is deleted has no copy anywhere."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.account.service import IDLE_FOR, KEPT_FOR, LOGIN_FOR, NEW_FOR, Accounts, Login
from api.problems import ProblemError
from api.sessions import codes, service
from api.sessions.opened import Opened
from api.sessions.service import Sessions, Start
from api.storage import account as account_store
from api.storage.account import AccountStore, TooManyResultsError
from api.storage.database import Database
from api.storage.plan import PlanStore
from api.storage.sessions import COPIED, Event, SessionStore
from api.storage.tables import session_events
from tests.integration.test_secrecy import result

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
START = Start(tool="loopbaantest", language="nl", research_consent=False, bank_version="b1", model_version="m1")


@pytest.fixture
def accounts(database: Database) -> Accounts:
    sessions = Sessions(SessionStore(database), codes.Key(b"k" * 32), timedelta(days=30))
    return Accounts(AccountStore(database), PlanStore(database), sessions)


async def test_a_login_ends_when_nobody_uses_it_and_after_twelve_hours(accounts: Accounts) -> None:
    login = await accounts.begin(now=NOW)
    assert await accounts.open(login.token, now=NOW + IDLE_FOR - timedelta(minutes=1))
    assert await accounts.open(login.token, now=NOW + 2 * IDLE_FOR - timedelta(minutes=2))
    left = await accounts.begin(now=NOW)
    assert await accounts.open(left.token, now=NOW + IDLE_FOR) is None
    used = await accounts.begin(now=NOW)
    for hours in range(1, 12):
        assert await accounts.open(used.token, now=NOW + timedelta(hours=hours)), hours
    assert await accounts.open(used.token, now=NOW + LOGIN_FOR - timedelta(seconds=1))
    assert await accounts.open(used.token, now=NOW + LOGIN_FOR) is None


async def test_an_account_that_nobody_came_back_to_is_kept_shorter(accounts: Accounts) -> None:
    login = await accounts.begin(now=NOW)
    assert login.resume_code
    assert (await accounts.open(login.token, now=NOW)).account.expires_at == NOW + NEW_FOR
    again = await accounts.resume(login.resume_code, "192.0.2.1", now=NOW)
    assert (await accounts.open(again.token, now=NOW)).account.expires_at == NOW + KEPT_FOR
    person = await accounts.log_in("https://wie.example", "p1", now=NOW)
    assert (await accounts.open(person.token, now=NOW)).account.expires_at == NOW + NEW_FOR


async def test_another_code_closes_the_door_to_whoever_had_the_first(accounts: Accounts) -> None:
    first = await accounts.begin(now=NOW)
    elsewhere = await accounts.resume(first.resume_code, "192.0.2.1", now=NOW)
    renewed = await accounts.renew(first, now=NOW)
    assert renewed.resume_code != first.resume_code
    for ended in (first.token, elsewhere.token):
        assert await accounts.open(ended, now=NOW) is None
    with pytest.raises(ProblemError, match="no account has this code"):
        await accounts.resume(first.resume_code, "192.0.2.2", now=NOW)
    assert (await accounts.resume(renewed.resume_code, "192.0.2.2", now=NOW)).account.id == first.account.id
    person = await accounts.log_in("https://wie.example", "p1", now=NOW)
    with pytest.raises(ProblemError, match="has no code"):
        await accounts.renew(person, now=NOW)


async def test_every_login_of_an_account_can_be_ended_at_once(accounts: Accounts) -> None:
    first, other = await accounts.begin(now=NOW), await accounts.begin(now=NOW)
    elsewhere = await accounts.resume(first.resume_code, "192.0.2.1", now=NOW)
    await accounts.log_out_all(elsewhere)
    assert [await accounts.open(one.token, now=NOW) for one in (first, elsewhere)] == [None, None]
    assert await accounts.open(other.token, now=NOW)


async def test_an_account_holds_so_much_and_no_more(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    login = await accounts.begin(now=NOW)
    monkeypatch.setattr(account_store, "ACCOUNT_MAX", 100)
    for number in range(3):
        await accounts.store.keep(result(login.account.id, number), most=50)
    with pytest.raises(TooManyResultsError, match="at most 100"):
        await accounts.store.keep(result(login.account.id, 4), most=50)


def copy(opened: Opened, other: Opened) -> Event:
    return opened.event(COPIED, other.session.id, now=NOW, payload={"values": {"i1": 5}})


@pytest.mark.parametrize("whole_account", [False, True])
async def test_what_another_session_copied_goes_with_it(accounts: Accounts, *, whole_account: bool) -> None:
    sessions, login = accounts.sessions, await accounts.begin(now=NOW)
    first, other, second = [await sessions.start(START, now=NOW) for _ in range(3)]
    await sessions.store.append(second.session.id, copy(second, first))
    await sessions.store.append(
        second.session.id, copy(await sessions.open_by_token(START.tool, second.token, now=NOW), other)
    )
    if whole_account:
        await accounts.adopt(login, START.tool, first.token, now=NOW)
        await accounts.delete(login, now=NOW)
    else:
        await sessions.delete(first)
    async with sessions.store.database.reading() as connection:
        query = select(session_events.c.payload).order_by(session_events.c.position)
        assert (await connection.execute(query)).scalars().all() == [None, {"values": {"i1": 5}}]


async def test_a_session_has_a_ceiling(accounts: Accounts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "EVENTS_MAX", 2)
    opened = await accounts.sessions.start(START, now=NOW)

    def decide(found: Opened) -> tuple[Sequence[Event], None]:
        return [found.event("answer", "i1", now=NOW, value=1)], None

    for _ in range(2):
        await accounts.sessions.update(START.tool, opened.session.id, opened.token, decide, now=NOW)
    with pytest.raises(ProblemError) as full:
        await accounts.sessions.update(START.tool, opened.session.id, opened.token, decide, now=NOW)
    assert (full.value.status, full.value.code) == (409, "session-full")


async def test_who_was_put_out_by_another_code_asks_none_and_comes_back_with_none(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = await accounts.begin(now=NOW)
    stolen = await accounts.resume(mine.resume_code or "", "192.0.2.1", now=NOW)
    renewed = await accounts.renew(mine, now=NOW)
    with pytest.raises(ProblemError) as refused:  # it was open when the request came, and is over since
        await accounts.renew(stolen, now=NOW)
    assert refused.value.status == 401
    assert await accounts.open(renewed.token, now=NOW)
    find, latest = accounts.store.find_by_code, []

    async def overtaken(*told: Any, **more: Any) -> object:
        found = await find(*told, **more)
        latest.append(await accounts.renew(renewed, now=NOW))
        return found

    monkeypatch.setattr(accounts.store, "find_by_code", overtaken)
    with pytest.raises(ProblemError, match="no account has this code"):
        await accounts.resume(renewed.resume_code or "", "192.0.2.2", now=NOW)
    monkeypatch.undo()
    assert (await accounts.resume(latest[0].resume_code or "", "192.0.2.2", now=NOW)).account.id == mine.account.id


async def test_two_renewals_at_once_leave_one_login_and_its_code(accounts: Accounts) -> None:
    first = await accounts.begin(now=NOW)
    second = await accounts.resume(first.resume_code or "", "192.0.2.1", now=NOW)
    told = await asyncio.gather(*(accounts.renew(login, now=NOW) for login in (first, second)), return_exceptions=True)
    won = [login for login in told if isinstance(login, Login)]
    assert len(won) == 1
    open_ = [await accounts.open(login.token, now=NOW) for login in (first, second, *won)]
    assert [login is not None for login in open_] == [False, False, True]
    assert (await accounts.resume(won[0].resume_code or "", "192.0.2.2", now=NOW)).account.id == first.account.id


async def test_an_account_that_its_owner_comes_back_to_is_not_purged(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    back, gone = await accounts.begin(now=NOW), await accounts.begin(now=NOW)
    delete, late = accounts.store.delete, NOW + NEW_FOR
    code = back.resume_code or ""

    async def overtaken(account_id: str, *, over: datetime | None = None) -> object:
        if account_id == back.account.id:
            await accounts.resume(code, "192.0.2.1", now=late - timedelta(seconds=1))
        return await delete(account_id, over=over)

    monkeypatch.setattr(accounts.store, "delete", overtaken)
    assert await accounts.store.delete_expired(late) == 1
    assert (await accounts.resume(code, "192.0.2.1", now=late)).account.id == back.account.id
    with pytest.raises(ProblemError, match="no account has this code"):
        await accounts.resume(gone.resume_code or "", "192.0.2.2", now=NOW)


async def test_a_token_that_ended_asks_no_other_code_of_a_test(accounts: Accounts) -> None:
    sessions = accounts.sessions
    opened = await sessions.start(START, now=NOW)
    again = await sessions.resume(opened.resume_code or "", [START.tool], "192.0.2.1", now=NOW)
    with pytest.raises(ProblemError) as refused:  # read before somebody came back with the code
        await sessions.renew(opened)
    assert refused.value.code == "unknown-session"
    found = await sessions.find(again.resume_code or "", [START.tool], "192.0.2.1", now=NOW)
    assert found.session.id == opened.session.id
