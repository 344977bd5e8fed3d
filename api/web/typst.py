"""Documents set by typst: a tagged PDF (PDF/UA-1) or a picture, from a template in ``api/web/typst``.

What people wrote travels as data and never becomes source of the template. The same content on the same day gives the
same bytes.
"""

import asyncio
import json
import re
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from api.problems import ProblemError
from api.web.languages import DUTCH, Language
from models.wording import Text, say, speaking

TEMPLATES = Path(__file__).with_name("typst")

FIRST = "taal"
"""What stands before every template."""

PPI = 200
"""Pixels of an inch in pictures."""

SECONDS = 20.0
"""Longest that setting a document may take."""

AT_A_TIME, WAITING = 2, 12
"""Documents that a worker sets at a time, beside the pages that it answers, and so many more that may wait."""

_THREADS = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="typst")
_asked: set[Future[bytes]] = set()


_NOT_ALLOWED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


_SAID = re.compile(r'\bsay\("([^"]+)"\)')
_LETTER = re.compile(r"[^\W\d_]{2}")


@lru_cache(maxsize=8)
def _source(template: str) -> bytes:
    return b"".join((TEMPLATES / f"{name}.typ").read_bytes() for name in (FIRST, template))


@lru_cache(maxsize=8)
def messages(template: str) -> tuple[str, ...]:
    """Return what a template says by itself, in Dutch: each ``say("...")`` of it."""
    return tuple(dict.fromkeys(_SAID.findall((TEMPLATES / f"{template}.typ").read_text(encoding="utf-8"))))


def printable(text: str) -> str:
    r"""Return text without signs that stand for nothing and that neither XML nor PDF/UA-1 allows.

    Examples
    --------
    >>> printable("Oma\x07 \ufeff❤️\ufffe\nOpa")
    'Oma ❤️\nOpa'
    """
    return _NOT_ALLOWED.sub("", text)


def _printable(content: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(content, str):
        return printable(str(content))
    if isinstance(content, Mapping):
        return {name: _printable(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_printable(value) for value in content]
    return content


def marked(content: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return content in which a plain text, of a bank or a person, says that it is Dutch; texts of ours are messages.

    A message in which such a text stands is given in parts. For documents in another language, while it is spoken, of
    which the template shows each text by ``shown`` or ``joined``.
    """
    if isinstance(content, Text):
        parts = content.parts()
        if not any(dutch for _, dutch in parts):
            return content
        return {"parts": [{"nl": text} if dutch else text for text, dutch in parts]}
    if isinstance(content, str):
        return {"nl": content} if type(content) is str and _LETTER.search(content) else content
    if isinstance(content, Mapping):
        return {name: marked(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [marked(value) for value in content]
    return content


def _whole(template: str, content: Mapping[str, Any], language: Language) -> Mapping[str, Any]:
    """Return what a template reads: its content and its own words in a language, and which that is."""
    tag, _, region = language.tag.partition("-")
    with speaking(language.speaker):
        said = {message: str(say(message)) for message in messages(template)}
        return {**_printable(content), "said": said, "language": tag, "region": region or None}


def _set(template: str, content: Mapping[str, Any], on: date, options: Mapping[str, Any]) -> bytes:
    made: bytes = typst.compile(
        _source(template),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        timestamp=datetime.combine(on, time(12), UTC),
        **options,
    )
    return made


async def _made(template: str, content: Mapping[str, Any], on: date, language: Language, **options: object) -> bytes:
    if len(_asked) >= AT_A_TIME + WAITING:
        detail = "too many documents are being made; nothing was done, ask for it again in five seconds"
        raise ProblemError(503, "busy", detail, headers={"Retry-After": "5"})
    asked = _THREADS.submit(_set, template, _whole(template, content, language), on, options)
    _asked.add(asked)
    asked.add_done_callback(_asked.discard)
    return await asyncio.wait_for(asyncio.wrap_future(asked), SECONDS)


async def pdf(template: str, content: Mapping[str, Any], *, on: date, language: Language = DUTCH) -> bytes:
    """Return a tagged PDF: PDF/UA-1, unless somebody wrote signs that no font of ours has, such as Chinese.

    Those show as empty boxes, and can still be copied and read aloud; PDF/UA-1 does not allow them.

    Parameters
    ----------
    template
        Name of the file in ``api/web/typst``, without ``.typ``.
    content
        What the template reads as JSON.
    on
        The day that the document carries.
    language
        What it is written in: the template's own words, and texts of ours in the content.

    Raises
    ------
    TimeoutError
        When it takes longer than :data:`SECONDS`.
    ProblemError
        503 when so many are asked that one would wait too long.
    """
    try:
        return await _made(template, content, on, language, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if "PDF/UA-1" not in str(error):
            raise
        return await _made(template, content, on, language, format="pdf")


async def png(template: str, content: Mapping[str, Any], *, on: date, language: Language = DUTCH) -> bytes:
    """Return a picture; parameters and errors are those of :func:`pdf`."""
    return await _made(template, content, on, language, format="png", ppi=PPI)
