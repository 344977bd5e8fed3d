"""Drift: how far answers, profiles and vacancies moved since a model was learned.

The population stability index of a variable is ``sum (p - q) ln(p / q)`` over its bins, with half a person added to
each bin. Two samples of one population differ by about ``(bins - 1) (1/n + 1/m)`` by chance; that is taken off before a
word is said. The interval comes from a bootstrap over persons (their answers hang together) and over the counts of
training.
Bins of fewer than ten persons are put together, and left out when they stay small.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.manifest import verify, write_text_durably
from item_bank.vacancies.snapshot import BATCH_KIND, SHELF, batches, versions_dir
from item_bank.vacancies.snapshot import KIND as VACANCIES_KIND
from models import registry
from models.contracts import Estimate
from models.orient.engine import Orient
from models.orient.schema import Replies
from models.orient.start.space import TYPES
from training.tables import InputError
from training.use.disclosure import LEAST
from training.use.export import replies
from training.use.records import Session

MODERATE, LARGE = 0.10, 0.25
"""From here a change is called moderate, and large; the usual limits of the index (Siddiqi, 2006)."""

WORDS = ("small", "moderate", "large")
STORED_AS = "trainingDistribution"
"""Where the manifest of a version keeps the counts of what it was learned from."""

RESAMPLES = 1000
OTHER = "other"
STEP = 0.5
"""Width of a bin of a type of interest, in SD."""

Counts = Mapping[str, Mapping[str, int]]
"""Persons (or vacancies) by variable and bin."""

Told = tuple[str, str, str]
"""Person, variable and bin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How far one variable moved.

    Attributes
    ----------
    index
        Population stability index with its 95 % interval; ``n`` is the number of persons now.
    by_chance
        What it would be on average if nothing had changed.
    bins
        Bin, share in training and share now.
    """

    variable: str
    index: Estimate
    by_chance: float
    bins: Sequence[tuple[str, float, float]]

    @property
    def word(self) -> str:
        """What is said of it."""
        moved = self.index.value - self.by_chance
        return WORDS[(moved >= MODERATE) + (moved >= LARGE)]

    @property
    def sure(self) -> bool:
        """Whether the whole interval, less what chance does, says at least that word."""
        least = {"small": -np.inf, "moderate": MODERATE, "large": LARGE}[self.word]
        return bool(self.index.low - self.by_chance >= least)


def psi(now: NDArray[np.float64], then: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the population stability index of counts by bin; shape (..., bins) to (...).

    Examples
    --------
    >>> float(psi(np.array([50.0, 50.0]), np.array([500.0, 500.0])).round(6))
    0.0
    """
    p = (now + 0.5) / (now + 0.5).sum(axis=-1, keepdims=True)
    q = (then + 0.5) / (then + 0.5).sum(axis=-1, keepdims=True)
    return np.asarray(((p - q) * np.log(p / q)).sum(axis=-1), dtype=np.float64)


def pooled(now: Mapping[str, int], then: Mapping[str, int], least: int = LEAST) -> dict[str, str]:
    """Return the bin that each bin is shown in: its own, or ``other`` when it is small now or was small then.

    A single small bin would be what is missing from the total, so the smallest of the others joins it. Bins that stay
    small together are in nobody's total.
    """
    names = sorted({*now, *then})
    small = {name for name in names if now.get(name, 0) < least or then.get(name, 0) < least}

    def size(group: Iterable[str], counts: Mapping[str, int]) -> int:
        return sum(counts.get(name, 0) for name in group)

    shown = sorted((n for n in names if n not in small), key=lambda name: (now[name], name))
    while small and shown and (size(small, now) < least or size(small, then) < least):
        small.add(shown.pop(0))
    return {name: OTHER if name in small else name for name in names}


def _persons(told: Iterable[Told]) -> dict[str, dict[str, dict[str, int]]]:
    """Return how often each person said each bin, by variable."""
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for person, variable, bin_ in told:
        found[variable][person][bin_] += 1
    return found


def counts(told: Iterable[Told]) -> dict[str, dict[str, int]]:
    """Return persons by variable and bin: the figures that stand with a model; small bins are left out of them."""
    found: dict[str, dict[str, int]] = {}
    for variable, people in sorted(_persons(told).items()):
        row: dict[str, int] = defaultdict(int)
        for said in people.values():
            for bin_ in said:
                row[bin_] += 1
        shown = {bin_: n for bin_, n in sorted(row.items()) if n >= LEAST}
        if shown:
            found[variable] = shown
    return found


