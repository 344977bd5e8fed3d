"""Rows of a file one by one, with their line and how far the file was read: JSON lines, or CSV by a mapping.

A row that cannot be read is an error of that row; the rows after it are read all the same.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from item_bank.loader import check_keys, read_yaml
from training.tables import InputError
from training.vacancies.posting import RowError, shown

LONGEST_LINE = 4 << 20
"""Longest line in bytes; a longer one is refused and passed over without being held in memory."""

FIELDS = frozenset({
    "id", "title", "description", "skills", "occupationalCategory", "postalCode", "municipality", "datePosted",
    "validThrough", "employmentType", "salaryMin", "salaryMax", "salaryUnit", "workHours", "employer", "qualifications",
    "url",
})  # fmt: skip
"""What a mapping file may name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """A row as it stood in the file.

    Attributes
    ----------
    line
        Line on which it begins, from 1.
    end
        Position in the file after it, in bytes.
    value
        The row, or why it cannot be read.
    """

    line: int
    end: int
    value: object | RowError


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """How the columns of a CSV file are called.

    Attributes
    ----------
    columns
        Field to the columns whose texts make it up.
    day_format
        How days are written, as for ``strptime``; ``None`` for 2026-11-25.
    """

    columns: Mapping[str, tuple[str, ...]]
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    day_format: str | None = None


def read_mapping(path: Path) -> ColumnMapping:
    """Read a mapping file (YAML).

    Raises
    ------
    InputError
        When a key is not known, or title or day have no column.
    """
    row = read_yaml(path)
    optional = frozenset({"delimiter", "encoding", "day_format"})
    check_keys(row, required=frozenset({"columns"}), optional=optional, where=str(path))
    columns = row["columns"]
    if not isinstance(columns, Mapping):
        raise InputError(f"{path}: columns is {shown(columns)}; expected a field and its column on each line")
    unknown = sorted(map(str, set(columns) - FIELDS))
    if unknown:
        raise InputError(f"{path}: field {unknown[0]!r} is unknown; allowed are {', '.join(sorted(FIELDS))}")
    missing = sorted({"title", "datePosted"} - set(columns))
    if missing:
        raise InputError(f"{path}: field {missing[0]!r} has no column; title and datePosted are needed")
    lists = {field: tuple(map(str, names if isinstance(names, list) else [names])) for field, names in columns.items()}
    rest = {key: str(row[key]) for key in optional if row.get(key) is not None}
    if len(rest.get("delimiter", ",")) != 1:
        raise InputError(f"{path}: delimiter is {rest['delimiter']!r}; expected one character")
    return ColumnMapping(columns=lists, **rest)


def _lines(file: BinaryIO) -> Iterator[tuple[bytes | None, int]]:
    """Yield each line and where it ends; ``None`` for one that is too long."""
    while line := file.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE:
            yield line, file.tell()
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)
        yield None, file.tell()


def _parsed(line: bytes) -> object | RowError:
    try:
        value: object = json.loads(line)
    except UnicodeDecodeError as error:
        return RowError(f"not UTF-8 ({error.reason} at byte {error.start + 1} of the line)")
    except (ValueError, RecursionError) as error:
        return RowError(f"not JSON ({str(error)[:100]})")
    return value


def json_rows(file: BinaryIO, line: int) -> Iterator[RawRow]:
    """Yield the rows of JSON lines from where the file stands; empty lines are passed over.

    Parameters
    ----------
    line
        Number of the line before the next one.
    """
    for number, (content, end) in enumerate(_lines(file), start=line + 1):
        if content is None:
            yield RawRow(line=number, end=end, value=RowError(f"longer than {LONGEST_LINE} bytes"))
        elif content.strip(b"\xef\xbb\xbf \t\r\n"):
            yield RawRow(line=number, end=end, value=_parsed(content.removeprefix(b"\xef\xbb\xbf")))


def _day(text: str, day_format: str | None) -> str:
    if not text or day_format is None:
        return text
    try:
        return datetime.strptime(text.strip(), day_format).date().isoformat()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return text


def to_posting(cells: Mapping[str, str], mapping: ColumnMapping) -> dict[str, Any]:
    """Return a row of CSV with the members of a ``JobPosting``."""
    found = {
        field: "\n".join(filter(None, (cells.get(name) or "" for name in names)))
        for field, names in mapping.columns.items()
    }
    days = {name: _day(found.get(name, ""), mapping.day_format) for name in ("datePosted", "validThrough")}
    salary: dict[str, Any] | None = None
    if found.get("salaryMin") or found.get("salaryMax"):
        low, high = found.get("salaryMin") or found.get("salaryMax"), found.get("salaryMax") or found.get("salaryMin")
        unit = found.get("salaryUnit")
        salary = {"currency": "EUR", "value": {"minValue": low, "maxValue": high, "unitText": unit}}
    plain = ("title", "description", "skills", "occupationalCategory", "employmentType", "workHours", "url")
    return {name: found[name] or None for name in (*plain, "qualifications") if name in found} | {
        "identifier": found.get("id") or None,
        "datePosted": days["datePosted"] or None,
        "validThrough": days["validThrough"] or None,
        "baseSalary": salary,
        "hiringOrganization": found.get("employer") or None,
        "jobLocation": {
            "address": {"postalCode": found.get("postalCode"), "addressLocality": found.get("municipality")}
        },
    }


def csv_rows(file: BinaryIO, line: int, mapping: ColumnMapping) -> Iterator[RawRow]:
    """Yield the rows of a CSV file after line ``line``; the header is read again each time.

    Raises
    ------
    InputError
        When a column that the mapping names is missing, or the encoding is not known.
    """
    file.seek(0)
    try:
        text = io.TextIOWrapper(file, encoding=mapping.encoding, errors="replace", newline="")
    except LookupError as error:
        raise InputError(f"encoding is {mapping.encoding!r}; Python does not know it") from error
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.DictReader(text, delimiter=mapping.delimiter)
    wanted = {name for names in mapping.columns.values() for name in names}
    missing = sorted(wanted - set(reader.fieldnames or ()))
    if missing:
        raise InputError(f"column {missing[0]!r} is missing; found {list(reader.fieldnames or ())[:12]}")
    before = reader.line_num
    while True:
        try:
            cells = next(reader)
            value: object | RowError = to_posting(cells, mapping)
        except StopIteration:
            break
        except csv.Error as error:
            value = RowError(f"not CSV ({error})")
        if before >= line:
            yield RawRow(line=before + 1, end=file.tell(), value=value)
        before = reader.line_num
    text.detach()


def rows_of(mapping: ColumnMapping | None) -> Callable[[BinaryIO, int], Iterator[RawRow]]:
    """Return what reads the rows of a file: by a mapping as CSV, without one as JSON lines."""
    if mapping is None:
        return json_rows

    def read(file: BinaryIO, line: int) -> Iterator[RawRow]:
        return csv_rows(file, line, mapping)

    return read
