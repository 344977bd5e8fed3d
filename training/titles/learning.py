"""Learning the mix of meaning and letters, and how sure the first answer is."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from item_bank.catalogue.columns import TextColumn
from item_bank.names.bank import Named
from models.embedding.static import StaticEmbedding, quantised
from models.titles.answering import chance_evidence
from models.titles.compounds import Words
from models.titles.finder import TitleFinder
from models.titles.forms import canonical
from models.titles.mix import CHANCE_FEATURES, FEATURES, Meanings, Mix, centres_of, name_hash, on_grid

CANDIDATES = 150
PENALTY = 1e-3
FIRST = np.array([1.0, 2.0, 3.0, 2.0, 1.0, 5.0, 5.0])
"""Weights that learning starts from."""

Row = tuple[NDArray[np.float32], NDArray[np.bool_]]


def meanings_of(
    rows: Sequence[Named], embedding: StaticEmbedding, ours: Mapping[str, Sequence[str]] | None = None
) -> Meanings:
    """Return the names bank as meanings: centres over all languages, and a hash of each name.

    Parameters
    ----------
    ours
        Further names by concept; they count in the centres, and are no names of the bank.
    """
    pairs = list(
        dict.fromkeys(
            (canonical(name), row) for row, named in enumerate(rows) for names in named.names.values() for name in names
        )
    )
    pairs = [(form, row) for form, row in pairs if form]
    owners = np.array([row for _, row in pairs])
    more = [
        (form, row)
        for row, named in enumerate(rows)
        for form in dict.fromkeys(map(canonical, (ours or {}).get(named.concept, ())))
        if form
    ]
    forms, of = zip(*pairs, *more, strict=True)
    centres = centres_of(embedding.encode(forms), np.array(of), len(rows))
    hashes = np.array([name_hash(form) for form, _ in pairs], dtype=np.int64)
    order = np.lexsort((owners, hashes))
    bytes_, scales = quantised(centres)
    return Meanings(
        concepts=TextColumn.of([row.concept for row in rows]),
        labels=TextColumn.of([row.names["nl"][0] for row in rows]),
        isco08=np.array([int(row.isco08 or 0) for row in rows], dtype=np.int16),
        centres=on_grid(bytes_.astype(np.float32) * scales[:, None]),
        hashes=hashes[order],
        meant=owners[order].astype(np.int16),
        words=Words.of(canonical(name) for named in rows for names in named.names.values() for name in names),
    )


def _loss(weights: NDArray[np.float64], rows: Sequence[Row]) -> tuple[float, NDArray[np.float64]]:
    total = PENALTY * len(rows) * float((weights**2).sum()) / 2
    slope = PENALTY * len(rows) * weights
    for features, right in rows:
        scores = features @ weights
        chance = np.exp(scores - scores.max())
        chance /= chance.sum()
        inside = max(float(chance[right].sum()), 1e-12)
        total -= float(np.log(inside))
        slope = slope - features.T @ (np.where(right, chance / inside, 0.0) - chance)
    return total / len(rows), slope / len(rows)


def row_of(finder: TitleFinder, query: str, right: frozenset[int]) -> Row:
    """Return the features of the nearest owners and of the right ones, and which are right."""
    features = finder.evidence(query).features
    count = min(CANDIDATES, len(features))
    near = np.argsort(-(features @ FIRST), kind="stable")[:count]
    rows = np.union1d(near, np.array(sorted(right), dtype=np.int64))
    return features[rows], np.isin(rows, list(right))


def learn_weights(rows: Sequence[Row], without: Sequence[str] = ()) -> NDArray[np.float32]:
    """Return the weights under which the right owner is likeliest (softmax over owners).

    Parameters
    ----------
    without
        Features that get no weight, to see what they are worth.
    """
    kept = np.array([name not in without for name in FEATURES])
    bounds = [(0.0, None if own else 0.0) for own in kept.tolist()]
    fitted = minimize(_loss, FIRST * kept, args=(rows,), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(fitted.x, dtype=np.float32)


def unsure(weights: NDArray[np.float32]) -> Mix:
    """Return a mix without a learned chance."""
    return Mix(weights, np.zeros(len(CHANCE_FEATURES) + 1, dtype=np.float32))


def learn_chance(finder: TitleFinder, questions: Sequence[tuple[str, frozenset[int]]]) -> NDArray[np.float32]:
    """Return weights and constant of the chance that the first owner is meant.

    Parameters
    ----------
    questions
        What is asked and the right owners; none when the catalogue has no such occupation.
    """
    evidence, hits = [], []
    for query, right in questions:
        found = finder.evidence(query)
        evidence.append(chance_evidence(finder, found))
        hits.append(int(found.scores.argmax()) in right)
    fitted = LogisticRegression(C=1.0, max_iter=2000).fit(np.array(evidence), hits)
    return np.append(fitted.coef_[0], fitted.intercept_[0]).astype(np.float32)
