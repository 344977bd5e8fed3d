"""Bodies of requests on their way in: how long that may take, and how much of them a worker holds at a time."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import Message, Receive

BODY_SECONDS = 30.0
"""Seconds in which a body must have come in; a slow line holds no turn meanwhile."""

CV_LARGEST = 4_194_304
"""Largest size of a CV: one of Europass with a photo often is more than a mebibyte."""

LARGE, LARGE_MOST = 2 * 1_048_576, 64 * 1_048_576
"""Bytes from which a body counts as large, and bytes of large bodies that a worker holds at a time."""


@dataclass
class Bodies:
    """What a worker holds; ``held`` counts the bytes of large bodies."""

    held: int = 0


class Body:
    """A request's body on its way in; a large one counts for as long as the request lasts."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies, self._size, self._counted, self.refused = bodies, 0, 0, False

    async def whole(self, receive: Receive, seconds: float) -> list[Message] | None:
        """Return the body as it came in; ``None`` when its sender went away or is too slow.

        When the worker holds too much already, reading stops and ``refused`` says so.
        """
        first = await receive()
        messages = [first]
        if not first.get("more_body", False):
            return None if first["type"] == "http.disconnect" else messages
        try:
            async with asyncio.timeout(seconds):
                while messages[-1].get("more_body", False):
                    messages.append(await receive())
                    if not self._fits(len(messages[-1].get("body", b""))):
                        self.refused = True
                        return messages
        except TimeoutError:
            return None
        return None if messages[-1]["type"] == "http.disconnect" else messages

    def _fits(self, more: int) -> bool:
        self._size += more
        if self._size > LARGE:
            now = self._size - self._counted
            if self._bodies.held + now > LARGE_MOST:
                return False
            self._bodies.held += now
            self._counted = self._size
        return True

    def leave(self) -> None:
        """Count it no more."""
        self._bodies.held -= self._counted


def again(messages: Sequence[Message], receive: Receive, gone: asyncio.Future[Message] | None) -> Receive:
    """Return what gives a body that was read already, and then whatever follows.

    Parameters
    ----------
    gone
        What follows already, for whom waited; ``None`` where nothing was asked yet.
    """
    left = deque(messages)

    async def receiving() -> Message:
        if left:
            return left.popleft()
        return await (gone if gone is not None and not gone.cancelled() else receive())

    return receiving
