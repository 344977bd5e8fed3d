"""What the two lists are worth on judged steps: how much of them is found, how much of what is shown is right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from item_bank.catalogue import builtin
from models.contracts import Estimate
from models.jobbereik.calibration import FOLDER, ReachModel
from models.jobbereik.engine import Jobbereik
from models.jobbereik.index import build_index
from models.jobbereik.profile import read_profile
from models.jobbereik.schema import Experience, Profile, Reach
from training.evaluation import bootstrap
from training.jobbereik.data import read_steps
from training.models.crossed import read

Steps = Mapping[int, Mapping[int, float]]

NOW, FEASIBLE, ABSURD = 2.5, 1.5, 0.75
"""Mean grades from which a step is within reach, from which it is feasible, and under which it is absurd."""

LIMIT = 20
LEAST_ROWS = 5
DEPTH = 10
ON = date(2026, 11, 29)
"""A day for profiles whose experiences go on; no figure depends on it."""

Counts = tuple[tuple[float, float], ...]
"""Of each figure what is counted and of how many, or 0 where it is added up."""

FIGURES = (
    "found in the first list", "found in either", "precision of the first list", "precision of both", "absurd rows",
    "rows of the first list", "rows of the second", "lists under five",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the lists were worth.

    Attributes
    ----------
    figures
        As ``FIGURES`` names them, over all rows together, with intervals over origins.
    stated, feasible
        Stated probability and whether the step is feasible, of each shown row that was judged; shape (r,).
    stated_now, now
        The same for within reach.
    stated_told, told
        The same for the chance that is told: of now in the first list, of feasible in the second.
    """

    figures: Mapping[str, Estimate]
    stated: NDArray[np.float64]
    feasible: NDArray[np.bool_]
    stated_now: NDArray[np.float64]
    now: NDArray[np.bool_]
    stated_told: NDArray[np.float64]
    told: NDArray[np.bool_]

    @property
    def chances(self) -> dict[str, tuple[NDArray[np.float64], NDArray[np.bool_]]]:
        """Return each stated chance beside what is so, by the end of its name."""
        return {
            "": (self.stated, self.feasible),
            ", now": (self.stated_now, self.now),
            ", told": (self.stated_told, self.told),
        }


def ndcg(scores: NDArray[np.float64], grades: NDArray[np.float64], depth: int = DEPTH) -> float:
    """Return the normalised discounted gain of an order, with 2^grade - 1 as gain.

    Examples
    --------
    >>> ndcg(np.array([2.0, 1.0]), np.array([3.0, 0.0]))
    1.0
    """
    weights = 1.0 / np.log2(np.arange(2, depth + 2))
    found = grades[np.argsort(-scores, kind="stable")][:depth]
    ideal = np.sort(grades)[::-1][:depth]
    gains = [float(((2.0**row - 1.0) * weights[: len(row)]).sum()) for row in (found, ideal)]
    return gains[0] / gains[1] if gains[1] else 1.0


def ranked(steps: Steps, score: Callable[[int], NDArray[np.float64]]) -> Estimate:
    """Return the nDCG over the judged steps of each origin, with its interval over origins."""
    values = []
    for origin, graded in steps.items():
        targets = np.array(list(graded))
        values.append(ndcg(score(origin)[targets].astype(np.float64), np.array(list(graded.values()))))
    return bootstrap(np.array(values))


def measure_lists(
    steps: Steps,
    engine_of: Callable[[int], Jobbereik],
    profile_of: Callable[[Jobbereik, int], Profile],
    judged: Callable[[int, int, int], bool] | None = None,
) -> Judged:
    """Ask the lists for every origin and hold them against the grades.

    Parameters
    ----------
    judged
        Whether a target of an origin has a grade from the own occupation that it is listed for; else it counts nowhere.
        Without it all are.
    """
    shown: list[tuple[float, float, float, bool]] = []
    counted = []
    for origin, everything in steps.items():
        engine = engine_of(origin)
        profile = profile_of(engine, origin)
        reach = engine.reach(profile, limit=LIMIT, on=ON)
        first, second = _positions(engine, reach)
        graded = everything
        if judged is not None:
            came_from = listed_for(engine, profile)
            graded = {t: grade for t, grade in everything.items() if judged(origin, came_from.get(t, origin), t)}
        counted.append(counts([*first], [*second], graded))
        both = first | second
        shown += [(*both[t], graded[t], t in first) for t in both if t in graded]
    table = np.array(shown, dtype=np.float64)
    first_list = table[:, 3] > 0
    return Judged(
        figures=figures_of(counted),
        stated=table[:, 0],
        feasible=table[:, 2] >= FEASIBLE,
        stated_now=table[:, 1],
        now=table[:, 2] >= NOW,
        stated_told=np.where(first_list, table[:, 1], table[:, 0]),
        told=np.where(first_list, table[:, 2] >= NOW, table[:, 2] >= FEASIBLE),
    )


