"""One row of an import: a schema.org ``JobPosting`` as people publish it, checked and made plain.

A row without title or first day, or whose days cannot be, is refused with its line; a value that is optional and cannot
be used is left out and counted.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from item_bank.vacancies.records import EmploymentType, Hours, Salary
from training.vacancies.amounts import read_salary
from training.vacancies.days import DayError, read_day
from training.vacancies.places import read_places
from training.vacancies.terms import read_employment_types, read_hours
from training.vacancies.text import READ_CHARS, plain

OLDEST = date(2000, 1, 1)
LONGEST_TITLE = 200
LONGEST_NAME = 120
LONGEST_ID = 200
MOST_SKILLS = 100

CUT = "the end of {}, longer than is read,"
"""What is said of a text that was cut off, in the place of a member."""

_LINK = re.compile(r"https?://[!#-&(-;=?-~]{1,500}")
_NO_GIVER = frozenset(
    {"id", "identifier", "reference", "referentie", "ref", "jobid", "job id", "number", "nummer", "value"}
)
_NO_GIVER |= {"vacature", "vacaturenummer", "vacancy", "jobnummer", "requisition id", "reqid", "code", "externalid"}


class RowError(ValueError):
    """A row that cannot be used; the message names the member, its value and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A row that can be used; ``None`` always means unknown.

    Attributes
    ----------
    text
        All that is read for competences: description, qualifications and duties.
    postcodes
        Belgian postcodes of its places, the first one first; empty where none is known.
    country, written
        Country, and postal code as written, of a place that is not Belgian.
    left_out
        Members whose value could not be used.
    """

    id: str
    title: str
    text: str
    description: str
    skills: tuple[str, ...]
    categories: tuple[str, ...]
    posted: date
    valid_through: date | None
    postcodes: tuple[int, ...]
    municipality: str | None
    country: str | None
    written: str | None
    remote: bool
    employer: str | None
    salary: Salary | None
    employment_types: tuple[EmploymentType, ...]
    hours: Hours | None
    url: str | None
    sample: bool
    left_out: tuple[str, ...] = field(default=())

    @property
    def postcode(self) -> int | None:
        """Return the first postcode."""
        return self.postcodes[0] if self.postcodes else None


def shown(value: object) -> str:
    """Return a value as it stands in a message: short, on one line."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _name(value: object) -> str:
    """Return the text of a member that may be text or a thing with a name."""
    found = _first(value)
    if isinstance(found, Mapping):
        found = next((found[key] for key in ("name", "value", "codeValue", "@id") if found.get(key)), "")
    return plain(found, LONGEST_NAME) if isinstance(found, str) else ""


def _texts(value: object) -> list[str]:
    rows = value if isinstance(value, list) else [value]
    found = []
    for row in rows[:MOST_SKILLS]:
        if isinstance(row, Mapping):
            found += [row[key] for key in ("name", "codeValue", "url", "@id") if isinstance(row.get(key), str)]
        elif isinstance(row, str):
            found.append(row)
        elif isinstance(row, int) and not isinstance(row, bool):
            found.append(str(row))
    return found


def _long_text(row: Mapping[str, Any], member: str, left_out: list[str]) -> str:
    """Return a long text; what of it is dropped is counted."""
    value = row.get(member)
    if value is None:
        return ""
    if isinstance(value, list):
        texts = [_part(one) for one in value]
        left_out += [member] * (None in texts)
        value = "\n".join(filter(None, texts))
    if isinstance(value, Mapping):
        value = _part(value)
    if not isinstance(value, str):
        raise RowError(f"{member} is {shown(row.get(member))}; expected text")
    found = plain(value)
    if not found and value.strip():
        left_out.append(member)
    if len(found) >= READ_CHARS or len(value) > 4 * READ_CHARS:
        left_out.append(CUT.format(member))
    return found


def _part(value: object) -> str | None:
    """Return the text of one of several values; ``None`` when it is none."""
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("name", "text", "description", "value", "@value") if value.get(key)), None)
    return value if isinstance(value, str) else None


def _day(row: Mapping[str, Any], member: str) -> date | None:
    value = _first(row.get(member))
    if value is None or value in ("", []) or (isinstance(value, str) and not value.strip()):
        return None
    try:
        return read_day(value)
    except DayError as error:
        raise RowError(f"{member} is {shown(value)}; {error}") from error


def _days(row: Mapping[str, Any], on: date, left_out: list[str]) -> tuple[date, date | None]:
    posted, last = _day(row, "datePosted"), None
    try:
        last = _day(row, "validThrough")
    except RowError:
        left_out.append("validThrough")
    if posted is None:
        raise RowError("datePosted is missing; expected a day such as 2026-11-25")
    if posted > on:
        raise RowError(f"datePosted is {posted.isoformat()}, after today ({on.isoformat()})")
    if posted < OLDEST:
        raise RowError(f"datePosted is {posted.isoformat()}; expected {OLDEST.isoformat()} or later")
    if last is not None and last < posted:
        raise RowError(f"validThrough is {last.isoformat()}, before datePosted ({posted.isoformat()})")
    return posted, last


def _is_said(value: object) -> bool:
    return value not in (None, "", [], {}) and not (isinstance(value, str) and not value.strip())


def _salary(row: Mapping[str, Any], left_out: list[str]) -> Salary | None:
    found = read_salary(row.get("baseSalary"))
    if found is None and _is_said(row.get("baseSalary")):
        left_out.append("baseSalary")
    return found


