"""``make bench``: times and ratios on this machine; not tests, because machines differ and ratios travel better.

In one run, on one connection: the calls of Jobbereik, an empty FastAPI POST, and the same question as SQL set overlap
on PostgreSQL. ``BENCH_ARGS="--catalogue DIR"`` takes a catalogue in the interchange format, else the built-in one;
``--occupations N`` draws one of that size by chance. Beside the clock stands the time of the processor, which other
programs on the machine disturb less.
"""

import argparse
import asyncio
import http.client
import json
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import quote

import numpy as np
from rich.console import Console
from rich.progress import track
from rich.table import Table
from threadpoolctl import threadpool_limits

from api.jobbereik import answers
from api.jobbereik.schemas import ReachIn
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import read_profile
from models.jobbereik.schema import Profile
from tests.benchmarks.drawing import draw_catalogue
from tests.benchmarks.postgres import overlap_times
from tests.benchmarks.serving import Served, serve
from training.catalogue.importing import activate, import_catalogue

HELD = 25
SEED = 20261124
BUDGETS = {
    "ranking, median": 5.0,
    "POST /reach, p95": 15.0,
    "POST /what-if, p95": 15.0,
    "typeahead, p95": 5.0,
    "cold start": 5_000.0,
    "memory": 350.0,
}
"""What the service promises on one core, also with 3,000 occupations: milliseconds, and MiB for memory."""

ON = date(2026, 11, 29)


def profiles(engine: Jobbereik, count: int) -> list[tuple[int, list[int]]]:
    """Draw profiles: an occupation, its competences, and others by chance until there are 25."""
    rng = random.Random(SEED)  # noqa: S311 - a draw for timing, not for secrets
    found = []
    for _ in range(count):
        index = rng.randrange(engine.catalogue.n_occupations)
        held = list(map(int, engine.catalogue.competence_positions(index)))[:HELD]
        while len(held) < HELD:
            extra = rng.randrange(engine.catalogue.n_competences)
            if extra not in held:
                held.append(extra)
        found.append((index, sorted(held)))
    return found


def timed(
    call: Callable[[int], object],
    count: int,
    what: str,
    console: Console,
    clock: Callable[[], float] = time.perf_counter,
) -> np.ndarray:
    """Return the milliseconds of each call, after ten that do not count."""
    for i in range(10):
        call(i % count)
    times = []
    for i in track(range(count), description=what, console=console, transient=True):
        start = clock()
        call(i)
        times.append(1_000 * (clock() - start))
    return np.array(times)


def profiles_of(engine: Jobbereik, drawn: list[tuple[int, list[int]]]) -> list[Profile]:
    """Return the same profiles as the engine takes them."""
    return [ReachIn.model_validate(body(engine, index, held)).to_profile() for index, held in drawn]


def ranking_times(engine: Jobbereik, drawn: list[tuple[int, list[int]]], console: Console) -> np.ndarray:
    """Time the ranking of all occupations alone, from profile to the side and the order of each; of the processor."""
    told = profiles_of(engine, drawn)

    def rank(i: int) -> object:
        return engine.decide(told[i], read_profile(engine.catalogue, told[i], engine.parameters, ON), ON)

    return timed(rank, len(told), "ranking", console, time.process_time)


def reach_times(engine: Jobbereik, drawn: list[tuple[int, list[int]]], console: Console) -> np.ndarray:
    """Time a whole answer in this process, from checked body to JSON; of the processor."""
    bodies = [ReachIn.model_validate(body(engine, index, held)) for index, held in drawn]
    engine.explainer.warm()
    return timed(lambda i: answers.reach(engine, bodies[i], ON), len(bodies), "answer", console, time.process_time)


def body(engine: Jobbereik, index: int, held: list[int]) -> dict[str, object]:
    """Return a profile as the API takes it."""
    return {
        "experiences": [{"occupationId": engine.catalogue.occupation(index).id, "months": 60, "kind": "job"}],
        "competenceIds": [engine.catalogue.competence(c).id for c in held],
        "limit": 20,
    }


