"""``python -m tests.benchmarks.orient``: answers with their durable write, on one core.

The service is pinned to one core with SQLite in a file (WAL, synchronous=FULL); the load runs on another. Each client
answers its own session, question after question. It says what it measured and on what; it does not judge the machine.
"""

import argparse
import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

BASE = "/api/v1/orient/sessions"
BUDGETS = {"answers a second": 250.0, "p99": 50.0}
AIM = 400.0


@dataclass
class Client:
    """One keep-alive connection, as bare as can be: the load must cost less than the service."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def connect(cls, port: int) -> "Client":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def post(self, path: str, token: str, body: object) -> dict[str, Any]:
        content = json.dumps(body).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {token}\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        self.writer.write(head.encode() + content)
        raw = await self.reader.readuntil(b"\r\n\r\n")
        lines = raw.decode("latin-1").lower().split("\r\n")
        length = next(int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
        answer = json.loads(await self.reader.readexactly(length))
        if " 20" not in lines[0]:
            raise RuntimeError(f"{lines[0]}: {answer}")
        return dict(answer)


async def person(port: int, until: float, seed: int, times: list[float]) -> None:
    """Answer one session after the other until the time is over."""
    rng = random.Random(seed)  # noqa: S311 - answers for timing, not secrets
    client = await Client.connect(port)
    while time.perf_counter() < until:
        session = await client.post(BASE, "", {})
        path, token, question = f"{BASE}/{session['sessionId']}", session["sessionToken"], session["next"]
        while question["kind"] != "finished" and time.perf_counter() < until:
            kind = question["kind"]
            end, member = ("answers", "itemId") if kind == "item" else ("ratings", "occupationId")
            body = {member: question[kind]["id"], "value": rng.randint(1, 5), "milliseconds": 2_000}
            start = time.perf_counter()
            question = (await client.post(f"{path}/{end}", token, body))["next"]
            times.append(time.perf_counter() - start)
    client.writer.close()


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def load(port: int, clients: int, seconds: float, pid: int) -> tuple[np.ndarray, float]:
    """Return the milliseconds of each answer, and the processor seconds of the service meanwhile."""
    for warm in (True, False):
        before = processor_seconds(pid)
        times: list[float] = []
        until = time.perf_counter() + (3.0 if warm else seconds)
        await asyncio.gather(*(person(port, until, seed, times) for seed in range(clients)))
    return 1_000 * np.array(times), processor_seconds(pid) - before


def serve(port: int, data_dir: str, core: int) -> subprocess.Popen[bytes]:
    environment = os.environ | {"DATA_DIR": data_dir, "API_RATE_LIMIT": "100000000/minute", "OMP_NUM_THREADS": "1"}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "DATABASE_URL": "", "REDIS_URL": ""}
    command = ["taskset", "-c", str(core), sys.executable, "-m", "api", "--port", str(port)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_for(port: int) -> None:
    for _ in range(1_200):
        try:
            asyncio.run(Client.connect(port))
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the service did not start")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=15.0)
    parser.add_argument("--port", type=int, default=8399)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        process = serve(arguments.port, folder, core=0)
        try:
            wait_for(arguments.port)
            os.sched_setaffinity(0, set(range(1, os.cpu_count() or 1)) or {0})
            times, spent = asyncio.run(load(arguments.port, arguments.clients, arguments.seconds, process.pid))
        finally:
            process.terminate()
            process.wait(timeout=10)
    rate = len(times) / arguments.seconds
    p50, p95, p99 = np.percentile(times, [50, 95, 99])
    print(f"{arguments.clients} clients, {arguments.seconds:.0f} s, service on one core, SQLite synchronous=FULL")
    print(f"{rate:.0f} answers a second (bar {BUDGETS['answers a second']:.0f}, aim {AIM:.0f})")
    print(f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms (bar {BUDGETS['p99']:.0f})")
    print(f"processor time of the service: {1_000 * spent / len(times):.2f} ms an answer, starts of sessions included")


if __name__ == "__main__":
    main()
