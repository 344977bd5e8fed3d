"""Training, comparing and promoting versions: measured, judged and tried before anything serves."""

import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from item_bank.catalogue import builtin, snapshot
from item_bank.manifest import MANIFEST, seal, verify
from models import canary, registry, signing
from models.contracts import Estimate
from models.registry import Entry
from models.store import CARD
from training.evaluation import bootstrap
from training.models import report as reports
from training.models import runs
from training.models.bench import FIGURES, SERVED
from training.models.gate import RefusedError, check_fits, judge, not_finite
from training.models.measuring import cost, reliability, slices
from training.tables import InputError

WITH_A_RELEASE: Mapping[str, str] = {
    "title-embedding": "features of pairs and stored indexes rest on it",
    "vacancies-sample": "vacancies are activated, not promoted",
}
"""Models that no promotion changes, and why."""

TRAINED_BY: Mapping[str, tuple[str, str]] = {
    "jobbereik-reach": ("jobbereik", "train"),
    "orient": ("orient", "build"),
    "title-embedding": ("embedding", "train"),
    "title-matcher": ("titles", "train"),
}
"""Feature and verb that make each model; all write ``<out>/<name>/<version>``."""

Command = Callable[[Sequence[str]], int]


def found(data_dir: Path, name: str, version: str) -> Path:
    """Return the folder of a version.

    Raises
    ------
    InputError
        When there is none.
    """
    registry.number(version)
    rows = registry.versions(data_dir, name)
    if version not in rows:
        raise InputError(f"{name} has no version {version!r}; there are {', '.join(rows) or 'none'}")
    return rows[version]


def next_version(data_dir: Path, name: str) -> str:
    """Return the next minor version."""
    rows = list(registry.versions(data_dir, name))
    major, minor, _ = registry.number(rows[-1]) if rows else (0, 9, 0)
    return f"{major}.{minor + 1}.0"


def restamp(made: Path, version: str, into: Path, facts: Mapping[str, object] | None = None) -> Path:
    """Copy an artifact under another version, which its manifest and card say too.

    Parameters
    ----------
    facts
        What its manifest says besides, for example what it was learned from.
    """
    target = into / version
    shutil.copytree(made, target)
    if made.name != version or facts:
        manifest = verify(target, kind=registry.kind_of(target))
        card = target / CARD
        if card.is_file():
            text = card.read_text(encoding="utf-8")
            card.write_text(
                text.replace(f"{made.parent.name} {made.name}", f"{made.parent.name} {version}"), encoding="utf-8"
            )
        (target / MANIFEST).unlink()
        seal(target, kind=manifest.kind, metadata={**manifest.metadata, **(facts or {}), "version": version})
    return target


def train(
    data_dir: Path,
    name: str,
    arguments: Sequence[str],
    run: Command,
    at: datetime,
    version: str | None = None,
    facts: Mapping[str, object] | None = None,
) -> Path:
    """Train a model into a folder of its own, and put it among the versions when it is whole.

    A training that is killed leaves nothing that could serve; the next one starts clean.

    Parameters
    ----------
    facts
        What the manifest says besides what the command wrote.

    Raises
    ------
    InputError
        When nothing is known that trains the model, or its command failed.
    """
    if name not in TRAINED_BY:
        raise InputError(f"model is {name!r}; these are trained here: {', '.join(sorted(TRAINED_BY))}")
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="training-") as scratch:
        if run([*TRAINED_BY[name], *arguments, "--out", scratch]):
            raise InputError(f"{name} was not trained; the lines above say why, and nothing was changed")
        made = [path.parent for path in Path(scratch).glob(f"{name}/*/{MANIFEST}")]
        if len(made) != 1:
            raise InputError(f"{name}: training made {len(made)} versions; one is expected")
        stamped = restamp(made[0], version or next_version(data_dir, name), Path(scratch) / "stamped", facts)
        folder = registry.add(stamped, data_dir, name)
    own = registry.metadata(folder)
    told = {key: own.get(key) for key in ("seed", "dataSha256", "catalogueVersion", "libraries")}
    runs.keep(
        data_dir,
        verb="train",
        name=name,
        version=folder.name,
        at=at,
        seconds=round(time.monotonic() - start, 1),
        arguments=list(arguments),
        **told,
    )
    return folder


