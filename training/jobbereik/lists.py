"""The two lists of a version, for a report: what is found, what is right, and whether stated chances hold."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.engine import Jobbereik
from training.jobbereik import judging, situations
from training.jobbereik.judging import Judged
from training.jobbereik.reporting import SEVERAL, companions, measure_several, struck
from training.models import drawing
from training.models.bench import MONTHS, Bench
from training.models.report import Section, cell, table

FIVE_YEARS = "one job of five years"
GATED = {
    "found in the first list": "first.found", "found in either": "either.found",
    "precision of the first list": "first.precision", "precision of both": "both.precision",
    "absurd rows": "lists.absurd", "lists under five": "lists.short",
}  # fmt: skip
"""Figures of the lists by their names in ``judging``, as a gate names them."""

CHANCES = {"": "shown", ", now": "shown.near", ", told": "shown.told"}
"""Stated chances by their names in ``judging``, as a gate names them."""

TOGETHER = 2
"""Origins that are put beside another one."""

WORDS = {"": "feasible", ", now": "now", ", told": "as told in its list"}
BINS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What the lists are worth, flat and as parts of a report."""

    figures: Mapping[str, float]
    sections: Sequence[Section]


def profiles(bench: Bench, *, whole: bool) -> dict[str, Judged]:
    """Return what the lists are worth by sort of profile, from trees that saw none of its origins."""
    steps = bench.labels.judged

    def engine_of(origin: int) -> Jobbereik:
        return bench.crossed.of((origin,))

    found = {FIVE_YEARS: judging.measure_lists(steps, engine_of, judging.one_job(MONTHS))}
    if not whole:
        return found
    for name, months in (("one job of one year", 12), ("one job of three months", 3)):
        found[name] = judging.measure_lists(steps, engine_of, judging.one_job(months))
    found["a fifth of the competences struck"] = judging.measure_lists(steps, engine_of, struck)
    folds = bench.crossed.folds
    many = Counter(folds.get(origin) for origin in steps)
    if None not in many and min(many.values()) > TOGETHER:  # else there are none together that the same trees never saw
        others = companions(steps, folds)
        found |= {name: measure_several(steps, engine_of, others, kinds) for name, kinds in SEVERAL.items()}
    return found


def measure(bench: Bench, *, whole: bool = True) -> Lists:
    """Measure the lists on the labels of a bench."""
    found = profiles(bench, whole=whole)
    figures = {short: found[FIVE_YEARS].figures[name].value for name, short in GATED.items()}
    for end, short in CHANCES.items():
        stated, true = found[FIVE_YEARS].chances[end]
        figures[f"{short}.calibration"] = judging.calibration_error(stated, true)
        figures[f"{short}.skill.low"] = judging.brier_skill(stated, true).low
    names = list(judging.FIGURES)
    rows = [[name, *(cell(judged.figures[figure]) for figure in names)] for name, judged in found.items()]
    lists = Section(
        title="What the two lists are worth",
        text="Twenty rows at most; of each profile trees that saw none of its origins.\n\n"
        + table(["profile", *names], rows),
    )
    sections = [lists, _chances(found)]
    if whole and bench.catalogue.built_in:
        sections.append(_little(bench))
    return Lists(figures=figures, sections=sections)


def _chances(found: Mapping[str, Judged]) -> Section:
    rows = []
    for name, judged in found.items():
        for end, words in WORDS.items():
            stated, true = judged.chances[end]
            error, skill = judging.calibration_error(stated, true), judging.brier_skill(stated, true)
            rows.append([name, words, len(true), f"{true.mean():.3f}", f"{error:.3f}", cell(skill)])
    headers = ["profile", "chance", "judged rows", "true", "calibration error", "Brier skill"]
    told = (
        "Rows that the lists show and that were judged. Grades are of five years of work: after a year or three\n"
        "months they say too much, and the part below has grades of that itself. Where nearly every row is feasible,\n"
        "little is left to say better than the base rate, and the skill is small.\n\n"
    )
    plots = {
        f"shown {words}": drawing.reliability(f"Shown rows: {words}", bins(*found[FIVE_YEARS].chances[end]), "rows")
        for end, words in WORDS.items()
    }
    return Section(title="Do the chances on shown rows hold", text=told + table(headers, rows), plots=plots)


def bins(stated: NDArray[np.float64], true: NDArray[np.bool_]) -> list[tuple[float, float, int]]:
    """Return mean stated, share observed and rows of bins of equal numbers of rows."""
    order = np.array_split(np.argsort(stated, kind="stable"), BINS)
    return [(float(stated[b].mean()), float(true[b].mean()), len(b)) for b in order if len(b)]


def _little(bench: Bench) -> Section:
    """Tell what less than five years of work, a study and a hobby leave of a chance."""
    graded = situations.graded(situations.read(bench.catalogue), lambda origin: bench.crossed.of((origin,)))
    rows = []
    for (kind, months), told in graded.items():
        for word, (stated, true) in told.items():
            error, skill = judging.calibration_error(stated, true, bins=4), judging.brier_skill(stated, true)
            numbers = [f"{stated.mean():.3f}", f"{true.mean():.3f}", f"{error:.3f}", cell(skill)]
            rows.append([f"{kind}, {months} months", word, len(true), *numbers])
    headers = ["experience", "chance", "steps", "stated", "true", "calibration error", "Brier skill"]
    text = "One language model graded these steps for this experience itself (`steps_situations.csv`).\n\n"
    return Section(title="Little work, a study, a hobby", text=text + table(headers, rows))
