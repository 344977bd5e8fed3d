"""The commands ``rank`` and ``evaluate``: every ranker on the same questions."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from rich.table import Table

from item_bank.catalogue import builtin
from item_bank.catalogue.table import Catalogue
from models.contracts import Estimate
from models.jobbereik.baselines import RANKERS, SERVED, make_ranker
from models.jobbereik.features.pairs import with_pairs
from models.jobbereik.index import Index, build_index
from models.jobbereik.ranker import Head
from models.jobbereik.served import ServedRanker
from training.evaluation import METRICS, Question, bootstrap, measure
from training.jobbereik.data import (
    ALL,
    KINDS,
    named_catalogue,
    origin_query,
    own_labels,
    read_catalogue,
    read_labels,
    read_origins,
)
from training.tables import InputError, write_rows

HEAD_OF: Mapping[str, Head] = {"near": "near", "development": "development", ALL: "any"}
"""The head of the served ranker that each kind of step is measured with."""


def scorer(name: str, catalogue: Catalogue, index: Index, head: Head = "any") -> Callable[[int], NDArray[np.float32]]:
    """Return a function that scores all occupations for the profile of an origin.

    Parameters
    ----------
    head
        Which steps the served ranker looks for; the baselines know no difference.

    Raises
    ------
    InputError
        When there is no ranker of that name.
    """
    if name not in RANKERS:
        raise InputError(f"model is {name!r}; allowed are {', '.join(RANKERS)}")
    ranker = ServedRanker.of(catalogue, index, head) if name == SERVED else make_ranker(name, catalogue, index)
    return lambda origin: ranker.score(origin_query(catalogue, origin))


def rank(folder: str, transitions: Path, out: Path, model: str, head: Head, console: Console) -> None:
    """Write the score of every other occupation for each distinct ``from_id`` of a file."""
    catalogue = named_catalogue(folder)
    origins = read_origins(transitions, catalogue)
    score = scorer(model, catalogue, build_index(catalogue), head)
    ids = list(catalogue.columns.texts["occupation.id"])
    rows: list[tuple[str, str, str]] = []
    for origin in track(origins, description="Ranking", console=console):
        scores = score(origin)
        order = np.lexsort((np.arange(len(scores)), -scores))
        rows += [(ids[origin], ids[i], f"{scores[i]:.6f}") for i in order.tolist() if i != origin]
    count = write_rows(out, ("from_id", "to_id", "score"), rows)
    console.print(f"{model}: {len(origins)} origins, {count} rows in {out}")


def measure_all(
    catalogue: Catalogue, questions: tuple[Question, ...], console: Console
) -> dict[str, dict[str, NDArray[np.float64]]]:
    """Return the metrics of every question, by ranker and kind; each array has shape (questions, 3)."""
    index = with_pairs(catalogue, build_index(catalogue))
    results: dict[str, dict[str, NDArray[np.float64]]] = {}
    for name in track(RANKERS, description="Measuring rankers", console=console):
        plain = scorer(name, catalogue, index)
        by_kind = {kind: scorer(name, catalogue, index, HEAD_OF[kind]) for kind in HEAD_OF} if name == SERVED else {}
        results[name] = {kind: measure(by_kind.get(kind, plain), questions, kind) for kind in (*KINDS, ALL)}
    return results


def _cell(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def evaluate(folder: Path | None, transitions: Path | None, console: Console) -> None:
    """Print MRR, MAP and R@10 per kind with bootstrap intervals for all rankers in one table.

    Parameters
    ----------
    folder, transitions
        Catalogue and labels; both ``None`` measures on the related occupations of the built-in catalogue.
    """
    if folder is None or transitions is None:
        catalogue = builtin.catalogue()
        labels = own_labels(catalogue)
    else:
        catalogue = read_catalogue(folder)
        labels = read_labels(transitions, catalogue)
    results = measure_all(catalogue, labels.questions, console)
    counts = {kind: len(results[SERVED][kind]) for kind in (*KINDS, ALL)}
    console.print(f"{catalogue.n_occupations} occupations ranked for {len(labels.questions)} origins {counts}")
    if labels.left_out:
        console.print(f"{labels.left_out} rows left out: an id that the catalogue does not have, or a step to itself")
    table = Table(title="95 % intervals by bootstrap over origins", show_lines=False)
    for header in ("ranker", "kind", *METRICS):
        table.add_column(header, no_wrap=True)
    for name, by_kind in results.items():
        for kind, values in by_kind.items():
            if len(values):
                table.add_row(name, kind, *(_cell(bootstrap(values[:, column])) for column in range(len(METRICS))))
    console.print(table)
    for kind in (*KINDS, ALL):
        gain = results[SERVED][kind][:, 1] - results["hybrid"][kind][:, 1]
        if len(gain):
            console.print(f"{SERVED} over hybrid, MAP {kind}: {_cell(bootstrap(gain))}")