def served_times(
    engine: Jobbereik, drawn: list[tuple[int, list[int]]], served: Served, console: Console
) -> dict[str, np.ndarray]:
    """Time the calls over HTTP on the loopback, one after the other on one connection."""
    bodies = [body(engine, index, held) for index, held in drawn]
    labels = [engine.catalogue.occupation(index).names.label("nl") for index, _ in drawn]
    prefixes = [label[: 3 + i % 8] for i, label in enumerate(labels)]
    count = len(drawn)
    sent = [json.dumps(row).encode() for row in bodies]
    targets = [engine.catalogue.occupation((7 * index + 3) % engine.catalogue.n_occupations).id for index, _ in drawn]
    paths = [
        json.dumps({name: row[name] for name in ("experiences", "competenceIds")} | {"occupationId": id_}).encode()
        for row, id_ in zip(bodies, targets, strict=True)
    ]
    connection = http.client.HTTPConnection("127.0.0.1", served.port)

    def ask(method: str, path: str, content: bytes | None = None) -> None:
        connection.request(method, path, content, {"content-type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{method} {path} answered {answer.status}")

    def near(i: int) -> None:
        ask("GET", f"/api/v1/jobbereik/vacancies?occupationId={quote(targets[i])}&postcode=9000&radiusKm=50")

    def find(i: int) -> None:
        ask("GET", "/api/v1/jobbereik/occupations?q=" + quote(prefixes[i]))

    return {
        "empty POST": timed(lambda i: ask("POST", "/benchmark/empty", sent[i]), count, "empty POST", console),
        "POST /reach": timed(lambda i: ask("POST", "/api/v1/jobbereik/reach", sent[i]), count, "POST /reach", console),
        "POST /what-if": timed(
            lambda i: ask("POST", "/api/v1/jobbereik/what-if", sent[i]), count, "POST /what-if", console
        ),
        "POST /learning-path": timed(
            lambda i: ask("POST", "/api/v1/jobbereik/learning-path", paths[i]), count, "POST /learning-path", console
        ),
        "GET /vacancies": timed(near, count, "GET /vacancies", console),
        "typeahead": timed(find, count, "typeahead", console),
    }


def processor_of_reach(engine: Jobbereik, drawn: list[tuple[int, list[int]]], served: Served) -> float:
    """Return the milliseconds of the worker's processor for each POST /reach over HTTP, on average."""
    sent = [json.dumps(body(engine, index, held)).encode() for index, held in drawn]
    connection = http.client.HTTPConnection("127.0.0.1", served.port)
    start = served.processor()
    for content in sent:
        connection.request("POST", "/api/v1/jobbereik/reach", content, {"content-type": "application/json"})
        connection.getresponse().read()
    return 1_000 * (served.processor() - start) / len(sent)


def report(measured: dict[str, tuple[float, str]], console: Console) -> None:
    """Print the figures beside what is promised."""
    table = Table(title="measured on this machine")
    for column in ("what", "measured", "promised at most"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for what, (value, unit) in measured.items():
        promised = f"{BUDGETS[what]:g} {unit}" if what in BUDGETS else ""
        table.add_row(what, f"{value:.2f} {unit}", promised)
    console.print(table)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--catalogue", type=Path, default=None, help="folder in the interchange format")
    parser.add_argument("--requests", type=int, default=300, help="requests of each kind (300)")
    parser.add_argument("--occupations", type=int, default=None, help="draw a catalogue of so many by chance")
    options = parser.parse_args()
    threadpool_limits(limits=1, user_api="blas")  # as the service does
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        data, given = Path(folder) / "data", options.catalogue
        if options.occupations is not None:
            given = draw_catalogue(Path(folder) / "drawn", options.occupations, SEED)
        if given is not None:
            version = import_catalogue(given, data, None, console)
            activate(data, version, console)
        engine = Jobbereik.load(data)
        drawn = profiles(engine, options.requests)
        console.print(
            f"{engine.catalogue.version}: {engine.catalogue.n_occupations} occupations, {HELD} in the profile"
        )
        ranking, answer = ranking_times(engine, drawn, console), reach_times(engine, drawn, console)
        with serve(data) as served:
            over_http = served_times(engine, drawn, served, console)
            served_processor = processor_of_reach(engine, drawn, served)
            memory = served.memory()
        sql = asyncio.run(overlap_times(engine.catalogue, [held for _, held in drawn], console))
    reach, empty = over_http["POST /reach"], over_http["empty POST"]
    report(
        {
            "ranking, median": (float(np.median(ranking)), "ms"),
            "ranking, p95": (float(np.percentile(ranking, 95)), "ms"),
            "answer of reach, median": (float(np.median(answer)), "ms"),
            "answer of reach, p95": (float(np.percentile(answer, 95)), "ms"),
            "processor for each POST /reach": (served_processor, "ms"),
            "SQL set overlap, median": (float(np.median(sql)), "ms"),
            "SQL set overlap / ranking": (float(np.median(sql) / np.median(ranking)), "times"),
            "empty POST, median": (float(np.median(empty)), "ms"),
            "POST /reach, median": (float(np.median(reach)), "ms"),
            "POST /reach, p95": (float(np.percentile(reach, 95)), "ms"),
            "POST /reach / empty POST": (float(np.median(reach) / np.median(empty)), "times"),
            "POST /what-if, median": (float(np.median(over_http["POST /what-if"])), "ms"),
            "POST /what-if, p95": (float(np.percentile(over_http["POST /what-if"], 95)), "ms"),
            "POST /learning-path, p95": (float(np.percentile(over_http["POST /learning-path"], 95)), "ms"),
            "GET /vacancies, p95": (float(np.percentile(over_http["GET /vacancies"], 95)), "ms"),
            "typeahead, p95": (float(np.percentile(over_http["typeahead"], 95)), "ms"),
            "cold start": (1_000 * served.cold_start, "ms"),
            "memory": (memory, "MiB"),
        },
        console,
    )


if __name__ == "__main__":
    main()
