"""Observed careers as labels: from jobs with their days to steps, stays, and how long people stay.

A job is a row ``person_id,start,end,occupation``; an empty end is a job that goes on. Jobs of a person are taken by
their start. A job within another one is a side job and no step. After a gap of more than two years nothing says what
came between, so the chain starts anew. The last job of a chain is censored on the right: what follows was not seen yet.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from models.contracts import Estimate
from training.models.labels import ANY, NEAR, Labels, check
from training.tables import InputError, read_columns, write_rows
from training.use import clusters
from training.use.disclosure import LEAST, small

COLUMNS = ("person_id", "start", "end", "occupation")
LONGEST_GAP = 24
"""Months between two jobs within which the second still follows the first."""

OFTEN = 0.05
"""Share of those who moved from an occupation from which a step is called near."""

AFTER = (12, 24, 60)
"""Months after which is told how many still do the same occupation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job; days are included."""

    start: date
    end: date | None
    occupation: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one job to the next one; the same occupation twice is a stay.

    Attributes
    ----------
    gap
        Months between them; 0 when they overlap.
    """

    person: int
    origin: int
    target: int
    gap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Time in one occupation, over several jobs.

    Attributes
    ----------
    left
        Whether another occupation was seen to follow; otherwise the spell is censored.
    """

    person: int
    months: int
    left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Careers:
    """What a file of jobs says.

    Attributes
    ----------
    persons
        With at least one good row.
    steps, spells
        All steps and spells.
    side_jobs, gaps, running
        Jobs within others, gaps too long to be a step, and persons whose last job goes on.
    bad
        Rows that were left out, each with its line and why.
    """

    persons: int
    steps: Sequence[Step]
    spells: Sequence[Spell]
    side_jobs: int
    gaps: int
    running: int
    bad: Sequence[str]


def _day(text: str, name: str, *, last: bool = False) -> date:
    """Return a day; of a month its first day, or its last one."""
    try:
        if len(text) > 7:
            return date.fromisoformat(text)
        month = date.fromisoformat(f"{text}-01")
        return month.replace(day=monthrange(month.year, month.month)[1]) if last else month
    except ValueError as error:
        raise InputError(f"{name} is {text[:20]!r}; allowed is a day such as 2024-03-01, or a month") from error


def _job(values: Sequence[str], catalogue: Catalogue, until: date, seen: set[tuple[str, ...]]) -> Job:
    if tuple(values) in seen:
        raise InputError("the same row stands there before")
    seen.add(tuple(values))
    person, start, end, occupation = (value.strip() for value in values)
    if not person:
        raise InputError("person_id is empty")
    position = catalogue.occupation_index(occupation)
    if position is None:
        raise InputError(f"occupation is {occupation[:80]!r}; the catalogue {catalogue.version} does not have it")
    first, last = _day(start, "start"), _day(end, "end", last=True) if end else None
    if last is not None and last < first:
        raise InputError(f"end is {end!r}, before start {start!r}")
    if first > until:
        raise InputError(f"start is {start!r}, after {until.isoformat()}")
    return Job(start=first, end=last, occupation=position)


def read(path: Path, catalogue: Catalogue, until: date, *, longest_gap: int = LONGEST_GAP) -> Careers:
    """Read a file of jobs; a row that cannot be used is left out and named with its line.

    Parameters
    ----------
    until
        The day up to which jobs were seen.

    Raises
    ------
    InputError
        When the file cannot be read, or no row can be used.
    """
    jobs: dict[str, list[Job]] = defaultdict(list)
    seen: set[tuple[str, ...]] = set()
    bad: list[str] = []
    for line, values in read_columns(path, COLUMNS):
        try:
            job = _job(values, catalogue, until, seen)
        except InputError as error:
            bad.append(f"line {line}: {error}")
            continue
        jobs[values[0].strip()].append(job)
    if not jobs:
        raise InputError(f"{path}: no row can be used" + (f"; {bad[0]}" if bad else ""))
    chain = _Chain(until, longest_gap)
    for number, person in enumerate(sorted(jobs)):
        chain.add(number, sorted(jobs[person], key=lambda job: (job.start, -(job.end or until).toordinal())))
    return Careers(
        persons=len(jobs),
        steps=chain.steps,
        spells=chain.spells,
        side_jobs=chain.side_jobs,
        gaps=chain.gaps,
        running=chain.running,
        bad=bad,
    )


def _months(first: date, last: date) -> int:
    return max(round(((last - first).days + 1) / 30.44), 0)


class _Chain:
    """Walks the jobs of each person."""

    def __init__(self, until: date, longest_gap: int) -> None:
        self.until, self.longest_gap = until, longest_gap
        self.steps: list[Step] = []
        self.spells: list[Spell] = []
        self.side_jobs = self.gaps = self.running = 0

    def _end(self, job: Job) -> date:
        return min(job.end or self.until, self.until)

    def add(self, person: int, jobs: Sequence[Job]) -> None:
        """Take in the jobs of a person, by their start and the longest first."""
        current, since = jobs[0], jobs[0].start
        for job in jobs[1:]:
            if self._end(job) <= self._end(current):
                self.side_jobs += 1
                continue
            gap = max((job.start - self._end(current)).days - 1, 0) // 30
            if gap > self.longest_gap:
                self.gaps += 1
                self._close(person, since, current, left=False)
                since = job.start
            else:
                self.steps.append(Step(person=person, origin=current.occupation, target=job.occupation, gap=gap))
                if job.occupation != current.occupation:
                    self._close(person, since, current, left=True)
                    since = job.start
            current = job
        self.running += current.end is None or current.end >= self.until
        self._close(person, since, current, left=False)

    def _close(self, person: int, since: date, job: Job, *, left: bool) -> None:
        self.spells.append(Spell(person=person, months=_months(since, self._end(job)), left=left))


def moves(careers: Careers) -> list[Step]:
    """Return the steps to another occupation."""
    return [step for step in careers.steps if step.origin != step.target]


def labels(careers: Careers, name: str = "careers") -> Labels:
    """Return observed moves as labels: what at least ten persons did is good, what many did is near.

    Raises
    ------
    InputError
        When no move was made by ten persons.
    """
    found = moves(careers)
    few = small(((step.origin, step.target), str(step.person)) for step in found)
    left: dict[int, set[int]] = defaultdict(set)
    went: dict[tuple[int, int], set[int]] = defaultdict(set)
    for step in found:
        left[step.origin].add(step.person)
        went[step.origin, step.target].add(step.person)
    judged: dict[int, dict[int, float]] = defaultdict(dict)
    for (origin, target), people in sorted(went.items()):
        if (origin, target) not in few:
            judged[origin][target] = NEAR if len(people) >= OFTEN * len(left[origin]) else ANY
    by_whom = f"observed careers of {careers.persons} persons; a move of fewer than {LEAST} is no label"
    return check(Labels(name=name, judged=dict(judged), by_whom=by_whom))


def write_labels(path: Path, found: Labels, catalogue: Catalogue) -> int:
    """Write labels as judged steps, which ``models report --labels`` reads; return how many."""
    ids = catalogue.columns.texts["occupation.id"]
    rows = [
        (ids[origin], ids[target], f"{grade:g}", "")
        for origin, row in sorted(found.judged.items())
        for target, grade in sorted(row.items())
    ]
    return write_rows(path, ("from_id", "to_id", "grade_a", "grade_b"), rows)


def staying(spells: Sequence[Spell], *, seed: int = 0, resamples: int = 200) -> dict[int, Estimate]:
    """Return the share who still do an occupation after so many months, with right censoring.

    The estimator is that of Kaplan and Meier (1958); the interval is over persons. Months after which fewer than ten
    persons are still seen are left out.
    """
    person = np.unique([spell.person for spell in spells], return_inverse=True)[1]
    months = np.array([spell.months for spell in spells])
    left = np.array([spell.left for spell in spells], dtype=np.bool_)
    n = int(person.max()) + 1
    rng = np.random.default_rng(seed)
    drawn = [_survival(months, left, rng.multinomial(n, np.full(n, 1.0 / n))[person]) for _ in range(resamples)]
    whole = _survival(months, left, np.ones(len(months), dtype=np.int64))
    found = {}
    for after in AFTER:
        still = len(set(person[months >= after].tolist()))
        if still >= LEAST:
            found[after] = clusters.estimate(float(whole[after]), np.array([row[after] for row in drawn]), still)
    return found


def _survival(months: NDArray[np.int64], left: NDArray[np.bool_], weight: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the share that stayed at least so many months, from 0 on."""
    size = max(int(months.max()), *AFTER) + 1
    ended = np.bincount(months, weights=weight * left, minlength=size)
    gone = np.bincount(months, weights=weight, minlength=size)
    at_risk = gone[::-1].cumsum()[::-1]
    hazard = np.divide(ended, at_risk, out=np.zeros(size), where=at_risk > 0)
    return np.asarray(np.cumprod(1.0 - hazard), dtype=np.float64)


def frequent(careers: Careers, catalogue: Catalogue, most: int = 20) -> list[Mapping[str, object]]:
    """Return the moves that most persons made; none of fewer than ten."""
    ids = catalogue.columns.texts["occupation.id"]
    went: dict[tuple[int, int], set[int]] = defaultdict(set)
    for step in moves(careers):
        went[step.origin, step.target].add(step.person)
    shown = sorted(
        ((len(p), ids[o], ids[t]) for (o, t), p in went.items() if len(p) >= LEAST), key=lambda r: (-r[0], r)
    )
    return [{"from": origin, "to": target, "persons": n} for n, origin, target in shown[:most]]
