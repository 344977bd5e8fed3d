"""From the bytes of a file to what it says. Files come from strangers: everything here is bounded.

Source of the attachment in a PDF: exports of the Europass editor, which name it ``attachment.xml``.
"""

import io
import json
import logging
from itertools import islice
from typing import Any

from models.cv.found import Found
from models.cv.reading.candidate import read_candidate
from models.cv.reading.passport import node_of, read_passport
from models.cv.xml import Node, XmlError, read

LARGEST = 8_388_608
"""Bytes of a file, and of what is unpacked from it; an export with a photo has some 300,000."""

ATTACHMENTS = 10
"""Attachments of a PDF that are looked at."""

LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": LARGEST,
    "lzw_maximum_output_length": LARGEST,
    "run_length_maximum_output_length": LARGEST,
    "brotli_maximum_output_length": LARGEST,
    "array_based_stream_maximum_output_length": LARGEST,
    "maximum_declared_stream_length": LARGEST,
    "stream_filters_maximum_length": 4,
    "stream_decoding_work_maximum_length": 2 * LARGEST,
    "array_maximum_element_count": 20_000,
    "dictionary_maximum_element_count": 20_000,
}
"""What unpacking a PDF may cost; the names are those of ``pypdf.Configuration``."""

ROOTS = {"Candidate": read_candidate, "SkillsPassport": read_passport}


class UnreadableError(ValueError):
    """A file that cannot be read as Europass.

    Attributes
    ----------
    code
        ``empty``, ``too-large``, ``broken``, ``unsafe``, ``not-europass``, ``locked`` or ``no-attachment``.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def _of_tree(root: Node) -> Found:
    reader = ROOTS.get(root.name)
    if reader is None:
        detail = f"its first element is {root.name[:60]!r}; allowed are Candidate and SkillsPassport"
        raise UnreadableError("not-europass", detail)
    return reader(root)


def _of_xml(content: bytes) -> Found:
    try:
        return _of_tree(read(content))
    except XmlError as error:
        raise UnreadableError(error.code, str(error)) from error


def _of_json(content: bytes) -> Found:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnreadableError("broken", "this is no JSON in UTF-8, UTF-16 or UTF-32") from error
    passport = body.get("SkillsPassport") if isinstance(body, dict) else None
    if not isinstance(passport, dict):
        raise UnreadableError("not-europass", "the member SkillsPassport of Europass is missing")
    try:
        return _of_tree(node_of("SkillsPassport", passport))
    except XmlError as error:
        raise UnreadableError(error.code, str(error)) from error


def _attached(content: bytes) -> list[bytes]:
    """Return the attachments of a PDF, those that end in .xml first.

    A PDF of a stranger can break a reader in any way; whatever it is, the file is unreadable and nothing else happens.
    """
    import pypdf  # only who loads a PDF pays for it

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every fault of a file; nobody reads that
    try:
        with pypdf.apply_configuration(**LIMITS):
            reader = pypdf.PdfReader(
                io.BytesIO(content), strict=False, root_object_recovery_limit=1_000, xref_stream_maximum_entries=50_000
            )
            locked = reader.is_encrypted
            rows = [] if locked else list(islice(reader.attachment_list, ATTACHMENTS))
            found = [(not str(row.name).lower().endswith(".xml"), bytes(row.content)) for row in rows]
    except Exception as error:  # whatever it is, see above
        raise UnreadableError("broken", f"the PDF cannot be read: {type(error).__name__}") from error
    if locked:
        raise UnreadableError("locked", "the PDF is locked with a password")
    return [part for _, part in sorted(found, key=lambda row: row[0])]


def _of_pdf(content: bytes) -> Found:
    parts = [part for part in _attached(content) if len(part) <= LARGEST]
    problem: UnreadableError | None = None
    for part in parts:
        if b"<" in part[:200]:
            try:
                return _of_xml(part)
            except UnreadableError as error:
                problem = problem or error
    raise problem or UnreadableError("no-attachment", "the PDF has no XML of Europass in it")


def _begins(content: bytes) -> str:
    """Return the first sign of a file, whichever encoding it has."""
    start = content[:64].replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \t\r\n")
    return start[:1].decode("latin-1")


def read_file(content: bytes) -> Found:
    """Read a Europass file: XML, JSON or PDF, which its content says and not its name.

    Raises
    ------
    UnreadableError
        With a code that says why not.

    Examples
    --------
    >>> read_file(b"<html/>")
    Traceback (most recent call last):
    ...
    models.cv.reading.file.UnreadableError: its first element is 'html'; allowed are Candidate and SkillsPassport
    """
    if not content.strip():
        raise UnreadableError("empty", "the file is empty")
    if len(content) > LARGEST:
        raise UnreadableError("too-large", f"allowed are {LARGEST} bytes")
    if b"%PDF-" in content[:1024]:
        return _of_pdf(content)
    first = _begins(content)
    if first == "{":
        return _of_json(content)
    if first == "<":
        return _of_xml(content)
    raise UnreadableError("not-europass", "allowed are XML, JSON and PDF of Europass")
