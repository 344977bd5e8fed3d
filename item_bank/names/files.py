"""Tables of this folder as compressed CSV: the same rows give the same bytes."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from item_bank.schema import CatalogueError

BETWEEN = "|"
"""What stands between the values of one cell."""


def read_rows(path: Path, columns: Sequence[str], what: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with the number of its line.

    Parameters
    ----------
    what
        What the file should be, as an error calls it.

    Raises
    ------
    CatalogueError
        When the file is missing, or is not a compressed CSV of these columns.
    """
    try:
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: not {what} ({error})") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    if tuple(reader.fieldnames or ()) != tuple(columns):
        raise CatalogueError(f"{path}: columns are {reader.fieldnames}; they must be {list(columns)}")
    for row in reader:
        yield reader.line_num, row


def values(cell: str) -> tuple[str, ...]:
    """Return the values of a cell.

    Examples
    --------
    >>> values("kok|keukenhulp"), values("")
    (('kok', 'keukenhulp'), ())
    """
    return tuple(filter(None, cell.split(BETWEEN)))


def packed_rows(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the bytes of a file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return gzip.compress(out.getvalue().encode("utf-8"), compresslevel=9, mtime=0)
