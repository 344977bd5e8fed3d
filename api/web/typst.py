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

TEMPLATES = Path(__file__).with_name("typst")

PPI = 200
"""Pixels of an inch in pictures."""

SECONDS = 20.0
"""Longest that setting a document may take."""

AT_A_TIME, WAITING = 2, 12
"""Documents that a worker sets at a time, beside the pages that it answers, and so many more that may wait."""

_THREADS = ThreadPoolExecutor(AT_A_TIME, thread_name_prefix="typst")
_asked: set[Future[bytes]] = set()


_NOT_ALLOWED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


@lru_cache(maxsize=8)
def _source(template: str) -> bytes:
    return (TEMPLATES / f"{template}.typ").read_bytes()


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
        return printable(content)
    if isinstance(content, Mapping):
        return {name: _printable(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [_printable(value) for value in content]
    return content


def _set(template: str, content: Mapping[str, Any], on: date, options: Mapping[str, Any]) -> bytes:
    made: bytes = typst.compile(
        _source(template),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(_printable(content), ensure_ascii=False)},
        timestamp=datetime.combine(on, time(12), UTC),
        **options,
    )
    return made


async def _made(template: str, content: Mapping[str, Any], on: date, **options: object) -> bytes:
    if len(_asked) >= AT_A_TIME + WAITING:
        detail = "too many documents are being made; nothing was done, ask for it again in five seconds"
        raise ProblemError(503, "busy", detail, headers={"Retry-After": "5"})
    asked = _THREADS.submit(_set, template, content, on, options)
    _asked.add(asked)
    asked.add_done_callback(_asked.discard)
    return await asyncio.wait_for(asyncio.wrap_future(asked), SECONDS)


async def pdf(template: str, content: Mapping[str, Any], *, on: date) -> bytes:
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

    Raises
    ------
    TimeoutError
        When it takes longer than :data:`SECONDS`.
    ProblemError
        503 when so many are asked that one would wait too long.
    """
    try:
        return await _made(template, content, on, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if "PDF/UA-1" not in str(error):
            raise
        return await _made(template, content, on, format="pdf")


async def png(template: str, content: Mapping[str, Any], *, on: date) -> bytes:
    """Return a picture; parameters and errors are those of :func:`pdf`."""
    return await _made(template, content, on, format="png", ppi=PPI)
