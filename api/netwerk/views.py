"""What the templates of Jouw netwerk show."""

from typing import Any

from fastapi import Request

from api.netwerk import answers, drawing, service
from api.netwerk.forms import SEVERAL, SINGLE, Draft
from api.netwerk.schemas import NetworkIn
from api.netwerk.texts import TITLES, words
from api.web.tool import Document, GoOn, KeptPage
from item_bank.schema import OccupationId
from models.jobbereik.engine import Jobbereik
from models.wording import say

BLANK: dict[str, str | list[str]] = {
    **dict.fromkeys([*SINGLE, "share"], ""),
    **{name: [] for name in SEVERAL},
    **{"ring": "2", "strength": "3", "direction": "both", "asked": "not-yet"},
}
"""Fields of a person who is not there yet."""


def _label(engine: Jobbereik, id_: str) -> str:
    position = engine.catalogue.occupation_index(OccupationId(id_))
    return id_ if position is None else engine.catalogue.occupation(position).names.label("nl")


def known_only(engine: Jobbereik, draft: Draft) -> None:
    """Leave out occupations that the active catalogue does not have any more."""
    ids = draft.network.occupation_ids
    kept = [id_ for id_ in ids if engine.catalogue.occupation_index(OccupationId(id_)) is not None]
    if len(kept) < len(ids):
        draft.change(occupation_ids=kept)


def view(engine: Jobbereik, draft: Draft) -> dict[str, Any]:
    """Return what the page of a step shows."""
    known_only(engine, draft)
    network = service.network(draft.network)
    sectors = service.sector_labels(engine)
    found = answers.analysis(engine, draft.network)
    rows = drawing.rows(network, sectors)
    aliases = {person.id: person.alias for person in network.people}
    return {
        "draft": draft,
        "unseen": frozenset(),  # who looks along may see fewer people than their owner
        "title": TITLES[draft.step],
        "titles": TITLES,
        "bank": words(),
        "sectors": sectors,
        "rows": rows,
        "rings": {person.id: person.ring for person in network.people},
        "aliases": aliases,
        "ties": [(aliases[tie.first], aliases[tie.second]) for tie in network.ties],
        "analysis": found,
        "asked_of_one": aliases.get(found.asked_of_one or "", ""),
        "drawing": drawing.svg(network),
        "shared": sum(person.share for person in network.people),
        "occupations": [(id_, _label(engine, id_)) for id_ in draft.network.occupation_ids],
        "errors": draft.errors,
        "typed": BLANK | draft.typed,
        "document": draft.json(),
    }


def kept(request: Request, document: Document) -> KeptPage:
    """Return the overview of a kept network, drawn again as it was.

    Raises
    ------
    ValueError
        When it is no network of today's shape.
    """
    network = NetworkIn.model_validate(document)
    try:
        context = view(request.app.state.engines.current, Draft(step="overzicht", network=network))
    except service.NoNetworkError as error:
        raise ValueError(str(error)) from error
    fields = {"netwerk": context["document"], "doe": "naar:overzicht"}
    go_on = GoOn(action="/netwerk", fields=fields, verb=say("Ga verder met dit netwerk"))
    return KeptPage(template="netwerk/bewaard.html", context=context, go_on=go_on)