def measure(data_dir: Path, name: str, version: str, at: datetime, labels: Path | None = None) -> reports.Report:
    """Measure a version beside what serves, and keep the run."""
    start = time.monotonic()
    made = reports.measure(name, found(data_dir, name, version), _champion(data_dir, name), labels=labels)
    facts = {
        "figures": made.figures,
        "seconds": round(time.monotonic() - start, 1),
        "labels": "judged" if labels is None else str(labels),
    }
    runs.keep(data_dir, verb="report", name=name, version=version, at=at, **facts)
    return made


def _champion(data_dir: Path, name: str) -> Path:
    return registry.folder(data_dir, name)


def promote(data_dir: Path, name: str, version: str, *, reason: str, at: datetime) -> Entry:
    """Measure, judge and try a version, and let it serve when it holds.

    Raises
    ------
    RefusedError
        When it does not fit what is served here, or fails its gate; with the line.
    models.store.ArtifactError
        When it is not whole, not signed, or fails when tried in a process of its own.
    """
    folder = found(data_dir, name, version)
    check_fits(folder, snapshot.active_version(data_dir) or builtin.catalogue().version)
    signing.check_signature(folder, data_dir / "models")
    canary.check(name, folder, data_dir)
    figures = measure(data_dir, name, version, at).figures
    if bad := not_finite(figures):
        raise RefusedError(f"{name} {version}: {bad[0]} is not a number")
    judge(name, figures)
    if name in WITH_A_RELEASE:
        raise RefusedError(f"{name} comes with a release: {WITH_A_RELEASE[name]}")
    return registry.promote(data_dir, name, version, reason=reason, at=at)


def compare(
    data_dir: Path, name: str, versions: tuple[str, str], console: Console, at: datetime, labels: Path | None = None
) -> None:
    """Print two versions side by side: figures with paired differences, calibration, slices and cost."""
    folders = [found(data_dir, name, version) for version in versions]
    one, other = (reports.bench_of(name, folder, labels) for folder in folders)
    if list(one.labels.judged) != list(other.labels.judged):
        raise InputError("the two versions were measured on other origins")
    table = Table(title=f"{name}: {versions[0]} beside {versions[1]}, paired 95 % intervals over origins")
    for header in ("figure", *versions, "difference"):
        table.add_column(header, no_wrap=True)
    gains = {}
    for column, figure in enumerate(FIGURES):
        gaps = one.values(SERVED)[:, column] - other.values(SERVED)[:, column]
        gains[figure] = bootstrap(gaps[~np.isnan(gaps)])
        pair = [_cell(bench.figures(SERVED)[figure]) for bench in (one, other)]
        table.add_row(figure, *pair, _cell(gains[figure]))
    for first, second in zip(reliability(one), reliability(other), strict=True):
        table.add_row(f"calibration {first.head}, {first.data}", f"{first.error:.3f}", f"{second.error:.3f}", "")
    for what, rows in slices(one).items():
        beside = slices(other)[what]
        for key, estimate in rows.items():
            table.add_row(
                f"{what} {key}", _cell(estimate), _cell(beside[key]), f"{estimate.value - beside[key].value:+.3f}"
            )
    costs = [cost(bench, folder) for bench, folder in zip((one, other), folders, strict=True)]
    for key in costs[0]:
        table.add_row(key, f"{costs[0][key]:.4g}", f"{costs[1][key]:.4g}", f"{costs[0][key] - costs[1][key]:+.4g}")
    console.print(table)
    figures = {f"{figure}.difference": estimate.value for figure, estimate in gains.items()}
    runs.keep(data_dir, verb="compare", name=name, version=" ".join(versions), at=at, figures=figures)


def _cell(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"