def measure(
    told: Iterable[Told], then: Counts, *, seed: int = 0, resamples: int = RESAMPLES
) -> tuple[list[Drift], list[str]]:
    """Return how far each variable moved, the farthest first, and the variables that too few persons told.

    Parameters
    ----------
    told
        What is said now.
    then
        Counts of training, as :func:`counts` gives them.
    """
    rng, found, suppressed = np.random.default_rng(seed), [], []
    for variable, people in sorted(_persons(told).items()):
        before = then.get(variable, {})
        if len(people) < LEAST or sum(before.values()) < LEAST:
            suppressed.append(variable)
            continue
        row = _measured(variable, list(people.values()), before, rng, resamples)
        if row is None:
            suppressed.append(variable)
        else:
            found.append(row)
    return sorted(found, key=lambda row: (-row.index.value, row.variable)), suppressed


def _measured(
    variable: str,
    people: Sequence[Mapping[str, int]],
    before: Mapping[str, int],
    rng: np.random.Generator,
    resamples: int,
) -> Drift | None:
    total: dict[str, int] = defaultdict(int)
    for said in people:
        for bin_ in said:
            total[bin_] += 1
    place, names = _places(pooled(total, before))
    rows = np.zeros((len(people), len(names)))
    for person, said in enumerate(people):
        for bin_ in said:
            rows[person, place[bin_]] = 1.0
    # Persons who said the same are one pattern: drawing patterns is drawing persons, however many there are.
    patterns, many = np.unique(rows, axis=0, return_counts=True)
    return _drift(variable, patterns, many, _summed(before, place, names), names, rng, resamples)


def measure_counts(
    variable: str, now: Mapping[str, int], then: Mapping[str, int], *, seed: int = 0, resamples: int = RESAMPLES
) -> Drift | None:
    """Return how far a variable moved that each unit tells once, such as the occupation of a vacancy.

    ``None`` when fewer than ten units, or only one bin that is large enough, are there.
    """
    if min(sum(now.values()), sum(then.values())) < LEAST:
        return None
    place, names = _places(pooled(now, then))
    many = _summed(now, place, names).astype(np.int64)
    before = _summed(then, place, names)
    return _drift(variable, np.eye(len(names)), many, before, names, np.random.default_rng(seed), resamples)


