"""The verbs of ``python -m training jobbereik``."""

import argparse
import os
from pathlib import Path

from rich.console import Console

from models import store
from models.jobbereik.baselines import RANKERS, SERVED
from training.jobbereik import grading, judging, measuring, train
from training.tables import InputError


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    rank = verbs.add_parser("rank", help="write the score of every other occupation for each origin")
    rank.add_argument("--catalogue", required=True, help="folder in the interchange format, or built-in")
    rank.add_argument("--transitions", type=Path, required=True, help="CSV whose distinct from_id are the origins")
    rank.add_argument("--out", type=Path, required=True, help="CSV to write: from_id,to_id,score")
    rank.add_argument("--model", default=SERVED, help=f"one of {', '.join(RANKERS)} (default: {SERVED})")
    rank.add_argument(
        "--head", choices=("near", "development", "any"), default="any", help="steps to rank for (default: any)"
    )
    rank.set_defaults(run=_rank)

    evaluate = verbs.add_parser("evaluate", help="print MRR, MAP and R@10 of all rankers with intervals")
    evaluate.add_argument("--catalogue", type=Path, help="folder in the interchange format (default: the built-in one)")
    evaluate.add_argument("--transitions", type=Path, help="CSV from_id,to_id,kind (default: the related occupations)")
    evaluate.set_defaults(run=_evaluate)

    learn = verbs.add_parser("train", help="learn what is served and publish it with a card, if the gate lets it")
    learn.add_argument(
        "--reference", type=Path, default=os.environ.get("REFERENCE_DIR") or None, help="folder of rome/ and steps/"
    )
    learn.add_argument(
        "--out", type=Path, default=store.ARTIFACTS, help="folder of artifacts (default: models/artifacts)"
    )
    learn.add_argument("--further", type=Path, help="CSV of further steps to learn from, as `use careers` writes it")
    learn.set_defaults(run=_train)

    judge = verbs.add_parser("judge", help="measure the lists that are served on judged steps")
    judge.add_argument("--steps", type=Path, required=True, help="CSV from_id,to_id,grade_a,grade_b")
    judge.add_argument("--months", type=int, default=60, help="length of the one experience (default: 60)")
    judge.add_argument(
        "--unseen",
        action="store_true",
        help="ask for each origin the trees that never saw it, where it was learned from",
    )
    judge.set_defaults(run=_judge)

    ungraded = verbs.add_parser("ungraded", help="write the steps that stand in a list and nobody graded")
    ungraded.add_argument("--out", type=Path, required=True, help="CSV to write: from_id,to_id")
    ungraded.set_defaults(run=_ungraded)


def _rank(options: argparse.Namespace, console: Console) -> None:
    measuring.rank(options.catalogue, options.transitions, options.out, options.model, options.head, console)


def _evaluate(options: argparse.Namespace, console: Console) -> None:
    measuring.evaluate(options.catalogue, options.transitions, console)


def _train(options: argparse.Namespace, console: Console) -> None:
    if options.reference is None:
        raise InputError("--reference is missing, and REFERENCE_DIR names no folder")
    made = train.train(Path(options.reference), options.out, console, further=options.further)
    console.print(f"published {made}")


def _judge(options: argparse.Namespace, console: Console) -> None:
    judging.judge(options.steps, options.months, console, unseen=options.unseen)


def _ungraded(options: argparse.Namespace, console: Console) -> None:
    console.print(f"{grading.write_ungraded(options.out)} steps in {options.out}")
