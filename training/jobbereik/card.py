"""The model card of the calibration, written from measured figures only."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.contracts import Estimate
from models.jobbereik.calibration import VERSION, Curve, Head
from training.evaluation import METRICS, bootstrap


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedHead:
    """One curve, and how well its cross-fitted predictions agree with the labels."""

    curve: Curve
    calibration_error: float
    brier: float
    brier_base: float
    shown: float
    precision: float
    recall: float
    reliability: tuple[tuple[float, float, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What the card reports; every figure comes out of the run that made the artifact."""

    origins: int
    pairs: int
    results: Mapping[str, Mapping[str, NDArray[np.float64]]]
    gain: Estimate
    fitted: Mapping[Head, FittedHead]
    carried: Mapping[Head, tuple[float, ...]]
    own_occupations: int


def _interval(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _rankers(facts: CardFacts) -> str:
    lines = ["| ranker | kind | " + " | ".join(METRICS) + " |", "|---|---|" + "---|" * len(METRICS)]
    for name, by_kind in facts.results.items():
        for kind, values in by_kind.items():
            cells = " | ".join(_interval(bootstrap(values[:, column])) for column in range(len(METRICS)))
            lines.append(f"| {name} | {kind} | {cells} |")
    return "\n".join(lines)


def _heads(facts: CardFacts) -> str:
    lines = [
        "| head | threshold | shown an origin | precision | recall | calibration error | Brier | Brier of base rate |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for head, fit in facts.fitted.items():
        lines.append(
            f"| {head} | {fit.curve.threshold:.3f} | {fit.shown:.1f} | {fit.precision:.3f} | {fit.recall:.3f} "
            f"| {fit.calibration_error:.3f} | {fit.brier:.5f} | {fit.brier_base:.5f} |"
        )
    return "\n".join(lines)


def _reliability(facts: CardFacts) -> str:
    lines = ["| head | stated | observed | pairs |", "|---|---|---|---|"]
    for head, fit in facts.fitted.items():
        lines += [f"| {head} | {stated:.3f} | {observed:.3f} | {n} |" for stated, observed, n in fit.reliability]
    return "\n".join(lines)


def _carried(facts: CardFacts) -> str:
    lines = [
        "| head | pairs over the threshold | stated | written by people | calibration error |",
        "|---|---|---|---|---|",
    ]
    for head, (error, stated, share, n) in facts.carried.items():
        lines.append(f"| {head} | {n:.0f} | {stated:.3f} | {share:.3f} | {error:.3f} |")
    return "\n".join(lines)


FAILS = """## Where it fails

- Experts list some steps, not all: a low probability means "experts rarely named it", not "you cannot do it".
- It was fitted on full profiles of about 20 competences and one occupation. Profiles out of several jobs, or of a few
  competences only, are outside what it saw; the service marks tiny profiles, and says so.
- Steps that ask a diploma look alike to steps that do not; the gates of the catalogue, not this model, keep them apart.
- Occupations described by few or very general competences get low probabilities for everyone.
- A catalogue with another grain of competences (imported, or the built-in one) shifts the scores: see the table above for how
  far. The interval shown to a citizen covers the sampling of French origins, not that shift.
- Moves between sectors that share a name but not the work ("operator", "technicus") come too high through titles.
"""


def write_card(facts: CardFacts) -> str:
    """Return the model card as Markdown."""
    return f"""# jobbereik-reach {VERSION}

## What it does

Turns the ranking score of an occupation for a person into two probabilities: that an expert would call it a step within
reach (`near`), and that an expert would call it a step within reach or a development (`any`). An occupation is shown as
"nu binnen bereik" when `near` passes its threshold and the law puts no unmet gate in the way; as "haalbaar met een
opleiding" when `any` passes its threshold. The probability that a citizen sees is `any` on both lists. Both curves rise, so a competence more never makes an occupation less likely.

The thresholds come from cross-fitted predictions: the largest F2 for each, because a missed possibility costs more than
a false hope: a person can strike a suggestion, but not think of one that was never shown.

## Data

Fitted on {facts.pairs} pairs: {facts.origins} occupations of ROME v347 (France Travail, open data), each with all others, labelled by the
steps that French experts marked ("proche" and "évolution"). The profile is all competences of the occupation and its name.
Isotonic regression, five folds by origin, the mean of the fold curves; intervals by bootstrap over origins. **It carries
French expert judgement over to Flanders**: nobody in Flanders has labelled steps for this model yet. Transitions are labels
only: no feature of the ranker reads one.

## Measured

All rankers, ranked among all other occupations, 95 % intervals by bootstrap over origins
(`python -m training jobbereik evaluate`); the intervals of the rows overlap more than those of the paired gain:

{_rankers(facts)}

Gain of the served ranker over the best baseline (tf-idf and titles), MAP over all steps, paired:
**{_interval(facts.gain)}**. The gate refuses a model whose gain may be zero, whose calibration error passes .05, or whose
Brier score is not below that of the base rate.

Cross-fitted predictions (no origin is judged by a curve that saw it):

{_heads(facts)}

{_reliability(facts)}

Carried over to the {facts.own_occupations} occupations of the built-in catalogue, against the related occupations that its authors wrote (not seen
in fitting, not read by the ranker):

{_carried(facts)}

{FAILS}"""
