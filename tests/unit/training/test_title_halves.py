"""What learning may know of the built-in names: what is asked is known in no form, and both sorts are asked."""

import numpy as np

from item_bank.catalogue.builtin import catalogue
from models.titles.forms import canonical
from models.titles.ours import by_concept
from training.embedding.groups import builtin_groups
from training.titles.asking import Asked
from training.titles.halves import divided
from training.titles.training import made_up


def test_no_name_that_is_asked_is_known_and_half_of_the_concepts_are_not_known_at_all() -> None:
    halves = divided()
    known = {canonical(name) for names in halves.known.values() for name in names}
    assert not known & halves.held
    assert abs(len(halves.known) - len(by_concept()) / 2) <= 1
    learned, _ = builtin_groups(halves.unknown, halves.held)
    assert set(learned) == set(halves.known), "of the others no name is learned from"
    assert not {canonical(name) for names in learned.values() for name in names} & halves.held
    assert {concept: set(names) for concept, names in learned.items()} == {
        concept: set(names) for concept, names in halves.known.items()
    }


def test_questions_are_sorted_by_what_is_known_of_their_work() -> None:
    halves, own = divided(), catalogue()
    rows = [own.occupation(number) for number in range(own.n_occupations)]
    concepts = sorted(by_concept())
    some = next(
        row for row in rows if row.esco in halves.known and any(canonical(n) in halves.held for _, n in row.names.all())
    )
    other = next(row for row in rows if row.esco and row.esco not in halves.known)
    asked_name = next(name for _, name in some.names.all() if canonical(name) in halves.held)
    known_name = halves.known[some.esco or ""][0]
    right = [frozenset({concepts.index(row.esco or "")}) for row in (some, some, other)]
    asked = Asked(
        names=["kok"],
        owners=np.zeros(1, dtype=np.int64),
        queries=[asked_name, known_name, other.names.label()],
        right=right,
        concepts=concepts,
    )
    assert halves.sorts(asked).tolist() == [0, -1, 1]
    assert asked.chosen(halves.sorts(asked) >= 0).queries == [asked_name, other.names.label()]


def test_made_up_words_are_the_same_each_time_and_no_names() -> None:
    names = ["fietsenmaker", "verpleegkundige", "vrachtwagenchauffeur"]
    once = made_up(names, 30)
    assert once == made_up(names, 30)
    assert all(right == frozenset() and word.isalpha() and len(word) > 3 for word, right in once)
    assert not {word for word, _ in once} & set(names)
