"""The command that replays a file of complete records and compares the engine with what everybody does."""

from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.table import Table

from item_bank.orient.bank import RIASEC
from models.orient.graded import Array
from training.orient import calibrate
from training.orient.answers import read_answers
from training.orient.baselines import FixedOrder, LinearBestSet, Served
from training.orient.figures import Figures, measure
from training.orient.replay import Asker, Engine, replay
from training.tables import InputError, write_rows


def read_lengths(text: str, items: int) -> tuple[int, ...]:
    """Read ``10,20``.

    Raises
    ------
    InputError
        When a length is no whole number from 1 to the number of items, or occurs twice.
    """
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() and 1 <= int(part) <= items for part in parts):
        raise InputError(f"--lengths is {text!r}; allowed are whole numbers from 1 to {items}, split by commas")
    if len({int(part) for part in parts}) < len(parts):
        raise InputError(f"--lengths is {text!r}; a length occurs twice")
    return tuple(sorted(map(int, parts)))


def command(model: Path, responses: Path, lengths: str, out: Path, policy: str, console: Console) -> None:
    """Replay a file of complete records, write the estimates and print the figures.

    The file always holds the estimates of the engine itself; ``policy`` "served" adds the figures of the course that
    citizens get to the same table.
    """
    calibration = calibrate.load(model)
    items = calibration.markers.items
    wanted = read_lengths(lengths, len(items))
    answers = read_answers(responses, items)

    def run(name: str, asker: Asker) -> dict[int, Array]:
        return replay(asker, answers.values, wanted, told=name, console=console)

    engine = run("engine itself", Engine(calibration))
    rows = [
        (respondent, str(length), RIASEC[scale], f"{engine[length][person, scale]:.4f}")
        for person, respondent in enumerate(answers.respondents)
        for length in wanted
        for scale in range(engine[length].shape[1])
    ]
    write_rows(out, ["respondent", "answers", "scale", "estimate"], rows)
    full = answers.values @ calibration.questionnaire.membership.T
    named = {"engine itself": engine}
    if policy == "served":
        named["engine as served"] = run("engine as served", Served(calibration))
    named["best fixed set, linear"] = run("best fixed set, linear", LinearBestSet(calibration))
    named["fixed order, means"] = run("fixed order, means", FixedOrder(calibration))
    console.print(f"{len(answers.respondents)} complete records, {answers.left_out} left out; wrote {out}")
    console.print(table({name: {n: measure(e[n], full) for n in wanted} for name, e in named.items()}))


def table(figures: Mapping[str, Mapping[int, Figures]]) -> Table:
    """Return the figures by method and number of answers."""
    found = Table(title="mean correlation with the full scales (95 %), share whose top scale is found")
    found.add_column("method")
    lengths = sorted({length for row in figures.values() for length in row})
    for length in lengths:
        found.add_column(f"{length} answers")
    for name, row in figures.items():
        found.add_row(name, *(str(row[length]) for length in lengths))
    return found
