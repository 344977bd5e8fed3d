"""Codes and keys of the service: nothing can be computed again, and a key is changed while the service runs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from api.account.service import Accounts
from api.coach.centre.schemas import CoachInvitationIn
from api.coach.centre.service import Centres
from api.keys import commands
from api.keys.coaches import Coaches, invitation_forms
from api.keys.service import CallerRole, Keys
from api.loopbaancentra.introductions.schemas import IntroductionIn
from api.loopbaancentra.introductions.service import Introductions
from api.loopbaancheque.cheques import schemas
from api.loopbaancheque.cheques.facts import service as facts
from api.loopbaancheque.cheques.service import Cheques, Opened, satisfaction_code
from api.outbox import Outbox
from api.problems import ProblemError
from api.sessions import codes
from api.sessions.service import Sessions, Start
from api.sessions.tries import Tries
from api.storage import keyed
from api.storage.account import AccountStore, Deleted
from api.storage.cheques import ChequeStore
from api.storage.coaches import CoachStore
from api.storage.database import Database
from api.storage.introductions import IntroductionStore
from api.storage.keys import KeyStore
from api.storage.plan import PlanStore
from api.storage.reads import BrokenChainError, ReadLog
from api.storage.satisfaction import Invitation, SatisfactionStore
from api.storage.sessions import SessionStore
from api.storage.shares import Reader, ShareStore
from api.storage.tables import accounts, sessions
from api.storage.tries import TryStore
from api.tevredenheid.schemas import GuidanceAnswersIn
from api.tevredenheid.service import InvitationUsedError, UnknownInvitationError, Voices
from item_bank.loopbaancentra.snapshot import examples
from item_bank.tevredenheid.bank import COUNT
from models.loopbaancentra.search import Directory
from models.loopbaancheque import numbers
from tests.cheques import FACTS, START, mandated
from tests.integration.test_cheques import call, issued
from tests.integration.test_sessions import answer
from tests.integration.test_shares import shared

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
OLD, NEW = b"o" * 32, b"n" * 32
WANTED = Start(tool="orient", language="nl", research_consent=False, bank_version="b1", model_version="m1")


class House:
    """The services of a worker with some keys over one store."""

    def __init__(self, database: Database, *keys: bytes) -> None:
        self.database, self.key = database, codes.Key(*keys)
        tries = Tries(TryStore(database), self.key)
        self.sessions = Sessions(SessionStore(database), self.key, timedelta(days=30))
        self.accounts = Accounts(AccountStore(database), PlanStore(database), self.sessions)
        self.cheques = Cheques(ChequeStore(database), Keys(KeyStore(database)), self.key, tries)
        keys_ = Keys(KeyStore(database))
        self.introductions = Introductions(IntroductionStore(database), keys_, self.key, tries)

    async def status(self, code: str) -> int:
        """Return what the code of a session is answered."""
        try:
            await self.sessions.find(code, ["orient"], codes.random_id(), now=NOW)
        except ProblemError as error:
            return error.status
        return 200


async def test_neither_store_nor_key_tells_a_code_or_token(database: Database) -> None:
    house = House(database, OLD)
    opened, login = await house.sessions.start(WANTED, now=NOW), await house.accounts.begin(now=NOW)
    told = {opened.token, opened.resume_code, login.token, login.resume_code}
    async with database.reading() as connection:
        rows = [*(await connection.execute(select(sessions.c.id, sessions.c.salt))).all()]
        rows += (await connection.execute(select(accounts.c.id, accounts.c.salt))).all()
    assert {row.salt for row in rows} == {""}
    for row in rows:
        for purpose in ("session-token", "resume-code", "account-code"):
            seed = house.key.digest(purpose, row.id, row.salt)
            assert not {codes.token(seed), codes.resume_code(seed)} & told
    assert len(told) == 4
    operator = (await house.cheques.keys.issue(CallerRole.OPERATOR, centre_id=None, label="", now=NOW))[1]
    body = schemas.ChequeIn.model_validate({"facts": FACTS})
    found = await facts.request(house.cheques, body, call(operator, START))
    seed = house.key.digest("cheque-client", found.stored.number)
    assert found.client_number != numbers.number_of(codes.Draw(seed))
    assert house.cheques.holds(found.stored, found.client_number or "")
    assert (await house.cheques.open(found.stored.number, call(operator, START))).client_number is None


async def test_who_comes_back_with_the_code_ends_the_token_of_before_in_every_worker(database: Database) -> None:
    here, there = House(database, OLD).sessions, House(database, OLD).sessions
    opened = await here.start(WANTED, now=NOW)
    id_, token = opened.session.id, opened.token
    for worker, subject in ((here, "a"), (there, "b")):  # both remember it now
        await worker.update("orient", id_, token, answer(subject, 1), now=NOW)
    again = await here.resume(opened.resume_code or "", ["orient"], "x", now=NOW)
    assert again.resume_code == opened.resume_code
    for worker in (here, there):
        with pytest.raises(ProblemError) as refused:
            await worker.update("orient", id_, token, answer("c", 2), now=NOW)
        assert refused.value.code == "unknown-session"
        assert await worker.update("orient", id_, again.token, answer("d", 3), now=NOW)
    kept = await there.open("orient", id_, again.token, now=NOW)
    assert [event.subject for event in kept.events] == ["a", "b", "d", "d"]


async def test_another_code_ends_the_one_before_and_old_rows_get_one(database: Database) -> None:
    house = House(database, OLD)
    opened = await house.sessions.start(WANTED, now=NOW)
    renewed = await house.sessions.renew(opened)
    assert renewed.resume_code
    assert [await house.status(code or "") for code in (opened.resume_code, renewed.resume_code)] == [404, 200]
    async with database.writing() as connection:  # as a release of before left it
        await connection.execute(update(sessions).values(code_sealed=None))
    old = await house.sessions.open("orient", opened.session.id, opened.token, now=NOW)
    assert old.resume_code is None
    assert await house.status(renewed.resume_code) == 200
    assert (await house.sessions.renew(old)).resume_code


async def test_a_key_is_changed_while_the_service_runs(database: Database) -> None:
    before = House(database, OLD)
    opened, stays = [await before.sessions.start(WANTED, now=NOW) for _ in range(2)]
    login = await before.accounts.begin(now=NOW)
    person = await before.accounts.log_in("https://wie.example", "p1", now=NOW)
    receipt = before.accounts.receipt("1", Deleted(results=0, actions=0, sessions=0), NOW)

    both, old_too = House(database, NEW, OLD), House(database, OLD, NEW)  # workers restart one by one
    assert await both.accounts.open(login.token, now=NOW)
    assert (await both.accounts.log_in("https://wie.example", "p1", now=NOW)).account.id == person.account.id
    assert (await both.accounts.resume(login.resume_code or "", "a", now=NOW)).account.id == login.account.id
    assert await old_too.status(opened.resume_code or "") == 200
    await both.sessions.resume(opened.resume_code or "", ["orient"], "a", now=NOW)  # stored anew
    assert await old_too.status(opened.resume_code or "") == 200
    assert both.accounts.recognises(receipt)
    made = await both.sessions.start(WANTED, now=NOW)
    assert await old_too.status(made.resume_code or "") == 200
    table = await keyed.count(database, now=NOW)
    assert table["codes of tests and games"] == {before.key.ids[0]: 1, both.key.ids[0]: 2}
    assert table["codes of accounts"] == table["people of the identity provider"] == {both.key.ids[0]: 1}
    assert "ACCEPTED_KEYS: 1 stored" in keyed.told(table, both.key.ids)

    after = House(database, NEW)  # the old key is gone
    assert await after.status(opened.resume_code or "") == 200
    assert await after.status(stays.resume_code or "") == 404
    with pytest.raises(ProblemError, match="no session has this code"):
        await after.sessions.resume(stays.resume_code or "", ["orient"], "b", now=NOW)
    assert (await after.accounts.log_in("https://wie.example", "p1", now=NOW)).account.id == person.account.id
    assert not after.accounts.recognises(receipt)
    assert "not set: refused: 1 stored" in keyed.told(await keyed.count(database, now=NOW), after.key.ids)


async def test_cheques_introductions_shares_and_the_log_outlive_a_change_of_the_key(database: Database) -> None:
    before, both, after = House(database, OLD), House(database, NEW, OLD), House(database, NEW)
    operator = (await before.cheques.keys.issue(CallerRole.OPERATOR, centre_id=None, label="", now=NOW))[1]
    asked = call(operator, START, idempotency_key="een", request="ask")
    body = schemas.ChequeIn.model_validate({"facts": FACTS})
    found = await facts.request(before.cheques, body, asked)
    assert (await facts.request(both.cheques, body, asked)).stored.number == found.stored.number
    holder = call(found.client_number or "", START)
    assert await both.cheques.look(found.stored.number, replace(holder, address="a"))
    assert await after.cheques.look(found.stored.number, replace(holder, address="b")) is None

    wish = IntroductionIn.model_validate(
        {"centreId": mandated(vat=True)[0], "contact": {"email": "kim@voorbeeld.be"}, "message": "x", "consent": True}
    )
    seen = await before.introductions.ask(wish, Directory(examples()), now=NOW)
    opened = await both.introductions.open(seen.stored.id, seen.code or "", "c", now=NOW)
    assert opened.stored.id == seen.stored.id
    assert (await both.introductions.of_code(seen.code or "", now=NOW)).id == seen.stored.id
    assert (await after.introductions.of_code(seen.code or "", now=NOW)).id == seen.stored.id

    _, share, reader = await shared(database)
    on = date(2026, 1, 1)
    for house in (House(database, b"k" * 32), House(database, NEW, b"k" * 32)):
        store = ShareStore(database, house.key.hashes)
        assert await store.read(share.id, Reader(id=reader.id, said="An"), "x", on=on, now=NOW)
    assert (await ReadLog(database, house.key.hashes).verify())[0] == 2
    with pytest.raises(BrokenChainError, match="not set any more"):
        await ReadLog(database, after.key.hashes).verify()


async def closed_cheque(house: House) -> Opened:
    """Return a cheque that was closed after one talk of four hours."""
    keys, cheques, day = house.cheques.keys, house.cheques, date(2024, 6, 20)
    operator = (await keys.issue(CallerRole.OPERATOR, centre_id=None, label="", now=NOW))[1]
    centre = (await keys.issue(CallerRole.CENTRE, centre_id=mandated(vat=True)[0], label="", now=NOW))[1]
    found = await issued(cheques, operator)
    number, on = found.stored.number, str(day)
    start = schemas.ActivationIn.model_validate({"clientNumber": found.client_number, "startedOn": on})
    await facts.activate(cheques, number, start, call(centre, day), examples())
    talk = schemas.SessionIn.model_validate({"heldOn": on, "minutes": 240, "mode": "online"})
    await facts.hold_session(cheques, number, talk, call(centre, day), examples())
    told = {"closedOn": on, "planPresent": True, "agreementPresent": True, "attendancePresent": True}
    closed = await facts.close(cheques, number, schemas.ClosingIn.model_validate(told), call(centre, day))
    return replace(closed, client_number=found.client_number)


async def test_what_invites_outlives_a_change_of_the_key(database: Database, tmp_path: Path) -> None:
    before, both, after = House(database, OLD), House(database, NEW, OLD), House(database, NEW)
    coaches = Coaches(CoachStore(database), Keys(KeyStore(database)))
    directory, centre = Directory(examples()), mandated(vat=True)[0]
    body = CoachInvitationIn.model_validate({"name": "An", "engagement": "employee", "method": "x", "contract": ""})
    _, code = await Centres(coaches, before.key, TryStore(database)).invite(centre, body, directory, on=START, now=NOW)
    for house, holds in ((both, True), (after, False)):
        assert await Centres(coaches, house.key, TryStore(database)).invited(code, "a", now=NOW) is holds
    subject = both.key.forms("coach-subject", "https://wie.example", "c9")
    assert await coaches.redeem(await invitation_forms(both.key, code), subject, now=NOW)
    assert await coaches.redeem(await invitation_forms(both.key, code), subject, now=NOW) is None, "it works once"

    tries = Tries(TryStore(database), before.key)
    store, outbox = SatisfactionStore(database), Outbox(tmp_path, "", "x@y.be")
    voices = {house: Voices(store, tries, house.key, outbox, "") for house in (before, both, after)}
    closed = await closed_cheque(before)
    await voices[before].invite(closed)
    await voices[both].invite(closed)  # told again by a worker that has the new key
    assert await store.responses(centre_id=None, year=None) == {1: (1, 0)}
    for house in (before, both):
        assert satisfaction_code(house.key, closed.stored) == satisfaction_code(before.key, closed.stored)
        await voices[house].send(closed.stored.number, "kim@voorbeeld.be", now=NOW)
    assert (await keyed.count(database, now=NOW))["codes of satisfaction"] == {before.key.ids[0]: 1}
    given = GuidanceAnswersIn.model_validate(
        {"code": satisfaction_code(both.key, closed.stored), "scores": [4] * COUNT}
    )
    register = examples()
    with pytest.raises(UnknownInvitationError):
        await voices[after].answer(given, "b", register, now=NOW)
    await voices[both].answer(given, "b", register, now=NOW)
    with pytest.raises(InvitationUsedError):
        await voices[before].answer(given, "b", register, now=NOW)


async def test_a_code_that_an_older_release_gave_while_another_key_was_the_present_one_goes_on_working(
    database: Database, tmp_path: Path
) -> None:
    before, both = House(database, OLD), House(database, NEW, OLD)
    closed = await closed_cheque(before)
    code = codes.resume_code(both.key.digest("satisfaction", closed.stored.number))
    assert code != satisfaction_code(both.key, closed.stored), "its client number is kept with the key of before"
    store = SatisfactionStore(database)
    given = Invitation(
        code_hash=both.key.hash("satisfaction-code", code), centre_id="c", counsellor_id=None, cheque=1, year=2024,
        expires_at=NOW + timedelta(days=90),
    )  # fmt: skip
    assert await store.invite(given)
    voices = Voices(store, Tries(TryStore(database), both.key), both.key, Outbox(tmp_path, "", "x@y.be"), "")
    await voices.invite(closed)
    assert await store.responses(centre_id=None, year=None) == {1: (1, 0)}, "nobody is invited twice"
    seen = await both.cheques.open(closed.stored.number, call(closed.client_number or "", START))
    assert seen.satisfaction_code == code
    body = GuidanceAnswersIn.model_validate({"code": code, "scores": [4] * COUNT})
    await voices.answer(body, "b", examples(), now=NOW)


async def test_what_is_kept_of_a_code_is_slow_to_make_and_what_was_kept_fast_becomes_so(
    database: Database, dear: int
) -> None:
    assert 128 * dear * codes.BLOCK * codes.LANES >= 16 * 2**20, "bytes that each guess takes"
    house = House(database, OLD)
    opened, other = [await house.sessions.start(WANTED, now=NOW) for _ in range(2)]
    login = await house.accounts.begin(now=NOW)
    kept = {table: select(column) for table, column in (("s", sessions.c.resume_hash), ("a", accounts.c.resume_hash))}

    async def marks() -> set[str]:
        async with database.reading() as connection:
            return {text[8] for query in kept.values() for text in (await connection.execute(query)).scalars()}

    assert await keyed.harden(database, house.key, most=1) == 1
    assert await keyed.harden(database, house.key) == 1
    assert await marks() == {"~"}
    fast = {s.session.id: house.key.kept("resume", s.resume_code or "") for s in (opened, other)}
    async with database.writing() as connection:  # as a release of before left them
        for id_, text_ in fast.items():
            await connection.execute(update(sessions).where(sessions.c.id == id_).values(resume_hash=text_))
        old = house.key.hash("account", login.resume_code or "")
        await connection.execute(update(accounts).values(resume_hash=old))
    await house.sessions.resume(opened.resume_code or "", ["orient"], "a", now=NOW)  # used, and so made slow
    assert await keyed.harden(database, house.key) == 1
    assert await house.status(other.resume_code or "") == 200
    assert (await house.accounts.resume(login.resume_code or "", "a", now=NOW)).account.id == login.account.id
    assert await marks() == {"~"}


async def test_every_login_can_be_ended_by_the_operator(database: Database) -> None:
    house = House(database, OLD)
    logins = [await house.accounts.begin(now=NOW) for _ in range(2)]
    assert await keyed.end_logins(database) == 2
    assert [await house.accounts.open(login.token, now=NOW) for login in logins] == [None, None]
    assert await house.accounts.resume(logins[0].resume_code or "", "a", now=NOW)


async def test_a_coach_of_the_identity_provider_stays_the_same_one(database: Database) -> None:
    coaches = Coaches(CoachStore(database), Keys(KeyStore(database)))
    for house in (House(database, OLD), House(database, NEW, OLD), House(database, NEW)):
        forms = house.key.forms("coach-subject", "https://wie.example", "c1")
        assert await coaches.log_in(forms, "x", "An", now=NOW)
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM coaches"))).scalar() == 1


def test_a_key_of_the_operator_is_issued_to_one_employee(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert commands.main(["issue", "--operator", "--name", "An.Peeters"]) == 0
    assert commands.main(["issue", "--operator", "--name", "An Peeters"]) == 2
    assert "is none of an employee" in capsys.readouterr().err
    assert commands.main(["list"]) == 0
    assert "an.peeters" in capsys.readouterr().out
