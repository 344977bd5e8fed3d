"""The service in processes of their own, as the failures need it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.benchmarks.serving import UNLIMITED
from tests.faults.clients import call

LIMITS = dict.fromkeys(UNLIMITED, "1000000000000/minute") | {"QUEUE_SECONDS": "2"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_up(port: int, process: "subprocess.Popen[bytes]", seconds: float = 180.0) -> None:
    end = time.monotonic() + seconds
    while call(port, "GET", "/health/live")[0] != 200:
        if time.monotonic() > end or process.poll() is not None:
            raise TimeoutError("the service does not answer")
        time.sleep(0.05)


class Worker:
    """One worker that is started, stopped and started again on the same port.

    Parameters
    ----------
    code
        Checkout whose code it runs; ``None`` for this one.
    """

    def __init__(self, data: Path, code: Path | None = None, **settings: str) -> None:
        self.data, self.code, self.settings, self.port = data, code, settings, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, port: int | None = None) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api", "--port", str(port or self.port)],
            # Some meet a full disk: what Python compiled there would be kept in half, for every process after them.
            env=os.environ | LIMITS | self.settings | {"DATA_DIR": str(self.data), "PYTHONDONTWRITEBYTECODE": "1"},
            stderr=subprocess.DEVNULL,
            cwd=self.code,
        )
        wait_until_up(port or self.port, self.process)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        return self.process.wait(30)

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid


@contextmanager
def worker(data: Path, **settings: str) -> Iterator[Worker]:
    found = Worker(data, **settings)
    found.start()
    try:
        yield found
    finally:
        if found.process is not None and found.process.poll() is None:
            found.process.kill()
            found.process.wait()


@contextmanager
def forked(data: Path) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Give the port of a service whose workers are forked anew when one is killed, and what tells their ids."""
    port = free_port()
    command = [sys.executable, "-m", "tests.integration.zygote", str(data), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield port, process
        finally:
            process.kill()


def next_pid(process: "subprocess.Popen[str]") -> int:
    assert process.stdout is not None
    return int(process.stdout.readline())


def end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
