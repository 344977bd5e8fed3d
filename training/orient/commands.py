"""The verbs of ``python -m training orient``."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from threadpoolctl import threadpool_limits

from models import store
from training.orient import build, calibrate, comparison, report

Run = Callable[[argparse.Namespace, Console], None]


def _one_thread(run: Run) -> Run:
    """Matrices are small and many here: more than one thread for one product only makes them wait for each other."""

    def alone(options: argparse.Namespace, console: Console) -> None:
        with threadpool_limits(limits=1, user_api="blas"):
            run(options, console)

    return alone


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    fit = verbs.add_parser("calibrate", help="fit the engine to complete answers on a questionnaire")
    fit.add_argument("--items", type=Path, required=True, help="CSV item,scale")
    fit.add_argument("--responses", type=Path, required=True, help="CSV respondent and one column an item")
    fit.add_argument("--out", type=Path, required=True, help="folder to write")
    fit.set_defaults(run=_calibrate)

    make = verbs.add_parser(
        "build", help="learn what is served: type correlations, first ten, ends; refused when the list gets worse"
    )
    make.add_argument("--items", type=Path, required=True, help="CSV item,scale of the markers")
    make.add_argument("--responses", type=Path, required=True, help="CSV respondent and one column an item")
    make.add_argument(
        "--out", type=Path, default=store.ARTIFACTS, help="folder of artifacts (default: models/artifacts)"
    )
    make.set_defaults(run=_build)

    again = verbs.add_parser("replay", help="ask complete records adaptively and predict their full scale sums")
    again.add_argument("--model", type=Path, required=True, help="folder written by calibrate")
    again.add_argument("--responses", type=Path, required=True, help="CSV respondent and one column an item")
    again.add_argument("--lengths", required=True, help="numbers of answers, for example 10,15,20,30")
    again.add_argument("--out", type=Path, required=True, help="CSV to write: respondent,answers,scale,estimate")
    again.add_argument(
        "--policy",
        choices=("engine", "served"),
        default="engine",
        help="served: also print the figures with the common block, the draw and the try-out item",
    )
    again.set_defaults(run=_replay)
    _add_report(verbs)


def _add_report(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    tell = verbs.add_parser("report", help="measure everything: Markdown, plots, and the figures that are published")
    tell.add_argument("--reference", type=Path, required=True, help="folder of reference data, with riasec/")
    tell.add_argument("--personas", type=Path, default=Path("tests/golden/personas.yaml"), help="golden personas")
    tell.add_argument("--out", type=Path, required=True, help="folder for report.md and the plots")
    tell.add_argument("--persons", type=int, default=150, help="simulated persons (default: 150)")
    tell.add_argument("--per-fold", type=int, help="respondents a fold that are replayed (default: all)")
    tell.add_argument("--publish", action="store_true", help="also write what the service publishes")
    tell.set_defaults(run=_report)


@_one_thread
def _calibrate(options: argparse.Namespace, console: Console) -> None:
    folder = calibrate.calibrate(options.items, options.responses, options.out, console)
    console.print(f"wrote {folder}")


@_one_thread
def _replay(options: argparse.Namespace, console: Console) -> None:
    comparison.command(options.model, options.responses, options.lengths, options.out, options.policy, console)


@_one_thread
def _build(options: argparse.Namespace, console: Console) -> None:
    folder = build.build(options.items, options.responses, options.out, console)
    console.print(f"published {folder}")


@_one_thread
def _report(options: argparse.Namespace, console: Console) -> None:
    published = report.ACCURACY if options.publish else None
    on = datetime.now(UTC).date()
    persons = max(int(options.persons), 10)
    report.report(
        options.reference,
        options.personas,
        options.out,
        published,
        persons=persons,
        per_fold=options.per_fold,
        on=on,
        console=console,
    )
