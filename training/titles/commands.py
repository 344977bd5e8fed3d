"""The verbs of ``python -m training titles``."""

import argparse
from pathlib import Path

from rich.console import Console

from models.store import ARTIFACTS
from models.titles.mix import KIND, SERVED
from training.titles import measuring, naming, training


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    rank = verbs.add_parser("rank", help="write the best 1,000 names of each query")
    rank.add_argument("--queries", type=Path, required=True, help="CSV id,text")
    rank.add_argument("--names", type=Path, required=True, help="CSV id,text")
    rank.add_argument("--out", type=Path, required=True, help="CSV to write: query_id,name_id,score")
    rank.set_defaults(run=_rank)

    evaluate = verbs.add_parser("evaluate", help="held-back ESCO aliases against character tf-idf")
    evaluate.add_argument("--occupations", type=Path, required=True, help="ESCO occupations of one language (CSV)")
    evaluate.set_defaults(run=_evaluate)

    train = verbs.add_parser("train", help="learn the mix and its chance, write the artifact (extra 'training')")
    train.add_argument("--reference", type=Path, required=True, help="folder with esco/ and rome4/")
    train.add_argument("--out", type=Path, default=ARTIFACTS, help="folder of artifacts")
    train.add_argument("--version", default=SERVED.name, help="version to write")
    train.set_defaults(run=_train)

    names = verbs.add_parser("names", help="write the names bank from ESCO's files")
    names.add_argument("--esco", type=Path, required=True, help="folder with occupations_nl.csv, _fr and _en")
    names.set_defaults(run=_names)


def _train(options: argparse.Namespace, console: Console) -> None:
    folder = training.train(options.reference, console, out=options.out, version=options.version)
    console.print(f"{KIND} in {folder}")


def _names(options: argparse.Namespace, console: Console) -> None:
    naming.write(options.esco, console)


def _rank(options: argparse.Namespace, console: Console) -> None:
    measuring.rank(options.queries, options.names, options.out, console)


def _evaluate(options: argparse.Namespace, console: Console) -> None:
    measuring.evaluate(options.occupations, console)
