"""Scores of a kept result with their doubt, as a drawing whose text alternative says the same."""

from contextlib import suppress

from api.web.rendering import template
from api.web.tool import Document, Weighing


def bands(weighing: Weighing, document: Document) -> str:
    """Return the drawing as SVG; empty for a result that has no scores with a band."""
    if weighing.bands is None:
        return ""
    with suppress(ValueError):
        rows = weighing.bands(document)
        return template("delen/balken.svg").render(rows=rows) if rows else ""
    return ""
