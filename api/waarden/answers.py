"""What Jouw waarden answers: the deck, games, seven values with their gaps, and a list of occupations put in order."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from api.catalogue.answers import occupation
from api.kaarten import answers as kaarten
from api.kaarten import texts as kaarten_texts
from api.kaarten.schemas import CardsIn, GameStateOut, PlayIn
from api.kaarten.telling.service import problem
from api.waarden import texts
from api.waarden.schemas import ValueCardsOut, ValueReflectionIn, ValuesIn, ValuesOut
from item_bank.schema import OccupationId
from item_bank.waarden import figures
from item_bank.waarden.bank import ValueCard, deck
from models.jobbereik.engine import Jobbereik
from models.waarden.reflection import Reflection, priorities
from models.waarden.reordering import Fit, Reason, Reordered, Reorderer


@cache
def reorderer(built_in: bool) -> Reorderer:
    """Return what puts lists in order; only the built-in catalogue has figures."""
    return Reorderer(figures.figures() if built_in else {})


def cards(query: CardsIn) -> ValueCardsOut:
    """Return the deck."""
    rows = [kaarten.card(found, query.language) | _place(found) for found in deck().cards]
    return ValueCardsOut.model_validate({"bank_version": deck().version, "language": query.language, "items": rows})


def _place(found: ValueCard) -> dict[str, Any]:
    value = found.value
    return {
        "value": None if value is None else value.code,
        "quarter": None if value is None else value.quarter,
        "angle": None if value is None else round(value.angle, 2),
        "work_values": list(found.work_values),
    }


def game(body: PlayIn) -> GameStateOut:
    """Return where a game stands."""
    return GameStateOut.model_validate(kaarten.game(deck(), body))


def results(engine: Jobbereik, body: ValuesIn) -> ValuesOut:
    """Return seven values in order, with gaps, and the list of occupations in the order that they give.

    Raises
    ------
    ProblemError
        422 when the game cannot be used, or an id is not known.
    """
    _check(engine, body)
    found, members, codes = kaarten.result_members(deck(), body)
    seven = [deck()[row.card] for row in found.placements]
    said = [body.reflections.get(card.id, ValueReflectionIn()) for card in seven]
    ordered = [Reflection(card=c.id, now=r.now, wanted=r.wanted) for c, r in zip(seven, said, strict=True)]
    rows = [
        row | {"reflection": _reflection(told, gap.gap), "idea": card.idea}
        for row, card, told, gap in zip(
            kaarten.placements(deck(), found, body.language), seven, said, ordered, strict=True
        )
    ]
    actions = {row["card"]["id"]: row["reflection"]["action"] for row in rows}
    first = priorities(ordered)
    weighed = {
        p.reflection.card: {"gap": p.reflection.gap, "weight": p.weight, "action": actions[p.reflection.card]}
        for p in first
    }
    listed = reorderer(engine.catalogue.built_in).reorder([OccupationId(id_) for id_ in body.occupations], seven)
    more = {
        "items": [short | weighed[short["id"]] for short in kaarten.seven(rows)],
        "ranking": rows,
        "priorities": [
            {"card_id": p.reflection.card, "rank": p.rank, "gap": p.reflection.gap, "weight": p.weight} for p in first
        ],
        "occupations": [_reordered(engine, row) for row in listed],
        "occupations_source": figures.SOURCE,
        "notes": kaarten_texts.notes(*codes, *_list_codes(listed, seven)),
        "catalogue_version": engine.catalogue.version,
        "game": body.model_copy(update={"bank_version": body.bank_version or deck().version}),
    }
    return ValuesOut.model_validate(members | more)


def _check(engine: Jobbereik, body: ValuesIn) -> None:
    for id_ in body.reflections:
        if deck().get(id_) is None:
            raise problem("unknown-id", "the deck has no card with this id", ("reflections", id_), id_)
    for i, id_ in enumerate(body.occupations):
        if engine.catalogue.occupation_index(id_) is None:
            raise problem("unknown-id", "the active catalogue has no such occupation", ("occupations", i), id_)
        if id_ in body.occupations[:i]:
            raise problem("invalid-request", "each occupation stands in the list once", ("occupations", i), id_)


def _reflection(told: ValueReflectionIn, gap: int | None) -> dict[str, Any]:
    action = told.action
    return {
        "now": told.now,
        "wanted": told.wanted,
        "gap": gap,
        "action": None if action is None else {"what": action.what, "with_whom": action.with_whom, "by": action.by},
    }


def _list_codes(listed: Sequence[Reordered], seven: Sequence[ValueCard]) -> list[str]:
    if not listed:
        return []
    if not any(card.work_values for card in seven):
        return ["no-work-values"]
    missing = any(row.fit is Fit.UNKNOWN for row in listed)
    return ["values-figures-old", *(["figures-missing"] if missing else [])]


def _reason(found: Reason) -> dict[str, Any]:
    return {
        "card_id": found.card.id,
        "rank": found.rank,
        "figure": found.figure,
        "share": found.share,
        "text": texts.reason(found),
    }


def _reordered(engine: Jobbereik, row: Reordered) -> dict[str, Any]:
    index = engine.catalogue.occupation_index(row.occupation)
    assert index is not None  # noqa: S101 - _check refused unknown ones
    return {
        "occupation": occupation(engine.catalogue.occupation(index)),
        "was": row.was,
        "now": row.now,
        "fit": row.fit,
        "words": texts.FITS[row.fit],
        "score": row.score,
        "helped": [_reason(found) for found in row.helped],
        "hindered": [_reason(found) for found in row.hindered],
    }
