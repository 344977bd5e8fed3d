"""In which encoding a CSV file is: as its mapping says, else UTF-8; what does not fit is named by its byte."""

import codecs
from typing import BinaryIO

from training.tables import InputError

PIECE = 1 << 20

_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_ONE_BYTE = ("cp", "iso8859", "latin", "mac", "windows")


def _mark(start: bytes) -> str | None:
    return next((name for mark, name in _MARKS.items() if start.startswith(mark)), None)


def _is_utf8(start: bytes) -> bool:
    """Return whether bytes are UTF-8 and not only ASCII; a sign that is cut off at the end does not count."""
    if start.isascii():
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True


def check_encoding(file: BinaryIO, said: str | None) -> str:
    """Return the encoding of a file.

    Parameters
    ----------
    said
        What the mapping says; ``None`` for nothing.

    Raises
    ------
    InputError
        When Python does not know it, or the file surely is in another one.
    """
    file.seek(0)
    start = file.read(PIECE)
    mark = _mark(start)
    if said is None:
        if mark is None and b"\x00" in start[:1000]:
            raise InputError('not UTF-8 (it holds zero bytes); set encoding: "utf-16-le" in the mapping')
        return mark or "utf-8"
    try:
        name = codecs.lookup(said).name
    except LookupError as error:
        raise InputError(f"encoding is {said!r}; Python does not know it") from error
    if mark is not None and name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be"):
        return mark
    if mark is not None or (name.startswith(_ONE_BYTE) and _is_utf8(start)):
        raise InputError(f"encoding is {said!r}, but the file is {mark or 'utf-8'}; leave encoding out of the mapping")
    return name


def told_of(file: BinaryIO, encoding: str) -> str:
    """Return which byte of a file does not fit its encoding, and what to set."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    at, lines = 0, 1
    while piece := file.read(PIECE):
        try:
            decoder.decode(piece)
        except UnicodeDecodeError as error:
            # What an earlier piece left over stands before this one.
            place = max(at + len(piece) - len(error.object) + error.start, 0)
            lines += piece.count(b"\n", 0, max(place - at, 0))
            told = f"not {encoding.upper()}: byte {place + 1}, on line {lines}, is {error.object[error.start]:#04x}"
            return f"{told}; set encoding: windows-1252 in the mapping if a spreadsheet wrote the file"
        at += len(piece)
        lines += piece.count(b"\n")
    return f"not {encoding.upper()}: the file ends within a sign"
