"""Laws of counting: however vacancies are divided or ordered, the counts are the same whole numbers."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.corpora import LAST_MONTH, random_corpus
from training.vacancies.corpus import CAP, MONTHS, near_duplicates, over_cap
from training.vacancies.counting import Counts, Tally, count, partition_of, total
from training.vacancies.figures import figures

SEEDS = st.integers(0, 10_000)
M = 15


def same(one: Counts, other: Counts) -> None:
    for name in ("vacancies", "asked", "together"):
        left, right = getattr(one, name), getattr(other, name)
        assert left.keys.tobytes() == right.keys.tobytes()
        assert left.counts.tobytes() == right.counts.tobytes()
    for name in ("seen", "near_duplicates", "capped", "uncertain"):
        assert getattr(one, name) == getattr(other, name)


@given(SEEDS, st.integers(1, 7), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_partitions_add_up_to_the_whole(seed: int, partitions: int, order: object) -> None:
    corpus = random_corpus(seed, 120)
    whole, unique = count(corpus, M, LAST_MONTH)
    numbers = list(range(partitions))
    order.shuffle(numbers)  # type: ignore[attr-defined] # hypothesis draws a random.Random
    parts, kept = [], np.zeros(len(corpus), dtype=np.bool_)
    for number in numbers:
        own = np.flatnonzero(partition_of(corpus, number, partitions))
        counts, survivors = count(corpus.take(own), M, LAST_MONTH)
        kept[own[survivors]] = True
        parts.append(counts)
    same(total(parts), whole)
    assert kept.tolist() == unique.tolist()
    isco = ["5120", "5120", "5131", None, "9112", "9129"]
    one, other = figures(whole, isco, M)[0].to_arrays(), figures(total(parts), isco, M)[0].to_arrays()
    assert all(one[name].tobytes() == other[name].tobytes() for name in one)


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_the_order_of_vacancies_does_not_matter(seed: int) -> None:
    corpus = random_corpus(seed, 100)
    shuffled = corpus.take(np.random.default_rng(seed).permutation(len(corpus)))
    same(count(corpus, M, LAST_MONTH)[0], count(shuffled, M, LAST_MONTH)[0])


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_every_vacancy_is_counted_or_left_out_for_one_reason(seed: int) -> None:
    corpus = random_corpus(seed, 150)
    counts, _ = count(corpus, M, LAST_MONTH)
    counted = int(counts.vacancies.counts.sum())
    assert counted + counts.near_duplicates + counts.capped + counts.uncertain == counts.seen == 150
    by_pair = dict(zip(counts.asked.keys.tolist(), counts.asked.counts.tolist(), strict=True))
    by_row = dict(zip(counts.vacancies.keys.tolist(), counts.vacancies.counts.tolist(), strict=True))
    for key, asked in by_pair.items():
        assert asked <= by_row[key // MONTHS // M * MONTHS + key % MONTHS]


@given(SEEDS)
@settings(max_examples=30, deadline=None)
def test_nobody_goes_over_the_cap_and_the_first_of_a_kind_stays(seed: int) -> None:
    corpus = random_corpus(seed, 300, occupations=1)
    kept = corpus.take(~over_cap(corpus))
    cells = np.stack([kept.employer_key.astype(np.int64), kept.occupation, kept.month])
    _, sizes = np.unique(cells[:, kept.employer_key != 0], axis=1, return_counts=True)
    assert sizes.max(initial=0) <= CAP
    assert int((kept.employer_key == 0).sum()) == int((corpus.employer_key == 0).sum())
    assert not near_duplicates(corpus)[int(np.lexsort((corpus.id_hash, corpus.posted))[0])]


@given(st.lists(st.lists(st.integers(0, 30), max_size=40), min_size=1, max_size=6))
def test_tallies_add_up_in_any_order(parts: list[list[int]]) -> None:
    tallies = [Tally.of(np.array(part, dtype=np.int64)) for part in parts]
    forward, backward = tallies[0], tallies[-1]
    for tally in tallies[1:]:
        forward = forward + tally
    for tally in tallies[-2::-1]:
        backward = backward + tally
    everything = Tally.of(np.array([key for part in parts for key in part], dtype=np.int64))
    for found in (forward, backward):
        assert found.keys.tolist() == everything.keys.tolist()
        assert found.counts.tolist() == everything.counts.tolist()


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_figures_stay_within_their_bounds(seed: int) -> None:
    counts, _ = count(random_corpus(seed, 200), M, LAST_MONTH)
    pairs, shares = figures(counts, ["5120", "5120", "5131", None, "9112", "9129"], M)
    assert np.all((shares.low >= 0) & (shares.low <= shares.share + 1e-9) & (shares.share <= 1))
    row = np.repeat(np.arange(6), np.diff(pairs.indptr))
    assert np.all(pairs.asked_now <= pairs.n_now[row])
    assert np.all(pairs.asked_before <= pairs.n_before[row])
    assert np.all(pairs.weight >= 0)
    assert np.all(pairs.transfer_weight > 0)
