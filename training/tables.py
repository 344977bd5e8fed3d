"""Reading and writing the CSV files of the measuring commands, with errors that name file, line and column."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from item_bank.manifest import write_text_durably


class InputError(ValueError):
    """A file or option that cannot be used; the message says what, where, and what is allowed."""


def read_columns(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and the values of these columns for each row.

    Raises
    ------
    InputError
        When the file is missing, a column is missing, or the file is not UTF-8 or not CSV.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                found = list(reader.fieldnames or ())[:12]
                raise InputError(f"{path}: column {missing[0]!r} is missing; found {found} (values split by commas)")
            for row in reader:
                values = [row[name] for name in columns]
                if any(value is None for value in values):
                    raise InputError(
                        f"{path}, line {reader.line_num}: fewer values than the header; is the file cut off?"
                    )
                yield reader.line_num, values
    except FileNotFoundError as error:
        raise InputError(f"{path}: the file does not exist") from error
    except (UnicodeDecodeError, csv.Error, IsADirectoryError) as error:
        raise InputError(f"{path}: not readable as UTF-8 CSV ({error})") from error


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write a CSV file in one step and return the number of rows; ids with commas or quotes are quoted."""
    if path.is_dir():
        raise InputError(f"{path}: a folder; name a file")
    lines = [_line(header), *map(_line, rows)]
    write_text_durably(path, "".join(lines))
    return len(lines) - 1


def _line(values: Sequence[str]) -> str:
    quoted = ('"' + value.replace('"', '""') + '"' if set(value) & set(',"\r\n') else value for value in values)
    return ",".join(quoted) + "\n"
