"""Documents set by typst: a tagged PDF (PDF/UA-1) or a picture, from a template in ``api/web/typst``.

What people wrote travels as data and never becomes source of the template. The same content on the same day gives the
same bytes.
"""

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).with_name("typst")

PPI = 200
"""Pixels of an inch in pictures."""

SECONDS = 20.0
"""Longest that setting a document may take."""


@lru_cache(maxsize=8)
def _source(template: str) -> bytes:
    return (TEMPLATES / f"{template}.typ").read_bytes()


def _set(template: str, content: Mapping[str, Any], on: date, options: Mapping[str, Any]) -> bytes:
    made: bytes = typst.compile(
        _source(template),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
        timestamp=datetime.combine(on, time(12), UTC),
        **options,
    )
    return made


async def _made(template: str, content: Mapping[str, Any], on: date, **options: object) -> bytes:
    return await asyncio.wait_for(asyncio.to_thread(_set, template, content, on, options), SECONDS)


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
    """
    try:
        return await _made(template, content, on, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return await _made(template, content, on, format="pdf")


async def png(template: str, content: Mapping[str, Any], *, on: date) -> bytes:
    """Return a picture; parameters and errors are those of :func:`pdf`."""
    return await _made(template, content, on, format="png", ppi=PPI)
