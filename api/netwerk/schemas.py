"""HTTP shapes of Jouw netwerk: the network is the request, the kept file and the exported file alike."""

from typing import Annotated

from pydantic import AfterValidator, Field, field_validator

from api.schemas import Day, Flag, Id, In, Out, Said, Whole
from models.netwerk.schema import (
    ALIAS_MAX,
    PEOPLE_MAX,
    TEXT_MAX,
    TIES_MAX,
    Asked,
    Category,
    Direction,
    Help,
    Network,
    Person,
    Support,
    Tie,
)

FIELDS_MAX = 10
OCCUPATIONS_MAX = 20


def _plain(text: str) -> str:
    if not text.strip():
        raise ValueError("an alias is not empty")
    if any(sign in text for sign in "<>") or not text.isprintable():
        raise ValueError("an alias is plain text on one line, without < and >")
    return text.strip()


Alias = Annotated[str, Field(strict=True, max_length=ALIAS_MAX), AfterValidator(_plain)]
Words = Annotated[str, Field(strict=True, max_length=TEXT_MAX)]
PersonId = Annotated[str, Field(strict=True, min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]


class PersonIn(In):
    """Somebody in the network. Use an alias: this person did not ask to be written down."""

    id: PersonId = Field(description="Any id of your own, once in the network.")
    alias: Alias = Field(description="A short name that you understand, no full name.")
    category: Category = Field(description="Where the person comes from.")
    ring: Whole = Field(ge=1, le=3, description="1 very near, 2 near, 3 further away.")
    strength: Whole = Field(default=3, ge=1, le=5, description="1 loose to 5 very strong.")
    direction: Direction = Field(default=Direction.BOTH, description="Who helps whom.")
    supports: list[Support] = Field(default=[], max_length=len(Support), description="Kinds of support that pass.")
    fields: list[Id] = Field(
        default=[], max_length=FIELDS_MAX, description="Codes of sectors that the person knows or is interested in."
    )
    knowledge: Words = Field(default="", description="What the person knows.")
    skills: Words = Field(default="", description="What the person can do.")
    can_help: list[Help] = Field(default=[], max_length=len(Help), description="What the person could do for you.")
    asked: Asked = Field(default=Asked.NOT_YET, description="Whether something was asked.")
    asked_what: Words = Field(default="", description="What was asked.")
    asked_on: Day | None = Field(default=None, description="When it was or will be asked.")
    next_step: Words = Field(default="", description="What you do next with this person.")
    share: Flag = Field(default=False, description="Whether the person may be seen when you share the drawing.")

    def to_person(self) -> Person:
        """Return it as the analysis knows it."""
        members = {name: getattr(self, name) for name in Person.__slots__}
        sets = {"supports": frozenset(self.supports), "can_help": frozenset(self.can_help)}
        return Person(**members | sets | {"fields": tuple(dict.fromkeys(self.fields))})


class TieIn(In):
    """Two people who know each other."""

    from_: PersonId = Field(alias="from", description="Id of one.")
    to: PersonId = Field(description="Id of the other.")


class NetworkIn(In):
    """A whole network."""

    goal: Words = Field(default="", description="What you want help with.")
    people: list[PersonIn] = Field(max_length=PEOPLE_MAX, description="At most 100 people.")
    ties: list[TieIn] = Field(default=[], max_length=TIES_MAX, description="Who knows whom.")
    occupation_ids: list[Id] = Field(
        default=[], max_length=OCCUPATIONS_MAX, description="Occupations that you look at; their sectors are compared."
    )

    @field_validator("occupation_ids")
    @classmethod
    def _once(cls, ids: list[str]) -> list[str]:
        return list(dict.fromkeys(ids))

    def to_network(self) -> Network:
        """Return it as the analysis knows it.

        Raises
        ------
        models.netwerk.schema.NetworkError
            When an id stands twice or a tie goes to nobody.
        """
        ties = tuple(Tie(first=tie.from_, second=tie.to) for tie in self.ties)
        return Network(people=tuple(person.to_person() for person in self.people), ties=ties, goal=self.goal)


class ShareOut(Out):
    """How many people come from one category."""

    category: Category
    label: Said
    count: int
    share: float = Field(ge=0, le=1)


class SectorOut(Out):
    """A sector."""

    code: str
    label: str


class BridgeOut(Out):
    """A sector of your occupations, and who knows it, loosest tie first."""

    sector: SectorOut
    people: list[str] = Field(description="Ids.")


class BalanceOut(Out):
    """With how many people help goes which way."""

    giving: int
    receiving: int
    mutual: int


class TextOut(Out):
    """A remark in Dutch."""

    code: str
    text: Said


class AdviceOut(Out):
    """A tip in Dutch."""

    title: Said
    text: Said


class AnalysisOut(Out):
    """What a network says. Nothing of it was kept."""

    size: int
    shares: list[ShareOut]
    density: float | None = Field(description="Share of the possible ties between people; null under two people.")
    bridges: list[BridgeOut]
    empty_sectors: list[SectorOut]
    asked_of_one: str | None = Field(description="Id of the person of whom all is asked.")
    balance: BalanceOut
    notes: list[TextOut]
    conversation: list[AdviceOut] = Field(description="How to hold a network conversation.")
    tools: list[AdviceOut] = Field(description="Ways to reach people today.")
    bank_version: str


class WordOut(Out):
    """A code with its Dutch label."""

    code: str
    label: Said


class VocabularyOut(Out):
    """What can be chosen for a person."""

    categories: list[WordOut]
    rings: list[WordOut]
    strengths: list[WordOut]
    directions: list[WordOut]
    supports: list[WordOut]
    helps: list[WordOut]
    asked: list[WordOut]
    fields: list[WordOut] = Field(description="Sectors of the active catalogue.")
    bank_version: str
