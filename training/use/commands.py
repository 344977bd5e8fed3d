"""Learn from use: export with consent, evaluate off policy, watch for drift, read careers, retrain every month."""

import argparse
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console

from item_bank.orient.bank import bank as orient_bank
from models import registry
from models.jobbereik.calibration import KIND as RANKER
from models.orient.artifact import KIND as ORIENT
from models.orient.engine import Orient
from training.catalogue.importing import data_dir_from_environment, served_catalogue
from training.models import report as reports
from training.models.bench import Bench
from training.models.commands import announce
from training.tables import InputError
from training.use import careers, drift, export, lineage, monthly, next_job, pseudonyms, records, replaying, reporting

LARGE_DRIFT = 3
"""Exit code of ``drift`` when something surely moved far."""

NOT_PROMOTED = 3
"""Exit code of ``monthly`` when what served goes on serving."""

Run = Callable[[argparse.Namespace, Console], int | None]


def add_verbs(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the verbs to the command line."""
    key = verbs.add_parser("key", help="make the key of the pseudonyms; keep it outside the data folder")
    key.add_argument("--out", type=Path, required=True, help="file to write")
    key.set_defaults(run=_key)

    out = _verb(verbs, "export", "write the answers that may be used, under pseudonyms, without small cells", _export)
    _database(out)
    _keyed(out)

    again = _verb(verbs, "replay", "what ranking policies are worth, on the exploration slots of Oriënt", _replay)
    _database(again)
    again.add_argument(
        "--shown", type=int, default=replaying.SHOWN, help="occupations that a policy shows (default: 10)"
    )
    again.add_argument("--out", type=Path, help="folder for report.md and report.html")

    moved = _verb(
        verbs, "drift", "how far answers, profiles and vacancies moved since training; 3 when surely far", _drift
    )
    _database(moved)
    moved.add_argument("--model", default="orient", help="whose figures of training to compare with (default: orient)")
    moved.add_argument("--against", type=Path, help="JSON of counts to compare with, instead of those of the model")
    moved.add_argument("--write", type=Path, help="write the counts of now as JSON, to compare with later")
    moved.add_argument("--out", type=Path, help="folder for report.md and report.html with its plot")

    jobs = _verb(verbs, "careers", "rankers on observed careers, beside persistence and popularity", _careers)
    jobs.add_argument("careers", type=Path, help="CSV person_id,start,end,occupation; an empty end goes on")
    jobs.add_argument("--until", type=date.fromisoformat, help="day up to which jobs were seen (default: today)")
    jobs.add_argument("--labels", type=Path, help="CSV to write: moves of ten persons as judged steps")
    jobs.add_argument("--out", type=Path, help="folder for report.md and report.html")

    loop = _verb(verbs, "monthly", "the whole loop; goes on where it was killed; 3 when nothing is promoted", _monthly)
    _database(loop)
    _keyed(loop)
    loop.add_argument("--month", help="name of the run, as 2026-11 (default: this month)")
    loop.add_argument("--model", required=True, help="which model is trained, such as jobbereik-reach")
    loop.add_argument("--careers", type=Path, help="CSV person_id,start,end,occupation")
    loop.add_argument("--despite-drift", action="store_true", help="promote also when something surely drifted far")
    loop.add_argument("--anew", action="store_true", help="forget what was done of this month, and begin again")
    loop.add_argument(
        "arguments", nargs=argparse.REMAINDER, help="of its training, after --; {export} and {labels} are filled in"
    )

    holds = _verb(verbs, "holds", "which exports and versions hold rows of a session, or of who withdrew", _holds)
    holds.add_argument("--session", help="id of one session; without it: everybody who may not be used any more")
    _database(holds, required=False)
    _keyed(holds)


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, words: str, run: Run
) -> argparse.ArgumentParser:
    verb = verbs.add_parser(name, help=words)
    verb.add_argument("--data-dir", type=Path, default=None, help="data folder (default: DATA_DIR, else ./data)")
    verb.set_defaults(run=run)
    return verb


def _database(verb: argparse.ArgumentParser, *, required: bool = True) -> None:
    verb.add_argument("--database", required=required, help="sqlite:///FILE or postgresql://...")


def _keyed(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--key", type=Path, required=True, help="key of the pseudonyms, as `use key` writes it")


def _data(options: argparse.Namespace) -> Path:
    return options.data_dir or data_dir_from_environment()


def _now() -> datetime:
    return datetime.now(UTC)


def _key(options: argparse.Namespace, console: Console) -> None:
    made = pseudonyms.make(options.out)
    console.print(f"wrote {options.out} ({made.fingerprint}); whoever has it can find persons back: keep it apart")


def _export(options: argparse.Namespace, console: Console) -> None:
    data_dir, now = _data(options), _now()
    key = pseudonyms.read(options.key, outside=data_dir)
    found = export.contents(records.read(options.database, now=now), key)
    folder = export.write(found, data_dir, key, now)
    hidden = found.suppressed
    console.print(
        f"{len(set(found.names.values()))} persons, {len(found.replies)} replies in {folder}\n"
        f"suppressed as fewer than ten: {hidden['sessions']} sessions and {hidden['replies']} replies left out, "
        f"{hidden['sessionsMadeCoarser']} sessions made coarser",
        soft_wrap=True,
    )


def _holds(options: argparse.Namespace, console: Console) -> None:
    data_dir = _data(options)
    key = pseudonyms.read(options.key, outside=data_dir)
    if options.session is not None:
        rows = lineage.holding(data_dir, key, options.session)
    elif options.database is not None:
        rows = lineage.withdrawn(data_dir, key, records.read(options.database, now=_now()))
    else:
        raise InputError("--session or --database is needed")
    if not rows:
        console.print("no export holds such rows")
    for row in rows:
        versions = ", ".join(row.versions) or "no version"
        erased = ", its rows are erased" if row.erased else ""
        console.print(f"{row.export}: {row.sessions} sessions{erased}; learned from it: {versions}", soft_wrap=True)


def _engine(data_dir: Path) -> Orient:
    return Orient.load(served_catalogue(data_dir), orient_bank(), registry.folder(data_dir, ORIENT))


def _replay(options: argparse.Namespace, console: Console) -> None:
    if options.shown < 1:
        raise InputError(f"--shown is {options.shown}; allowed is 1 or more")
    sessions = records.read(options.database, now=_now())
    found = replaying.replay(_engine(_data(options)), sessions, shown=options.shown)
    _tell(reporting.replay_report(found), options.out, console)


def _drift(options: argparse.Namespace, console: Console) -> int:
    data_dir = _data(options)
    sessions = records.read(options.database, now=_now())
    told = drift.told(_engine(data_dir), sessions)
    if options.write is not None:
        drift.write(options.write, drift.counts(told))
        console.print(f"wrote {options.write}")
    then = drift.read(options.against) if options.against else drift.of_model(data_dir, options.model)
    if then is None:
        served = f"{options.model} {registry.folder(data_dir, options.model).name}"
        console.print(f"{served} was not learned from use, so nothing says how people answered then; see --against")
        then = {}
    found, suppressed = drift.measure(told, then)
    rows = drift.with_vacancies(found, data_dir, served_catalogue(data_dir))
    made = reporting.drift_report(f"drift, {_now():%Y-%m-%d}", rows, suppressed)
    _tell(made, options.out, console)
    return LARGE_DRIFT if any(row.word == "large" and row.sure for row in rows) else 0


def _careers(options: argparse.Namespace, console: Console) -> None:
    bench = Bench.built_in(registry.folder(_data(options), RANKER))
    found = careers.read(options.careers, bench.catalogue, options.until or _now().date())
    for line in found.bad[:20]:
        console.print(f"{options.careers}, {line}", markup=False, soft_wrap=True)
    if options.labels is not None:
        n = careers.write_labels(options.labels, careers.labels(found), bench.catalogue)
        console.print(f"wrote {n} moves of at least ten persons as labels to {options.labels}")
    _tell(next_job.report(bench, found), options.out, console)


def _monthly(options: argparse.Namespace, console: Console) -> int:
    data_dir = _data(options)
    month = options.month or f"{_now():%Y-%m}"
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise InputError(f"--month is {month!r}; allowed is a month such as 2026-11")
    loop = monthly.Loop(
        data_dir=data_dir,
        options=monthly.Options(
            month=month,
            database=options.database,
            model=options.model,
            arguments=[text for text in options.arguments if text != "--"],
            careers=options.careers,
            despite_drift=options.despite_drift,
        ),
        key=pseudonyms.read(options.key, outside=data_dir),
        run=options.main,
        clock=_now,
        console=console,
    )
    if not monthly.monthly(loop, anew=options.anew):
        return NOT_PROMOTED
    announce(options.model, console)
    return 0


def _tell(made: reports.Report, out: Path | None, console: Console) -> None:
    """Print a report, or write it and print its first section."""
    if out is None:
        console.print(reports.to_markdown(made), markup=False, soft_wrap=True)
        return
    console.print(made.sections[0].text, markup=False, soft_wrap=True)
    for path in reports.write(made, out):
        console.print(f"wrote {path}")
