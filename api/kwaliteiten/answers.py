"""What Jouw kwaliteiten answers: the deck, games, and seven qualities with the occupations that ask them."""

from collections.abc import Sequence
from typing import Any

from api.catalogue.answers import evidence_members, occupation
from api.kaarten import answers as kaarten
from api.kaarten import texts
from api.kaarten.schemas import CardsIn, GameStateOut, PlayIn
from api.kaarten.telling.service import problem
from api.kwaliteiten.schemas import QualitiesIn, QualitiesOut, QualityCardsOut
from item_bank.kwaliteiten.bank import PARTS, QualityCard, deck
from models.jobbereik.engine import Jobbereik
from models.kwaliteiten.occupations import Asking, Demand, Together

TOGETHER = 10
"""Occupations that are shown for all seven."""

_latest: dict[str, Demand] = {}


def demand(engine: Jobbereik) -> Demand:
    """Return which occupations ask what in the active catalogue; made once for each catalogue."""
    version = engine.catalogue.version
    found = _latest.get(version)
    if found is None:
        found = Demand(engine.explainer)
        _latest.clear()
        _latest[version] = found
    return found


def cards(query: CardsIn) -> QualityCardsOut:
    """Return the deck."""
    rows = [
        kaarten.card(found, query.language) | {"competences": list(found.competences), "generic": found.generic}
        for found in deck().cards
    ]
    return QualityCardsOut.model_validate({"bank_version": deck().version, "language": query.language, "items": rows})


def game(body: PlayIn) -> GameStateOut:
    """Return where a game stands."""
    return GameStateOut.model_validate(kaarten.game(deck(), body))


def results(engine: Jobbereik, body: QualitiesIn) -> QualitiesOut:
    """Return seven qualities in order, with examples and occupations.

    Raises
    ------
    ProblemError
        422 when the game cannot be used, or an example belongs to no card.
    """
    for id_ in body.examples:
        if deck().get(id_) is None:
            raise problem("unknown-id", "the deck has no card with this id", ("examples", id_), id_)
    found, members, codes = kaarten.result_members(deck(), body)
    seven = [deck()[row.card] for row in found.placements]
    asked = demand(engine)
    together = asked.of_seven(seven, TOGETHER)
    rows = [
        row | _quality(engine, card, asked.of_card(card, body.limit), body)
        for row, card in zip(kaarten.placements(deck(), found, body.language), seven, strict=True)
    ]
    codes.append("importance-from-catalogue" if together else "catalogue-unlinked")
    more = {
        "items": kaarten.seven(rows),
        "ranking": rows,
        "occupations": [_together(row) for row in together],
        "notes": texts.notes(*codes),
        "catalogue_version": engine.catalogue.version,
        "game": body.model_copy(update={"bank_version": body.bank_version or deck().version}),
    }
    return QualitiesOut.model_validate(members | more)


def _quality(engine: Jobbereik, card: QualityCard, asking: Sequence[Asking], body: QualitiesIn) -> dict[str, Any]:
    own = body.examples.get(card.id)
    return {
        "example": {part: getattr(card.example, part) for part in PARTS},
        "own_example": None if own is None else {part: getattr(own, part) for part in PARTS},
        "occupations": [
            {
                "occupation": occupation(row.occupation),
                "competence_id": row.competence.id,
                "competence": row.competence.names.label("nl"),
                "importance": row.importance,
                "essential": row.essential,
                "evidence": _evidence(engine, row),
            }
            for row in asking
        ],
    }


def _evidence(engine: Jobbereik, row: Asking) -> dict[str, Any] | None:
    """Return how often vacancies of the occupation ask the competence; ``None`` when none was counted."""
    place = engine.catalogue.occupation_index(row.occupation.id)
    position = engine.catalogue.competence_index(row.competence.id)
    if engine.vacancies is None or place is None or position is None:
        return None
    found = engine.vacancies.evidence(place, position)
    return None if found is None else evidence_members(found)


def _together(row: Together) -> dict[str, Any]:
    return {
        "occupation": occupation(row.occupation),
        "cards": [card.id for card, _ in row.asked],
        "score": row.score,
    }
