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
from models.registry import Entry
from models.store import CARD
from training.evaluation import bootstrap
from training.models import runs, versions
from training.models.gate import GATES, RefusedError, check_fits, judge, not_finite
from training.models.report import Report, cell, difference
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

PROMOTING = ".promoting"
"""Lock of a promotion, from its first look at a version to the line in the history."""

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


def measure(
    data_dir: Path, name: str, version: str, at: datetime, labels: Path | None = None, *, whole: bool = True
) -> Report:
    """Measure a version beside what serves, and keep the run; as a whole, or what the gate asks."""
    start = time.monotonic()
    champion = _champion(data_dir, name)
    made = versions.measure(name, found(data_dir, name, version), champion, labels=labels, whole=whole)
    facts = {
        "figures": made.figures,
        "seconds": round(time.monotonic() - start, 1),
        "labels": "judged" if labels is None else str(labels),
    }
    runs.keep(data_dir, verb="report", name=name, version=version, at=at, **facts)
    return made


def _champion(data_dir: Path, name: str) -> Path:
    """Return what serves; when that is gone, what came with the release, as a service does that starts."""
    try:
        return registry.folder(data_dir, name)
    except registry.RegistryError:
        return registry.base(name)


def promote(
    data_dir: Path, name: str, version: str, *, reason: str, clock: Callable[[], datetime], gates: Path = GATES
) -> Entry:
    """Measure, judge and try a version, and let it serve when it holds.

    One at a time, so that none is judged beside what does not serve any more; a rollback need not wait.

    Parameters
    ----------
    clock
        Tells the time: measuring takes a while, and the history keeps when a version began to serve.
    gates
        Folder of the gate files; an operator may ask more than a release does.

    Raises
    ------
    RefusedError
        When it does not fit what is served here, or fails its gate; with the line.
    models.store.ArtifactError
        When it is not whole, not signed, or fails when tried in a process of its own; when another promotion is
        running, or what serves changed while it was measured.
    """
    folder = found(data_dir, name, version)
    if name in WITH_A_RELEASE:
        raise RefusedError(f"{name} comes with a release: {WITH_A_RELEASE[name]}")
    with registry.alone(data_dir, name, PROMOTING):
        serves = registry.named(data_dir, name)
        check_fits(folder, snapshot.active_version(data_dir) or builtin.catalogue().version)
        signing.check_signature(folder, data_dir / "models")
        _check_finite(name, version, versions.stated(folder))
        canary.check(name, folder, data_dir)
        figures = measure(data_dir, name, version, clock(), whole=False).figures
        _check_finite(name, version, figures)
        judge(name, figures, gates)
        return registry.promote(data_dir, name, version, reason=reason, at=clock(), instead_of=serves)


def _check_finite(name: str, version: str, figures: Mapping[str, float]) -> None:
    if bad := not_finite(figures):
        raise RefusedError(f"{name} {version}: {bad[0]} is not a number")


def compare(
    data_dir: Path, name: str, pair: tuple[str, str], console: Console, at: datetime, labels: Path | None = None
) -> None:
    """Print two versions side by side: figures with paired differences, calibration, slices and cost.

    Raises
    ------
    InputError
        When the two cannot be measured on the same questions.
    """
    one, other = (versions.measure(name, found(data_dir, name, version), labels=labels) for version in pair)
    if {key: len(row) for key, row in one.values.items()} != {key: len(row) for key, row in other.values.items()}:
        raise InputError(f"{name}: {pair[0]} and {pair[1]} were measured on other questions")
    table = Table(title=f"{name}: {pair[0]} beside {pair[1]}, paired 95 % intervals over the questions")
    for header in ("figure", *pair, "difference"):
        table.add_column(header, no_wrap=True)
    gains = {figure: difference(row, other.values[figure]) for figure, row in one.values.items()}
    for figure, gain in gains.items():
        told = [cell(bootstrap(row[~np.isnan(row)])) for row in (one.values[figure], other.values[figure])]
        table.add_row(figure, *told, cell(gain))
    paired = (*one.values, *(f"{figure}{end}" for figure in one.values for end in (".low", ".high")))
    for key, value in one.figures.items():
        if key in other.figures and key not in paired:
            beside = other.figures[key]
            table.add_row(key, f"{value:.4g}", f"{beside:.4g}", f"{value - beside:+.4g}")
    for key, estimate in one.slices.items():
        if key in other.slices:
            gap = estimate.value - other.slices[key].value
            table.add_row(key, cell(estimate), cell(other.slices[key]), f"{gap:+.3f}")
    console.print(table)
    figures = {f"{figure}.difference": estimate.value for figure, estimate in gains.items()}
    runs.keep(data_dir, verb="compare", name=name, version=" ".join(pair), at=at, figures=figures)
