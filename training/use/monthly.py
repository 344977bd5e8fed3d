"""The monthly loop: export, drift, replay, careers, training, report, and promotion only if the gate holds.

``DATA_DIR/use/runs/<month>/state.json`` says which steps are done; it is replaced in one step after each. A loop that
was killed goes on where it was: a step that was not written down is done again, and each leaves the same when it is
done twice. The version is chosen before it is trained, so that a training that was just ready is found and not done
again. What serves changes in one line of the registry's history, at the very end.
"""

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from item_bank.manifest import write_text_durably
from item_bank.orient.bank import bank as orient_bank
from models import registry, store
from models.jobbereik.calibration import KIND as RANKER
from models.orient.artifact import KIND as ORIENT
from models.orient.engine import Orient
from training.catalogue.importing import served_catalogue
from training.models import promoting
from training.models import report as reports
from training.models.bench import Bench
from training.models.gate import GATES, RefusedError
from training.models.promoting import Command
from training.tables import InputError
from training.use import careers, drift, export, lineage, next_job, records, replaying, reporting
from training.use.pseudonyms import Key
from training.use.records import Session

STATE = "state.json"
FIGURES, LABELS = "figures.json", "labels.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a loop is asked to do.

    Attributes
    ----------
    month
        Name of the run, such as ``2026-11``.
    model
        Which model is trained.
    arguments
        For its command; ``{export}`` and ``{labels}`` stand for the export and the labels of careers.
    despite_drift
        Promote also when something surely drifted far.
    """

    month: str
    database: str
    model: str
    arguments: Sequence[str]
    careers: Path | None = None
    despite_drift: bool = False

    def told(self) -> Mapping[str, object]:
        """Return what must be the same when a run goes on."""
        return {"model": self.model, "arguments": list(self.arguments), "careers": str(self.careers or "")}


@dataclass(slots=True, kw_only=True)
class Loop:
    """One run of the loop.

    Attributes
    ----------
    run
        Trains: runs a command line of ours, and returns its exit status.
    clock
        Tells the time: a run takes hours, and each step keeps when it was done.
    done
        What each step that is done left, by its name.
    gates
        Folder of the gate files.
    """

    data_dir: Path
    options: Options
    key: Key
    run: Command
    clock: Callable[[], datetime]
    console: Console
    done: dict[str, Any] = field(default_factory=dict)
    gates: Path = GATES
    _sessions: list[Session] | None = None

    @property
    def now(self) -> datetime:
        """What time it is."""
        return self.clock()

    @property
    def folder(self) -> Path:
        """Where the reports and the state of this run stand."""
        return lineage.home(self.data_dir) / "runs" / self.options.month

    def sessions(self) -> list[Session]:
        """Return the sessions that may be used; read once."""
        if self._sessions is None:
            self._sessions = records.read(self.options.database, now=self.now)
        return self._sessions

    def engine(self) -> Orient:
        """Return Oriënt as it serves."""
        return Orient.load(served_catalogue(self.data_dir), orient_bank(), registry.folder(self.data_dir, ORIENT))

    def save(self) -> None:
        """Write down what is done."""
        text = json.dumps({"options": self.options.told(), "done": self.done}, indent=1, sort_keys=True)
        write_text_durably(self.folder / STATE, text + "\n")

    def resume(self) -> None:
        """Read what is done of this run.

        Raises
        ------
        InputError
            When it began with other options, or cannot be read.
        """
        path = self.folder / STATE
        if not path.is_file():
            return
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            began, done = found["options"], dict(found["done"])
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}: cannot be read ({error}); --anew begins again") from error
        if began != self.options.told():
            raise InputError(f"{path}: the run began with {began}; --anew begins again with other options")
        self.done = done


def _export(loop: Loop) -> Mapping[str, object]:
    found = export.contents(loop.sessions(), loop.key)
    folder = export.write(found, loop.data_dir, loop.key, loop.now)
    return {"export": folder.name, "persons": len(set(found.names.values()))}


def _drift(loop: Loop) -> Mapping[str, object]:
    told = drift.told(loop.engine(), loop.sessions())
    drift.write(loop.folder / FIGURES, drift.counts(told))
    then = drift.of_model(loop.data_dir, loop.options.model) or {}
    rows, suppressed = drift.measure(told, then)
    rows = drift.with_vacancies(rows, loop.data_dir, served_catalogue(loop.data_dir))
    reports.write(reporting.drift_report(f"drift, {loop.options.month}", rows, suppressed), loop.folder / "drift")
    return {"words": reporting.verdict(rows), "large": any(row.word == "large" and row.sure for row in rows)}


def _replay(loop: Loop) -> Mapping[str, object]:
    try:
        found = replaying.replay(loop.engine(), loop.sessions())
    except InputError as error:  # too few persons: that is no reason to stop
        return {"words": str(error)}
    reports.write(reporting.replay_report(found), loop.folder / "replay")
    return {"words": replaying.words(found)}


def _careers(loop: Loop) -> Mapping[str, object]:
    if loop.options.careers is None:
        return {"words": "no careers were given"}
    bench = Bench.built_in(registry.folder(loop.data_dir, RANKER))
    found = careers.read(loop.options.careers, bench.catalogue, loop.now.date())
    careers.write_labels(loop.folder / LABELS, careers.labels(found), bench.catalogue)
    reports.write(next_job.report(bench, found), loop.folder / "careers")
    return {"words": f"{found.persons} persons, {len(found.steps)} steps, {len(found.bad)} rows left out"}


def _choose(loop: Loop) -> Mapping[str, object]:
    return {"version": promoting.next_version(loop.data_dir, loop.options.model)}


def _train(loop: Loop) -> Mapping[str, object]:
    name, version, used = loop.options.model, loop.done["choose"]["version"], loop.done["export"]["export"]
    learned = {"run": loop.options.month, "exports": [used], "keyFingerprint": loop.key.fingerprint}
    there = registry.versions(loop.data_dir, name).get(version)
    if there is None:
        _check_allowed(loop, used)
        lineage.note_training(loop.data_dir, name, version, [used], loop.now)
        places = {"{export}": lineage.exports_dir(loop.data_dir) / used, "{labels}": loop.folder / LABELS}
        arguments = [_filled(text, places) for text in loop.options.arguments]
        facts = {"learnedFrom": learned, drift.STORED_AS: drift.read(loop.folder / FIGURES)}
        promoting.train(loop.data_dir, name, arguments, loop.run, loop.now, version, facts)
    elif registry.metadata(there).get("learnedFrom") != learned:
        raise InputError(f"{name} {version} was made by another training meanwhile; --anew begins again")
    return {"words": f"{name} {version}"}


def _check_allowed(loop: Loop, used: str) -> None:
    """Refuse to learn from rows whose owners withdrew since they were exported."""
    allowed = {loop.key.session(session.id) for session in loop.sessions()}
    gone = len(lineage.members(loop.data_dir, used) - allowed)
    if gone:
        raise InputError(f"{gone} sessions of {used} may not be used any more; --anew exports again")


def _filled(text: str, places: Mapping[str, Path]) -> str:
    for word, path in places.items():
        if word in text and not path.exists():
            raise InputError(f"{word} stands in the arguments, and this run has none")
        text = text.replace(word, str(path))
    return text


def _report(loop: Loop) -> Mapping[str, object]:
    name, version = loop.options.model, loop.done["choose"]["version"]
    reports.write(promoting.measure(loop.data_dir, name, version, loop.now), loop.folder / "model")
    return {"words": f"{loop.folder / 'model'}"}


def _promote(loop: Loop) -> Mapping[str, object]:
    name, version = loop.options.model, loop.done["choose"]["version"]
    entries = registry.history(loop.data_dir, name)
    if entries and entries[-1].version == version:  # promoted, and killed before it was written down
        return {"promoted": True, "words": f"{name} {version} serves"}
    if loop.done["drift"]["large"] and not loop.options.despite_drift:
        return {"promoted": False, "words": f"not promoted, for a person to look at: {loop.done['drift']['words']}"}
    reason = f"monthly run {loop.options.month}, learned from {loop.done['export']['export']}"
    try:
        promoting.promote(loop.data_dir, name, version, reason=reason, clock=loop.clock, gates=loop.gates)
    except (RefusedError, store.ArtifactError) as error:
        return {"promoted": False, "words": f"not promoted: {error}"}
    return {"promoted": True, "words": f"{name} {version} serves from now on"}


STEPS: Mapping[str, Callable[[Loop], Mapping[str, object]]] = {
    "export": _export,
    "drift": _drift,
    "replay": _replay,
    "careers": _careers,
    "choose": _choose,
    "train": _train,
    "report": _report,
    "promote": _promote,
}
"""In this order; each leaves the same when it is done twice."""


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    root = lineage.home(data_dir)
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InputError("another monthly run is running; try again when it is done") from error
        for left in lineage.exports_dir(data_dir).glob(".*.partial"):  # of one that was killed
            shutil.rmtree(left, ignore_errors=True)
        yield


def monthly(loop: Loop, *, anew: bool = False) -> bool:
    """Do what is left of a run; return whether the new version serves.

    Parameters
    ----------
    anew
        Forget what was done of this month, and begin again.

    Raises
    ------
    InputError
        When a step cannot be done; the steps before it stay done.
    """
    with _alone(loop.data_dir):
        if anew:
            shutil.rmtree(loop.folder, ignore_errors=True)
        loop.resume()
        for name, step in STEPS.items():
            fresh = name not in loop.done
            if fresh:
                loop.done[name] = dict(step(loop))
                loop.save()
            words = loop.done[name].get("words") or ", ".join(map(str, loop.done[name].values()))
            loop.console.print(f"{name}: {words}{'' if fresh else ' (done before)'}", markup=False, soft_wrap=True)
    return bool(loop.done["promote"]["promoted"])
