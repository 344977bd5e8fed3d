"""What the templates of Jouw waarden need: the chart of gaps, and a list of occupations with reasons."""

from collections.abc import Sequence
from typing import Any

from api.catalogue.views import read_title
from api.waarden import answers
from api.waarden.schemas import ValuesIn, ValuesOut
from models.jobbereik.engine import Jobbereik

LEFT, RIGHT, ROW = 10, 310, 40
"""Where 0 and 10 stand in the chart, and the height of a row."""

LISTED_MAX = 30
FOUND = 6

ABOUT_LISTS = ("no-work-values", "values-figures-old", "figures-missing")
"""Notes of a result that are about a list of occupations."""


def gaps(found: ValuesOut) -> dict[str, Any]:
    """Return the table of gaps in order of importance, and the chart of those that are known."""
    titles = {row.card.id: row.card.title for row in found.ranking}
    table = [
        {"title": row.card.title, "now": row.reflection.now, "wanted": row.reflection.wanted, "gap": row.reflection.gap}
        for row in found.ranking
    ]
    said = {row.card.id: row.reflection for row in found.ranking}
    known = [row for row in found.priorities if row.gap is not None]
    rows = [
        {
            "title": titles[row.card_id],
            "y": 12 + ROW * i,
            "now": _at(said[row.card_id].now),
            "wanted": _at(said[row.card_id].wanted),
        }
        for i, row in enumerate(known)
    ]
    first = known[0] if known and (known[0].weight or 0) > 0 else None
    return {"table": table, "rows": rows, "filled": bool(known), "first": first, "height": ROW * len(rows) + 4}


def _at(value: int | None) -> int:
    return LEFT + round((RIGHT - LEFT) * (value or 0) / 10)


def occupations(engine: Jobbereik, body: ValuesIn, wanted: Sequence[str], query: str, source: str) -> dict[str, Any]:
    """Return a list of occupations by what somebody values, and what a search finds to add to it.

    Parameters
    ----------
    wanted
        Ids in an order; unknown ones and repeats are left out.
    source
        Where the list comes from: ``orient`` or empty.
    """
    known = [id_ for id_ in dict.fromkeys(wanted) if engine.catalogue.occupation_index(id_) is not None][:LISTED_MAX]
    found = answers.results(engine, body.model_copy(update={"occupations": known}))
    return {
        "listed": found.occupations,
        "notes": [note for note in found.notes if note.code in ABOUT_LISTS],
        "source": source,
        "chosen": known,
        "query": query,
        "found": read_title(engine, query, FOUND) if query.strip() else None,
        "figures_source": found.occupations_source,
        "full": len(known) >= LISTED_MAX,
    }
