"""How good what was learned is, on vacancies of employers and months that it did not see.

Three questions: which occupation belongs to what a vacancy asks; which competence does the rest of a vacancy give
away; and do the learned figures put the competences that the catalogue links on top, though they never read its links.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from models.contracts import Estimate
from training.evaluation import bootstrap, rank_metrics
from training.vacancies.corpus import MONTHS, Corpus, counts, near_duplicates
from training.vacancies.counting import Counts, count, partition_of
from training.vacancies.figures import weighted
from training.vacancies.shrinkage import Shares, shrink
from training.vacancies.transfer import solve

HELD_MONTHS = 3
HELD_EMPLOYERS = 5
"""One of so many partitions of employers is held back."""

MOST_QUESTIONS = 2_000
FEWEST_QUESTIONS = 200
"""With fewer the gate has nothing to say, and the card says so."""

DEMANDED = frozenset({"popularity", "coverage of what is asked", "chance"})
"""Baselines that what was learned must beat; the other rows are shown for comparison."""

THIN_IN_LEARNING = 30
"""Occupations with fewer vacancies to learn from are also reported apart."""

FLOOR = 1e-4
SEED = 20261125
METRICS = ("MRR", "MAP", "R@10")


class NotBetterError(RuntimeError):
    """What was learned may not be served; the message says which demand it missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Metrics of one question: by model, one row a vacancy or occupation.

    Attributes
    ----------
    values
        MRR, MAP and R@10; float64, shape (questions, 3), by model; the first model is the one that is served.
    """

    question: str
    values: Mapping[str, NDArray[np.float64]]

    def gain(self, over: str) -> Estimate:
        """Return the paired gain in MRR of the served model over another."""
        served = next(iter(self.values.values()))
        return bootstrap(served[:, 0] - self.values[over][:, 0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that was measured; empty when there were too few vacancies.

    Attributes
    ----------
    questions
        Vacancies that were held back and asked about.
    log_loss
        Mean negative log-likelihood of what they ask, by share that was used.
    """

    questions: int
    measured: tuple[Measured, ...]
    log_loss: Mapping[str, Estimate]


