"""Groups: made by the operator for an organisation, joined and left by people, counted in whole waves, never twice."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.exc import IntegrityError

from api.account.service import Login
from api.groups import texts
from api.keys.service import KeyRefusedError, Keys
from api.problems import Issue, ProblemError, shown
from api.sessions import codes
from api.sessions.tries import Tries
from api.storage.database import GoneError, StorageUnavailableError
from api.storage.groups import Document, Group, GroupStore, Membership, Told
from models.groups import sums

LOOK_EVERY = 60.0
"""Seconds between two looks whether a moment has come."""

_LOG = logging.getLogger(__name__)


class UnknownGroupError(ProblemError):
    """A code that no group has, or a group that somebody is not in."""

    def __init__(self) -> None:
        super().__init__(404, "unknown-group", "no such group; a code has five words of four letters")


class IdentityNeededError(ProblemError):
    """Somebody who comes back with a code: of those nobody knows how many are one person."""

    def __init__(self) -> None:
        detail = "only accounts of the identity provider are counted: one person once; log in with yours first"
        super().__init__(403, "identity-needed", detail)


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _Card(_Kept):
    id: str


class _Cards(_Kept):
    items: list[_Card] = Field(min_length=7, max_length=36)


class _Interest(_Kept):
    type: str
    value: float


class _Interests(_Kept):
    interests: list[_Interest] = Field(min_length=6, max_length=6)


def held(tool: str, document: Document) -> list[str]:
    """Return the codes that a kept result has; none when it was kept without what is counted."""
    try:
        if tool == "orient":
            found = _Interests.model_validate(document).interests
            return [max(found, key=lambda row: row.value).type]
        return [card.id for card in _Cards.model_validate(document).items[:7]]
    except ValidationError:
        return []


def counted(tool: str, documents: Sequence[Document]) -> tuple[dict[str, Any], list[int]] | None:
    """Return what is told of a wave, and the places of those who were counted; ``None`` when it is no wave yet."""
    about = texts.COUNTED.get(tool)
    if about is None:
        return None
    all_held = [held(tool, document) for document in documents]
    places = [place for place, one in enumerate(all_held) if set(one) & about.codes.keys()]
    found = sums.sums(list(about.codes), [all_held[place] for place in places], one_each=about.one_each)
    return None if found is None else ({"people": found.people, "counts": dict(found.counts)}, places)


class Groups:
    """All groups."""

    def __init__(self, store: GroupStore, keys: Keys, tries: Tries) -> None:
        self.store, self.keys, self.tries = store, keys, tries

    async def of_key(self, key: str) -> Group:
        """Return the group of a key.

        Raises
        ------
        KeyRefusedError
            When it is not in force.
        """
        key_id = await self.keys.group_key_id(key)
        group = await self.store.find(key_id=key_id) if key_id else None
        if group is None:
            raise KeyRefusedError
        return group

    async def of_code(self, code: str, address: str, *, now: datetime) -> Group:
        """Return the group of a code.

        Raises
        ------
        UnknownGroupError
            When none has it.
        TooManyTriesError
            After five wrong ones in fifteen minutes from one address.
        """
        normal = codes.normal_code(code) or "no code"
        group = await self.tries.look(address, lambda: self.store.find(code=normal), now=now)
        if group is None:
            raise UnknownGroupError
        return group

    async def join(self, login: Login, code: str, tools: Sequence[str], address: str, *, now: datetime) -> Group:
        """Let results of a citizen be counted in a group: the citizen agrees now.

        Raises
        ------
        ProblemError
            403 for an account that is not of the identity provider, 422 for a tool of which nothing is counted;
            otherwise as :meth:`of_code`.
        """
        if login.account.subject_hash is None:
            raise IdentityNeededError
        for place, tool in enumerate(tools):
            if tool not in texts.COUNTED:
                detail = f"allowed are {', '.join(texts.COUNTED)}"
                where = Issue(
                    location="body", pointer=f"/tools/{place}", code="unknown-tool", detail=detail, value=shown(tool)
                )
                raise ProblemError(422, "invalid-request", f"nothing is counted of this tool; {detail}", where)
        group = await self.of_code(code, address, now=now)
        await self.store.join(group.id, login.account.id, list(dict.fromkeys(tools)), now=now)
        return group

    async def leave(self, login: Login, group_id: str) -> None:
        """Leave a group at once: what was not counted yet never is.

        Raises
        ------
        UnknownGroupError
            When the citizen is not in it.
        """
        if not await self.store.leave(group_id, login.account.id):
            raise UnknownGroupError

    async def mine(self, login: Login) -> tuple[Membership, ...]:
        """Return the groups of a citizen."""
        return await self.store.of_account(login.account.id)

    async def told(self, group: Group) -> tuple[Told, ...]:
        """Return every sum that an organisation sees."""
        return await self.store.told(group.id)

    async def count(self, *, on: date) -> int:
        """Count the waves whose moment has come; return how many."""
        waves = 0
        for group_id in await self.store.due(on):
            try:
                waves += await self.store.count(group_id, counted, on=on, next_on=sums.next_moment(on))
            except (IntegrityError, GoneError):  # somebody was counted in another group, or left, at this moment
                _LOG.warning("a wave is counted a minute later")
        return waves

    async def watch(self, today: Callable[[], Awaitable[date]]) -> None:
        """Count when a moment has come, as long as the service runs."""
        while True:
            try:
                await self.count(on=await today())
            except StorageUnavailableError as error:
                _LOG.error("%s; waves are counted later", error)
            await asyncio.sleep(LOOK_EVERY)
