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
from api.storage.database import Database, database_url
from api.storage.introductions import IntroductionStore
from api.storage.keys import KeyStore
from item_bank.loopbaancentra.snapshot import examples
from models.loopbaancentra.search import Directory
from tests.cheques import mandated

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
CENTRE = mandated(vat=True)[0]
DIRECTORY = Directory(examples())


def all_in(database: Database) -> Introductions:
    return Introductions(IntroductionStore(database), Keys(KeyStore(database)), Key(b"k" * 32))


async def ask(found: Introductions) -> Seen:
    body = {
        "centreId": CENTRE,
        "contact": {"email": "kim@voorbeeld.be"},
        "message": "Ik twijfel: “wat nu?”",
        "consent": True,
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
