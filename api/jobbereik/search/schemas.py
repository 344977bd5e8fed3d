"""HTTP shapes of the search by name."""

from typing import Annotated, Literal

from pydantic import Field

from api.catalogue.schemas import LISTED_MAX
from api.schemas import TEXT_MAX, In, Out
from item_bank.schema import CompetenceKind


class SearchIn(In):
    """A search for a name as people type it."""

    q: Annotated[str, Field(max_length=TEXT_MAX)] = Field(description="What was typed.", examples=["winkelbediende"])
    limit: Annotated[int, Field(ge=1, le=LISTED_MAX)] = Field(default=10)
    language: Literal["nl", "fr", "en"] = Field(default="nl", description="Language of the labels in the answer.")


class OccupationFound(Out):
    """An occupation that a search found."""

    id: str
    label: str
    isco08: str | None
    matched_name: str = Field(description="The label or alias that was nearest to the question.")
    score: float = Field(ge=0, le=1)


class CompetenceFound(Out):
    """A competence that a search found."""

    id: str
    label: str
    kind: CompetenceKind
    matched_name: str
    score: float = Field(ge=0, le=1)


class OccupationsOut(Out):
    """Occupations found, best first."""

    items: list[OccupationFound]
    kind: Literal["found", "ambiguous", "near", "nothing"] = Field(
        default="found",
        description="found: the first is meant; ambiguous: a choice; near: the title is not known, these come nearest; "
        "nothing: no occupation, perhaps suggestions.",
    )
    note: str | None = Field(default=None, description="What to tell the person, in Dutch; null when simply found.")
    suggestions: list[OccupationFound] = Field(default=[], description="At most three, for 'bedoel je ...?'.")


class CompetencesOut(Out):
    """Competences found, best first."""

    items: list[CompetenceFound]
