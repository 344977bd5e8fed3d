"""Train, measure, compare, promote and roll back models; ask what served when."""

import argparse
import os
from datetime import UTC, date, datetime
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from rich.console import Console
from rich.table import Table

from item_bank.manifest import write_text_durably
from models import registry, signing
from models.store import ARTIFACTS
from training.catalogue.importing import data_dir_from_environment
from training.models import anew, drawing, gate, promoting, runs
from training.models import report as reports
from training.tables import InputError


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    train = _verb(verbs, "train", "train a new version with the command of its model, and keep it", _train)
    train.add_argument("--version", help="major.minor.patch (default: the next minor)")
    train.add_argument("arguments", nargs=argparse.REMAINDER, help="arguments of that command, after --")
    report = _verb(verbs, "report", "measure a version: Markdown and HTML with plots", _report)
    report.add_argument("version", help="major.minor.patch")
    report.add_argument("--out", type=Path, required=True, help="folder to write")
    report.add_argument("--labels", type=Path, help="CSV of judged steps (default: those of the project)")
    compare = _verb(verbs, "compare", "two versions side by side, with paired intervals", _compare)
    compare.add_argument("versions", nargs=2, metavar="VERSION")
    compare.add_argument("--labels", type=Path, help="CSV of judged steps (default: those of the project)")
    promote = _verb(verbs, "promote", "let a version serve, if its gate and a trial let it", _promote)
    promote.add_argument("version", help="major.minor.patch")
    promote.add_argument("--gates", type=Path, default=gate.GATES, help="folder of gate files (default: the project's)")
    promote.add_argument("--reason", required=True, help="why, in a sentence; the history keeps it")
    rollback = _verb(verbs, "rollback", "go back to the version that served before", _rollback)
    rollback.add_argument("--reason", default="rolled back by hand", help="why, in a sentence")
    history = _verb(verbs, "history", "what served when and why", _history)
    history.add_argument("--at", type=_day, help="one day by UTC, such as 2026-11-29")
    show = _verb(verbs, "show", "what a version says of itself", _show)
    show.add_argument("version", nargs="?", help="major.minor.patch (default: the one that serves)")
    sign = _verb(verbs, "sign", "sign a version with an operator's key", _sign)
    sign.add_argument("version", help="major.minor.patch")
    sign.add_argument("--key", type=Path, required=True, help="private key, PEM")
    _verb(verbs, "list", "all models and their versions", _list, named=False)
    key = _verb(verbs, "key", "make a pair of keys, and trust it from now on", _key, named=False)
    key.add_argument("--out", type=Path, required=True, help="private key to write, PEM; keep it elsewhere")
    again = _verb(verbs, "anew", "learn all models that ship again, in their order", _anew, named=False)
    again.add_argument("--reference", type=Path, required=True, help="folder of reference data")
    past = _verb(verbs, "runs", "what was trained and measured, listed and drawn", _runs, named=False)
    past.add_argument("--name", help="of one model")
    past.add_argument("--figure", default="nDCG@10", help="figure to list and draw (default: nDCG@10)")
    past.add_argument("--svg", type=Path, help="file to draw it in")


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    words: str,
    run: object,
    *,
    named: bool = True,
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=words)
    if named:
        verb.add_argument("name", metavar="NAME", help="a model, such as jobbereik-reach")
    verb.add_argument("--data-dir", type=Path, default=None, help="data folder (default: DATA_DIR, else ./data)")
    verb.set_defaults(run=run)
    return verb


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"day is {text!r}; allowed is one such as 2026-11-29") from error


def _data(options: argparse.Namespace) -> Path:
    return options.data_dir or data_dir_from_environment()


def _now() -> datetime:
    return datetime.now(UTC)


def announce(name: str, console: Console) -> None:
    """Tell workers that share a Redis; without one they look for themselves."""
    url = os.environ.get("REDIS_URL", "")
    if url:
        try:
            with Redis.from_url(url) as client:
                client.publish(registry.CHANNEL, name)
        except RedisError as error:
            console.print(f"not announced through Redis ({error}); workers look for themselves")


def _train(options: argparse.Namespace, console: Console) -> None:
    arguments = [text for text in options.arguments if text != "--"]
    folder = promoting.train(_data(options), options.name, arguments, options.main, _now(), options.version)
    console.print(f"{options.name} {folder.name} is there; measure it with report, let it serve with promote")


