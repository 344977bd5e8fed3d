"""``python -m tests.benchmarks.orient_engine``: what one answer costs the engine of Oriënt, with 3,000 occupations.

Update (posterior of all replies from nothing), choose (the next question), rank (expected fit of all occupations), and
the progress beside it. Run it with OPENBLAS_NUM_THREADS=1 on a quiet core; it says what it measured and does not judge.
"""

import argparse
import time

import numpy as np
from rich.console import Console
from rich.table import Table

from item_bank.orient.bank import bank
from models.orient import artifact
from models.orient.engine import Orient
from models.orient.schema import Replies
from tests.catalogues import random_catalogue

CLOCK = time.thread_time
"""Time on the core: what others do on the machine meanwhile does not count."""

BUDGETS = {"update, choose, rank: median": 1.0, "update, choose, rank: p95": 3.0}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--occupations", type=int, default=3000)
    options.add_argument("--sessions", type=int, default=20)
    chosen = options.parse_args()
    catalogue = random_catalogue(1, occupations=chosen.occupations, competences=400)
    began = CLOCK()
    engine = Orient.of(catalogue, bank(), artifact.load())
    loaded = CLOCK() - began
    answer, beside = [], []
    rng = np.random.default_rng(1)
    for session in range(chosen.sessions):
        answers: dict[str, int | None] = {}
        ratings: dict[str, int | None] = {}
        for _ in range(40):
            start = CLOCK()
            state = engine.state(Replies(answers=answers, ratings=ratings))
            question = engine.next(state, seed=str(session))
            chosen_at = CLOCK()
            engine.progress(state)
            told = CLOCK()
            answer.append((chosen_at - start) * 1e3)
            beside.append((told - chosen_at) * 1e3)
            value = int(rng.integers(1, 6))
            if question.item is not None:
                answers[question.item.id] = value
            elif question.occupation is not None:
                ratings[question.occupation.id] = value
    table = Table(title=f"{chosen.occupations} occupations, {len(answer)} answers; engine ready in {loaded:.2f} s")
    for name in ("what", "ms", "budget"):
        table.add_column(name)
    for name, share in (("median", 50), ("p95", 95)):
        row = f"update, choose, rank: {name}"
        table.add_row(row, f"{np.percentile(answer, share):.2f}", f"{BUDGETS[row]:.1f}")
        table.add_row(f"progress beside it: {name}", f"{np.percentile(beside, share):.2f}", "")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
