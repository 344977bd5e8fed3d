"""The verbs of ``python -m training titles``."""

import argparse
from pathlib import Path

from rich.console import Console

from training.titles import measuring


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


def _rank(options: argparse.Namespace, console: Console) -> None:
    measuring.rank(options.queries, options.names, options.out, console)


def _evaluate(options: argparse.Namespace, console: Console) -> None:
    measuring.evaluate(options.occupations, console)
