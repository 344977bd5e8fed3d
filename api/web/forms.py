"""Reading forms: the one place where a page's body is checked, read, and taken apart into texts and files.

Pages never read a body by themselves. :func:`read_form` refuses what is no form in UTF-8 before it reads anything, with
the problem ``unsupported-media-type``; the other functions never raise, so that a wrong value can stay in its field
with a Dutch message beside it.
"""

import codecs
import re
from dataclasses import dataclass

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from api.problems import ProblemError
from api.schemas import TEXT_MAX, VERSION_MAX
from api.sessions import codes

KINDS = ("application/x-www-form-urlencoded", "multipart/form-data")
"""Content types that browsers send forms as."""


def check_content_type(content_type: str) -> None:
    """Refuse a body that is no form, or a form in another encoding than UTF-8.

    Raises
    ------
    ProblemError
        415, with what is allowed.

    Examples
    --------
    >>> check_content_type('application/x-www-form-urlencoded; charset="UTF-8"')
    >>> check_content_type("multipart/form-data; boundary=x; charset=latin-1")
    Traceback (most recent call last):
    ...
    api.problems.ProblemError: allowed is a form in UTF-8
    """
    kind, *parameters = content_type.lower().split(";")
    said = (parameter.partition("=") for parameter in parameters)
    # RFC 2231 writes a parameter in an encoding of its own with a star behind its name.
    charsets = [value.strip().strip('"') for name, _, value in said if name.strip().rstrip("*") == "charset"]
    if kind.strip() not in KINDS or any(charset not in ("utf-8", "utf8") for charset in charsets):
        raise ProblemError(415, "unsupported-media-type", "allowed is a form in UTF-8")


async def read_form(request: Request, *, max_fields: int = 1_000, max_files: int = 1) -> FormData:
    """Read a form that a page sent.

    Parameters
    ----------
    max_fields, max_files
        More of either are refused with 400, so that a form costs no more than its page can use.

    Raises
    ------
    ProblemError
        415 when it is no form in UTF-8; the body has not been read then.
    """
    headers = request.headers
    if (
        "content-type" not in headers
        and headers.get("content-length", "0") == "0"
        and "transfer-encoding" not in headers
    ):
        return FormData()  # a button alone: nothing was sent, so there is nothing to check
    check_content_type(headers.get("content-type", ""))
    return await request.form(max_fields=max_fields, max_files=max_files)


def text(form: FormData, name: str, most: int | None = None) -> str:
    r"""Return what stands in a field, without the space around it; empty when the field is not there or is a file.

    A null character, which nobody types and no store keeps, is left out.

    Parameters
    ----------
    most
        Characters after which it is cut off; without it all of it, for fields that say how much too long a text is.

    Examples
    --------
    >>> text(FormData([("wat", " bellen "), ("wat", "later")]), "wat"), text(FormData(), "wat")
    ('later', '')
    >>> text(FormData([("code", "bado\x00 keli")]), "code", 4)
    'bado'
    """
    value = form.get(name, "")
    return value.replace("\x00", "").strip()[:most] if isinstance(value, str) else ""


def paragraph(form: FormData, name: str, most: int | None = None) -> str:
    r"""Return what was typed into a field of several lines, which browsers send with two signs at a line's end.

    It is cut off as browsers count it: the end of a line is one sign. Characters that no store keeps are left out.

    Examples
    --------
    >>> paragraph(FormData([("vraag", "Dag,\r\nik zoek werk.\x00")]), "vraag")
    'Dag,\nik zoek werk.'
    >>> paragraph(FormData([("vraag", "een\r\ntwee\r\ndrie")]), "vraag", 13)
    'een\ntwee\ndrie'
    """
    return text(form, name).replace("\r\n", "\n")[:most]


