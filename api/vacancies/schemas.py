"""HTTP shapes of vacancies. Members are lowerCamelCase; unknown members are refused."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.catalogue.schemas import LISTED_MAX, RADIUS_MAX
from api.schemas import TEXT_MAX, In, Out, Postcode
from item_bank.vacancies.records import EmploymentType, SalaryUnit, VacancySource
from models.vacancies.nearby import RADIUS_KM

OFFSET_MAX = 1_000_000


class NearIn(In):
    """A question for open vacancies."""

    occupation_id: Annotated[str, Field(min_length=1, max_length=TEXT_MAX)] | None = Field(
        default=None, description="Id of an occupation; absent means all.", examples=["winkelbediende"]
    )
    postcode: Postcode | None = Field(default=None, description="Belgian postcode to search around.")
    radius_km: Annotated[int, Field(ge=1, le=RADIUS_MAX)] | None = Field(
        default=None, description=f"Kilometres as the crow flies, needs a postcode; {RADIUS_KM} when absent."
    )
    limit: Annotated[int, Field(ge=1, le=LISTED_MAX)] = Field(default=20)
    offset: Annotated[int, Field(ge=0, le=OFFSET_MAX)] = Field(default=0, description="How many to skip.")


class SalaryOut(Out):
    """A gross salary as the employer wrote it, never converted to another period."""

    low_cents: int | None = Field(ge=1, description="Euro cents; null when only the largest amount was named.")
    high_cents: int | None = Field(
        ge=1, description="Euro cents; equal to lowCents when one amount was named, null when only the smallest was."
    )
    currency: str = Field(description="EUR.")
    unit: SalaryUnit
    text: str = Field(description="In Dutch.")


class VacancyPlaceOut(Out):
    """A place of work in Belgium."""

    postcode: str
    municipality: str


class VacancyOut(Out):
    """An open vacancy in short; null always means not known."""

    id: str
    title: str
    occupation_id: str | None = Field(description="The occupation that the title was read as.")
    postcode: str | None = Field(description="Of the nearest place in Belgium.")
    municipality: str | None = Field(description="Of the nearest place in Belgium, else as written.")
    places: list[VacancyPlaceOut] = Field(description="All places in Belgium, the nearest first.")
    country: str | None = Field(description="BE, or the country of a place abroad: ISO 3166, else as written.")
    remote: bool = Field(description="Whether the work is done from home.")
    where: str = Field(description="All of that in Dutch; empty when not known.")
    distance_km: float | None = Field(
        ge=0,
        description="To the nearest place, between the middles of the postcodes, as the crow flies; "
        "null when no postcode was asked.",
    )
    salary: SalaryOut | None
    date_posted: date
    valid_through: date | None = Field(description="Last day on which one may apply.")
    employment_type: EmploymentType | None = Field(description="The first of employmentTypes.")
    employment_types: list[EmploymentType] = Field(description="All kinds of contract that were named.")
    hours: float | None = Field(description="Hours a week; null when a range was named.")
    hours_min: float | None = Field(description="Smallest number of hours a week.")
    hours_max: float | None = Field(description="Largest number of hours a week.")
    employer: str | None
    source: VacancySource = Field(description="sample: made by us, one cannot apply; imported: real.")


class VacanciesOut(Out):
    """Open vacancies: nearest first when a postcode was asked, else newest first."""

    items: list[VacancyOut]
    total: int = Field(ge=0)
    place_unknown: int = Field(
        ge=0, description="Open vacancies that were left out because nobody knows where they are; 0 without a postcode."
    )
    radius_km: int | None = Field(description="The radius that was used.")
    source: VacancySource | None = Field(description="Null when there are no vacancies at all.")
    vacancies_version: str | None


class AskedOut(Out):
    """A competence that was found in a vacancy."""

    id: str
    label: str


class VacancyInFullOut(VacancyOut):
    """All that is known about an open vacancy."""

    description: str = Field(description="Plain text, shortened.")
    occupation_label: str | None
    occupation_certainty: float = Field(ge=0, le=1, description="How sure the reading of the title is.")
    competences: list[AskedOut] = Field(description="Competences that were found in its text.")
    url: str | None = Field(description="Where it was published.")
    vacancies_version: str
