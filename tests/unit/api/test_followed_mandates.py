"""Decisions about mandates are followed whatever is wrong with one log, and kept whatever following them meets."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest

from api.keys.service import Caller, CallerRole
from api.loopbaancentra.mandates import service as followed_service
from api.loopbaancentra.mandates.log import LOG
from api.loopbaancentra.mandates.service import KIND, Followed
from api.loopbaancentra.service import Registers
from api.regie.mandates.service import Mandates
from api.storage.cases import CaseFact, CaseStore, StoredCase
from api.storage.database import StorageUnavailableError
from models.regie import mandate_life
from models.regie.mandate_life import Applied, Mandate, MandateEvent, Standing, StopReason, replay

DAY = date(2024, 3, 1)
NOW = datetime(2024, 3, 1, tzinfo=UTC)
CALLER = Caller(role=CallerRole.OPERATOR)


class Kept(CaseStore):
    """A store in memory that can go away."""

    def __init__(self, *centres: str) -> None:
        asked = Applied(
            on=DAY, enterprise_number="1", certificate=True, experience_years=3, vision=True, follow_up=True
        )
        given = mandate_life.grant(replay([asked]), starts_on=DAY, reasons="In orde.", on=DAY)
        self.logs = {centre: _facts([asked, *given]) for centre in centres}
        self.away = False

    def _check(self) -> None:
        if self.away:
            raise StorageUnavailableError("away")

    async def count(self, kind: str) -> int:
        self._check()
        return sum(map(len, self.logs.values()))

    async def every(self, kind: str, centre_id: str | None = None) -> list[tuple[StoredCase, tuple[CaseFact, ...]]]:
        self._check()
        return [(_case(centre), log) for centre, log in self.logs.items()]

    async def find(self, id_: str) -> StoredCase | None:
        self._check()
        return _case(id_)

    async def log(self, id_: str) -> tuple[CaseFact, ...]:
        self._check()
        return self.logs[id_]

    async def append(self, id_: str, facts: Sequence[CaseFact], centre_text: str | None = None) -> None:
        self.logs[id_] = (*self.logs[id_], *facts)


class Following:
    """As much of registers as is followed; can refuse."""

    def __init__(self) -> None:
        self.decided: Mapping[str, Sequence[Mandate]] = {}
        self.broken = False

    def follow(self, decided: Mapping[str, Sequence[Mandate]]) -> None:
        if self.broken:
            raise ZeroDivisionError
        self.decided = decided


def _case(centre: str) -> StoredCase:
    return StoredCase(id=centre, kind=KIND, centre_id=centre, created_at=NOW)


def _facts(events: Sequence[MandateEvent]) -> tuple[CaseFact, ...]:
    return tuple(_fact(place, event.kind, LOG.payload(event)) for place, event in enumerate(events))


def _fact(place: int, kind: str, payload: dict[str, Any]) -> CaseFact:
    return CaseFact(position=place, kind=kind, happened_on=DAY, payload=payload, actor="operator", recorded_at=NOW)


def made(*centres: str) -> tuple[Kept, Following, Followed]:
    store, registers = Kept(*centres), Following()
    return store, registers, Followed(store, cast(Registers, registers))


def test_a_log_that_cannot_be_read_leaves_its_centre_as_it_was_and_the_others_go_on() -> None:
    async def main() -> None:
        store, registers, followed = made("a", "b")
        await followed.follow()
        before = registers.decided["a"]
        assert (len(before), followed.problem) == (1, "")
        store.logs["a"] = (*store.logs["a"], _fact(2, "onbekend", {}))
        stopped = mandate_life.stop(replay_of(store, "b"), StopReason.MERGER, on=DAY)
        store.logs["b"] = (*store.logs["b"], _fact(2, "stopped", LOG.payload(stopped[0])))
        await followed.follow()
        assert (registers.decided["a"], registers.decided["b"][0].standing(DAY)) == (before, Standing.STOPPED)
        assert followed.problem == "logs of mandates cannot be read: ValidationError"

    asyncio.run(main())


def replay_of(store: Kept, centre: str) -> Mandate:
    return followed_service.mandate(store.logs[centre])


def test_following_goes_on_after_any_error_and_health_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followed_service, "SECONDS", 0.0)

    async def main() -> None:
        _, registers, followed = made("a")
        registers.broken = True
        task = asyncio.create_task(followed.run())
        while not followed.problem:
            await asyncio.sleep(0)
        assert followed.problem == "decisions about mandates are not followed: ZeroDivisionError"
        registers.broken = False
        while followed.problem and not task.done():
            await asyncio.sleep(0)
        assert (task.done(), len(registers.decided["a"])) == (False, 1)
        task.cancel()

    asyncio.run(main())


def test_a_decision_that_is_kept_is_answered_though_the_store_goes_away_then() -> None:
    async def main() -> None:
        store, _, followed = made("a")

        def stop(found: Mandate) -> Sequence[MandateEvent]:
            store.away = True  # what was read is decided about, and the append is the last that the store does
            return mandate_life.stop(found, StopReason.MERGER, on=DAY + timedelta(days=1))

        day = DAY + timedelta(days=1)
        opened = await Mandates(store, followed).act("a", CALLER, stop, today=day, now=NOW)
        assert (opened.mandate.standing(day), len(opened.log)) == (Standing.STOPPED, len(store.logs["a"]))
        assert followed.problem == "decisions about mandates are not followed: StorageUnavailableError"

    asyncio.run(main())
