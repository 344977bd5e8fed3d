"""Somebody who sees every table of every group and compares all of them learns nothing of fewer than ten people.

People join and leave overlapping groups at random, and waves are counted as the service counts them. The attack asks
every pair of tables, of any groups and moments, and the table of each wave against what its own margin leaves. The same
attack on tables that count everybody anew each time finds people: it can succeed.
"""

import itertools
import random
from collections import Counter
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from models.groups.sums import LEAST, WAVE, Sums, sums

CODES = ["a", "b", "c", "d"]
GROUPS = 3


@dataclass
class World:
    """People with what they have, groups that overlap, and every table that was ever told with whom it is about."""

    rng: random.Random
    has: dict[int, list[str]] = field(default_factory=dict)
    members: list[set[int]] = field(default_factory=lambda: [set() for _ in range(GROUPS)])
    counted: set[int] = field(default_factory=set)
    told: list[tuple[frozenset[int], Sums]] = field(default_factory=list)
    naive: list[tuple[frozenset[int], Counter[str]]] = field(default_factory=list)

    def step(self) -> None:
        """Let somebody join or leave; most join, and one person is in several groups."""
        person, group = self.rng.randrange(120), self.rng.randrange(GROUPS)
        if self.rng.random() < 0.25:
            self.members[group].discard(person)
        else:
            self.has.setdefault(person, [self.rng.choice(CODES)])
            self.members[group].add(person)

    def moment(self) -> None:
        """Count as the service does, and as a service would that counts everybody anew."""
        for members in self.members:
            waiting = sorted(members - self.counted)
            found = sums(CODES, [self.has[person] for person in waiting], one_each=True)
            if found is not None:
                self.told.append((frozenset(waiting), found))
                self.counted |= set(waiting)
            if len(members) >= LEAST:
                self.naive.append((frozenset(members), Counter(code for one in members for code in self.has[one])))


def play(seed: int, steps: int) -> World:
    world = World(random.Random(seed))  # noqa: S311 - a game
    for step in range(steps):
        world.step()
        if step % 20 == 19:
            world.moment()
    return world


def differences(tables: list[frozenset[int]]) -> list[int]:
    """Return of how many people each difference between two tables is, in either direction."""
    pairs = itertools.permutations(set(tables), 2)
    return [len(one - other) for one, other in pairs if one - other]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.integers(0, 2**32))
def test_no_difference_between_two_tables_is_about_few_people(seed: int) -> None:
    world = play(seed, 400)
    about = [people for people, _ in world.told]
    assert all(size >= WAVE for size in differences(about))
    everybody = Counter(person for people in about for person in people)
    assert set(everybody.values()) <= {1}  # nobody in two tables: no sum or difference of several isolates anybody
    assert all(len(people) >= WAVE for people in about)


def test_the_same_attack_finds_people_where_everybody_is_counted_anew() -> None:
    world = play(1, 400)
    assert len(world.told) >= 3, "the attack has tables to compare"
    assert min(differences([people for people, _ in world.naive])) < LEAST
    found = 0
    for (one, first), (other, second) in itertools.permutations(world.naive, 2):
        if len(one - other) == 1 and other < one:  # one person more: the difference is what that person has
            person = next(iter(one - other))
            found += list((first - second).elements()) == world.has[person]
    assert found


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(CODES), max_size=90))
def test_no_count_below_ten_and_none_that_the_others_tell(held: list[str]) -> None:
    found = sums(CODES, [[code] for code in held], one_each=True)
    if found is None:
        assert len(held) < WAVE
        return
    exact = Counter(held)
    shown = {code: count for code, count in found.counts.items() if count is not None}
    assert all(LEAST <= count <= exact[code] < count + 5 for code, count in shown.items())
    assert all(len(held) - exact[code] >= LEAST for code in shown)
    left = len(held) - sum(exact[code] for code in shown)
    assert left == 0 or left >= LEAST
    assert found.people <= len(held) < found.people + 5


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sets(st.sampled_from(CODES)), max_size=60))
def test_where_somebody_has_several_ten_have_it_and_ten_have_not(held: list[set[str]]) -> None:
    found = sums(CODES, held, one_each=False)
    exact = Counter(code for one in held for code in one)
    for code, count in (found.counts if found else {}).items():
        enough = LEAST <= exact[code] <= len(held) - LEAST
        assert (count is not None) == enough
