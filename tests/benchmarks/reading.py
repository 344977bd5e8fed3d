"""``python -m tests.benchmarks.reading``: what reading a title or a vacancy costs one core, in time of the processor.

Titles are names of the built-in catalogue and of ESCO with one letter changed, so that equality alone finds none. They
are asked over the built-in catalogue, as pages and the API ask, and among all Dutch names of ESCO. Vacancies are
generated samples, plain and no two alike; only the reader counts, not writing a batch.
"""

import argparse
import random
import time
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_limits

from item_bank.catalogue import builtin
from item_bank.names.bank import bank
from models.titles.finder import TitleFinder
from training.models.bench import load_engine
from training.vacancies import samples
from training.vacancies.different import different
from training.vacancies.posting import read_posting
from training.vacancies.reading import Reader

SEED = 20261129
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PROMISED = {"title, built-in catalogue": "3 ms", "title, ESCO's Dutch names": "3 ms"}
ROWS_PROMISED = "1,000 rows a second"
ROWS_AT_ONCE = 5_000
ON = date(2026, 11, 29)


def changed(name: str, rng: random.Random) -> str:
    """Return a name with one letter changed."""
    at = rng.randrange(len(name))
    return name[:at] + rng.choice(LETTERS) + name[at + 1 :]


def titles(count: int) -> list[str]:
    """Return titles to ask: each name once, drawn by chance."""
    rng = random.Random(SEED)  # noqa: S311 - a draw for timing, not for secrets
    own = builtin.catalogue()
    names = [name for number in range(own.n_occupations) for name in own.occupation(number).names.labels.values()]
    names += [row.names["nl"][0] for row in bank()]
    return [changed(name, rng) for name in rng.sample(names, count)]


def milliseconds(call: Callable[[str], object], asked: Sequence[str]) -> np.ndarray:
    """Return the milliseconds of processor of each title; ten before do not count."""
    for title in asked[:10]:
        call(title)
    times = []
    for title in asked:
        start = time.process_time()
        call(title)
        times.append(1_000 * (time.process_time() - start))
    return np.array(times)


def rows_a_second(count: int, made_by: samples.Generator) -> float:
    """Return how many generated vacancies a core reads in a second, from the object of a line to what it asks."""
    rows = list(made_by(builtin.catalogue(), count, SEED, ON))
    reader = Reader(builtin.catalogue())
    start = time.process_time()
    for first in range(0, len(rows), ROWS_AT_ONCE):
        reader.read([read_posting(row, ON) for row in rows[first : first + ROWS_AT_ONCE]])
    return len(rows) / (time.process_time() - start)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading", description=__doc__)
    parser.add_argument("--titles", type=int, default=500, help="titles (500)")
    parser.add_argument("--vacancies", type=int, default=5_000, help="vacancies of each sort (5000)")
    options = parser.parse_args()
    threadpool_limits(limits=1, user_api="blas")  # as the service does; more threads on a busy machine cost processor
    console, asked = Console(), titles(options.titles)
    table = Table(title="of one core")
    for column in ("what", "median", "p95", "promised"):
        table.add_column(column)
    engine = load_engine()
    dutch = [(name, number) for number, row in enumerate(bank()) for name in row.names["nl"]]
    esco = TitleFinder.fit([name for name, _ in dutch], [number for _, number in dutch])
    for what, call in (
        ("title, built-in catalogue", lambda title: engine.read_title(title, limit=8)),
        ("title, ESCO's Dutch names", lambda title: esco.ordered(esco.evidence(title), 10)),
    ):
        times = milliseconds(call, asked)
        table.add_row(what, f"{np.median(times):.2f} ms", f"{np.percentile(times, 95):.2f} ms", PROMISED[what])
    for what, made_by in (("plain", samples.generate), ("no two alike", different)):
        rate = rows_a_second(options.vacancies, made_by)
        table.add_row(f"vacancies, {what}", f"{rate:,.0f} rows a second", "", ROWS_PROMISED)
    console.print(table)


if __name__ == "__main__":
    main()
