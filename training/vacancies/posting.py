"""One row of an import: a schema.org ``JobPosting`` as people publish it, checked and made plain.

A row without title or first day, or whose days cannot be, is refused with its line; a value that is optional and cannot
be used is left out and counted.
"""

import hashlib
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from item_bank.postcodes.table import postcodes
from item_bank.schema import CatalogueError
from item_bank.vacancies.records import EmploymentType, Salary, SalaryUnit
from training.vacancies.text import plain

OLDEST = date(2000, 1, 1)
LONGEST_TITLE = 200
LONGEST_NAME = 120
LONGEST_ID = 200
MOST_SKILLS = 100
HOURS = (1.0, 60.0)
LARGEST_AMOUNT = 10_000_000
"""Largest salary in euros that is believed, whatever its period."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{3}(?!\d)")
_LINK = re.compile(r"https?://[!#-&(-;=?-~]{1,500}")


class RowError(ValueError):
    """A row that cannot be used; the message names the member, its value and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A row that can be used; ``None`` always means unknown.

    Attributes
    ----------
    text
        All that is read for competences: description, qualifications and duties.
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
    postcode: int | None
    municipality: str | None
    employer: str | None
    salary: Salary | None
    employment_type: EmploymentType | None
    hours: float | None
    url: str | None
    sample: bool
    left_out: tuple[str, ...] = field(default=())


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


def _long_text(row: Mapping[str, Any], member: str) -> str:
    value = row.get(member)
    if value is None:
        return ""
    if isinstance(value, list):
        value = "\n".join(text for text in value if isinstance(text, str))
    if isinstance(value, Mapping):
        value = _name(value)
    if not isinstance(value, str):
        raise RowError(f"{member} is {shown(value)}; expected text")
    return plain(value)


def _day(row: Mapping[str, Any], member: str) -> date | None:
    value = row.get(member)
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except (ValueError, AttributeError) as error:
        raise RowError(f"{member} is {shown(value)}; expected a day such as 2026-11-25") from error


def _days(row: Mapping[str, Any], on: date) -> tuple[date, date | None]:
    posted, last = _day(row, "datePosted"), _day(row, "validThrough")
    if posted is None:
        raise RowError("datePosted is missing; expected a day such as 2026-11-25")
    if posted > on:
        raise RowError(f"datePosted is {posted.isoformat()}, after today ({on.isoformat()})")
    if posted < OLDEST:
        raise RowError(f"datePosted is {posted.isoformat()}; expected {OLDEST.isoformat()} or later")
    if last is not None and last < posted:
        raise RowError(f"validThrough is {last.isoformat()}, before datePosted ({posted.isoformat()})")
    return posted, last


def _address(row: Mapping[str, Any]) -> Mapping[str, Any]:
    places = row.get("jobLocation")
    for place in places if isinstance(places, list) else [places]:
        address = place.get("address", place) if isinstance(place, Mapping) else place
        if isinstance(address, str):
            return {"postalCode": address}
        if isinstance(address, Mapping) and (address.get("postalCode") or address.get("addressLocality")):
            return address
    return {}


def _postcode(address: Mapping[str, Any], left_out: list[str]) -> int | None:
    value = address.get("postalCode")
    if value in (None, ""):
        return None
    # In an address on one line the postcode comes after the number of the house.
    found = _POSTCODE.findall(str(value)[:LONGEST_TITLE]) if isinstance(value, str | int) else []
    if found and postcodes().find(found[-1]) is not None:
        return int(found[-1])
    left_out.append("postalCode")
    return None


def _amount(value: object) -> float | None:
    text = str(value).replace(" ", "")
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "")
    try:
        amount = float(text.replace(",", "."))
    except ValueError:
        return None
    return amount if math.isfinite(amount) and 0 < amount <= LARGEST_AMOUNT else None


def _salary(row: Mapping[str, Any], left_out: list[str]) -> Salary | None:
    """Return the salary when amount, currency and period are all said; otherwise it is not known."""
    value = _first(row.get("baseSalary"))
    if value in (None, "", []):
        return None
    money: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    inner = money.get("value", money)
    bounds: Mapping[str, Any] = inner if isinstance(inner, Mapping) else {"value": inner}
    unit = str(bounds.get("unitText") or money.get("unitText") or "").upper()
    currency = str(money.get("currency") or bounds.get("currency") or "").upper()
    low = _amount(bounds.get("minValue", bounds.get("value")))
    most = bounds.get("maxValue", bounds.get("value"))
    high = low if most in (None, "") else _amount(most)
    if currency == "EUR" and low is not None and high is not None and unit in set(SalaryUnit):
        with suppress(CatalogueError):
            return Salary(low_cents=round(100 * low), high_cents=round(100 * high), unit=SalaryUnit(unit))
    left_out.append("baseSalary")
    return None


def _employment_type(row: Mapping[str, Any], left_out: list[str]) -> EmploymentType | None:
    value = _first(row.get("employmentType"))
    if value in (None, "", []):
        return None
    try:
        return EmploymentType(str(value).strip().upper().replace("-", "_").replace(" ", "_"))
    except ValueError:
        left_out.append("employmentType")
        return None


def _hours(row: Mapping[str, Any], left_out: list[str]) -> float | None:
    value = row.get("workHours")
    if value in (None, ""):
        return None
    found = _NUMBER.search(str(value))
    hours = float(found[0].replace(",", ".")) if found else 0.0
    if HOURS[0] <= hours <= HOURS[1]:
        return hours
    left_out.append("workHours")
    return None


def _id(row: Mapping[str, Any], parts: tuple[str, ...]) -> str:
    for member in ("identifier", "@id", "url"):
        value = _first(row.get(member))
        if isinstance(value, Mapping):
            value = value.get("value")
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and value.strip():
            return plain(value, LONGEST_ID)
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
    posted, last = _days(row, on)
    description, left_out = _long_text(row, "description"), list[str]()
    more = [_long_text(row, member) for member in ("qualifications", "responsibilities")]
    address, link = _address(row), row.get("url")
    employer = _name(row.get("hiringOrganization")) or None
    return Posting(
        id=_id(row, (title, employer or "", posted.isoformat(), description)),
        title=title,
        text="\n".join(filter(None, [description, *more])),
        description=description,
        skills=tuple(plain(text, LONGEST_NAME) for text in _skills(row.get("skills"))),
        categories=tuple(_texts(row.get("occupationalCategory"))),
        posted=posted,
        valid_through=last,
        postcode=_postcode(address, left_out),
        municipality=_name(address.get("addressLocality")) or None,
        employer=employer,
        salary=_salary(row, left_out),
        employment_type=_employment_type(row, left_out),
        hours=_hours(row, left_out),
        url=link if isinstance(link, str) and _LINK.fullmatch(link) else None,
        sample=row.get("sample") is True,
        left_out=tuple(left_out),
    )


def _skills(value: object) -> list[str]:
    """Return skills one by one; text with commas or semicolons is a list."""
    found = [piece for text in _texts(value) for piece in re.split(r"[;,\n]", text)]
    return [piece.strip() for piece in found if piece.strip()][:MOST_SKILLS]
