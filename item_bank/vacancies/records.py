"""What a vacancy is. Upstream: ``training.vacancies`` imports them. Downstream: ``models.vacancies`` and ``api``."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from item_bank.schema import CatalogueError, CompetenceId, OccupationId


class VacancySource(StrEnum):
    """Whether vacancies come from the labour market or were made as samples; the two are never mixed."""

    SAMPLE = "sample"
    IMPORTED = "imported"


class EmploymentType(StrEnum):
    """Kind of contract, with the values of schema.org's ``employmentType``."""

    FULL_TIME = "FULL_TIME"
    PART_TIME = "PART_TIME"
    CONTRACTOR = "CONTRACTOR"
    TEMPORARY = "TEMPORARY"
    INTERN = "INTERN"
    VOLUNTEER = "VOLUNTEER"
    PER_DIEM = "PER_DIEM"
    OTHER = "OTHER"


class SalaryUnit(StrEnum):
    """Period of a salary, with the values of schema.org's ``unitText``."""

    HOUR = "HOUR"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    YEAR = "YEAR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Salary:
    """A salary as the employer wrote it: gross, in euro cents, never converted to another period.

    Attributes
    ----------
    low_cents, high_cents
        The bounds, equal when one amount was named; above 0, and ``None`` where only the other one was named.

    Examples
    --------
    >>> Salary(low_cents=1510, high_cents=1690, unit=SalaryUnit.HOUR).unit.value
    'HOUR'
    """

    low_cents: int | None
    high_cents: int | None
    unit: SalaryUnit

    def __post_init__(self) -> None:
        named = [cents for cents in (self.low_cents, self.high_cents) if cents is not None]
        if not named or not 0 < named[0] <= named[-1]:
            raise CatalogueError(f"salary is {self.low_cents} to {self.high_cents} cents; allowed is 0 < low <= high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours a week; ``low`` and ``high`` are equal when one number was named, ``None`` where only the other one was."""

    low: float | None
    high: float | None

    def __post_init__(self) -> None:
        named = [hours for hours in (self.low, self.high) if hours is not None]
        if not named or not 0 < named[0] <= named[-1]:
            raise CatalogueError(f"hours are {self.low} to {self.high} a week; allowed is 0 < low <= high")

    @property
    def exact(self) -> float | None:
        """Return the hours when one number was named, else ``None``."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancy:
    """One vacancy that was kept; ``None`` always means unknown.

    Attributes
    ----------
    id
        Identifier of whoever published it; unique within a version.
    title
        As written.
    description
        Plain text, shortened; markup was taken off.
    occupation_id
        The occupation that the title was read as.
    occupation_certainty
        How sure that reading is, 0 to 1; see ``training.vacancies.reading``.
    competence_ids
        Competences that were found in it, in the order of the catalogue.
    posted
        First day.
    valid_through
        Last day on which one may apply.
    postcode
        Belgian postcode of its first place, 1000 to 9999.
    further_postcodes
        Those of its other places.
    municipality
        As written.
    country, written
        Country (a code of ISO 3166 where that is known), and postal code as written, of a place that is not Belgian.
    remote
        Whether the work is done from home.
    employment_types
        All kinds of contract that were named.
    hours
        Hours a week.
    """

    id: str
    title: str
    description: str
    occupation_id: OccupationId | None
    occupation_certainty: float
    competence_ids: tuple[CompetenceId, ...]
    posted: date
    source: VacancySource
    valid_through: date | None = None
    postcode: int | None = None
    further_postcodes: tuple[int, ...] = ()
    municipality: str | None = None
    country: str | None = None
    written: str | None = None
    remote: bool = False
    employer: str | None = None
    salary: Salary | None = None
    employment_types: tuple[EmploymentType, ...] = ()
    hours: Hours | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.occupation_certainty <= 1.0:
            raise CatalogueError(f"vacancy {self.id}: certainty is {self.occupation_certainty}; allowed is 0 to 1")
        for postcode in self.postcodes:
            if not 1000 <= postcode <= 9999:
                raise CatalogueError(f"vacancy {self.id}: postcode is {postcode}; allowed is 1000 to 9999")

    @property
    def postcodes(self) -> tuple[int, ...]:
        """Return the Belgian postcodes of all its places."""
        return () if self.postcode is None else (self.postcode, *self.further_postcodes)

    def open_on(self, on: date) -> bool:
        """Return whether one may still apply on a day; without a last day it stays open while it is kept."""
        return self.valid_through is None or on <= self.valid_through
