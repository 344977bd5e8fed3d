"""Who waits for news of something hears it at once: in this worker in process, from other workers through Redis.

News is a number that rises; who waits needs the newest only, so nothing piles up however slowly somebody reads. What
Redis loses is no loss: who waits is told the number of the store of record as well, again and again.
"""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from redis.asyncio import Redis
from redis.exceptions import RedisError

CHANNEL = "loopbaanspiegel:news"
RETRY_SECONDS = 1.0
TELL_SECONDS = 0.2
"""Seconds that Redis may take to pass news on."""

_LOG = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Line:
    """Somebody who waits.

    Attributes
    ----------
    topic
        What it waits for.
    version
        The newest number that it was told.
    whose
        Who waits; empty for anybody.
    others
        The newest number that was not the doing of who waits, as far as was told.
    over
        Whether there is nothing to wait for any more.
    """

    topic: str
    version: int
    whose: str = ""
    others: int = -1
    over: bool = False
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, version: int, by: str = "") -> None:
        """Tell a number, and whose doing it is where that is known; one that is not higher is no news."""
        if version > self.version:
            self.version = version
            if not by or by != self.whose:
                self.others = version
            self._woken.set()

    def end(self) -> None:
        """Tell that it is over."""
        self.over = True
        self._woken.set()

    async def news(self, seen: int, patience: float) -> bool:
        """Wait until there is more than was seen, or nothing more; return whether that came in so many seconds."""
        self._woken.clear()
        if self.over or self.version > seen:
            return True
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                await self._woken.wait()
        return self.over or self.version > seen


class News:
    """Everybody who waits in this worker, and the way to the other workers."""

    def __init__(self, redis_url: str) -> None:
        self._redis_url = redis_url
        self._lines: dict[str, set[Line]] = {}
        self._passing: set[asyncio.Task[None]] = set()
        self._redis: Redis | None = None
        self.passed = 0

    @property
    def lines(self) -> list[Line]:
        """Return everybody who waits."""
        return [line for lines in self._lines.values() for line in lines]

    def __len__(self) -> int:
        """Return how many wait."""
        return sum(map(len, self._lines.values()))

    @contextmanager
    def waiting(self, topic: str, version: int, whose: str = "") -> Iterator[Line]:
        """Let somebody wait for news of a topic that is at this number."""
        line = Line(topic=topic, version=version, whose=whose, others=version)
        self._lines.setdefault(topic, set()).add(line)
        try:
            yield line
        finally:
            self._lines[topic].discard(line)
            if not self._lines[topic]:
                del self._lines[topic]

    def _here(self, topic: str, version: int, by: str) -> None:
        for line in self._lines.get(topic, ()):
            line.tell(version, by)

    def tell(self, topic: str, version: int, by: str = "") -> None:
        """Tell everybody who waits for a topic that it is at this number, and whose doing that is."""
        self._here(topic, version, by)
        if self._redis is not None:
            task = asyncio.create_task(self._pass_on(self._redis, topic, version, by))
            self._passing.add(task)
            task.add_done_callback(self._passing.discard)

    async def _pass_on(self, redis: Redis, topic: str, version: int, by: str) -> None:
        with suppress(RedisError, OSError, TimeoutError):
            async with asyncio.timeout(TELL_SECONDS):
                await redis.publish(CHANNEL, f"{topic} {version} {by}")

    async def run(self) -> None:
        """Listen to the other workers as long as the service runs: one subscription, however many wait."""
        while self._redis_url:
            try:
                async with Redis.from_url(self._redis_url, decode_responses=True) as client, client.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    self._redis = client
                    async for message in channel.listen():
                        self._heard(message)
            except (RedisError, OSError) as error:
                _LOG.warning("redis does not answer (%s); news stays in this worker", type(error).__name__)
            finally:
                self._redis = None
            await asyncio.sleep(RETRY_SECONDS)

    def _heard(self, message: dict[str, object]) -> None:
        topic, version, by = (*str(message.get("data", "")).split(" "), "", "")[:3]
        if message.get("type") == "message" and version.isdecimal() and len(version) < 10:
            self.passed += 1
            self._here(topic, int(version), by)

    def end(self, over: Callable[[Line], bool] = lambda _: True) -> None:
        """Tell that it is over to everybody, or to some."""
        for line in self.lines:
            if over(line):
                line.end()