def split(corpus: Corpus, last_month: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which vacancies are learned from and which are asked about: other employers, later months.

    Vacancies of held-back employers in earlier months, and of others in later months, are in neither.
    """
    late = corpus.month > last_month - HELD_MONTHS
    held = partition_of(corpus, 0, HELD_EMPLOYERS)
    return ~late & ~held, late & held


def dense(shares: Shares, values: NDArray[np.float64], occupations: int, m: int) -> sp.csr_array:
    """Return a value a pair as a matrix; shape (occupations, m)."""
    return sp.csr_array((values, (shares.keys // m, shares.keys % m)), shape=(occupations, m))


def _sizes(learned: Counts, n: int) -> NDArray[np.float64]:
    """Return the vacancies of each occupation."""
    tally = learned.vacancies
    return np.bincount(tally.keys // MONTHS, weights=tally.counts, minlength=n).astype(np.float64)


def _asks(corpus: Corpus, m: int) -> sp.csr_array:
    ones = np.ones(len(corpus.competence))
    return sp.csr_array((ones, corpus.competence, corpus.indptr), shape=(len(corpus), m))


def _rows(scores: Callable[[int], NDArray[np.float64]], right: NDArray[np.int32]) -> NDArray[np.float64]:
    ranked = [rank_metrics(scores(i).astype(np.float32), [int(answer)]) for i, answer in enumerate(right)]
    return np.array(ranked, dtype=np.float64).reshape(-1, len(METRICS))


def occupation_question(learned: Counts, shares: Shares, held: Corpus, n: int, m: int) -> Measured:
    """Rank all occupations by what a held-back vacancy asks; the right one is that of its title."""
    everywhere = np.maximum(shares.everywhere, FLOOR)
    lift = np.log(np.maximum(shares.share, FLOOR) / everywhere[shares.keys % m])
    absent = np.log(FLOOR / everywhere)
    # What is absent from a row has the floor: its score is the sum over all, plus what the pairs that are there add.
    evidence = dense(shares, lift - absent[shares.keys % m], n, m)
    sizes = _sizes(learned, n)
    pairs = weighted(learned, n)
    raw = dense(shares, pairs.at(shares.keys) / np.maximum(pairs.n[shares.keys // m], 1e-9), n, m)
    binary = dense(shares, (shares.share >= 0.1).astype(np.float64), n, m)
    asks = _asks(held, m)
    scores = np.asarray((asks @ evidence.T).toarray())
    plain = np.asarray((asks @ raw.T).toarray())
    width = np.maximum(np.asarray(binary.sum(axis=1)).ravel(), 1.0)
    covered = np.asarray((asks @ binary.T).toarray()) / width
    rng = np.random.default_rng(SEED)
    models: dict[str, Callable[[int], NDArray[np.float64]]] = {
        "log-lift of shrunk shares": lambda i: scores[i],
        "sum of raw shares": lambda i: plain[i],
        "coverage of what is asked": lambda i: covered[i],
        "popularity": lambda _: sizes,
        "chance": lambda _: rng.random(n),
    }
    return Measured(
        question="which occupation is it?",
        values={name: _rows(score, held.occupation) for name, score in models.items()},
    )


def hidden_question(learned: Counts, shares: Shares, held: Corpus, m: int) -> Measured:
    """Hide one competence of a held-back vacancy, and rank all others by what the rest gives away."""
    rng = np.random.default_rng(SEED)
    told = held.take(np.diff(held.indptr) >= 2)
    place = told.indptr[:-1] + (rng.random(len(told)) * np.diff(told.indptr)).astype(np.int64)
    hidden = told.competence[place]
    asks = _asks(told, m).tolil()
    asks[np.arange(len(told)), hidden] = 0.0
    rest = sp.csr_array(asks)
    transferred = np.asarray((rest @ solve(learned.together, m)).toarray())
    known = rest.toarray() > 0

    def without(scores: NDArray[np.float64], i: int) -> NDArray[np.float64]:
        return np.where(known[i], -1.0, scores)

    models: dict[str, Callable[[int], NDArray[np.float64]]] = {
        "transfer (EASE)": lambda i: without(transferred[i], i),
        "popularity": lambda i: without(shares.everywhere, i),
    }
    return Measured(
        question="which competence was hidden?", values={name: _rows(score, hidden) for name, score in models.items()}
    )


def links_question(shares: Shares, vacancies: NDArray[np.float64], catalogue: Catalogue) -> Measured:
    """Rank the competences of each occupation; the right ones are those that the catalogue links to it."""
    n, m = catalogue.n_occupations, catalogue.n_competences
    lift_low = shares.low / np.maximum(shares.everywhere[shares.keys % m], FLOOR)
    weight = dense(shares, shares.share * lift_low, n, m)
    share = dense(shares, shares.share, n, m)
    models: dict[str, Callable[[int], NDArray[np.float64]]] = {
        "importance": lambda o: weight[[o]].toarray()[0],
        "share": lambda o: share[[o]].toarray()[0],
        "popularity": lambda _: shares.everywhere,
    }
    asked = [o for o in range(n) if vacancies[o] >= 30 and len(catalogue.competence_positions(o))]
    values = {
        name: np.array(
            [rank_metrics(score(o).astype(np.float32), catalogue.competence_positions(o).tolist()) for o in asked]
        ).reshape(-1, len(METRICS))
        for name, score in models.items()
    }
    return Measured(question="which competences does the catalogue link?", values=values)


def _log_loss(learned: Counts, shares: Shares, held: Corpus, n: int, m: int) -> dict[str, Estimate]:
    """Return how surprised each kind of share is by what held-back vacancies ask, in nats a vacancy."""
    pairs = weighted(learned, n)
    raw = pairs.at(shares.keys) / np.maximum(pairs.n[shares.keys // m], 1e-9)
    asks = _asks(held, m)
    thin = _sizes(learned, n)[held.occupation] < THIN_IN_LEARNING
    found = {}
    for name, value in (("shrunk", shares.share), ("raw", raw), ("everywhere", shares.everywhere[shares.keys % m])):
        p = np.clip(value, FLOOR, 1 - FLOOR)
        yes = dense(shares, np.log(p) - np.log1p(-p) - np.log(FLOOR), n, m)[held.occupation]
        no = np.asarray(dense(shares, np.log1p(-p), n, m).sum(axis=1)).ravel()[held.occupation]
        told = np.asarray(asks.multiply(yes).sum(axis=1)).ravel() + np.diff(held.indptr) * np.log(FLOOR) + no
        found[name] = bootstrap(-told)
        if thin.any():
            found[f"{name}, occupations with fewer than {THIN_IN_LEARNING} vacancies"] = bootstrap(-told[thin])
    return found


def evaluate(corpus: Corpus, catalogue: Catalogue, last_month: int) -> Evaluation:
    """Learn from one part of the vacancies and measure on another."""
    n, m = catalogue.n_occupations, catalogue.n_competences
    learn, ask = split(corpus, last_month)
    late = corpus.take(ask)
    late = late.take(~near_duplicates(late))
    held = late.take(counts(late) & (np.diff(late.indptr) > 0))
    if len(held) < FEWEST_QUESTIONS or learn.sum() < FEWEST_QUESTIONS:
        return Evaluation(questions=len(held), measured=(), log_loss={})
    chosen = np.random.default_rng(SEED).permutation(len(held))[:MOST_QUESTIONS]
    held = held.take(np.sort(chosen))
    learned, _ = count(corpus.take(learn), m, last_month)
    isco = [catalogue.occupation(i).isco08 for i in range(n)]
    shares = shrink(weighted(learned, n), isco, m)
    sizes = _sizes(learned, n)
    return Evaluation(
        questions=len(held),
        measured=(
            occupation_question(learned, shares, held, n, m),
            hidden_question(learned, shares, held, m),
            links_question(shares, sizes, catalogue),
        ),
        log_loss=_log_loss(learned, shares, held, n, m),
    )


def check(evaluation: Evaluation) -> None:
    """Refuse what was learned when it is not clearly better than the baselines that it must beat.

    Raises
    ------
    NotBetterError
        With the question, the figure and its interval.
    """
    for measured in evaluation.measured:
        for baseline in DEMANDED & measured.values.keys():
            if not len(measured.values[baseline]):
                continue
            gain = measured.gain(baseline)
            if gain.low <= 0.0:
                interval = f"{gain.value:.4f} [{gain.low:.4f}, {gain.high:.4f}]"
                raise NotBetterError(f"{measured.question} MRR over {baseline} is {interval}; low must be above 0")
