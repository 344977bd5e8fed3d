"""Reading and writing the register as three CSV files; a row that cannot be used is named, and nothing is half read.

``centres.csv`` and ``locations.csv`` are needed, ``counsellors.csv`` may be absent. Lists within a cell are split by
``|``; an empty cell means not known, ``none`` means none. Downstream: ``snapshot`` and the commands of training.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

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
from item_bank.loopbaancentra.schema import (
    Centre,
    CentreId,
    Counsellor,
    CounsellorId,
    Location,
    LocationId,
    Mandate,
    Profile,
    Register,
)
from item_bank.postcodes.table import postcodes

CENTRES, LOCATIONS, COUNSELLORS = "centres.csv", "locations.csv", "counsellors.csv"

NEEDED: Mapping[str, tuple[str, ...]] = {
    CENTRES: ("id", "name", "enterprise_number", "head_office", "vat", "mandate_start", "status"),
    LOCATIONS: ("id", "centre_id", "street", "postcode"),
    COUNSELLORS: ("id", "centre_id", "name", "role"),
}
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    CENTRES: (
        "status_since", "sample", "website", "email", "phone",
        "profile", "target_groups", "themes", "languages", "ways",
    ),
    LOCATIONS: ("active", "access", "evening"),
    COUNSELLORS: ("profile", "approved_on"),
}  # fmt: skip

SHOWN = 20
"""Rows that an error names; whoever has more mends these first."""

Code = TypeVar("Code", bound=StrEnum)
Made = TypeVar("Made", Centre, Location, Counsellor)
Row = Mapping[str, str]


class RowsError(RegisterError):
    """Rows that cannot be used.

    Attributes
    ----------
    problems
        One line for each, with file, line, value and what is allowed.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"{problems[0]}{more}; nothing was imported")
        self.problems = problems


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Give the rows of a file with their line numbers."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise RegisterError(f"{path} is missing") from error
    except UnicodeDecodeError as error:
        raise RegisterError(f"{path}: not in UTF-8 (byte {error.start}); save it as CSV UTF-8") from error
    if "\0" in text:
        raise RegisterError(f"{path}: holds a null character, so it is not a CSV file")
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    needed, allowed = NEEDED[path.name], (*NEEDED[path.name], *OPTIONAL[path.name])
    try:
        columns = reader.fieldnames or []
        missing = [name for name in needed if name not in columns]
        unknown = [name for name in columns if name not in allowed]
        if missing or unknown or len(set(columns)) < len(columns):
            raise RegisterError(f"{path}: columns are {list(columns)}; needed are {needed}, allowed are {allowed}")
        for row in reader:
            if None in row or None in row.values():
                raise RegisterError(f"{path}, line {reader.line_num}: has another number of cells than the first line")
            yield reader.line_num, {name: value.strip() for name, value in row.items()}
    except csv.Error as error:
        raise RegisterError(f"{path}, line {reader.line_num}: not readable as CSV ({error})") from error


def _day(row: Row, name: str) -> date | None:
    value = row.get(name, "")
    if not value:
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError as error:
        raise RegisterError(f"{name} is {value!r}; allowed is a day as YYYY-MM-DD") from error
    if len(value) != len("2000-01-01") or not date(2013, 7, 1) <= found <= date(2099, 12, 31):
        raise RegisterError(f"{name} is {value!r}; allowed is YYYY-MM-DD from 2013-07-01, the start of mandates")
    return found


def _needed_day(row: Row, name: str) -> date:
    found = _day(row, name)
    if found is None:
        raise RegisterError(f"{name} is empty; allowed is a day as YYYY-MM-DD")
    return found


def _flag(row: Row, name: str, *, empty: bool | None) -> bool | None:
    value = row.get(name, "")
    if value not in ("", "yes", "no"):
        raise RegisterError(f"{name} is {value!r}; allowed are yes, no and empty")
    return empty if value == "" else value == "yes"


def _needed_flag(row: Row, name: str) -> bool:
    found = _flag(row, name, empty=None)
    if found is None:
        raise RegisterError(f"{name} is empty; allowed are yes and no")
    return found


def _code(kind: type[Code], name: str, value: str) -> Code:
    try:
        return kind(value)
    except ValueError as error:
        raise RegisterError(f"{name} is {value!r}; allowed are {', '.join(kind)}") from error


def _codes(row: Row, name: str, kind: type[Code]) -> frozenset[Code] | None:
    value = row.get(name, "")
    if not value:
        return None
    return frozenset() if value == "none" else frozenset(_code(kind, name, part) for part in value.split("|"))


def _postcode(row: Row, name: str) -> str:
    value = row[name]
    if postcodes().find(value) is None:
        raise RegisterError(f"{name} is {value!r}; allowed is a Belgian postcode that exists")
    return value


def _centre(row: Row) -> Centre:
    starts_on = _needed_day(row, "mandate_start")
    return Centre(
        id=CentreId(row["id"]),
        name=row["name"],
        sample=bool(_flag(row, "sample", empty=False)),
        enterprise_number=row["enterprise_number"] or None,
        head_office=_postcode(row, "head_office"),
        vat=_needed_flag(row, "vat"),
        mandate=Mandate(
            starts_on=starts_on,
            status=_code(Status, "status", row["status"]),
            status_since=_day(row, "status_since") or starts_on,
        ),
        profile=Profile(
            text=row.get("profile", ""),
            target_groups=_codes(row, "target_groups", TargetGroup),
            themes=_codes(row, "themes", CareerTheme),
            languages=_codes(row, "languages", SupportLanguage),
            ways=_codes(row, "ways", Way),
        ),
        website=row.get("website", ""),
        email=row.get("email", ""),
        phone=row.get("phone", ""),
    )


