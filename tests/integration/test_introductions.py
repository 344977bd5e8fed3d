"""Introductions in real stores: answered and withdrawn at once, and forgotten in time."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.keys.service import CallerRole, Keys
from api.loopbaancentra.introductions.schemas import CentreAnswerIn, IntroductionIn
from api.loopbaancentra.introductions.service import LIFETIME, Introductions, Seen
from api.problems import ProblemError
from api.sessions.codes import Key
from api.sessions.service import TooManyTriesError
from api.sessions.tries import Tries
from api.storage.database import Database, database_url
from api.storage.introductions import IntroductionStore
from api.storage.keys import KeyStore
from api.storage.tries import TryStore
from item_bank.loopbaancentra.snapshot import examples
from models.loopbaancentra.search import Directory
from tests.cheques import mandated

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
CENTRE = mandated(vat=True)[0]
DIRECTORY = Directory(examples())


def all_in(database: Database) -> Introductions:
    key = Key(b"k" * 32)
    return Introductions(IntroductionStore(database), Keys(KeyStore(database)), key, Tries(TryStore(database), key))


async def ask(found: Introductions, *, consent: bool = True) -> Seen:
    body = {
        "centreId": CENTRE,
        "contact": {"email": "kim@voorbeeld.be"},
        "message": "Ik twijfel: “wat nu?”",
        "consent": consent,
    }
    return await found.ask(IntroductionIn.model_validate(body), DIRECTORY, now=NOW)


async def test_an_answer_and_a_withdrawal_at_once_never_mix(
    database: Database, records_url: str, tmp_path: Path
) -> None:
    other = Database(database_url(records_url, tmp_path))
    here, there = all_in(database), all_in(other)
    yes = CentreAnswerIn.model_validate({"accepted": True, "text": "Kom gerust."})
    for _ in range(4):
        seen = await ask(here)
        done = await asyncio.gather(
            here.withdraw(seen.stored), there.answer(seen.stored, yes, now=NOW), return_exceptions=True
        )
        assert sum(isinstance(one, ProblemError) for one in done) == 1, done
        left = await here.store.find(seen.stored.id, NOW)
        assert left
        erased = (left.contact, left.message, left.answer) == (None, None, None)
        kept = (left.message, left.answer) == ("Ik twijfel: “wat nu?”", "Kom gerust.")
        assert erased if left.status == "withdrawn" else kept
    await other.close()


async def test_who_withdraws_beside_a_consent_has_withdrawn(
    database: Database, records_url: str, tmp_path: Path
) -> None:
    other = Database(database_url(records_url, tmp_path))
    here, there = all_in(database), all_in(other)
    for turn in range(4):
        seen = await ask(here, consent=False)
        if turn:
            both = (here.withdraw(seen.stored), there.send(seen.stored, now=NOW))
            await asyncio.gather(*(both if turn % 2 else reversed(both)), return_exceptions=True)
        else:
            await there.send(seen.stored, now=NOW)
            await here.withdraw(seen.stored)
        left = await here.store.find(seen.stored.id, NOW)
        assert left
        assert (left.status, left.contact, left.message) == ("withdrawn", None, None)
    await other.close()


async def test_five_wrong_codes_stop_an_address_here_too(database: Database) -> None:
    found = all_in(database)
    seen = await ask(found)
    assert seen.code
    for turn in range(5):
        code, address = "bado-keli-fuma-nopi-resu", "192.0.2.9"
        typed, sent = found.of_typed(code, address, now=NOW), found.open(seen.stored.id, code, address, now=NOW)
        one, other = (typed, sent) if turn % 2 else (sent, typed)
        other.close()
        with pytest.raises(ProblemError) as wrong:
            await one
        assert wrong.value.status == 404
    for right in (
        found.of_typed(seen.code, "192.0.2.9", now=NOW),
        found.open(seen.stored.id, seen.code, "192.0.2.9", now=NOW),
    ):
        with pytest.raises(TooManyTriesError):
            await right
    assert await found.of_typed(seen.code, "192.0.2.10", now=NOW) == seen.stored
    assert await found.of_typed(seen.code, "192.0.2.9", now=NOW + timedelta(minutes=15)) == seen.stored


async def test_what_has_expired_is_not_found_and_then_forgotten(database: Database) -> None:
    found = all_in(database)
    seen = await ask(found)
    assert seen.code
    late = NOW + LIFETIME
    assert (await found.of_code(seen.code.upper(), now=late - timedelta(seconds=1))).id == seen.stored.id
    with pytest.raises(ProblemError, match="no such introduction"):
        await found.of_code(seen.code, now=late)
    _, key = await found.keys.issue(CallerRole.CENTRE, centre_id=CENTRE, label="", now=NOW)
    assert len(await found.of_centre(key, now=NOW)) == 1
    assert await found.of_centre(key, now=late) == ()
    assert await found.store.delete_expired(late) == 1
    assert await found.store.delete_expired(late) == 0


async def test_a_centre_reads_its_inbox_a_page_at_a_time(database: Database) -> None:
    found = all_in(database)
    _, key = await found.keys.issue(CallerRole.CENTRE, centre_id=CENTRE, label="", now=NOW)
    asked = {(await ask(found)).stored.id for _ in range(5)}
    seen: list[str] = []
    while page := await found.of_centre(key, now=NOW, after=seen[-1] if seen else "", most=2):
        assert len(page) <= 2
        seen += [one.id for one in page]
    assert len(seen) == 5
    assert set(seen) == asked
