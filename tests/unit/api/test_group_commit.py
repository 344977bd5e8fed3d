"""Group commit: each write is acknowledged after its own commit, and a wrong one does not spoil its neighbours."""

import asyncio

import pytest

from api.storage.group_commit import LARGEST, GroupCommit

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


class Disk:
    """A disk that is slow and refuses odd numbers over a hundred."""

    def __init__(self) -> None:
        self.kept: list[int] = []
        self.commits = 0

    async def write(self, group: list[int]) -> None:
        await asyncio.sleep(0.001)
        if any(item > 100 and item % 2 for item in group):
            raise ValueError("odd")
        if 0 in group:
            raise OSError("full")
        self.kept.extend(group)
        self.commits += 1


async def test_what_arrives_together_goes_together() -> None:
    disk = Disk()
    commit = GroupCommit(disk.write, ValueError)
    await asyncio.gather(*(commit.submit(2 * i + 2) for i in range(200)))
    assert sorted(disk.kept) == [2 * i + 2 for i in range(200)]
    assert disk.commits <= 3 + 200 // LARGEST


async def test_a_wrong_one_is_told_and_the_others_are_kept() -> None:
    disk = Disk()
    commit = GroupCommit(disk.write, ValueError)
    told = await asyncio.gather(*(commit.submit(i) for i in (102, 103, 104)), return_exceptions=True)
    assert [type(answer) for answer in told] == [type(None), ValueError, type(None)]
    assert disk.kept == [102, 104]


async def test_a_full_disk_is_told_to_all_of_the_group_and_the_next_goes_on() -> None:
    disk = Disk()
    commit = GroupCommit(disk.write, ValueError)
    told = await asyncio.gather(*(commit.submit(i) for i in (2, 0, 4)), return_exceptions=True)
    assert {type(answer) for answer in told} == {OSError}
    await commit.submit(6)
    assert disk.kept == [6]


async def test_who_stops_waiting_does_not_stop_the_write() -> None:
    disk = Disk()
    commit = GroupCommit(disk.write, ValueError)
    task = asyncio.create_task(commit.submit(2))
    await asyncio.sleep(0)
    task.cancel()
    await commit.submit(4)
    assert disk.kept == [2, 4]
