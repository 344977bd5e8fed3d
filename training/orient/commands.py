"""The verbs of ``python -m training orient``."""

import argparse
from pathlib import Path

from rich.console import Console

from training.orient import calibrate, comparison


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    fit = verbs.add_parser("calibrate", help="fit the engine to complete answers on a questionnaire")
    fit.add_argument("--items", type=Path, required=True, help="CSV item,scale")
    fit.add_argument("--responses", type=Path, required=True, help="CSV respondent and one column an item")
    fit.add_argument("--out", type=Path, required=True, help="folder to write")
    fit.set_defaults(run=_calibrate)

    again = verbs.add_parser("replay", help="ask complete records adaptively and predict their full scale sums")
    again.add_argument("--model", type=Path, required=True, help="folder written by calibrate")
    again.add_argument("--responses", type=Path, required=True, help="CSV respondent and one column an item")
    again.add_argument("--lengths", required=True, help="numbers of answers, for example 10,15,20,30")
    again.add_argument("--out", type=Path, required=True, help="CSV to write: respondent,answers,scale,estimate")
    again.add_argument(
        "--policy",
        choices=("engine", "served"),
        default="engine",
        help="served: also print the figures with the common block, the draw from the best five and the try-out item",
    )
    again.set_defaults(run=_replay)


def _calibrate(options: argparse.Namespace, console: Console) -> None:
    folder = calibrate.calibrate(options.items, options.responses, options.out, console)
    console.print(f"wrote {folder}")


def _replay(options: argparse.Namespace, console: Console) -> None:
    comparison.command(options.model, options.responses, options.lengths, options.out, options.policy, console)
