"""What the card games answer over HTTP, whichever deck is played with."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from api.kaarten import texts
from api.kaarten.schemas import CardsIn, GameIn, Method, PlayIn
from api.kaarten.telling.service import Told, placed, read_told
from item_bank.kaarten.schema import Card, CardId, Deck
from item_bank.schema import Language
from models.kaarten.moves import Mode, Pile
from models.kaarten.results import FAIRLY_FIRM, FIRM, Result
from models.kaarten.stability import closest_call
from models.kaarten.state import OPEN_AT_ONCE, Stage, State


def card(found: Card, language: Language) -> dict[str, str]:
    """Return a card."""
    return {"id": found.id, "title": found.title.text(language), "text": found.text.text(language)}


def cards(deck: Deck[Card], query: CardsIn) -> list[dict[str, str]]:
    """Return all cards of a deck."""
    return [card(found, query.language) for found in deck.cards]


def lies_open(state: State) -> tuple[CardId, ...]:
    """Return the cards that a person looks at now."""
    if state.stage is Stage.SORT:
        return state.unsorted
    if state.stage is Stage.CHOOSE:
        return state.open()
    return closest_call(state) or ()


def moves_left(state: State) -> int:
    """Return how many moves are still needed at least before the seven stand in order.

    In the short game at least one card wins each round; how many rounds are left depends on who wins.
    """
    left = state.size - len(state.ranking)
    if state.mode is Mode.PILES:
        return len(state.unsorted) + left
    return max(0, -(-(len(state.candidates()) - 1) // (OPEN_AT_ONCE - 1))) if left else 0


def game(deck: Deck[Card], body: PlayIn) -> dict[str, Any]:
    """Return where a game stands, and what may come next."""
    state = read_told(deck, body).state()
    piles = {pile.value: [id_ for id_ in state.order if state.piles.get(id_) is pile] for pile in Pile}
    return {
        "bank_version": deck.version,
        "mode": state.mode,
        "stage": state.stage,
        "complete": state.complete,
        "open": [card(deck[id_], body.language) for id_ in lies_open(state)],
        "piles": piles,
        "ranking": list(state.ranking),
        "moves_left_least": moves_left(state),
    }


def placements(deck: Deck[Card], found: Result, language: Language) -> list[dict[str, Any]]:
    """Return the seven with their stability."""
    return [
        {
            "place": {name: getattr(row.place, name) for name in ("value", "low", "high", "n")},
            "card": card(deck[row.card], language),
            "in_seven": row.in_seven,
            "same_place": row.same_place,
            "firmness": row.firmness,
            "words": texts.FIRMNESS[row.firmness],
        }
        for row in found.placements
    ]


def seven(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the seven in short."""
    return [{"id": row["card"]["id"], "title": row["card"]["title"], "place": row["place"]["value"]} for row in rows]


def result_members(deck: Deck[Card], body: GameIn) -> tuple[Result, dict[str, Any], list[str]]:
    """Return a result, the members that both games share, and the codes of its notes."""
    told = read_told(deck, body)
    found = placed(told)
    share = {row.card: row.in_seven for row in found.placements}
    doubt = None if found.doubt is None else _doubt(deck, found.doubt, share[found.doubt], texts.DOUBT, body)
    nearly = None if found.nearly is None else _doubt(deck, *found.nearly, texts.NEARLY, body)
    members = {
        "bank_version": deck.version,
        "method": told.method,
        "doubt": doubt,
        "nearly": nearly,
        "result_id": _result_id(deck, body),
    }
    return found, members, _note_codes(deck, told, body)


def _doubt(deck: Deck[Card], id_: CardId, share: float, text: str, body: GameIn) -> dict[str, Any]:
    return {"card": card(deck[id_], body.language), "in_seven": share, "text": text}


def _note_codes(deck: Deck[Card], told: Told, body: GameIn) -> list[str]:
    codes = ["stability-assumed"]
    if told.method is Method.RANKING:
        codes.append("ranking-only")
    if body.bank_version not in (None, deck.version):
        codes.append("bank-changed")
    return codes


def _result_id(deck: Deck[Card], body: GameIn) -> str:
    said = body.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"language", "bank_version"})
    text = json.dumps([deck.version, FIRM, FAIRLY_FIRM, said], sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
