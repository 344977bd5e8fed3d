"""A stream as an answer of HTTP."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from starlette.responses import StreamingResponse
from starlette.types import Message, Send

TAKEN_WITHIN = 0.4
"""Seconds in which a part must go out; the line to somebody who does not read is full, and cut after them."""


class Told(StreamingResponse):
    """What is told, part by part, to somebody who reads it.

    A part that waits for its way out was read while a grant was in force. It must not go out long after that, and no
    server that stops may wait for it: it is dropped, and the line is cut. A page that lost its line only for a moment
    asks for another one, and hears the newest.
    """

    def __init__(self, parts: AsyncGenerator[bytes, None]) -> None:
        super().__init__(parts, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})
        self.parts = parts

    async def stream_response(self, send: Send) -> None:
        """Send the head and the parts, until one of them is not taken."""
        async with aclosing(self.parts):
            head: Message = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
            taken = await _taken(send, head)
            while taken and (part := await anext(self.parts, None)) is not None:
                taken = await _taken(send, {"type": "http.response.body", "body": part, "more_body": True})
            if taken:
                await _taken(send, {"type": "http.response.body", "body": b"", "more_body": False})


async def _taken(send: Send, message: Message) -> bool:
    """Return whether a message went out in time; only a line that is full makes one wait at all."""
    try:
        async with asyncio.timeout(TAKEN_WITHIN):
            await send(message)
    except TimeoutError:
        return False
    return True
