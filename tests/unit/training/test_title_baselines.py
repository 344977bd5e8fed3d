"""Baselines under the interface of the served matcher, and what is measured of a ranking of names."""

import numpy as np
import pytest

from models.titles.finder import TitleFinder
from training.titles.asking import Asked, estimates, measured, places
from training.titles.baselines import Bm25, CharacterTfidf, Exact
from training.titles.measuring import ranked_finder

NAMES = ["bakker", "banketbakker", "lasser tig", "vrachtwagenchauffeur", "verpleegkundige"]


@pytest.mark.parametrize("model", [Exact, CharacterTfidf, Bm25])
@pytest.mark.parametrize("text", ["", "🚀", "x" * 10_000, "bakker"])
def test_each_gives_a_finite_score_a_name(model: type, text: str) -> None:
    scores = model(NAMES).similarities(text)
    assert scores.shape == (len(NAMES),)
    assert np.isfinite(scores).all()
    assert text != "bakker" or scores.argmax() == 0


def test_measures_are_counted_by_name_and_by_meaning() -> None:
    owners = np.array([0, 0, 1])
    first, ten, reciprocal, precision, meaning = places(np.array([3.0, 2.0, 1.0], np.float32), owners, frozenset({1}))
    assert (first, ten, meaning) == (0.0, 1.0, 1.0)
    assert reciprocal == precision == pytest.approx(1 / 3)


def test_a_table_has_an_interval_for_each_measure() -> None:
    asked = Asked(
        names=NAMES, owners=np.arange(5), queries=["bakker", "lasser"], right=[frozenset({0}), frozenset({2})]
    )
    found = estimates(measured(CharacterTfidf(NAMES).similarities, asked))
    assert all(0 <= e.low <= e.value <= e.high <= 1 for e in found.values())


def test_names_that_the_bank_knows_stand_together_and_each_name_once() -> None:
    texts = ["poetsvrouw", "iets wat niemand kent", "vrachtwagenchauffeur", "schoonmaker gebouwen"]
    finder, place, shown = ranked_finder(texts)
    order = finder.ordered(finder.evidence("kuisvrouw"), 1000, shown)
    assert sorted(place[row] for row in order) == [0, 1, 2, 3]
    assert texts[place[order[0]]] == "poetsvrouw"


def test_a_name_of_flanders_finds_the_name_of_esco_and_is_no_answer_itself() -> None:
    texts = ["fietskoerier", "fietsenmaker", "maker van velours", "treinmachinist"]
    finder, place, shown = ranked_finder(texts)
    assert "velomaker" in list(finder.names)
    order = finder.ordered(finder.evidence("velomaker"), 1000, shown)
    assert texts[place[order[0]]] == "fietsenmaker"
    assert sorted(place[row] for row in order) == [0, 1, 2, 3]


def test_an_empty_index_answers_with_nothing() -> None:
    finder = TitleFinder.fit([])
    assert finder.ordered(finder.evidence("kok"), 10) == []
