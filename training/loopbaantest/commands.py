"""The verbs of ``python -m training loopbaantest``."""

import argparse
from pathlib import Path

from rich.console import Console

from item_bank.loopbaantest.bank import bank
from item_bank.loopbaantest.schema import WorkStatus
from training.loopbaantest import answers, export, figures, publish, report, simulate
from training.loopbaantest.analysis import analyse
from training.tables import InputError


def _answers(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("answers", type=Path, help="CSV as `simulate` and `export` write it")
    verb.add_argument(
        "--groups", nargs="*", default=["workStatus", "language"], help="columns for DIF (default: both fixed ones)"
    )


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    made = verbs.add_parser("simulate", help="write answers of made-up persons, to try the other verbs")
    made.add_argument("--persons", type=int, default=figures.PERSONS, help="default: 1000")
    made.add_argument("--seed", type=int, default=figures.SEED)
    made.add_argument("--out", type=Path, required=True, help="CSV to write")
    made.set_defaults(run=_simulate)

    logged = verbs.add_parser("export", help="write the answers whose owners allowed it, without who they are")
    logged.add_argument("--database", required=True, help="sqlite:///FILE or postgresql://...")
    logged.add_argument("--out", type=Path, required=True, help="CSV to write")
    logged.set_defaults(run=_export)

    measured = verbs.add_parser("report", help="print reliability, statements, fit of six themes and DIF")
    _answers(measured)
    measured.set_defaults(run=_report)

    fitted = verbs.add_parser("calibrate", help="write measured errors and item parameters, with their card")
    _answers(fitted)
    fitted.add_argument("--out", type=Path, required=True, help="folder to write, DATA_DIR/loopbaantest/measured")
    fitted.set_defaults(run=_calibrate)

    normed = verbs.add_parser("norms", help="write a norm table of real, careful persons")
    normed.add_argument("answers", type=Path, help="CSV as `export` writes it")
    normed.add_argument("--id", required=True, help="name of the table")
    normed.add_argument("--composition", required=True, help="who the group is, in Dutch words")
    normed.add_argument("--status", choices=[str(status) for status in WorkStatus], help="only this work status")
    normed.add_argument("--out", type=Path, required=True, help="YAML to write")
    normed.set_defaults(run=_norms)

    document = verbs.add_parser("verantwoording", help="make the figures in verantwoording.md again")
    document.set_defaults(run=_figures)


def _simulate(options: argparse.Namespace, console: Console) -> None:
    if options.persons < 1:
        raise InputError(f"--persons is {options.persons}; allowed is 1 or more")
    n = answers.write(options.out, bank(), simulate.respondents(bank(), options.persons, options.seed))
    console.print(f"{n} simulated persons in {options.out}")


def _export(options: argparse.Namespace, console: Console) -> None:
    n = answers.write(options.out, bank(), export.rows(options.database, bank()))
    console.print(f"{n} persons who allowed it in {options.out}")


def _report(options: argparse.Namespace, console: Console) -> None:
    data = answers.read(options.answers, bank(), options.groups)
    report.show(analyse(data, options.groups), console, simulated=data.simulated)


def _calibrate(options: argparse.Namespace, console: Console) -> None:
    data = answers.read(options.answers, bank(), options.groups)
    folder = publish.calibrate(data, options.out, options.groups, options.answers)
    console.print(f"wrote {folder}" + (": SIMULATED, so serving refuses it" if data.simulated else ""))


def _norms(options: argparse.Namespace, console: Console) -> None:
    data = answers.read(options.answers, bank())
    publish.norms(data, options.out, options.id, options.composition, options.status, console)


def _figures(_: argparse.Namespace, console: Console) -> None:
    changed = figures.put_into(figures.DOCUMENT, figures.figures(bank()))
    console.print(f"{figures.DOCUMENT}: {'new figures' if changed else 'the figures are the same'}")
