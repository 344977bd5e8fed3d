"""What a network says: shares, bridges to sectors, empty sectors, and whether all is asked of one person."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.netwerk.schema import Asked, Category, Direction, Network

OVERLOAD_LEAST = 3
"""Things asked from which it can be said that all is asked of one person."""

SMALL = 5
"""People under which a network is called small: shares then say little."""


class NoteCode(StrEnum):
    """What is worth saying beside the figures."""

    EMPTY = "network-empty"
    SMALL = "network-small"
    ONE_CATEGORY = "one-category"
    ASKED_OF_ONE = "asked-of-one"
    NOTHING_ASKED = "nothing-asked"
    MOSTLY_RECEIVING = "mostly-receiving"
    MOSTLY_GIVING = "mostly-giving"
    NO_BRIDGE = "no-bridge"
    FEW_LOOSE_TIES = "few-loose-ties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many people come from one category; ``share`` is 0 to 1 of all people."""

    category: Category
    count: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A sector of the person's occupations, and the ids of people who know it, loosest tie first.

    Loose ties come first because they reach further: people close by mostly know what one knows already.
    """

    sector: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What a network says.

    Attributes
    ----------
    density
        Share of the possible ties between people that exist, 0 to 1; ``None`` under two people.
    empty_sectors
        Sectors of the person's occupations that nobody knows.
    asked_of_one
        Id of the person of whom all is asked; ``None`` when it is spread or little.
    giving, receiving, mutual
        Number of people whom one mostly helps, who mostly help, and with whom it goes both ways.
    """

    size: int
    shares: tuple[Share, ...]
    density: float | None
    bridges: tuple[Bridge, ...]
    empty_sectors: tuple[str, ...]
    asked_of_one: str | None
    giving: int
    receiving: int
    mutual: int
    notes: tuple[NoteCode, ...]


def analyse(network: Network, sectors: Sequence[str]) -> Analysis:
    """Return what a network says.

    Parameters
    ----------
    sectors
        Codes of the sectors of the occupations that the person looks at, most important first; may be empty.

    Examples
    --------
    >>> from models.netwerk.schema import Person
    >>> one = Person(id="a", alias="A", category=Category.FRIENDS, ring=1, fields=("care",))
    >>> found = analyse(Network(people=(one,)), ["care", "trade"])
    >>> found.bridges[0].people, found.empty_sectors
    (('a',), ('trade',))
    """
    people = network.people
    counts = Counter(person.category for person in people)
    shares = [
        Share(category=category, count=counts[category], share=counts[category] / len(people))
        for category in Category
        if counts[category]
    ]
    bridges = [Bridge(sector=code, people=_knowing(network, code)) for code in dict.fromkeys(sectors)]
    directions = Counter(person.direction for person in people)
    analysis = Analysis(
        size=len(people),
        shares=tuple(sorted(shares, key=lambda row: -row.count)),
        density=_density(network),
        bridges=tuple(row for row in bridges if row.people),
        empty_sectors=tuple(row.sector for row in bridges if not row.people),
        asked_of_one=_asked_of_one(network),
        giving=directions[Direction.FROM_ME],
        receiving=directions[Direction.TO_ME],
        mutual=directions[Direction.BOTH],
        notes=(),
    )
    return _with_notes(analysis, network, bool(sectors))


def _knowing(network: Network, sector: str) -> tuple[str, ...]:
    found = [person for person in network.people if sector in person.fields]
    return tuple(person.id for person in sorted(found, key=lambda person: (person.strength, -person.ring)))


def _density(network: Network) -> float | None:
    n = len(network.people)
    if n < 2:
        return None
    pairs = {frozenset((tie.first, tie.second)) for tie in network.ties}
    return len(pairs) / (n * (n - 1) / 2)


def _asked_of_one(network: Network) -> str | None:
    """Return who is asked everything: by what was or will be asked, or else by what everyone expects of one person."""
    asked = [person for person in network.people if person.asked is not Asked.NOT_YET]
    weights = {person.id: max(1, len(person.can_help)) for person in asked}
    if sum(weights.values()) < OVERLOAD_LEAST or len(weights) != 1:
        return None
    return next(iter(weights))


def _with_notes(found: Analysis, network: Network, with_sectors: bool) -> Analysis:
    notes = []
    if found.size == 0:
        notes.append(NoteCode.EMPTY)
    elif found.size < SMALL:
        notes.append(NoteCode.SMALL)
    else:
        if found.shares[0].share >= 0.7:
            notes.append(NoteCode.ONE_CATEGORY)
        if sum(person.strength <= 2 for person in network.people) / found.size < 0.2:
            notes.append(NoteCode.FEW_LOOSE_TIES)
        if found.receiving > 2 * (found.giving + found.mutual):
            notes.append(NoteCode.MOSTLY_RECEIVING)
        if found.giving > 2 * (found.receiving + found.mutual):
            notes.append(NoteCode.MOSTLY_GIVING)
    if found.asked_of_one is not None:
        notes.append(NoteCode.ASKED_OF_ONE)
    if found.size and all(person.asked is Asked.NOT_YET for person in network.people):
        notes.append(NoteCode.NOTHING_ASKED)
    if found.size and with_sectors and not found.bridges:
        notes.append(NoteCode.NO_BRIDGE)
    return Analysis(**{name: getattr(found, name) for name in Analysis.__slots__} | {"notes": tuple(notes)})
