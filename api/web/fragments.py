"""The one writer of JSON answers that are put together from parts written before.

A result of Jobbereik holds up to two thousand competences, most the same for everybody: each is written once, as a
:class:`Fragment`, and stands as it is in every answer that holds it. Nothing cuts or pastes encoded text.

Examples
--------
>>> part = fragment({"id": "koken", "label": "Koken"})
>>> encode({"missing": [part, part], "count": 2})
b'{"missing":[{"id":"koken","label":"Koken"},{"id":"koken","label":"Koken"}],"count":2}'
"""

from typing import Any

import orjson
from orjson import Fragment

__all__ = ["Fragment", "encode", "fragment"]


def encode(value: object) -> bytes:
    """Return JSON in UTF-8 of lists, dictionaries, texts, numbers, days, codes and fragments; NaN becomes null."""
    return orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY)


def fragment(value: Any) -> Fragment:  # noqa: ANN401 - whatever encode can write
    """Return a part that is written now and used as it is."""
    return Fragment(
        bytes(memoryview(encode(value)))
    )  # a copy: what orjson writes keeps the 4 KiB that it was written in