def _location(row: Row) -> Location:
    return Location(
        id=LocationId(row["id"]),
        centre_id=CentreId(row["centre_id"]),
        street=row["street"],
        postcode=_postcode(row, "postcode"),
        active=_flag(row, "active", empty=True) is not False,
        access=_codes(row, "access", Access),
        evening=_flag(row, "evening", empty=None),
    )


def _counsellor(row: Row) -> Counsellor:
    return Counsellor(
        id=CounsellorId(row["id"]),
        centre_id=CentreId(row["centre_id"]),
        name=row["name"],
        role=_code(Role, "role", row["role"]),
        text=row.get("profile", ""),
        approved_on=_day(row, "approved_on"),
    )


def _check_place(id_: str, found: Mapping[str, object], row: Row, known: Mapping[str, object] | None) -> None:
    if id_ in found:
        raise RegisterError(f"id is {id_!r}, which stands there twice; each may stand there once")
    if known is not None and row["centre_id"] not in known:
        raise RegisterError(f"centre_id is {row['centre_id']!r}; allowed is an id of {CENTRES}")


@dataclass(slots=True)
class _Reading:
    """What is read so far, and what is wrong."""

    problems: list[str]

    def read(self, path: Path, make: Callable[[Row], Made], known: Mapping[str, object] | None) -> dict[str, Made]:
        """Read a file; ``known`` holds the ids that ``centre_id`` may name."""
        found: dict[str, Made] = {}
        for line, row in _rows(path):
            try:
                made = make(row)
                _check_place(made.id, found, row, known)
                found[made.id] = made
            except RegisterError as error:
                self.problems.append(f"{path}, line {line}: {error}")
        return found


def read(folder: Path, *, name: str, as_of: date) -> Register:
    """Read a register from a folder.

    Parameters
    ----------
    name
        What the operator calls it; with the start of a hash it becomes the version.
    as_of
        Day on which the content was true.

    Raises
    ------
    RowsError
        When rows cannot be used; it names them all.
    RegisterError
        When a file is missing, is no CSV in UTF-8, or has other columns.
    """
    reading = _Reading(problems=[])
    centres = reading.read(folder / CENTRES, _centre, None)
    # A centre with a mistake of its own still has the locations that name it: one mistake, one line.
    ids = {row["id"]: row for _, row in _rows(folder / CENTRES)}
    if not ids:
        raise RegisterError(f"{folder / CENTRES}: has no rows; a register has at least one centre")
    locations = reading.read(folder / LOCATIONS, _location, ids)
    people: dict[str, Counsellor] = {}
    if (folder / COUNSELLORS).exists():
        people = reading.read(folder / COUNSELLORS, _counsellor, ids)
    if reading.problems:
        raise RowsError(tuple(reading.problems))
    return _put_together(name, as_of, centres, locations.values(), people.values())


def _put_together(
    name: str, as_of: date, centres: Mapping[str, Centre], locations: Iterable[Location], people: Iterable[Counsellor]
) -> Register:
    places: dict[str, list[Location]] = {id_: [] for id_ in centres}
    for location in locations:
        places[location.centre_id].append(location)
    staff: dict[str, list[Counsellor]] = {id_: [] for id_ in centres}
    for person in people:
        staff[person.centre_id].append(person)
    whole = tuple(
        replace(
            centres[id_],
            locations=tuple(sorted(places[id_], key=lambda place: place.id)),
            counsellors=tuple(sorted(staff[id_], key=lambda person: person.id)),
        )
        for id_ in sorted(centres)
    )
    digest = hashlib.sha256(repr((as_of, whole_key(whole))).encode()).hexdigest()
    return Register(version=f"{name}-{digest[:12]}", as_of=as_of, centres=whole)


def whole_key(centres: Iterable[Centre]) -> tuple[tuple[str, ...], ...]:
    """Return the content of centres as plain texts, the same on every machine."""
    return tuple(tuple(row) for table in tables(centres).values() for row in table)


def _joined(codes: frozenset[StrEnum] | None) -> str:
    return "" if codes is None else "|".join(sorted(codes)) or "none"


def _said(flag: bool | None) -> str:
    return "" if flag is None else "yes" if flag else "no"


def tables(centres: Iterable[Centre]) -> dict[str, list[tuple[str, ...]]]:
    """Return the rows of each file, without the line of columns."""
    rows: dict[str, list[tuple[str, ...]]] = {CENTRES: [], LOCATIONS: [], COUNSELLORS: []}
    for c in centres:
        m, p = c.mandate, c.profile
        needed = (c.id, c.name, c.enterprise_number or "", c.head_office, _said(c.vat), str(m.starts_on), m.status)
        lists = (_joined(p.target_groups), _joined(p.themes), _joined(p.languages), _joined(p.ways))
        contact = (_said(c.sample), c.website, c.email, c.phone)
        rows[CENTRES].append((*needed, str(m.status_since), *contact, p.text, *lists))
        for x in c.locations:
            more = (_said(x.active), _joined(x.access), _said(x.evening))
            rows[LOCATIONS].append((x.id, x.centre_id, x.street, x.postcode, *more))
        for person in c.counsellors:
            approved = str(person.approved_on or "")
            rows[COUNSELLORS].append((person.id, person.centre_id, person.name, person.role, person.text, approved))
    return rows


def write(centres: Iterable[Centre], folder: Path) -> None:
    """Write centres as the three files; reading them gives the same back."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables(centres).items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow((*NEEDED[name], *OPTIONAL[name]))
            writer.writerows(rows)
