"""Rows of a file one by one, with their line and how far the file was read: JSON lines, or CSV by a mapping.

A row that cannot be read is an error of that row; the rows after it are read all the same.
"""

import codecs
import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from item_bank.loader import check_keys, read_yaml
from training.tables import InputError
from training.vacancies.days import formatted_day
from training.vacancies.documents import document_values, page_values, parsed, rows_in
from training.vacancies.encodings import check_encoding, told_of
from training.vacancies.posting import RowError, shown

LONGEST_LINE = 4 << 20
"""Longest line in bytes; a longer one is refused and passed over without being held in memory."""

LONGEST_DOCUMENT = 64 << 20
"""Longest JSON over several lines, or page, in bytes; it is held in memory."""

SNIFFED = 100
"""Lines in which the first two that are not blank are looked for."""

BLANK = b"\xef\xbb\xbf \t\r\n\x1e"

OTHER_FILES = {
    b"PK\x03\x04": "a spreadsheet or ZIP file; save the sheet as CSV",
    b"\xd0\xcf\x11\xe0": "a file of Excel or Word; save the sheet as CSV",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a file packed by gzip; unpack it first",
    b"{\\rtf": "a text of a word processor (RTF)",
    b"SQLite format 3": "a database of SQLite",
    b"PAR1": "a Parquet file",
}
"""What files begin with that are given by mistake."""

