"""The model card of the title matcher, written from measured figures only."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.contracts import Estimate
from models.titles.answering import FOUND, chance_evidence
from models.titles.finder import TitleFinder
from models.titles.mix import FEATURES
from training.titles.asking import MEASURES

BINS = 5


def calibration(
    finder: TitleFinder, questions: Sequence[tuple[str, frozenset[int]]]
) -> tuple[list[tuple[float, float, int]], dict[str, float]]:
    """Return stated and found chance in bins of equal size, and what the threshold does."""
    found = []
    for query, right in questions:
        evidence = finder.evidence(query)
        chance = finder.mix.probability(chance_evidence(finder, evidence))
        found.append((chance, int(evidence.scores.argmax()) in right, bool(right)))
    values = np.array(found, dtype=np.float64)
    bins = np.array_split(values[np.argsort(values[:, 0], kind="stable")], BINS)
    rows = [(float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)) for part in bins]
    stated = values[:, 0] >= FOUND
    share = {
        "stated": float(stated.mean()),
        "right": float(values[stated, 1].mean()) if stated.any() else 0.0,
        "error": float(sum(abs(a - b) * n for a, b, n in rows) / len(values)),
        "answerable": float(values[:, 2].mean()),
        "questions": float(len(values)),
    }
    return rows, share


def _table(title: str, count: int, figures: Mapping[str, Mapping[str, Estimate]]) -> list[str]:
    """Return the lines of a table of measures."""
    return [
        f"{title} ({count} questions):",
        "",
        "| model | " + " | ".join(MEASURES) + " |",
        "|---|" + "---|" * len(MEASURES),
        *(
            f"| {model} | " + " | ".join(f"{e.value:.3f} [{e.low:.3f}, {e.high:.3f}]" for e in found.values()) + " |"
            for model, found in figures.items()
        ),
        "",
    ]


def write_card(
    weights: NDArray[np.float32],
    figures: Mapping[str, Mapping[str, Mapping[str, Estimate]]],
    chances: tuple[list[tuple[float, float, int]], dict[str, float]],
    *,
    counts: Mapping[str, int],
    names: int,
) -> str:
    """Return the card.

    Parameters
    ----------
    figures
        Measures by sort of question and model.
    counts
        Questions of each sort.
    names
        How many names can be found.
    """
    rows, share = chances
    lines = [
        "# Title matcher",
        "",
        "## What it does",
        "Finds what a title means: the static embedding (nearest name, mean of the names, mean of ESCO's names for the",
        "same occupation, as typed and with compounds read as two words, mean of ESCO's unit group), n-grams of",
        "characters and equality of the one form, weighed by "
        + ", ".join(f"{name} {weight:.2f}" for name, weight in zip(FEATURES, weights.tolist(), strict=True))
        + ".",
        f"The first occupation is stated from a chance of {FOUND:.2f}; below it the answer is a choice, what is near,",
        "or nothing. It also holds ESCO's occupations as vectors and hashes of their names.",
        "",
        "## Data",
        "Names of the built-in catalogue, asked among ESCO's Dutch names (weights), and asked among the other names of",
        "the built-in catalogue together with ESCO names of groups that it lacks and made-up words (chance). Of every",
        "second concept of that catalogue half of the Dutch names were known while learning, to the embedding and as",
        "further names of the concept; of the others none, and the names that are asked never. What serves knows all",
        "of them. This service uses the ESCO classification of the European Commission. Nothing is learned from VDAB's",
        "Competent.",
        "",
        "## Measured",
        f"Flemish names among {names} Dutch names of ESCO, none of which is the same; weights cross-fitted in five",
        "folds by concept; 95 % intervals by bootstrap over the questions. A row `without` learned its weights so.",
        "",
        *(
            line
            for sort, found in figures.items()
            for line in _table(f"Work that is known {sort}", counts[sort], found)
        ),
        f"Chance, on {share['questions']:.0f} questions that it was learned from ({share['answerable']:.2f} have an",
        f"answer): stated for {share['stated']:.2f}, right for {share['right']:.2f} of those; calibration error "
        f"{share['error']:.3f}.",
        "",
        "| stated | right | questions |",
        "|---|---|---|",
        *(f"| {a:.2f} | {b:.2f} | {n} |" for a, b, n in rows),
        "",
        "## Where it fails",
        "- Words that name how one works and not what one does (flexijobber, ploegbaas): listed by hand, not learned.",
        "- The chance is measured on its own questions, names that a bank lists; people type other things.",
        "- Titles of one English word that names several jobs (tester, operator, host): a choice at best.",
        "",
    ]
    return "\n".join(lines)
