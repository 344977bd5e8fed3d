"""Cheques in real stores: two centres at once, workers beside each other, and a log that only grows."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.keys import commands
from api.keys.service import CallerRole, Keys
from api.loopbaancheque.cheques import schemas
from api.loopbaancheque.cheques.facts import service as facts
from api.loopbaancheque.cheques.service import Call, Cheques, Opened
from api.problems import ProblemError
from api.regie.settlements.service import Settlements
from api.sessions.codes import Key
from api.sessions.tries import Tries
from api.storage.cheques import ChequeStore
from api.storage.database import Database, StorageUnavailableError, database_url
from api.storage.keys import KeyStore
from api.storage.settlements import SettlementStore
from api.storage.tries import TryStore
from item_bank.loopbaancentra.snapshot import examples
from tests.cheques import FACTS, START, mandated

pytestmark = pytest.mark.anyio

DAY = date(2024, 6, 20)
CENTRES = mandated(vat=True)[:8]


def cheques_in(database: Database) -> Cheques:
    key = Key(b"k" * 32)
    return Cheques(ChequeStore(database), Keys(KeyStore(database)), key, Tries(TryStore(database), key))


def call(key: str, today: date = DAY, idempotency_key: str = "", request: str = "") -> Call:
    return Call(bearer=key, idempotency_key=idempotency_key, request=request, today=today, now=datetime.now(UTC))


@pytest.fixture
async def workers(database: Database, records_url: str, tmp_path: Path) -> AsyncIterator[list[Cheques]]:
    """Return the cheques as several workers see them, each with its own connections."""
    others = [Database(database_url(records_url, tmp_path)) for _ in range(3)]
    yield [cheques_in(found) for found in (database, *others)]
    for other in others:
        await other.close()


async def issue(cheques: Cheques, role: CallerRole, centre_id: str | None = None) -> str:
    return (await cheques.keys.issue(role, centre_id=centre_id, label="", now=datetime.now(UTC)))[1]


async def issued(cheques: Cheques, operator: str) -> Opened:
    body = schemas.ChequeIn.model_validate({"facts": FACTS})
    found = await facts.request(cheques, body, call(operator, START))
    pay = schemas.PaymentIn.model_validate({"paidOn": "2024-06-10", "amountCents": 4500})
    await facts.pay(cheques, found.stored.number, pay, call(operator))
    return found


async def test_of_centres_that_activate_one_cheque_at_once_exactly_one_does(workers: list[Cheques]) -> None:
    operator = await issue(workers[0], CallerRole.OPERATOR)
    keys = [await issue(workers[0], CallerRole.CENTRE, id_) for id_ in CENTRES]
    for _ in range(4):
        found = await issued(workers[0], operator)
        body = schemas.ActivationIn.model_validate({"clientNumber": found.client_number, "startedOn": "2024-06-20"})
        answers = await asyncio.gather(
            *(
                facts.activate(workers[i % len(workers)], found.stored.number, body, call(key), examples())
                for i, key in enumerate(keys)
            ),
            return_exceptions=True,
        )
        won = [answer for answer in answers if isinstance(answer, Opened)]
        lost = [answer for answer in answers if isinstance(answer, ProblemError)]
        assert (len(won), len(lost)) == (1, len(keys) - 1), answers
        assert {(error.status, error.issues[0].code) for error in lost} == {(409, "already-activated")}
        now = await workers[-1].open(found.stored.number, call(operator))
        assert now.cheque.activated == won[0].cheque.activated
        assert [fact.kind for fact in now.log] == ["requested", "granted", "paid", "activated"]


async def test_talks_told_at_once_never_exceed_the_hours(workers: list[Cheques]) -> None:
    operator, centre = (
        await issue(workers[0], CallerRole.OPERATOR),
        await issue(workers[0], CallerRole.CENTRE, CENTRES[0]),
    )
    found = await issued(workers[0], operator)
    start = schemas.ActivationIn.model_validate({"clientNumber": found.client_number, "startedOn": "2024-06-20"})
    await facts.activate(workers[0], found.stored.number, start, call(centre), examples())
    talk = schemas.SessionIn.model_validate({"heldOn": "2024-06-20", "minutes": 150})
    answers = await asyncio.gather(
        *(facts.hold_session(worker, found.stored.number, talk, call(centre), examples()) for worker in workers),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Opened) for answer in answers) == 1, answers
    now = await workers[0].open(found.stored.number, call(centre))
    assert (now.cheque.half_hours, now.cheque.remaining_half_hours) == (5, 3)


async def test_retries_at_once_are_told_once(workers: list[Cheques]) -> None:
    operator, centre = (
        await issue(workers[0], CallerRole.OPERATOR),
        await issue(workers[0], CallerRole.CENTRE, CENTRES[0]),
    )
    found = await issued(workers[0], operator)
    start = schemas.ActivationIn.model_validate({"clientNumber": found.client_number, "startedOn": "2024-06-20"})
    await facts.activate(workers[0], found.stored.number, start, call(centre), examples())
    talk = schemas.SessionIn.model_validate({"heldOn": "2024-06-20", "minutes": 30})
    again = call(centre, idempotency_key="een", request="talk")
    answers = await asyncio.gather(
        *(facts.hold_session(worker, found.stored.number, talk, again, examples()) for worker in workers)
    )
    assert {answer.cheque.half_hours for answer in answers} == {1}
    body = schemas.ChequeIn.model_validate({"facts": FACTS})
    same = call(operator, START, idempotency_key="twee", request="ask")
    asked = await asyncio.gather(*(facts.request(worker, body, same) for worker in workers))
    assert len({one.stored.number for one in asked}) == 1
    assert len([one for one in asked if one.client_number]) == 1  # told once; the sealed reply tells it to a retry


async def test_two_runs_of_a_month_at_once_settle_it_once(workers: list[Cheques]) -> None:
    operator = await issue(workers[0], CallerRole.OPERATOR)
    for id_ in CENTRES[:3]:
        centre = await issue(workers[0], CallerRole.CENTRE, id_)
        for _ in range(2):
            found = await issued(workers[0], operator)
            start = {"clientNumber": found.client_number, "startedOn": "2024-06-20"}
            body = schemas.ActivationIn.model_validate(start)
            await facts.activate(workers[0], found.stored.number, body, call(centre), examples())
            talk = schemas.SessionIn.model_validate({"heldOn": "2024-06-20", "minutes": 60})
            await facts.hold_session(workers[0], found.stored.number, talk, call(centre), examples())
    runs = [Settlements(SettlementStore(worker.store.database), worker.keys) for worker in workers]
    on, now = date(2024, 7, 1), datetime.now(UTC)
    answers = await asyncio.gather(*(run.run("2024-06", today=on, now=now) for run in runs), return_exceptions=True)
    assert not any(isinstance(answer, BaseException) for answer in answers), answers
    kept = await runs[0].store.statements(month="2024-06")
    assert [(one.centre_id, one.lines, one.incl_cents) for one in kept] == [
        (id_, 2, 2 * 13_650) for id_ in sorted(CENTRES[:3])
    ], "an hour is 181.50, less 45"
    assert await runs[-1].run("2024-06", today=on, now=now) == kept
    async with workers[0].store.database.reading() as connection:
        lines = (await connection.execute(text("SELECT count(*) FROM statement_lines"))).scalar()
    assert lines == 6
    with pytest.raises((DBAPIError, StorageUnavailableError)):
        async with workers[0].store.database.writing() as connection:
            await connection.execute(text("UPDATE statement_lines SET incl_cents = 0"))


async def test_the_log_is_only_added_to(database: Database) -> None:
    cheques = cheques_in(database)
    await issued(cheques, await issue(cheques, CallerRole.OPERATOR))
    for statement in ("UPDATE cheque_events SET kind = 'x'", "DELETE FROM cheque_events"):
        with pytest.raises((DBAPIError, StorageUnavailableError)):
            async with database.writing() as connection:
                await connection.execute(text(statement))
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM cheque_events"))).scalar() == 3


async def test_nothing_that_is_stored_tells_a_key_or_a_client_number(database: Database, tmp_path: Path) -> None:
    cheques = cheques_in(database)
    operator = await issue(cheques, CallerRole.OPERATOR)
    found = await issued(cheques, operator)
    async with database.reading() as connection:
        rows = [
            str(row)
            for table in ("api_keys", "cheques", "cheque_events")
            for row in (
                await connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 - names of ours
            ).all()
        ]
    assert rows
    assert found.client_number
    assert not [row for row in rows if operator in row or found.client_number in row]


def test_keys_are_issued_listed_and_revoked_by_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert commands.main(["issue", "--operator", "--label", "proef"]) == 0
    id_, key, _ = capsys.readouterr().out.splitlines()
    assert key.startswith("lbk_")
    assert commands.main(["issue", "--centre", "bestaat-niet"]) == 2
    assert "does not stand in register" in capsys.readouterr().err
    assert commands.main(["issue", "--centre", CENTRES[0]]) == 0
    capsys.readouterr()
    assert commands.main(["list"]) == 0
    listed = capsys.readouterr().out
    assert key not in listed
    assert id_ in listed
    assert CENTRES[0] in listed
    assert commands.main(["revoke", id_]) == 0
    assert commands.main(["revoke", id_]) == 2


async def test_a_key_that_is_revoked_opens_nothing(database: Database) -> None:
    cheques = cheques_in(database)
    id_, key = await cheques.keys.issue(CallerRole.OPERATOR, centre_id=None, label="", now=datetime.now(UTC))
    assert (await cheques.keys.caller(key)).role is CallerRole.OPERATOR
    assert await cheques.keys.store.revoke(id_, datetime.now(UTC))
    with pytest.raises(ProblemError, match="in force"):
        await cheques.keys.caller(key)
