"""Where everybody stands in the drawing: three rings around the person, categories side by side, always the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, sin

from models.netwerk.schema import Category, Network, Person

SIZE = 800
"""Width and height of the drawing."""

RADII = {1: 130.0, 2: 235.0, 3: 340.0}
"""Radius of each ring."""

APART = 34.0
"""Distance between neighbours below which a ring is drawn in lanes."""

LANE = 34.0
LANES = 3
NODE = 13.0
"""Radius of a person's circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody stands; ``number`` is the row in the list beside the drawing, from 1."""

    person: Person
    number: int
    x: float
    y: float


def ordered(network: Network) -> tuple[Person, ...]:
    """Return people by category, ring and the order in which they were added: the order of the list."""
    order = list(Category)
    return tuple(sorted(network.people, key=lambda person: (order.index(person.category), person.ring)))


def places(network: Network) -> tuple[Place, ...]:
    """Return where everybody stands; two people never stand on the same spot.

    Examples
    --------
    >>> people = tuple(Person(id=str(i), alias="x", category=Category.FRIENDS, ring=3) for i in range(100))
    >>> found = places(Network(people=people))
    >>> node_radius(found) == NODE
    True
    """
    people = ordered(network)
    numbers = {person.id: i for i, person in enumerate(people, start=1)}
    found = []
    for ring in RADII:
        inside = [person for person in people if person.ring == ring]
        found += [
            Place(person=person, number=numbers[person.id], x=x, y=y)
            for person, (x, y) in zip(inside, _around(ring, inside), strict=True)
        ]
    return tuple(sorted(found, key=lambda place: place.number))


def _around(ring: int, people: Sequence[Person]) -> list[tuple[float, float]]:
    """Spread the people of a ring evenly, in lanes where it gets narrow; rings start at different angles."""
    n = len(people)
    if not n:
        return []
    radius = RADII[ring]
    lanes = min(LANES, max(1, ceil(APART / (2 * pi * radius / n))))
    counts = [len(range(lane, n, lanes)) for lane in range(lanes)]
    spots = []
    for i in range(n):
        lane = i % lanes
        angle = -pi / 2 + (ring - 1) * 0.45 + 2 * pi * (i // lanes + lane / lanes) / counts[lane]
        r = radius + (lane - (lanes - 1) / 2) * LANE
        spots.append((round(SIZE / 2 + r * cos(angle), 1), round(SIZE / 2 + r * sin(angle), 1)))
    return spots


def node_radius(found: Sequence[Place]) -> float:
    """Return how large circles may be so that none covers another, at most :data:`NODE`."""
    spots = [complex(place.x, place.y) for place in found]
    nearest = min((abs(a - b) for i, a in enumerate(spots) for b in spots[:i]), default=2 * NODE + 2)
    return round(min(NODE, nearest / 2 - 1), 1)
