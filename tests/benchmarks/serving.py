"""A worker of its own process for the benchmarks, with one empty route beside the real ones."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from pydantic import BaseModel

from api.__main__ import LOOP, served

UNLIMITED = ("API_RATE_LIMIT", "PAGE_RATE_LIMIT", "START_RATE_LIMIT", "SENT_RATE_LIMIT")
"""Limits by address that would hold back one client that asks as many people do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A worker that answers.

    Attributes
    ----------
    cold_start
        Seconds from starting the process to the first answer of ``/health``.
    """

    port: int
    pid: int
    cold_start: float

    def processor(self) -> float:
        """Return the seconds of processor that the worker took so far."""
        told = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Return the resident memory of the worker in MiB."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the kernel does not tell the memory of the worker")


class Empty(BaseModel):
    """A body of which nothing is used."""

    model_config = {"extra": "allow"}


def create_app() -> FastAPI:
    """Return the service with an empty POST beside it, through the same middleware."""
    app = served()

    @app.post("/benchmark/empty")
    async def empty(body: Empty) -> dict[str, bool]:
        return {"ok": bool(body)}

    return app


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=1).close()
    except OSError:
        return False
    return True


def _wait(process: "subprocess.Popen[bytes]", url: str) -> None:
    while not _answers(url):
        if process.poll() is not None:
            raise RuntimeError("the worker stopped before it answered")
        time.sleep(0.02)


@contextmanager
def serve(data_dir: Path, **environment: str) -> Iterator[Served]:
    """Start a worker over a data folder with other settings, and stop it at the end."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    limits = dict.fromkeys(UNLIMITED, "1000000000000/minute") | {"REDIS_URL": ""}
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "--factory",
        "tests.benchmarks.serving:create_app",
        "--no-access-log",
        "--loop",
        LOOP,
    ]
    start = time.perf_counter()
    with subprocess.Popen(
        [*command, "--port", str(port), "--log-level", "error"],
        env=os.environ | limits | {"DATA_DIR": str(data_dir)} | environment,
    ) as process:
        try:
            _wait(process, f"{url}/health")
            yield Served(port=port, pid=process.pid, cold_start=time.perf_counter() - start)
        finally:
            process.terminate()