def _anew(options: argparse.Namespace, console: Console) -> None:
    anew.anew(options.reference, ARTIFACTS, console)


def _report(options: argparse.Namespace, console: Console) -> None:
    made = promoting.measure(_data(options), options.name, options.version, _now(), options.labels)
    for path in reports.write(made, options.out):
        console.print(f"wrote {path}")


def _compare(options: argparse.Namespace, console: Console) -> None:
    promoting.compare(_data(options), options.name, tuple(options.versions), console, _now(), options.labels)


def _promote(options: argparse.Namespace, console: Console) -> None:
    if not options.gates.is_dir():
        raise InputError(f"--gates is {options.gates}; a folder with {options.name}.yaml or any.yaml is needed")
    data_dir, version, reason = _data(options), options.version, options.reason
    entry = promoting.promote(data_dir, options.name, version, reason=reason, clock=_now, gates=options.gates)
    announce(options.name, console)
    console.print(f"{options.name} {entry.version} serves from now on; before it was {entry.previous}")


def _rollback(options: argparse.Namespace, console: Console) -> None:
    entry = registry.rollback(_data(options), options.name, reason=options.reason, at=_now())
    announce(options.name, console)
    console.print(f"{options.name} {entry.version} serves again, instead of {entry.previous}")


def _history(options: argparse.Namespace, console: Console) -> None:
    data_dir = _data(options)
    base = registry.base(options.name).name
    rows = every = registry.history(data_dir, options.name)
    if options.at is not None:
        rows = registry.served_on(data_dir, options.name, options.at)
    if every and not rows:
        console.print(f"nothing is known of {options.at}; the history of {options.name} begins at {every[0].at}")
    elif not rows:
        console.print(f"no line; what came with the release serves, {options.name} {base}")
    for row in rows:
        console.print(f"{row.at}  {row.action:8}  {row.version:10}  {row.manifest[:12]}  {row.reason}")


def _show(options: argparse.Namespace, console: Console) -> None:
    data_dir = _data(options)
    serves = registry.folder(data_dir, options.name)
    folder = promoting.found(data_dir, options.name, options.version) if options.version else serves
    signed = "signed" if registry.signed(folder) else "not signed"
    console.print(f"{options.name} {folder.name}, {signed}{', serves' if folder == serves else ''}")
    for key, value in registry.metadata(folder).items():
        console.print(f"  {key}: {value}", markup=False)


def _sign(options: argparse.Namespace, console: Console) -> None:
    folder = promoting.found(_data(options), options.name, options.version)
    signing.sign(folder, options.key)
    console.print(f"signed {options.name} {folder.name}")


def _key(options: argparse.Namespace, console: Console) -> None:
    trusted = _data(options) / "models" / signing.TRUSTED
    signing.make_key(options.out, trusted)
    console.print(f"wrote {options.out}; {trusted} trusts it: nothing else is promoted from now on")


def _list(options: argparse.Namespace, console: Console) -> None:
    data_dir = _data(options)
    for name in registry.names():
        serves = registry.folder(data_dir, name).name
        versions = [f"{v} (serves)" if v == serves else v for v in registry.versions(data_dir, name)]
        console.print(f"{name}: {', '.join(versions)}", markup=False)


def _runs(options: argparse.Namespace, console: Console) -> None:
    rows = runs.read(_data(options), options.name)
    table = Table(title=f"runs, {options.figure}")
    for header in ("at", "verb", "name", "version", options.figure, "seconds", "commit"):
        table.add_column(header, no_wrap=True)
    values: list[tuple[str, float]] = []
    for row in rows:
        value = (row.get("figures") or {}).get(options.figure)
        if value is not None:
            values.append((f"{row['name']} {row['version']} {row['at']}", float(value)))
        cells = [row["at"], row["verb"], row["name"], row.get("version", "")]
        shown = "" if value is None else f"{value:.4f}"
        table.add_row(*cells, shown, str(row.get("seconds", "")), str(row.get("commit") or "")[:8])
    console.print(table)
    if options.svg is not None:
        if not values:
            raise InputError(f"no run has the figure {options.figure!r}")
        write_text_durably(options.svg, drawing.line(options.figure, [n for n, _ in values], [v for _, v in values]))
        console.print(f"drew {len(values)} runs in {options.svg}")
