"""Scans that people send: a PDF or a picture that is what it says, and does nothing when it is opened.

Names and content types are claims; the content decides. Nothing is repaired: what cannot be read whole is refused.
"""

import asyncio
import contextlib
import logging
import re
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from starlette.responses import Response

from models.cv.reading.file import LIMITS

LARGEST = 10 * 1_048_576
"""Bytes of a scan."""

PAGES, OBJECTS, SIDE, AREA = 60, 50_000, 20_000, 120_000_000
"""Most pages and objects of a PDF, longest side and most pixels of a picture."""

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
SECONDS, PART = 30.0, 65_536
"""Seconds that a virus scanner may take, and bytes that it gets at a time."""

STARTS = {PDF: b"%PDF-", PNG: b"\x89PNG\r\n\x1a\n", JPEG: b"\xff\xd8\xff"}
SUFFIXES = {PDF: ("pdf",), PNG: ("png",), JPEG: ("jpg", "jpeg", "jpe")}

ACTIVE = frozenset(
    (
        "/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA",
        "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/FileAttachment", "/EF",
    )
)  # fmt: skip
"""What a PDF does, runs or carries; a scan of a paper has none of it. Source: ISO 32000-1, 12.6 and 7.11.4."""


class ScanError(ValueError):
    """A file that is no scan; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def media_type(content: bytes, name: str = "", claimed: str = "") -> str:
    """Return what a scan is.

    Parameters
    ----------
    name, claimed
        File name and content type as they were sent; where they say a kind, the content has to be of that kind.

    Raises
    ------
    ScanError
        ``empty``, ``too-large``, ``unknown-kind``, ``other-kind`` than it says, ``unreadable``, ``locked``,
        ``active``, ``too-many-pages``, or with ``more-behind`` the end of a picture.

    Examples
    --------
    >>> media_type(b"GIF89a", "blad.gif")
    Traceback (most recent call last):
    ...
    api.web.scans.ScanError: unknown-kind
    """
    if not content:
        raise ScanError("empty")
    if len(content) > LARGEST:
        raise ScanError("too-large")
    found = next((kind for kind, start in STARTS.items() if content.startswith(start)), None)
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    said = {kind for kind, names in SUFFIXES.items() if suffix in names or claimed.partition(";")[0].strip() == kind}
    if found is None:
        raise ScanError("other-kind" if said else "unknown-kind")
    if said - {found} or (suffix and suffix not in SUFFIXES[found]):
        raise ScanError("other-kind")
    {PDF: _check_pdf, PNG: _check_png, JPEG: _check_jpeg}[found](content)
    return found


async def look(content: bytes, clamd: str) -> None:
    """Let a virus scanner look at a scan; without one nothing is asked.

    Raises
    ------
    ScanError
        ``infected`` when it finds something, ``unscanned`` when it does not say.
    """
    if not clamd:
        return
    host, _, port = clamd.partition(":")
    try:
        async with asyncio.timeout(SECONDS):
            answer = await _asked(content, host, int(port))
    except (OSError, TimeoutError) as error:
        raise ScanError("unscanned") from error
    if not answer.rstrip(b"\0\n").endswith(b" OK"):
        raise ScanError("infected" if b"FOUND" in answer else "unscanned")


async def _asked(content: bytes, host: str, port: int) -> bytes:
    """Return what clamd says of a content, by its command INSTREAM: parts with their lengths, then a length of 0."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(b"zINSTREAM\0")
        for at in range(0, len(content), PART):
            part = content[at : at + PART]
            writer.write(struct.pack(">I", len(part)) + part)
            await writer.drain()
        writer.write(struct.pack(">I", 0))
        await writer.drain()
        return await reader.read(1_000)
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


