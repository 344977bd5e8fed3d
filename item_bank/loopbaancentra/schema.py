"""The types of the register. A type cannot be built invalid; unknown is ``None``, never a guess.

Upstream: ``reading`` (CSV). Downstream: ``models.loopbaancentra`` and the service.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

from stdnum.be import vat as enterprise_numbers
from stdnum.exceptions import ValidationError

from item_bank.loopbaancentra.codes import (
    Access,
    CareerTheme,
    RegisterError,
    Role,
    Status,
    SupportLanguage,
    TargetGroup,
    Way,
)

CentreId = NewType("CentreId", str)
LocationId = NewType("LocationId", str)
CounsellorId = NewType("CounsellorId", str)

MANDATE_YEARS = 6
"""A mandate holds for six years (report 2019-2021, introduction)."""

TEXT_MAX = 1_500
"""Characters of a profile text."""

HOURS_MAX = 200
"""Characters of what is said of opening hours."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def check_id(value: str) -> str:
    """Return an id when it is plain: it becomes part of an address.

    Raises
    ------
    RegisterError
        When it has other characters or is too long.
    """
    if not _ID.fullmatch(value):
        raise RegisterError(f"id is {value!r}; allowed are up to 64 lower-case letters, digits and hyphens")
    return value


def _check_text(name: str, value: str, *, most: int = TEXT_MAX, needed: bool = False) -> None:
    if needed and not value.strip():
        raise RegisterError(f"{name} is empty")
    if len(value) > most:
        raise RegisterError(f"{name} has {len(value)} characters; at most {most}")


def _six_years_later(day: date) -> date:
    try:
        return day.replace(year=day.year + MANDATE_YEARS)
    except ValueError:  # 29 February: civil counting goes on to 1 March
        return date(day.year + MANDATE_YEARS, 3, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """The mandate of a centre.

    Attributes
    ----------
    starts_on
        First day.
    status
        What the centre does with it.
    status_since
        Day on which it came to that status.
    spans
        Where the director decided about it: the days on which it holds, each as a first day and the day after the
        last, in order. Empty where only the file of the register says.
    """

    starts_on: date
    status: Status
    status_since: date
    spans: tuple[tuple[date, date], ...] = ()

    def __post_init__(self) -> None:
        if self.status_since < self.starts_on:
            raise RegisterError(f"status_since is {self.status_since}; the mandate starts on {self.starts_on}")

    @property
    def ends_before(self) -> date:
        """First day on which the mandate does not hold any more.

        Examples
        --------
        >>> day = date(2020, 2, 29)
        >>> Mandate(starts_on=day, status=Status.ACTIVE, status_since=day).ends_before
        datetime.date(2026, 3, 1)
        """
        return self.spans[-1][1] if self.spans else _six_years_later(self.starts_on)

    def holds(self, on: date) -> bool:
        """Return whether the centre may start guidance on a day: active or passive, within the six years."""
        if self.spans:
            return any(first <= on < after for first, after in self.spans)
        within = self.starts_on <= on < self.ends_before
        ended = self.status in (Status.SUSPENDED, Status.STOPPED) and on >= self.status_since
        return within and not ended

    def shown(self, on: date) -> bool:
        """Return whether citizens see the centre on a day: its mandate holds and it is not passive."""
        passive = self.status is Status.PASSIVE and on >= self.status_since
        return self.holds(on) and not passive


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a centre says about itself; an empty set with ``None`` beside it means that it did not say.

    Attributes
    ----------
    text
        In its own words; may be empty.
    target_groups, themes, languages, ways
        ``None`` where the centre did not say.
    """

    text: str = ""
    target_groups: frozenset[TargetGroup] | None = None
    themes: frozenset[CareerTheme] | None = None
    languages: frozenset[SupportLanguage] | None = None
    ways: frozenset[Way] | None = None

    def __post_init__(self) -> None:
        _check_text("profile", self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a centre receives people.

    Attributes
    ----------
    postcode
        Belgian postcode of the project's table.
    access, evening
        ``None`` where the centre did not say.
    hours
        When it is open, in the centre's own words; files of a register have none, a centre tells it at its desk.
    """

    id: LocationId
    centre_id: CentreId
    street: str
    postcode: str
    active: bool = True
    access: frozenset[Access] | None = None
    evening: bool | None = None
    hours: str = ""

    def __post_init__(self) -> None:
        check_id(self.id)
        _check_text("street", self.street, most=200, needed=True)
        _check_text("hours", self.hours, most=HOURS_MAX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsellor:
    """Who guides people, as the centre presents them.

    Attributes
    ----------
    text
        Profile in the counsellor's own words.
    approved_on
        Day on which the centre approved that text; until then it is not shown.
    """

    id: CounsellorId
    centre_id: CentreId
    name: str
    role: Role
    text: str = ""
    approved_on: date | None = None

    def __post_init__(self) -> None:
        check_id(self.id)
        _check_text("name", self.name, most=200, needed=True)
        _check_text("profile", self.text)

    def shown_text(self, on: date) -> str:
        """Return the profile text when the centre has approved it, else nothing."""
        return self.text if self.approved_on is not None and self.approved_on <= on else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """A career centre with all that belongs to it.

    Attributes
    ----------
    sample
        Whether it is an example that does not exist.
    enterprise_number
        Ten digits; ``None`` for examples.
    head_office
        Postcode of the head office.
    vat
        Whether the centre is liable to VAT, which decides the fee.
    website, email, phone
        Empty where not known.
    """

    id: CentreId
    name: str
    sample: bool
    enterprise_number: str | None
    head_office: str
    vat: bool
    mandate: Mandate
    profile: Profile = field(default=Profile())
    website: str = ""
    email: str = ""
    phone: str = ""
    locations: tuple[Location, ...] = ()
    counsellors: tuple[Counsellor, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.id)
        _check_text("name", self.name, most=200, needed=True)
        if self.sample and not self.name.startswith("Voorbeeldcentrum "):
            raise RegisterError(f"name is {self.name!r}; an example is called 'Voorbeeldcentrum ...'")
        if self.sample == (self.enterprise_number is not None):
            raise RegisterError(
                f"enterprise_number is {self.enterprise_number!r}; a centre has one, an example has none"
            )
        if self.enterprise_number is not None:
            _check_enterprise_number(self.enterprise_number)
        if self.website and not re.fullmatch(r"https?://[^\s\"'<>]+", self.website):
            raise RegisterError(f"website is {self.website!r}; allowed is an address that starts with https://")
        if self.email and not re.fullmatch(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+", self.email):
            raise RegisterError(f"email is {self.email!r}; allowed is an address such as naam@domein.be")
        if self.phone and not re.fullmatch(r"\+?[0-9 ./-]{8,20}", self.phone):
            raise RegisterError(f"phone is {self.phone!r}; allowed are 8 to 20 digits and spaces")


def _check_enterprise_number(value: str) -> None:
    try:
        enterprise_numbers.validate(value)
    except ValidationError as error:
        raise RegisterError(
            f"enterprise_number is {value!r}; allowed are ten digits of which the last two check the others"
        ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All centres, in the order of their ids.

    Attributes
    ----------
    version
        Name and start of the hash of the content; every result names it.
    as_of
        Day on which the content was true.
    """

    version: str
    as_of: date
    centres: tuple[Centre, ...]

    @property
    def sample(self) -> bool:
        """Whether all centres are examples."""
        return all(centre.sample for centre in self.centres)
