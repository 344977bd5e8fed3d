"""Many small writes, one commit: what arrives while a commit is on its way to disk goes with the next one.

A write is acknowledged only after its commit. A disk flush costs far more than a row, so under load this multiplies how
many answers a second can be kept, and a single write waits for nobody.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextvars import Context
from typing import Generic, TypeVar

T = TypeVar("T")

LARGEST = 64
"""Writes in one commit, so that nobody waits long."""


class GroupCommit(Generic[T]):
    """Collects writes and hands them to a function in groups.

    Parameters
    ----------
    write
        Keeps a group durably, all or none; raises when it cannot.
    divisible
        Errors that say that one of a group is wrong: each is then written by itself, so that the others do not suffer.
    """

    def __init__(
        self, write: Callable[[list[T]], Awaitable[None]], divisible: type[Exception] | tuple[type[Exception], ...]
    ) -> None:
        self._write, self._divisible = write, divisible
        self._waiting: list[tuple[T, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None

    async def submit(self, item: T) -> None:
        """Return when the item is kept, or raise what kept it from being so.

        A caller that is cancelled stops waiting; its write goes on, since it may be on its way to disk already.
        """
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._task is None or self._task.done():
            # Not in the caller's context: a group holds writes of many requests, and is no part of one's transaction.
            self._task = asyncio.create_task(self._drain(), context=Context())
        await asyncio.shield(future)

    async def _drain(self) -> None:
        while self._waiting:
            group, self._waiting = self._waiting[:LARGEST], self._waiting[LARGEST:]
            await self._keep(group)

    async def _keep(self, group: list[tuple[T, asyncio.Future[None]]]) -> None:
        try:
            await self._write([item for item, _ in group])
        except self._divisible as error:
            if len(group) == 1:
                _settle(group[0][1], error)
                return
            for one in group:
                await self._keep([one])
        except Exception as error:
            for _, future in group:
                _settle(future, error)
        else:
            for _, future in group:
                _settle(future, None)


def _settle(future: asyncio.Future[None], error: Exception | None) -> None:
    if future.done():
        return
    if error is None:
        future.set_result(None)
    else:
        future.set_exception(error)
        future.exception()  # whoever was cancelled no longer asks
