"""The verbs of ``python -m training waarden``."""

import argparse
from pathlib import Path

from rich.console import Console

from training.waarden import figures


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    carry = verbs.add_parser("figures", help="carry work values over from O*NET to the built-in catalogue")
    carry.add_argument(
        "--reference", type=Path, required=True, metavar="DIR", help="folder that holds onet/work_values.txt"
    )
    carry.set_defaults(run=_figures)


def _figures(options: argparse.Namespace, console: Console) -> None:
    figures.write_figures(options.reference, console)