def texts(form: FormData, name: str) -> list[str]:
    """Return what was chosen in a field with several values, each once and in order.

    Empty ones and those longer than any id are left out.

    Examples
    --------
    >>> texts(FormData([("sector", "zorg"), ("sector", ""), ("sector", "bouw"), ("sector", "zorg")]), "sector")
    ['zorg', 'bouw']
    """
    found = (value.replace("\x00", "") for value in form.getlist(name) if isinstance(value, str))
    return list(dict.fromkeys(value for value in found if 0 < len(value) <= TEXT_MAX))


def button(form: FormData) -> tuple[str, str]:
    """Return what the pressed button asks, and of what: its value ``verb:argument`` in the field ``doe``.

    Examples
    --------
    >>> button(FormData([("doe", "verwijder:3")])), button(FormData([("doe", "verder")])), button(FormData())
    (('verwijder', '3'), ('verder', ''), ('', ''))
    """
    verb, _, argument = text(form, "doe").partition(":")
    return verb, argument


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks that editors put before a text; the longer ones first, since one begins with the other."""

_STARTS = tuple((sign.encode(code), code) for code in ("utf-16-le", "utf-16-be") for sign in "{[<")
_DECLARED = re.compile(r"""(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""")


def as_utf8(content: bytes) -> bytes:
    r"""Return a file of text in UTF-8 without a byte order mark, whatever the editor that saved it; others unchanged.

    Examples
    --------
    >>> as_utf8('{"naam": "Zoë"}'.encode("utf-16")) == as_utf8('{"naam": "Zoë"}'.encode("cp1252"))
    True
    >>> as_utf8(b"%PDF-1.7"), as_utf8(b"\xef\xbb\xbf{}\r\n")
    (b'%PDF-1.7', b'{}\r\n')
    """
    mark, code = next((pair for pair in _MARKS if content.startswith(pair[0])), (b"", ""))
    code = code or next((code for start, code in _STARTS if content.startswith(start)), "")
    try:
        if code:
            return _DECLARED.sub(r"\1", content[len(mark) :].decode(code), count=1).encode()
        content.decode("utf-8")
    except UnicodeError:
        if content.lstrip()[:1] in (b"{", b"["):
            return content.decode("cp1252", "replace").encode()
    return content


async def read_upload(form: FormData, name: str) -> bytes | None:
    """Return the content of a file that was sent along, text in UTF-8; ``None`` when none was chosen."""
    upload = form.get(name)
    if not isinstance(upload, UploadFile):
        return None
    content = await upload.read() if upload.filename else None
    await upload.close()
    return None if content is None else as_utf8(content)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent along, byte for byte; its name and content type are claims."""

    content: bytes
    name: str
    claimed: str


async def read_file(form: FormData, name: str, most: int) -> Sent:
    """Return a file of a form, at most so many bytes of it; an empty one when none was chosen."""
    upload = form.get(name)
    return await sent(upload, most) if isinstance(upload, UploadFile) else Sent(b"", "", "")


async def sent(upload: UploadFile, most: int) -> Sent:
    """Return a file that was sent along, at most so many bytes of it."""
    content = await upload.read(most) if upload.filename else b""
    await upload.close()
    return Sent(content, upload.filename or "", upload.content_type or "")


def version(form: FormData, name: str = "versie") -> int | None:
    """Return which reply of a page it is, as the field ``versie`` says; ``None`` when it does not.

    Examples
    --------
    >>> version(FormData([("versie", "3001")])), version(FormData([("versie", "x")]))
    (3001, None)
    """
    found = text(form, name, 17)
    number = int(found) if found.isascii() and found.isdigit() else -1
    return number if 0 <= number <= VERSION_MAX else None


def check_ours(form: FormData, token: str) -> None:
    """Let a form pass that one of our pages showed to the login of a token.

    Raises
    ------
    ProblemError
        403 when it is not: mostly a page of before somebody logged out and in again.
    """
    sent = form.get("csrf", "")
    if not isinstance(sent, str) or not codes.same(sent, token):
        raise ProblemError(403, "stale-form", "this form is of another login; open the page again")
