"""What a model of Jobbereik must hold before it is written."""

from training.jobbereik.card import CardFacts, interval
from training.jobbereik.data import ALL
from training.jobbereik.judging import calibration_error

LARGEST_ERROR = 0.05
"""Largest mean gap between stated and observed frequency on shown rows that the gate lets through."""

LEAST_NDCG = 0.90
"""Least nDCG@10 on judged steps, cross-fitted."""

LISTS_AT_LEAST = {
    "found in the first list": 0.72,
    "found in either": 0.88,
    "precision of the first list": 0.80,
    "precision of both": 0.93,
}
"""Least figures of the lists after one job of five years, cross-fitted."""


NONE = ("absurd rows", "lists under five")
"""What no sort of profile may have."""


class GateError(RuntimeError):
    """A model that may not be published; the message says which demand it missed."""


def _check_none(facts: CardFacts) -> None:
    for sort, found in facts.steps.lists.items():
        for name in NONE:
            if found.figures[name].value > 0:
                raise GateError(f"{name}, {sort}: {found.figures[name].value:.0f}; none is allowed")


def check(facts: CardFacts) -> None:
    """Refuse a model that misses a demand.

    Raises
    ------
    GateError
        Naming the demand and the figure.
    """
    if facts.gain.low <= 0.0:
        raise GateError(f"MAP (all) over hybrid is {interval(facts.gain)}; low must be above 0")
    if facts.by_towers[ALL].low <= 0.0:
        raise GateError(f"MAP (all) by the towers is {interval(facts.by_towers[ALL])}; low must be above 0")
    ndcg = facts.steps.ranking["trees"].value
    if ndcg < LEAST_NDCG:
        raise GateError(f"nDCG@10 on judged steps is {ndcg:.3f}; at least {LEAST_NDCG} is needed")
    judged = facts.steps.lists["one job of five years"]
    for name, least in LISTS_AT_LEAST.items():
        if judged.figures[name].value < least:
            raise GateError(f"{name} is {judged.figures[name].value:.3f}; at least {least} is needed")
    _check_none(facts)
    for sort, found in {**facts.steps.lists, "experts' steps": facts.expert_lists}.items():
        for stated, true in ((found.stated, found.feasible), (found.stated_now, found.now)):
            error = calibration_error(stated, true)
            if error > LARGEST_ERROR:
                raise GateError(f"calibration error, {sort}, is {error:.3f}; at most {LARGEST_ERROR} is allowed")