def counts(first: list[int], second: list[int], graded: Mapping[int, float]) -> Counts:
    """Return of one origin what each figure counts, and of how many; of what is added up, of none."""
    both, near = [*first, *second], {target for target, grade in graded.items() if grade >= NOW}
    known, all_known = [graded[t] for t in first if t in graded], [graded[t] for t in both if t in graded]
    return (
        (len(near.intersection(first)), len(near)),
        (len(near.intersection(both)), len(near)),
        (sum(grade >= NOW for grade in known), len(known)),
        (sum(grade >= FEASIBLE for grade in all_known), len(all_known)),
        (sum(grade < ABSURD for grade in all_known), 0),
        (len(first), 1),
        (len(second), 1),
        ((len(first) < LEAST_ROWS) + (len(second) < LEAST_ROWS), 0),
    )


def figures_of(origins: Sequence[Counts], resamples: int = 1_000) -> dict[str, Estimate]:
    """Return each figure over all origins, with its 95 % interval over resampled origins.

    Parameters
    ----------
    origins
        What is counted of each origin, and of how many.
    """
    counted = np.array(origins, dtype=np.float64)
    rng, n = np.random.default_rng(0), len(counted)

    def ratios(sums: NDArray[np.float64]) -> NDArray[np.float64]:
        of = sums[..., 1]
        return np.asarray(sums[..., 0] / np.where(of > 0, of, 1.0))

    values = ratios(counted.sum(axis=0))
    weights = rng.multinomial(n, np.full(n, 1.0 / n), size=resamples).astype(np.float64)
    low, high = np.percentile(ratios(np.einsum("rn,nfk->rfk", weights, counted)), [2.5, 97.5], axis=0)
    ends = zip(FIGURES, values.tolist(), low.tolist(), high.tolist(), strict=True)
    return {name: Estimate(value=v, low=min(a, v), high=max(b, v), n=n) for name, v, a, b in ends}


def listed_for(engine: Jobbereik, profile: Profile) -> dict[int, int]:
    """Return the own occupation that gave each occupation its chance."""
    reading = read_profile(engine.catalogue, profile, engine.parameters, ON)
    decided = engine.decide(profile, reading, ON)
    found = np.flatnonzero(decided.any.row >= 0)
    places = decided.rows.origin[decided.any.row[found]]
    return {int(t): decided.seen.occupations[place] for t, place in zip(found, places, strict=True) if place >= 0}


def _positions(engine: Jobbereik, reach: Reach) -> tuple[dict[int, tuple[float, float]], ...]:
    def read(rows: tuple) -> dict[int, tuple[float, float]]:  # type: ignore[type-arg]
        return {
            int(engine.catalogue.occupation_index(row.occupation.id) or 0): (
                row.probability.value,
                row.probability_now.value,
            )
            for row in rows
        }

    return read(reach.within_reach), read(reach.with_training)


def one_job(months: int) -> Callable[[Jobbereik, int], Profile]:
    """Return the profile of somebody who did the origin for so many months."""

    def told(engine: Jobbereik, origin: int) -> Profile:
        id_ = engine.catalogue.occupation(origin).id
        return Profile(experiences=(Experience(occupation_id=id_, months=months),))

    return told


def calibration_error(stated: NDArray[np.float64], true: NDArray[np.bool_], bins: int = 8) -> float:
    """Return the mean gap between stated and observed frequency over bins of equal numbers of rows."""
    order = np.argsort(stated, kind="stable")
    gaps = [abs(stated[b].mean() - true[b].mean()) * len(b) for b in np.array_split(order, bins) if len(b)]
    return float(sum(gaps) / max(1, len(order)))


def brier_skill(stated: NDArray[np.float64], true: NDArray[np.bool_]) -> Estimate:
    """Return how much better stated probabilities are than the base rate: 1 is perfect, 0 no better; rows resampled.

    Where all is true or nothing is, no statement is better than the base rate.
    """
    rng = np.random.default_rng(0)

    def skill(rows: NDArray[np.int64]) -> float:
        base = true[rows].mean()
        if not 0.0 < base < 1.0:
            return 0.0
        return float(1.0 - ((stated[rows] - true[rows]) ** 2).mean() / (base * (1.0 - base)))

    everything = np.arange(len(true))
    drawn = [skill(rng.integers(0, len(true), len(true))) for _ in range(500)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    value = skill(everything)
    return Estimate(value=value, low=min(float(low), value), high=max(float(high), value), n=len(true))


def judge(path: Path, months: int, console: Console, *, unseen: bool = False) -> None:
    """Print what the served lists are worth on a file of judged steps.

    Parameters
    ----------
    unseen
        Ask for each origin the trees of the fold that never saw it, where the version learned from it.
    """
    catalogue = builtin.catalogue()
    steps = read_steps(path, catalogue)
    engine = Jobbereik.of(catalogue, build_index(catalogue), ReachModel.load())
    without = read(engine, FOLDER).without if unseen else {}
    found = measure_lists(steps, lambda origin: without.get(origin, engine), one_job(months))
    table = Table(title=f"{len(steps)} origins of {months} months, judged by language models")
    table.add_column("figure", no_wrap=True)
    table.add_column("value", no_wrap=True)
    for name, value in found.figures.items():
        table.add_row(name, f"{value.value:.3f} [{value.low:.3f}, {value.high:.3f}]")
    for name, (stated, true) in found.chances.items():
        skill = brier_skill(stated, true)
        table.add_row(f"calibration error{name}", f"{calibration_error(stated, true):.3f}")
        table.add_row(f"Brier skill{name}", f"{skill.value:.3f} [{skill.low:.3f}, {skill.high:.3f}]")
    console.print(table)