def download(content: bytes, kind: str, name: str) -> Response:
    """Return a scan as a download, which no browser opens in our name."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{kind.partition("/")[2]}"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(content, media_type=kind, headers=headers)


def _check_pdf(content: bytes) -> None:
    import pypdf  # only who sends a scan pays for it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every fault of a file; nobody reads that
    try:
        with pypdf.apply_configuration(**LIMITS | {"maximum_declared_stream_length": LARGEST}):
            reader = pypdf.PdfReader(
                BytesIO(content), strict=False, root_object_recovery_limit=1_000, xref_stream_maximum_entries=OBJECTS
            )
            locked = reader.is_encrypted
            pages, active = (0, False) if locked else (len(reader.pages), _active(reader.trailer))
    except Exception as error:  # a file that was made to break its reader raises whatever it likes
        raise ScanError("unreadable") from error
    if locked or active:
        raise ScanError("locked" if locked else "active")
    if not 0 < pages <= PAGES:
        raise ScanError("too-many-pages" if pages else "unreadable")


def _active(trailer: object) -> bool:
    """Return whether anything that the document leads to does something, runs or is a file of its own."""
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

    left: list[Any] = [trailer]
    seen: set[tuple[int, int]] = set()
    looked = 0
    while left:
        item = left.pop()
        looked += 1
        if looked > OBJECTS:
            raise ScanError("unreadable")
        if isinstance(item, IndirectObject):
            if (item.idnum, item.generation) not in seen:
                seen.add((item.idnum, item.generation))
                left.append(item.get_object())
        elif isinstance(item, DictionaryObject):
            if _acts(item):
                return True
            left.extend(item.values())
        elif isinstance(item, ArrayObject):
            left.extend(item)
        elif isinstance(item, NameObject) and str(item) in ACTIVE:
            return True  # the kind of an action, wherever it is kept
    return False


def _acts(item: Mapping[Any, Any]) -> bool:
    """Return whether a dictionary does something; a page to begin with, as many programs write it, is no act."""
    from pypdf.generic import ArrayObject

    names = ACTIVE & {str(name) for name in item}
    if names == {"/OpenAction"} and isinstance(item["/OpenAction"], ArrayObject):
        return False
    return bool(names) or str(item.get("/S")) in ACTIVE or _type(item) in ACTIVE


def _type(item: Mapping[str, object]) -> str:
    return str(item.get("/Subtype") if item.get("/Type") in (None, "/Annot") else item.get("/Type"))


def _check_size(width: int, height: int) -> None:
    if not (0 < width <= SIDE and 0 < height <= SIDE and width * height <= AREA):
        raise ScanError("unreadable")


def _check_png(content: bytes) -> None:
    """Walk all chunks: each with its checksum, a picture of a sensible size, and an end with nothing behind it."""
    at, first, data, ended = 8, True, False, False
    while at + 12 <= len(content) and not ended:
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        end = at + 12 + length
        if (
            end > len(content)
            or zlib.crc32(content[at + 4 : end - 4]) != struct.unpack(">I", content[end - 4 : end])[0]
        ):
            raise ScanError("unreadable")
        if first:
            if kind != b"IHDR" or length != 13:
                raise ScanError("unreadable")
            _check_size(*struct.unpack(">II", content[at + 8 : at + 16]))
        data, ended, first, at = data or kind == b"IDAT", kind == b"IEND", False, end
    if not (data and ended) or at != len(content):
        raise ScanError("unreadable")


def _check_jpeg(content: bytes) -> None:
    """Walk all segments: a picture of a sensible size, and an end with nothing behind it.

    Raises
    ------
    ScanError
        ``unreadable``, or ``more-behind`` where something follows the end of the picture.
    """
    at, sized, drawn = 2, False, False
    while at + 2 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _END or at + 4 > len(content):
            break
        length = struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in _FRAMES and at + 9 <= len(content):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            _check_size(width, height)
            sized = True
        at += 2 + length
        if marker == _SCAN:
            drawn, at = True, _after_scan(content, at)
    if not (sized and drawn) or content[at : at + 2] != bytes((0xFF, _END)):
        raise ScanError("unreadable")
    if at + 2 != len(content):
        raise ScanError("more-behind")


def _after_scan(content: bytes, at: int) -> int:
    """Return where the next segment begins after the points of a picture."""
    found = _SEGMENT.search(content, at)
    return found.start() if found else len(content)


_END, _SCAN = 0xD9, 0xDA
_SEGMENT = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)
"""Where a segment begins: among points 0xFF is followed by 0 or a restart. Source: ISO/IEC 10918-1, B.1.1.5."""

_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Markers that say how large a picture is."""
