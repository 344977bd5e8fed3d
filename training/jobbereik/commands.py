"""The verbs of ``python -m training jobbereik``."""

import argparse
from pathlib import Path

from rich.console import Console

from models import store
from models.jobbereik.baselines import RANKERS, SERVED
from training.jobbereik import calibrate, measuring


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    rank = verbs.add_parser("rank", help="write the score of every other occupation for each origin")
    rank.add_argument("--catalogue", type=Path, required=True, help="folder in the interchange format")
    rank.add_argument("--transitions", type=Path, required=True, help="CSV whose distinct from_id are the origins")
    rank.add_argument("--out", type=Path, required=True, help="CSV to write: from_id,to_id,score")
    rank.add_argument("--model", default=SERVED, help=f"one of {', '.join(RANKERS)} (default: {SERVED})")
    rank.set_defaults(run=_rank)

    evaluate = verbs.add_parser("evaluate", help="print MRR, MAP and R@10 of all rankers with intervals")
    evaluate.add_argument("--catalogue", type=Path, help="folder in the interchange format (default: the built-in one)")
    evaluate.add_argument("--transitions", type=Path, help="CSV from_id,to_id,kind (default: the related occupations)")
    evaluate.set_defaults(run=_evaluate)

    fit = verbs.add_parser(
        "calibrate", help="fit the probabilities and publish them with a card, if the gate lets them"
    )
    fit.add_argument("--catalogue", type=Path, required=True, help="folder in the interchange format")
    fit.add_argument("--transitions", type=Path, required=True, help="CSV from_id,to_id,kind")
    fit.add_argument(
        "--out", type=Path, default=store.ARTIFACTS, help="folder of artifacts (default: models/artifacts)"
    )
    fit.set_defaults(run=_calibrate)


def _rank(options: argparse.Namespace, console: Console) -> None:
    measuring.rank(options.catalogue, options.transitions, options.out, options.model, console)


def _evaluate(options: argparse.Namespace, console: Console) -> None:
    measuring.evaluate(options.catalogue, options.transitions, console)


def _calibrate(options: argparse.Namespace, console: Console) -> None:
    folder = calibrate.calibrate(options.catalogue, options.transitions, options.out, console)
    console.print(f"published {folder}")