FIELDS = frozenset({
    "id", "title", "description", "skills", "occupationalCategory", "postalCode", "municipality", "datePosted",
    "validThrough", "employmentType", "salary", "salaryMin", "salaryMax", "salaryUnit", "salaryCurrency", "workHours",
    "employer", "qualifications", "responsibilities", "url", "country", "jobLocationType",
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
    more
        Whether more rows of the same line follow.
    """

    line: int
    end: int
    value: object | RowError
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """How the columns of a CSV file are called.

    Attributes
    ----------
    columns
        Field to the columns whose texts make it up.
    encoding
        ``None`` where the mapping says none: UTF-8, or UTF-16 with its mark.
    day_format
        How days are written, as for ``strptime``; ``None`` for 2026-11-25.
    """

    columns: Mapping[str, tuple[str, ...]]
    delimiter: str = ","
    encoding: str | None = None
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


def _parsed(line: bytes) -> list[object]:
    """Return the vacancies of one line, or why it cannot be read."""
    try:
        value = parsed(line)
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1} of the line is {line[error.start]:#04x}"
        return [RowError(f"not UTF-8 ({where}); save the file as UTF-8")]
    except (ValueError, RecursionError) as error:
        bare = line.strip(BLANK + b",")
        if bare in (b"[", b"]", b""):
            return []
        with suppress(ValueError, RecursionError):
            return rows_in(parsed(bare))
        return [RowError(f"not JSON ({str(error)[:100]})")]
    return rows_in(value)


def _rows(values: list[object], line: int, end: int) -> Iterator[RawRow]:
    for left, value in enumerate(values, start=1 - len(values)):
        yield RawRow(line=line, end=end, value=value, more=left < 0)


def line_rows(file: BinaryIO, line: int) -> Iterator[RawRow]:
    """Yield the rows of JSON lines from where the file stands; empty lines are passed over.

    Parameters
    ----------
    line
        Number of the line before the next one.
    """
    for number, (content, end) in enumerate(_lines(file), start=line + 1):
        if content is None:
            yield RawRow(line=number, end=end, value=RowError(f"longer than {LONGEST_LINE} bytes"))
        elif bare := content.strip(BLANK):
            yield from _rows(_parsed(bare), number, end)


def _decoded(content: bytes) -> str:
    """Return the text of a document in UTF-8 or UTF-16.

    Raises
    ------
    InputError
        When it is in another encoding.
    """
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        where = f"byte {error.start + 1}, on line {line}, is {content[error.start]:#04x}"
        raise InputError(f"not UTF-8 ({where}); save the file as UTF-8") from error


def document_rows(file: BinaryIO, line: int) -> Iterator[RawRow]:
    """Yield the rows of a document that is read as a whole: JSON over several lines, or a page of HTML.

    Parameters
    ----------
    line
        Rows up to this line are passed over.

    Raises
    ------
    InputError
        When it is too long, or holds no JSON.
    """
    file.seek(0)
    content = file.read(LONGEST_DOCUMENT + 1)
    if len(content) > LONGEST_DOCUMENT:
        raise InputError(
            f"JSON over several lines is read up to {LONGEST_DOCUMENT >> 20} MB; put one vacancy on each line"
        )
    text = _decoded(content)
    page = text.lstrip().startswith("<")
    found = False
    try:
        for number, value in page_values(text) if page else document_values(text):
            found = True
            if number > line:
                yield from _rows(rows_in(value), number, len(content))
    except (ValueError, RecursionError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"not JSON ({str(error)[:100]})") from error
    if page and not found:
        raise InputError("a page of HTML or XML without JSON-LD; expected JSON lines of schema.org JobPosting")


def _what(start: bytes) -> str | None:
    """Return what a file is that is neither JSON nor CSV, by its first bytes."""
    return next((told for sign, told in OTHER_FILES.items() if start.startswith(sign)), None)


def _is_json(line: bytes) -> bool:
    with suppress(ValueError, RecursionError):
        parsed(line)
        return True
    return False


def _begin(file: BinaryIO) -> list[bytes]:
    """Return the first lines of a file that are not blank."""
    file.seek(0)
    found = []
    for _ in range(SNIFFED):
        line = file.readline(LONGEST_LINE + 1)
        if bare := line.strip(BLANK):
            found.append(bare)
        if not line or len(found) == len(("first", "second")):
            break
    return found


def json_rows(file: BinaryIO, line: int) -> Iterator[RawRow]:
    """Yield the rows of a file of JSON: one vacancy or list a line, one document, or a page with JSON-LD in it.

    Parameters
    ----------
    line
        Number of the line before the next one; the file stands after it.

    Raises
    ------
    InputError
        When the file is something else.
    """
    stands = file.tell()
    start = _begin(file)
    file.seek(stands)
    first = start[0] if start else b""
    if told := _what(first):
        raise InputError(f"{told}; expected JSON lines of schema.org JobPosting, or CSV with --mapping")
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<")):
        return document_rows(file, line)
    lines = len(first) > LONGEST_LINE or _is_json(first) or any(map(_starts_a_line, start[1:]))
    if first.startswith((b"{", b"[")) and not lines:
        return document_rows(file, line)
    if (
        not lines
        and not first.startswith((b"{", b"[", b'"'))
        and b"{" not in first
        and any(s in first for s in b",;\t|")
    ):
        raise InputError(
            f"this looks like CSV (it begins with {shown(first[:60].decode('latin-1'))}); say with --mapping "
            "what its columns hold"
        )
    return line_rows(file, line)


def _starts_a_line(line: bytes) -> bool:
    """Return whether a second line is a whole object, as in JSON lines whose first line is wrong."""
    bare = line.rstrip(b",")
    return bare.startswith(b"{") and bare.endswith(b"}") and _is_json(bare)


def _money(found: Mapping[str, str]) -> dict[str, Any] | None:
    bounds = {
        name: found[field]
        for name, field in (("minValue", "salaryMin"), ("maxValue", "salaryMax"), ("value", "salary"))
        if found.get(field)
    }
    if not bounds:
        return None
    return {"currency": found.get("salaryCurrency") or "EUR", "value": bounds | {"unitText": found.get("salaryUnit")}}


def to_posting(cells: Mapping[str, str], mapping: ColumnMapping) -> dict[str, Any]:
    """Return a row of CSV with the members of a ``JobPosting``."""
    found = {
        field: "\n".join(filter(None, (cells.get(name) or "" for name in names)))
        for field, names in mapping.columns.items()
    }
    days = {name: found.get(name) or "" for name in ("datePosted", "validThrough")}
    if mapping.day_format is not None:
        days = {name: text and formatted_day(text, mapping.day_format) for name, text in days.items()}
    address = {"postalCode": "postalCode", "addressLocality": "municipality", "addressCountry": "country"}
    plain = ("title", "description", "skills", "occupationalCategory", "employmentType", "workHours", "url",
             "qualifications", "responsibilities", "jobLocationType")  # fmt: skip
    return {name: found[name] or None for name in plain if name in found} | {
        "identifier": found.get("id") or None,
        "datePosted": days["datePosted"] or None,
        "validThrough": days["validThrough"] or None,
        "baseSalary": _money(found),
        "hiringOrganization": found.get("employer") or None,
        "jobLocation": {"address": {member: found.get(field) for member, field in address.items()}},
    }


def _stripped(names: Sequence[str] | None) -> list[str]:
    return [name.strip(" \ufeff\u00a0\t") for name in names or ()]


def _header(reader: "csv.DictReader[str]", wanted: set[str], mapping: ColumnMapping) -> None:
    """Read the header; spaces and marks around a name are not part of it.

    Raises
    ------
    InputError
        When a column that the mapping names is missing, or stands there twice.
    """
    names = _stripped(reader.fieldnames)
    if names[:1] in (["sep="], [f"sep={mapping.delimiter}"]):
        reader.fieldnames = None
        names = _stripped(reader.fieldnames)
    reader.fieldnames = names
    missing = sorted(wanted - set(names))
    if missing:
        other = next((sign for sign in ";,\t|" if len(names) == 1 and sign in names[0]), None)
        hint = f"; set delimiter: {json.dumps(other)} in the mapping" if other and other != mapping.delimiter else ""
        raise InputError(f"column {missing[0]!r} is missing; found {names[:12]}{hint}")
    twice = sorted(name for name in wanted if names.count(name) > 1)
    if twice:
        raise InputError(f"column {twice[0]!r} stands in the header twice; the mapping cannot say which is meant")


def _value(cells: dict[Any, Any], mapping: ColumnMapping, width: int) -> object | RowError:
    more = [cell for cell in cells.pop(None, []) if cell.strip()]
    if more:
        return RowError(f"{width + len(more)} values, the header has {width}; is a {mapping.delimiter!r} not quoted?")
    return to_posting(cells, mapping)


def csv_rows(file: BinaryIO, line: int, mapping: ColumnMapping) -> Iterator[RawRow]:
    """Yield the rows of a CSV file after line ``line``; the header is read again each time.

    Raises
    ------
    InputError
        When a column that the mapping names is missing, or the file is in another encoding than is said.
    """
    encoding = check_encoding(file, mapping.encoding)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.DictReader(text, delimiter=mapping.delimiter)
    try:
        _header(reader, {name for names in mapping.columns.values() for name in names}, mapping)
        width, before = len(reader.fieldnames or ()), reader.line_num
        while True:
            try:
                value = _value(next(reader), mapping, width)
            except StopIteration:
                break
            except csv.Error as error:
                value = RowError(f"not CSV ({error})")
            if before >= line:
                yield RawRow(line=before + 1, end=file.tell(), value=value)
            before = reader.line_num
    except UnicodeDecodeError as error:
        raise InputError(told_of(file, encoding)) from error
    text.detach()


def rows_of(mapping: ColumnMapping | None) -> Callable[[BinaryIO, int], Iterator[RawRow]]:
    """Return what reads the rows of a file: by a mapping as CSV, without one as JSON."""
    if mapping is None:
        return json_rows

    def read(file: BinaryIO, line: int) -> Iterator[RawRow]:
        return csv_rows(file, line, mapping)

    return read