def _employment_types(row: Mapping[str, Any], left_out: list[str]) -> tuple[EmploymentType, ...]:
    found, whole = read_employment_types(row.get("employmentType"))
    if not whole:
        left_out.append("employmentType")
    return found


def _hours(row: Mapping[str, Any], left_out: list[str]) -> Hours | None:
    found = read_hours(row.get("workHours"))
    if found is None and _is_said(row.get("workHours")):
        left_out.append("workHours")
    return found


def slug(name: str) -> str:
    """Return a name as part of an id: lower case, words joined by hyphens."""
    return "-".join(re.findall(r"\w+", name.lower()))


def of_giver(giver: str, number: str) -> str:
    """Return the id of a number that somebody gave.

    Examples
    --------
    >>> of_giver("Voorbeeld A nv", "1001")
    'voorbeeld-a-nv:1001'
    """
    return f"{slug(giver)}:{number}"[:LONGEST_ID]


def _of_property(value: Mapping[str, Any], employer: str) -> str:
    """Return the id of a ``PropertyValue``: its number belongs to whoever it names, else to the employer."""
    number = next(
        (value[key] for key in ("value", "identifier", "@id", "@value") if value.get(key) not in (None, "")), ""
    )
    number = _first(number)
    if isinstance(number, bool) or not isinstance(number, str | int):
        return ""
    text = plain(str(number), LONGEST_ID).replace("\n", " ")
    names = (_name(value.get(key)) for key in ("name", "propertyID"))
    giver = next((name for name in names if name and name.lower() not in _NO_GIVER), employer)
    return of_giver(giver, text) if giver and text and "://" not in text else text


_PLAIN_ID = re.compile(r"[\w][\w.:@~+ -]*")


def address_id(text: str) -> str:
    r"""Return an id that can stand in an address: itself, or a hash of it when it holds what divides addresses.

    Examples
    --------
    >>> address_id("VDAB-12.3"), address_id("https://voorbeeld.be/1") == address_id("https://voorbeeld.be/2")
    ('VDAB-12.3', False)
    >>> {address_id(text)[:2] for text in ("..", "../x", "a/b", "a%2fb", "a?b", "a#b", "a\nb")}
    {'x-'}
    """
    if _PLAIN_ID.fullmatch(text) and "\n" not in text:
        return text
    return "x-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]


def _id(row: Mapping[str, Any], employer: str, parts: tuple[str, ...]) -> str:
    for member in ("identifier", "@id", "url"):
        value = _first(row.get(member))
        if isinstance(value, Mapping):
            value = _of_property(value, employer)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and (found := plain(value, LONGEST_ID).replace("\n", " ")):
            return address_id(found)
    return "x-" + hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def read_posting(row: object, on: date) -> Posting:
    """Check one row.

    Parameters
    ----------
    row
        A JSON object with the members of schema.org's ``JobPosting``.
    on
        Today; a vacancy of tomorrow is a mistake.

    Raises
    ------
    RowError
        When the row cannot be used.
    """
    if not isinstance(row, Mapping):
        raise RowError(f"the row is {shown(row)}; expected a JSON object")
    value = row.get("title")
    if not isinstance(value, str) or not (title := plain(value, LONGEST_TITLE).replace("\n", " ")):
        raise RowError(f"title is {'missing' if value is None else shown(value)}; expected text")
    left_out = [CUT.format("title")] if len(title) == LONGEST_TITLE else []
    posted, last = _days(row, on, left_out)
    texts = [_long_text(row, member, left_out) for member in TEXTS]
    places, link = read_places(row), row.get("url")
    left_out += places.left_out
    first = places.found[0] if places.found else None
    employer = _name(row.get("hiringOrganization")) or None
    skills = _skills(row.get("skills"), left_out)
    return Posting(
        id=_id(row, employer or "", (title, employer or "", posted.isoformat(), texts[0])),
        title=title,
        text="\n".join(filter(None, texts)),
        description=texts[0],
        skills=tuple(plain(text, LONGEST_NAME) for text in skills),
        categories=tuple(_texts(row.get("occupationalCategory"))),
        posted=posted,
        valid_through=last,
        postcodes=tuple(place.postcode for place in places.found if place.postcode is not None),
        municipality=first.municipality[:LONGEST_NAME] or None if first else None,
        country=first.country if first else None,
        written=first.written or None if first else None,
        remote=places.remote,
        employer=employer,
        salary=_salary(row, left_out),
        employment_types=_employment_types(row, left_out),
        hours=_hours(row, left_out),
        url=link if isinstance(link, str) and _LINK.fullmatch(link) else None,
        sample=row.get("sample") is True,
        left_out=tuple(dict.fromkeys(left_out)),
    )


TEXTS = ("description", "qualifications", "responsibilities")
"""Members that are read for competences; the first one is shown."""


def _skills(value: object, left_out: list[str]) -> list[str]:
    """Return skills one by one; text with commas or semicolons is a list."""
    found = [piece.strip() for text in _texts(value) for piece in re.split(r"[;,\n]", text)]
    found = [piece for piece in found if piece]
    if len(found) > MOST_SKILLS or (isinstance(value, list) and len(value) > MOST_SKILLS):
        left_out.append(CUT.format("skills"))
    return found[:MOST_SKILLS]
