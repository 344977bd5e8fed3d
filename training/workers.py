"""Where jobs of one kind run: one after the other, in processes, or on Dask; the job is the same code.

A job takes one task and returns what can be pickled. Upstream: commands with ``--processes`` or ``--dask``.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import as_completed as in_any_order
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from typing import Any, TypeVar

from training.tables import InputError

Task = TypeVar("Task")
Result = TypeVar("Result")

SECONDS_TO_CONNECT = 20
MOST_LOCAL = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """Who does the work.

    Attributes
    ----------
    processes
        Processes of this machine; one does everything here, one task after the other.
    dask
        Address of a Dask scheduler, or how many workers Dask starts on this machine; empty without Dask. Workers
        elsewhere see the same folders under the same paths and have this project installed.
    """

    processes: int = 1
    dask: str = ""

    def __post_init__(self) -> None:
        if self.dask.isdecimal() and not 1 <= int(self.dask) <= MOST_LOCAL:
            raise InputError(f"--dask is {self.dask}; expected 1 to {MOST_LOCAL} workers, or an address")

    @property
    def alone(self) -> bool:
        """Whether all is done here, one task after the other."""
        return self.processes <= 1 and not self.dask

    def shares(self, tasks: int) -> int:
        """Return in how many shares so many tasks are best divided."""
        known = int(self.dask) if self.dask.isdecimal() else (tasks if self.dask else self.processes)
        return max(1, min(known, tasks))

    def each(self, job: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[tuple[int, Result]]:
        """Yield the number of each task and what its job returned, as they are done.

        Raises
        ------
        InputError
            When Dask is not installed, or no scheduler answers.
        """
        if self.dask:
            yield from _on_dask(self.dask, job, tasks)
        elif self.processes > 1:
            # Started anew rather than forked: progress bars run in threads, and threads do not survive a fork.
            with ProcessPoolExecutor(self.processes, mp_context=get_context("spawn")) as pool:
                jobs = {pool.submit(job, task): number for number, task in enumerate(tasks)}
                for done in in_any_order(jobs):
                    yield jobs[done], done.result()
        else:
            yield from ((number, job(task)) for number, task in enumerate(tasks))


def _on_dask(where: str, job: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[tuple[int, Result]]:
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise InputError("Dask is not installed; the extra 'scale' brings it: pip install -e '.[scale]'") from error
    with ExitStack() as stack:
        if where.isdecimal():
            local = distributed.LocalCluster(
                n_workers=int(where), threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
            )
            where = stack.enter_context(local)
        try:
            client = stack.enter_context(distributed.Client(where, timeout=SECONDS_TO_CONNECT))
        except (OSError, ValueError) as error:
            raise InputError(f"--dask is {where!r}; no scheduler answers there ({str(error)[:100]})") from error
        jobs = {future: number for number, future in enumerate(client.map(job, tasks, pure=False))}
        for done in distributed.as_completed(list(jobs)):
            yield jobs[done], done.result()
            done.release()
