"""``python -m tests.benchmarks.cheque``: computing one eligibility, and requests a second of one worker on its core.

The requests are the pairs and triples of the oracle test, in an order drawn by chance; connections stay open.
"""

import http.client
import json
import os
import statistics
import tempfile
import threading
import time
from itertools import islice
from pathlib import Path

from rich.console import Console

from api.loopbaancheque import answers
from api.loopbaancheque.schemas import EligibilityIn
from models.loopbaancheque.assessment import assess
from tests.benchmarks.serving import serve
from tests.cheque_cases import dice, pairs_and_triples

SEED, REQUESTS, CONNECTIONS = 20261125, 6_000, 4
PROMISED_MS, PROMISED_RATE = 0.25, 700


def computing(bodies: list[EligibilityIn]) -> tuple[float, float]:
    """Return the median and the 95th percentile of computing one answer, in milliseconds."""
    facts = [body.to_facts() for body in bodies]
    times = []
    for one in facts:
        start = time.perf_counter()
        assess(one)
        times.append(1_000 * (time.perf_counter() - start))
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def load(port: int, sent: list[bytes], done: list[int]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for content in sent:
        connection.request("POST", "/api/v1/loopbaancheque/eligibility", content, {"content-type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        done.append(answer.status)


def rate(port: int, sent: list[bytes], pid: int) -> tuple[float, float]:
    """Return requests a second, and requests for each second of processor time of the worker."""
    done: list[int] = []
    parts = [sent[i::CONNECTIONS] for i in range(CONNECTIONS)]
    threads = [threading.Thread(target=load, args=(port, part, done)) for part in parts]
    before, start = processor(pid), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall, used = time.perf_counter() - start, processor(pid) - before
    if set(done) != {http.HTTPStatus.OK}:
        raise RuntimeError(f"answers were {set(done)}")
    return len(done) / wall, len(done) / used


def processor(pid: int) -> float:
    """Return the seconds of processor time that a process used."""
    columns = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(columns[11]) + int(columns[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    console = Console()
    requests = list(islice(pairs_and_triples(), 0, None, 7))
    dice(SEED).shuffle(requests)
    requests = (requests * 2)[:REQUESTS]
    bodies = [EligibilityIn.model_validate(request) for request in requests]
    computing(bodies[:500])
    median, high = computing(bodies)
    start = time.perf_counter()
    size = sum(len(answers.eligibility(body)) for body in bodies) / len(bodies)
    whole = 1_000 * (time.perf_counter() - start) / len(bodies)
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as served:
        sent = [json.dumps(request).encode() for request in requests]
        rate(served.port, sent[:500], served.pid)
        wall, each_core = rate(served.port, sent, served.pid)
    console.print(f"computing: median {median:.3f} ms, p95 {high:.3f} ms (promised at most {PROMISED_MS} ms)")
    console.print(f"computing and writing {size:.0f} bytes of JSON: {whole:.3f} ms on average")
    console.print(
        f"POST /eligibility: {wall:.0f} requests/s over {CONNECTIONS} connections, client on the same machine"
    )
    console.print(f"for each second of the worker's processor: {each_core:.0f} (promised at least {PROMISED_RATE})")


if __name__ == "__main__":
    main()
