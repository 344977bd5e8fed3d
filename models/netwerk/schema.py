"""What an ecogram is made of. People stand under an alias; nothing here can be built invalid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

PEOPLE_MAX = 100
TIES_MAX = 1_000
ALIAS_MAX = 40
TEXT_MAX = 300


class Category(StrEnum):
    """Where a person comes from."""

    HOUSEHOLD = "household"
    FAMILY = "family"
    FRIENDS = "friends"
    ACQUAINTANCES = "acquaintances"
    COLLEAGUES = "colleagues"
    NEIGHBOURS = "neighbours"
    PROFESSIONAL = "professional"
    ASSOCIATION = "association"
    ONLINE = "online"


class Direction(StrEnum):
    """Who helps whom."""

    BOTH = "both"
    TO_ME = "to-me"
    FROM_ME = "from-me"


class Support(StrEnum):
    """A kind of support that passes between two people."""

    PRACTICAL = "practical"
    COMPANY = "company"
    ADVICE = "advice"
    EMOTIONAL = "emotional"


class Help(StrEnum):
    """What a person could do for a career."""

    INFORMATION = "information"
    INTRODUCTION = "introduction"
    REFERENCE = "reference"
    PRACTICE = "practice"
    ENCOURAGEMENT = "encouragement"


class Asked(StrEnum):
    """Whether something was asked."""

    NOT_YET = "not-yet"
    PLANNED = "planned"
    DONE = "done"


class NetworkError(ValueError):
    """A network that does not hold together.

    Attributes
    ----------
    place
        Path to the value, such as ``("people", 3, "id")``.
    """

    def __init__(self, place: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody in the network, under an alias.

    Attributes
    ----------
    ring
        1 (closest) to 3.
    strength
        1 (loose) to 5.
    fields
        Codes of sectors that the person knows or is interested in.
    share
        Whether the person may be seen by whom the citizen shares the drawing with; off unless ticked.
    """

    id: str
    alias: str
    category: Category
    ring: int
    strength: int = 3
    direction: Direction = Direction.BOTH
    supports: frozenset[Support] = frozenset()
    fields: tuple[str, ...] = ()
    knowledge: str = ""
    skills: str = ""
    can_help: frozenset[Help] = frozenset()
    asked: Asked = Asked.NOT_YET
    asked_what: str = ""
    asked_on: date | None = None
    next_step: str = ""
    share: bool = False

    def __post_init__(self) -> None:
        """Refuse numbers out of range."""
        if not 1 <= self.ring <= 3:
            raise NetworkError(("ring",), f"ring {self.ring}: allowed is 1 to 3")
        if not 1 <= self.strength <= 5:
            raise NetworkError(("strength",), f"strength {self.strength}: allowed is 1 to 5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two people who know each other."""

    first: str
    second: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """People and who knows whom.

    Attributes
    ----------
    goal
        What the citizen wants help with, in their own words.
    """

    people: tuple[Person, ...]
    ties: tuple[Tie, ...] = ()
    goal: str = ""

    def __post_init__(self) -> None:
        """Refuse too many people, ids that stand twice, and ties to nobody.

        Raises
        ------
        NetworkError
            Naming the first place that is wrong.
        """
        if len(self.people) > PEOPLE_MAX:
            raise NetworkError(("people",), f"{len(self.people)} people; at most {PEOPLE_MAX} are allowed")
        if len(self.ties) > TIES_MAX:
            raise NetworkError(("ties",), f"{len(self.ties)} ties; at most {TIES_MAX} are allowed")
        _check_ids([person.id for person in self.people])
        known = {person.id for person in self.people}
        for i, tie in enumerate(self.ties):
            for member, id_ in (("from", tie.first), ("to", tie.second)):
                if id_ not in known:
                    raise NetworkError(("ties", i, member), f"nobody has the id {id_!r}")
            if tie.first == tie.second:
                raise NetworkError(("ties", i), "a tie goes from one person to another")

    def for_sharing(self) -> "Network":
        """Return only the people who were ticked for sharing, with the ties among them."""
        people = tuple(person for person in self.people if person.share)
        kept = {person.id for person in people}
        ties = tuple(tie for tie in self.ties if tie.first in kept and tie.second in kept)
        return Network(people=people, ties=ties, goal=self.goal)


def _check_ids(ids: Sequence[str]) -> None:
    seen: set[str] = set()
    for i, id_ in enumerate(ids):
        if id_ in seen:
            raise NetworkError(("people", i, "id"), f"the id {id_!r} stands twice")
        seen.add(id_)