def _places(shown: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    names = sorted(set(shown.values()))
    return {name: names.index(bin_) for name, bin_ in shown.items()}, names


def _summed(counted: Mapping[str, int], place: Mapping[str, int], names: Sequence[str]) -> NDArray[np.float64]:
    many = list(counted.values())
    return np.bincount([place[b] for b in counted], weights=many, minlength=len(names)).astype(np.float64)


def _drift(
    variable: str,
    patterns: NDArray[np.float64],
    many: NDArray[np.int64],
    then: NDArray[np.float64],
    names: Sequence[str],
    rng: np.random.Generator,
    resamples: int,
) -> Drift | None:
    if len(names) < 2:
        return None
    n, now = int(many.sum()), many @ patterns
    drawn = rng.multinomial(n, many / n, size=resamples) @ patterns
    again = rng.multinomial(int(then.sum()), then / then.sum(), size=resamples)
    value = float(psi(now, then))
    by_chance = float((len(names) - 1) * (1.0 / now.sum() + 1.0 / then.sum()))
    # The bootstrap draws from samples, which are noisy already: it adds what chance does once more.
    low, high = np.percentile(psi(drawn, again.astype(np.float64)) - by_chance, [2.5, 97.5])
    index = Estimate(value=value, low=min(max(float(low), 0.0), value), high=max(float(high), value), n=n)
    bins = [(name, float(then[i] / then.sum()), float(now[i] / now.sum())) for i, name in enumerate(names)]
    return Drift(variable=variable, index=index, by_chance=by_chance, bins=bins)


def answers(sessions: Sequence[Session]) -> list[Told]:
    """Return what was answered to each question, as variables ``answer orient ITEM``."""
    return [
        (session.person, f"answer {session.tool} {reply.subject}", str(reply.value or "not known"))
        for session in sessions
        for reply in replies(session, session.id, session.person)
        if reply.kind == "answer"
    ]


def profiles(engine: Orient, sessions: Sequence[Session]) -> list[Told]:
    """Return who the persons are: language and work status, and the six interests that Oriënt estimates, in steps."""
    told: list[Told] = []
    for session in sessions:
        told.append((session.person, f"profile {session.tool} language", session.language))
        if session.details.get("workStatus"):
            told.append((session.person, f"profile {session.tool} work status", str(session.details["workStatus"])))
        if session.tool != "orient" or not session.events:
            continue
        given = {kind: {e.subject: e.value for e in session.events if e.kind == kind} for kind in ("answer", "rating")}
        state = engine.state(Replies(answers=given["answer"], ratings=given["rating"]))
        for letter, mean in zip("RIASEC", state.posterior.mean[TYPES], strict=True):
            bin_ = float(np.clip(np.floor(mean / STEP) * STEP, -1.5, 1.0))
            told.append((session.person, f"profile orient {letter}", f"from {bin_:+.1f}"))
    return told


def told(engine: Orient, sessions: Sequence[Session]) -> list[Told]:
    """Return everything that sessions tell: answers and profiles."""
    return [*answers(sessions), *profiles(engine, sessions)]


def of_model(data_dir: Path, name: str) -> Counts | None:
    """Return the figures of training of the version that serves; ``None`` when it was not learned from use.

    Raises
    ------
    InputError
        When they cannot be used.
    """
    folder = registry.folder(data_dir, name)
    found = registry.metadata(folder).get(STORED_AS)
    return None if found is None else checked(found, f"{name} {folder.name}")


def with_vacancies(rows: Sequence[Drift], data_dir: Path, catalogue: Catalogue) -> list[Drift]:
    """Return the rows with that of the vacancies, when there is something to compare."""
    moved = measure_counts(VACANCIES, *vacancies(data_dir, catalogue))
    found = [*rows] if moved is None else [*rows, moved]
    return sorted(found, key=lambda row: (-row.index.value, row.variable))


VACANCIES = "vacancies by occupation group"


def vacancies(data_dir: Path, catalogue: Catalogue) -> tuple[dict[str, int], dict[str, int]]:
    """Return vacancies by group of occupations (ISCO-08, two digits), of now and of training.

    Training is what the served version was learned from, and now is what was imported since; when nothing was, or no
    version was learned, the newest batch stands beside the others. Both are empty when there is only one batch.
    """
    folders = batches(data_dir)
    learned = _learned_from(data_dir)
    new = [folder for folder in folders if folder.name not in learned] if learned else []
    new = new or folders[-1:]
    old = [folder for folder in folders if folder not in new]
    if not old:
        return {}, {}
    return _by_group(new, catalogue), _by_group(old, catalogue)


def _learned_from(data_dir: Path) -> frozenset[str]:
    active = SHELF.active(data_dir)
    if active is None:
        return frozenset()
    return frozenset(verify(versions_dir(data_dir) / active, kind=VACANCIES_KIND).metadata.get("batches", ()))


def _by_group(folders: Sequence[Path], catalogue: Catalogue) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    isco = catalogue.columns.texts["occupation.isco08"]
    for folder in folders:
        ids = verify(folder, kind=BATCH_KIND).metadata["occupationIds"]
        places, many = np.unique(np.load(folder / "occupation.npy", allow_pickle=False), return_counts=True)
        for place, count in zip(places.tolist(), many.tolist(), strict=True):
            position = catalogue.occupation_index(ids[place]) if place >= 0 else None
            group = "" if position is None else (isco[position] or "")[:2]
            found[f"ISCO {group}" if group else "not known"] += count
    return dict(found)


def write(path: Path, found: Counts) -> None:
    """Write the figures of training as JSON."""
    write_text_durably(path, json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


def read(path: Path) -> Counts:
    """Read the figures of training.

    Raises
    ------
    InputError
        When they cannot be read.
    """
    try:
        return checked(json.loads(path.read_text(encoding="utf-8")), str(path))
    except FileNotFoundError as error:
        raise InputError(f"{path}: the file does not exist") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error


def checked(found: object, where: str) -> Counts:
    """Return counts when they are whole numbers by variable and bin.

    Raises
    ------
    InputError
        When they are not.
    """
    if not isinstance(found, Mapping):
        raise InputError(f"{where}: expected counts by variable and bin")
    for variable, row in found.items():
        good = isinstance(row, Mapping) and all(type(n) is int and n >= 0 for n in row.values())
        if not good:
            raise InputError(f"{where}: {variable} has no whole counts by bin")
    return found
