"""Citizens, coaches who move, clocks, revocations, deleted accounts and suspended centres, against a simple model.

No read happens without a grant in force at that moment, and no grant in force is refused. ``SHARING_STEPS`` says how
many steps are played, and ``SHARING_PART`` which ones, so that many can be played in parts; a short form runs always.
"""

import asyncio
import os
import random
import tempfile
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given, seed, settings
from hypothesis import strategies as st
from sqlalchemy import update

from api.account.service import KEPT_FOR
from api.account.shared.service import UnknownShareError
from api.coach.service import BY_LINK, Desk
from api.keys.coaches import Coaches
from api.keys.service import Keys
from api.sessions.codes import Key, random_id
from api.sessions.live import News
from api.sessions.service import Sessions
from api.storage.account import Account, AccountStore
from api.storage.coaches import Coach, CoachStore
from api.storage.database import Database, database_url
from api.storage.keys import KeyStore
from api.storage.migrations import migrate
from api.storage.reads import ReadLog
from api.storage.sessions import SessionStore
from api.storage.shares import Share, ShareStore
from api.storage.tables.shares import coaches
from api.storage.together import TogetherStore
from api.together.log import Side
from api.together.service import LOOKS_EVERY, Together, Who
from item_bank.loopbaancentra.codes import Status
from item_bank.loopbaancentra.snapshot import examples
from models.loopbaancentra.search import Directory

STEPS = int(os.environ.get("SHARING_STEPS", "240"))
GAMES = -(-STEPS // 100)
KEY = Key(b"k" * 32)
REGISTER = examples()
CENTRES = [row for row in REGISTER.centres if row.mandate.holds(date(2026, 11, 29))][:3]
START = datetime(2026, 11, 29, 12, tzinfo=UTC)
LIKELY = 0.8
PART = int(os.environ.get("SHARING_PART", "0"))
VERBS = (
    *["read"] * 10,
    *["look"] * 5,
    "open",
    "open",
    *["share"] * 4,
    *["revoke"] * 3,
    "days",
    "days",
    "list",
    "suspend",
    "remove",
    "move",
    "delete",
)


@dataclass
class Given:
    """What the model knows of a share: who owns it, who may see it, until when, and whether it was ended."""

    owner: str
    coach: str | None
    until: date
    centre: str | None
    ended: bool = False


@dataclass
class Model:
    """Everything that is said, in plain sets."""

    gone: set[str] = field(default_factory=set)
    removed: set[str] = field(default_factory=set)
    suspended: set[str] = field(default_factory=set)
    shares: dict[str, Given] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)

    def may(self, share_id: str, coach: Coach | None, on: date) -> bool:
        """Return whether a coach, or whoever has the link, may see a share on a day."""
        found = self.shares[share_id]
        if found.ended or found.owner in self.gone or on > found.until:
            return False
        if coach is None:
            return found.coach is None
        there = found.coach == coach.id and found.centre == coach.centre_id
        return there and coach.id not in self.removed and coach.centre_id not in self.suspended


