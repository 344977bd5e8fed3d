"""What a CV says, apart from any format. Nothing here is invented: what nobody told is empty."""

import re
from dataclasses import dataclass, field
from datetime import date

from item_bank.schema import CompetenceKind
from models.jobbereik.schema import Experience, ExperienceKind
from models.wording import MONTH_NAMES, day_in_words, month_in_words

CEFR = ("A1", "A2", "B1", "B2", "C1", "C2")
"""Levels of a language, as the Council of Europe names them."""

MOTHER_TONGUE = "moedertaal"

DRIVING = {"rijbewijs-b": "B", "rijbewijs-c": "C", "rijbewijs-d": "D"}
"""Category of Europass by gate of the built-in catalogue."""

LAST_YEAR, FIRST_YEAR = 2100, 1900

_WRITTEN = re.compile(r"(?:(\d{1,2})\s*[-/. ]\s*)?(?:(\d{1,2})\s*[-/. ]\s*)?(\d{4})")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:T.*)?", re.DOTALL)
_NAMED = re.compile(r"(?:(\d{1,2})\s+)?([a-zéèûô]+)\.?\s+(\d{4})", re.IGNORECASE)

_MONTHS = (
    MONTH_NAMES,
    (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ),
    (
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ),
)  # fmt: skip
"""Names of the months in each language that pages are written in."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Moment:
    """A year, a month of a year, or a day: as exact as it was told.

    Examples
    --------
    >>> Moment(year=2019, month=2, day=30)
    Traceback (most recent call last):
    ...
    ValueError: 2019-2-30 is no day
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        try:
            date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)
        except ValueError as error:
            raise ValueError(f"{self.year}-{self.month}-{self.day} is no day") from error
        if not FIRST_YEAR <= self.year <= LAST_YEAR or (self.day and not self.month):
            raise ValueError(f"{self.year}-{self.month}-{self.day} is no day from {FIRST_YEAR} to {LAST_YEAR}")

    def iso(self) -> str:
        """Return it as Europass writes it: YYYY, YYYY-MM or YYYY-MM-DD."""
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    def words(self) -> str:
        """Return it in words.

        Examples
        --------
        >>> Moment(year=2019).words(), Moment(year=2019, month=3).words(), Moment(year=2019, month=3, day=1).words()
        ('2019', 'maart 2019', '1 maart 2019')
        """
        if self.day is not None:
            return day_in_words(self.first())
        return str(self.year) if self.month is None else month_in_words(self.first())

    def first(self) -> date:
        """Return the first day that it may be."""
        return date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of_end(cls, day: date) -> "Moment":
        """Return the end of an experience: the last day of a year stands for the year, as the forms ask it."""
        if (day.month, day.day) == (12, 31):
            return cls(year=day.year)
        return cls(year=day.year, month=day.month, day=day.day)


def read_moment(text: str) -> Moment | None:
    """Return what somebody or a file wrote: a year, a month with a year, or a day.

    Examples
    --------
    >>> [moment.iso() for moment in map(read_moment, ("2019", "3/2019", "maart 2019", "1-3-2019", "2019-03"))]
    ['2019', '2019-03', '2019-03', '2019-03-01', '2019-03']
    >>> [moment.iso() for moment in map(read_moment, ("mars 2019", "3 août 2019", "May 2019"))]
    ['2019-03', '2019-08-03', '2019-05']
    >>> read_moment("2019-02-30"), read_moment("jui 2019"), read_moment("0/2019"), read_moment("vorig jaar")
    (None, None, None, None)
    """
    text = text.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _WRITTEN.fullmatch(text):
        first, second, year = found.groups()
        month, day = (second, first) if second else (first, None)
    elif found := _NAMED.fullmatch(text):
        day, name, year = found.groups()
        begun = name.lower()
        rows = [i for names in _MONTHS for i, known in enumerate(names, 1) if known.startswith(begun)]
        month = str(rows[0]) if len(name) >= 3 and len({*rows}) == 1 else "0"
    else:
        return None
    try:
        return Moment(year=int(year), month=int(month) if month else None, day=int(day) if day else None)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From when to when; each is ``None`` when nobody told. ``current``: it goes on."""

    start: Moment | None = None
    end: Moment | None = None
    current: bool = False

    @property
    def known(self) -> bool:
        """Whether anything of it is told."""
        return self.start is not None or self.end is not None or self.current


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who it is about, as far as the person filled it in."""

    given_name: str = ""
    family_name: str = ""
    email: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""

    @property
    def name(self) -> str:
        """Return the whole name; empty when it is not told."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One job, study, volunteering or hobby.

    Attributes
    ----------
    title, employer, city, description
        As the person wants to read it; a school is an employer too.
    named
        Whether the title is still the Dutch name of the occupation.
    told
        The experience of the profile that it was made from, so that reading the file gives it back.
    """

    title: str
    kind: ExperienceKind = ExperienceKind.JOB
    employer: str = ""
    city: str = ""
    period: Period = field(default_factory=Period)
    description: str = ""
    named: bool = False
    told: Experience | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A competence or a licence: its text, and its id where it is one of the catalogue."""

    text: str
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Competences of a kind, under a heading."""

    kind: CompetenceKind
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language: its name, and its level (``moedertaal``, A1 to C2) or ``None`` when it is not told."""

    name: str
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cv:
    """A whole CV.

    Attributes
    ----------
    confirmed
        Whether the competences of the profile were confirmed, even when there are none.
    made_on
        The day that the document carries.
    language
        Code of the language of headings and of our sentences.
    """

    person: Person
    introduction: str
    entries: tuple[Entry, ...]
    groups: tuple[Group, ...]
    licences: tuple[Line, ...]
    languages: tuple[Language, ...]
    confirmed: bool
    made_on: date
    language: str = "nl"

    def of_kind(self, *kinds: ExperienceKind) -> tuple[Entry, ...]:
        """Return the entries of some kinds."""
        return tuple(entry for entry in self.entries if entry.kind in kinds)
