"""A proxy between the service and its store that freezes, slows, cuts, refuses or garbles what passes."""

import asyncio
import contextlib
import random
import socket
import threading
from collections.abc import Callable, Coroutine
from typing import Any

SLOW = 0.4
"""Seconds that each piece takes in the mode ``slow``."""


class Proxy:
    """Listens on a port of its own and passes on to a server, as its mode says.

    Attributes
    ----------
    mode
        ``pass``; ``freeze``: nothing passes, nothing ends; ``slow``; ``cut``: half of an answer and then nothing;
        ``reset``: connections are broken off; ``refuse``: no connection is taken; ``garbage``: other bytes come back.
    """

    def __init__(self, connect: Callable[[], Coroutine[Any, Any, tuple[Any, Any]]]) -> None:
        self._connect, self.mode = connect, "pass"
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._rng = random.Random(20261129)  # noqa: S311 - which bytes come back, not a secret
        self._server: asyncio.Server | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._call(self._listen())

    def _call(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def _drop(self, *, listening: bool) -> None:
        if not listening and self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._writers):
            writer.transport.abort()

    def turn(self, mode: str) -> None:
        """Change what happens to what passes; connections that are open are broken off by ``reset`` and ``refuse``."""
        self.mode = mode
        if mode in ("reset", "refuse"):
            self._call(self._drop(listening=mode == "reset"))
        else:
            self._call(self._listen())

    def close(self) -> None:
        """Stop."""

        async def stop() -> None:
            await self._drop(listening=False)
            mine = asyncio.current_task()
            for task in asyncio.all_tasks():
                if task is not mine:
                    task.cancel()

        self._call(stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.mode == "reset":
            writer.transport.abort()
            return
        try:
            far_reader, far_writer = await self._connect()
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, far_writer}
        with contextlib.suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(self._pass(reader, far_writer, back=False), self._pass(far_reader, writer, back=True))
        for one in (writer, far_writer):
            self._writers.discard(one)
            one.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, back: bool) -> None:
        while piece := await reader.read(65_536):
            while self.mode == "freeze":
                await asyncio.sleep(0.02)
            if self.mode == "slow":
                await asyncio.sleep(SLOW)
            if self.mode == "garbage" and back:
                piece = self._rng.randbytes(len(piece))
            if self.mode == "cut" and back:
                writer.write(piece[: len(piece) // 2])
                await writer.drain()
                raise ConnectionAbortedError
            writer.write(piece)
            await writer.drain()
        raise ConnectionAbortedError


def of_postgres(socket_folder: str) -> Proxy:
    """Return a proxy before a PostgreSQL that listens on a socket in a folder."""
    return Proxy(lambda: asyncio.open_unix_connection(f"{socket_folder}/.s.PGSQL.5432"))


def of_port(port: int) -> Proxy:
    """Return a proxy before a server on a port of this machine."""
    return Proxy(lambda: asyncio.open_connection("127.0.0.1", port))