class Game:
    """The service beside the model, with a clock of its own."""

    def __init__(self, database: Database, seed: int) -> None:
        desk = Coaches(CoachStore(database), Keys(KeyStore(database)))
        self.store, self.log = ShareStore(database, KEY.hashes), ReadLog(database, KEY.hashes)
        self.desk, self.accounts = Desk(desk, self.store, self.log, KEY), AccountStore(database)
        self.model, self.rng, self.now, self.reads = Model(), random.Random(seed), START, 0  # noqa: S311 - a game
        sessions = Sessions(SessionStore(database), KEY, timedelta(days=1))
        self.together = Together(TogetherStore(database, self.store.hashes), sessions, News(""))
        self.coaches: list[Coach] = []
        self.owners: list[Account] = []

    async def begin(self) -> None:
        """Make three citizens, and a coach of each of three centres."""
        for centre in CENTRES:
            self.coaches.append((await self.desk.coaches.issue(centre.id, "Coach", now=START))[0])
        for _ in range(3):
            await self._citizen()

    async def _citizen(self) -> None:
        account = Account(
            id=random_id(), subject_hash=None, resume_hash=None, salt="s", created_at=self.now,
            expires_at=self.now + 3 * KEPT_FOR,
        )  # fmt: skip
        self.owners.append(await self.accounts.add(account))

    @property
    def on(self) -> date:
        return self.now.date()

    def directory(self) -> Directory:
        """Return the register of this moment."""
        shut = [
            replace(c, mandate=replace(c.mandate, status=Status.SUSPENDED, status_since=c.mandate.starts_on))
            if c.id in self.model.suspended
            else c
            for c in CENTRES
        ]
        return Directory(replace(REGISTER, centres=tuple(shut)))

    async def step(self, verb: str) -> None:
        """Play one step, on both sides."""
        await getattr(self, f"_{verb}")()

    def _recent(self) -> str:
        """Return one of the last shares, so that what just changed is looked at."""
        return self.rng.choice(list(self.model.shares)[-6:] or ["0" * 32])

    async def _share(self) -> None:
        owner, coach = self.rng.choice(self.owners), self.rng.choice([None, *self.coaches])
        until = self.on + timedelta(days=self.rng.randrange(4))
        centre = coach.centre_id if coach else None
        share = Share(
            id=random_id(), account_id=owner.id, coach_id=coach.id if coach else None, centre_id=centre,
            code_hash=None if coach else "x", alias="D", answers=False, plan=True, other_people=False,
            created_at=self.now, expires_on=until, revoked_at=None,
        )  # fmt: skip
        await self.store.add(share, [], most=10_000, on=self.on)
        self.model.shares[share.id] = Given(owner=owner.id, coach=share.coach_id, until=until, centre=centre)

    async def _read(self) -> None:
        share_id = self._recent()
        coach = self.rng.choice([None, *self.coaches])
        if share_id in self.model.shares and self.rng.random() < LIKELY:  # most who look were told to
            told = self.model.shares[share_id].coach
            coach = next((row for row in self.coaches if row.id == told), None)
        reader = BY_LINK if coach is None else self.desk.caller(coach, self.directory(), self.on).reader
        may = share_id in self.model.shares and self.model.may(share_id, coach, self.on)
        try:
            granted = await self.desk.read(reader, share_id, "x", on=self.on, now=self.now)
        except UnknownShareError:
            assert not may, "a grant in force was refused"
        else:
            assert may, "a read happened without a grant in force"
            assert granted.share.account_id == self.model.shares[share_id].owner
            self.reads += 1

    async def _open(self) -> None:
        share_id = self._recent()
        given = self.model.shares.get(share_id)
        coach = next((row for row in self.coaches if given and row.id == given.coach), None)
        # Without a mandate the coach sees nothing of it, but the share itself is in force.
        mandates, self.model.suspended = self.model.suspended, set()
        may = coach is not None and self.model.may(share_id, coach, self.on)
        self.model.suspended = mandates
        try:
            await self.together.open(share_id, "plan", {}, "{}", on=self.on, now=self.now)
        except UnknownShareError:
            assert not may
        else:
            assert may
            self.model.opened.add(share_id)

    async def _look(self) -> None:
        share_id = self._recent()
        given = self.model.shares.get(share_id)
        mine = [row for row in self.coaches if given and row.id == given.coach and self.rng.random() < LIKELY]
        coach = self.rng.choice(mine or self.coaches)
        reader = self.desk.caller(coach, self.directory(), self.on).reader
        may = share_id in self.model.shares and self.model.may(share_id, coach, self.on)
        who = Who(side=Side.COACH, reader=reader, token_hash="", csrf="", here="")
        try:
            joint = await self.together.look(who, share_id, on=self.on, now=self.now)
        except UnknownShareError:
            assert not may, "a grant in force was refused"
            return
        assert may, "somebody looked along without a grant in force"
        assert (joint is not None) == (share_id in self.model.opened)
        if joint is None:
            return
        self.reads += joint.table.looked_at is None or self.now - joint.table.looked_at > LOOKS_EVERY
        ids = [joint.table.session_id]
        assert ids == list(await self.together.store.standing(ids, on=self.on, now=self.now)), "its stream goes on"

    async def _list(self) -> None:
        coach = self.rng.choice(self.coaches)
        caller = self.desk.caller(coach, self.directory(), self.on)
        seen = {row.share.id for row in await self.desk.clients(caller, on=self.on, now=self.now)}
        assert seen == {id_ for id_ in self.model.shares if self.model.may(id_, coach, self.on)}

    async def _revoke(self) -> None:
        if not self.model.shares:
            return
        id_ = self._recent()
        found = self.model.shares[id_]
        mine = [row for row in self.owners if row.id == found.owner and self.rng.random() < LIKELY]
        owner = self.rng.choice(mine or self.owners)
        news = found.owner == owner.id and not found.ended and owner.id not in self.model.gone
        assert await self.store.revoke(owner.id, id_, self.now) is news
        found.ended |= news

    async def _days(self) -> None:
        self.now += timedelta(days=1)
        self.model.opened.clear()  # nothing lies open for so long

    async def _suspend(self) -> None:
        self.model.suspended ^= {self.rng.choice(CENTRES).id}

    async def _remove(self) -> None:
        coach = self.rng.choice(self.coaches)
        if self.rng.random() < 0.3 and coach.key_id:
            await self.desk.coaches.store.remove_by_key(coach.key_id, self.now)
            self.model.removed.add(coach.id)
            self.coaches.append((await self.desk.coaches.issue(coach.centre_id, "Coach", now=self.now))[0])

    async def _move(self) -> None:
        place, centre = self.rng.randrange(len(self.coaches)), self.rng.choice(CENTRES).id
        coach = self.coaches[place]
        async with self.store.database.writing() as connection:
            await connection.execute(update(coaches).where(coaches.c.id == coach.id).values(centre_id=centre))
        self.coaches[place] = replace(coach, centre_id=centre)

    async def _delete(self) -> None:
        owner = self.rng.choice(self.owners)
        await self.accounts.delete(owner.id)
        self.model.gone.add(owner.id)
        self.owners.remove(owner)
        await self._citizen()


async def play(url: str, folder: Path, verbs: list[str], seed: int) -> None:
    """Play steps; afterwards the log has a line for each read, and its chain holds."""
    database = Database(database_url(url, folder))
    await migrate(database)
    game = Game(database, seed)
    try:
        await game.begin()
        for verb in verbs:
            await game.step(verb)
        assert (await game.log.verify())[0] == game.reads
    finally:
        await database.close()


@seed(PART)
@settings(max_examples=GAMES, deadline=None, database=None)
@given(st.lists(st.sampled_from(VERBS), min_size=100, max_size=120), st.integers(0, 2**32))
def test_no_read_without_a_grant_in_force_and_no_grant_in_force_refused(verbs: list[str], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play("", Path(folder), ["share", "share", *verbs], seed))
