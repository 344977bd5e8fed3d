"""What the templates of the card games need."""

from collections.abc import Mapping
from typing import Any

from api.kaarten import answers
from api.kaarten.dependencies import Visit
from api.kaarten.forms import Said
from api.kaarten.schemas import Method
from api.kaarten.service import Kept
from api.kwaliteiten import answers as kwaliteiten
from api.kwaliteiten.schemas import QualitiesIn
from api.waarden import answers as waarden
from api.waarden.schemas import ValueReflectionIn, ValuesIn
from api.waarden.views import gaps
from item_bank.kaarten.schema import Card
from item_bank.kwaliteiten.bank import PARTS, QualityCard
from item_bank.waarden.bank import ValueCard
from models.jobbereik.engine import Jobbereik
from models.kaarten.moves import Pile
from models.kaarten.state import COMPARISONS_MAX, Stage, State

SHORT_ROUNDS = 27
"""Choices that a short game needs on average, simulated: models/kaarten/README.md."""


def start(
    visit: Visit, *, notice: str = "", problem: str = "", code: str = "", file_problem: str = ""
) -> dict[str, Any]:
    """Return the first page of a game."""
    return {
        "game": visit.game,
        "words": visit.game.words,
        "kept": visit.kept,
        "complete": visit.kept is not None and visit.kept.state().complete,
        "notice": notice,
        "problem": problem,
        "code": code,
        "file_problem": file_problem,
        "cards": len(visit.game.deck.cards),
        "rounds": SHORT_ROUNDS,
    }


def _common(kept: Kept, state: State) -> dict[str, Any]:
    deck = kept.game.deck
    return {
        "game": kept.game,
        "words": kept.game.words,
        "state": state,
        "stage": state.stage.value,
        "stand": kept.stand,
        "may_undo": bool(kept.moves),
        "ranking": [deck[id_] for id_ in state.ranking],
        "total": len(deck.cards),
    }


def question(kept: Kept, *, notice: str = "") -> dict[str, Any] | None:
    """Return the page of the open question; ``None`` when nothing is asked any more."""
    state = kept.state()
    opened = [kept.game.deck[id_] for id_ in answers.lies_open(state)]
    if not opened:
        return None
    sizes = {pile: sum(found is pile for found in state.piles.values()) for pile in Pile}
    return _common(kept, state) | {
        "open": opened[:1] if state.stage is Stage.SORT else opened,
        "sizes": sizes,
        "sorted": len(state.piles),
        "place": len(state.ranking) + 1,
        "call": len(state.comparisons) + 1,
        "calls": COMPARISONS_MAX,
        "notice": notice,
        "from_pile": next((pile for pile in Pile if state.piles.get(opened[0].id) is pile), None),
    }


def all_cards(kept: Kept) -> dict[str, Any] | None:
    """Return the page on which all cards are sorted at once; ``None`` when that is not asked."""
    state = kept.state()
    if state.mode.value != "piles" or state.ranking:
        return None
    return _common(kept, state) | {"cards": [kept.game.deck[id_] for id_ in state.order], "piles": state.piles}


def result(kept: Kept, engine: Jobbereik, *, notice: str = "") -> dict[str, Any] | None:
    """Return the page of the result; ``None`` when the seven do not stand in order yet."""
    state = kept.state()
    if not state.complete:
        return None
    found: Any
    more: dict[str, Any] = {}
    if isinstance(kept.body, QualitiesIn):
        found = kwaliteiten.results(engine, kept.body)
    else:
        assert isinstance(kept.body, ValuesIn)  # noqa: S101 - there are two games
        found = waarden.results(engine, kept.body)
        more = {"gaps": gaps(found)}
    deck = kept.game.deck
    return (
        _common(kept, state)
        | more
        | {
            "result": found,
            "titles": {card.id: card.title.nl for card in deck.cards},
            "calls_left": state.stage is Stage.COMPARE and kept.told().method is Method.MOVES,
            "may_move": kept.told().method is Method.MOVES,
            "notice": notice,
            "opened": kept.opened,
            "document": found.model_dump_json(by_alias=True, exclude_unset=True),
            "firm_bars": [_bar(row, len(deck.cards)) for row in found.ranking],
        }
    )


def _bar(row: Any, cards: int) -> dict[str, Any]:  # noqa: ANN401 - a row of either result
    """Return where a bar of places starts and ends, in percent of the first fifteen places."""
    shown = min(15, cards)
    low, high = min(row.place.low, shown), min(row.place.high, shown)
    return {
        "x": round(100 * (low - 1) / shown, 1),
        "width": round(100 * (high - low + 1) / shown, 1),
        "mark": round(100 * (row.place.value - 0.5) / shown, 1),
    }


def card(kept: Kept, id_: str, said: Said | None = None) -> dict[str, Any] | None:
    """Return the page on which somebody says more about one of the seven; ``None`` when the card is not one."""
    state = kept.state()
    if not state.complete or id_ not in state.ranking:
        return None
    place = [str(other) for other in state.ranking].index(id_)
    found = kept.game.deck[state.ranking[place]]
    after = state.ranking[place + 1] if place + 1 < len(state.ranking) else None
    return _common(kept, state) | {
        "card": found,
        "place": place + 1,
        "after": after,
        "raw": _known(kept, found) if said is None else said.raw,
        "errors": {} if said is None else said.errors,
        "parts": STAR,
        "example": found.example if isinstance(found, QualityCard) else None,
        "idea": found.idea if isinstance(found, ValueCard) else None,
    }


STAR: Mapping[str, tuple[str, str]] = {
    "situation": ("Situatie", "Wat was er aan de hand? Waar en wanneer?"),
    "task": ("Taak", "Wat moest er gebeuren? Wat was jouw deel?"),
    "action": ("Actie", "Wat deed jij precies?"),
    "result": ("Resultaat", "Wat kwam ervan? Wie had er iets aan?"),
}


def _known(kept: Kept, found: Card) -> dict[str, str]:
    """Return what was said about a card, by name of the field."""
    if isinstance(kept.body, QualitiesIn):
        own = kept.body.examples.get(found.id)
        return {part: getattr(own, part) if own else "" for part in PARTS}
    assert isinstance(kept.body, ValuesIn)  # noqa: S101 - there are two games
    told = kept.body.reflections.get(found.id, ValueReflectionIn())
    action = told.action
    return {
        "now": "" if told.now is None else str(told.now),
        "wanted": "" if told.wanted is None else str(told.wanted),
        "what": action.what if action else "",
        "with_whom": action.with_whom if action else "",
        "by": action.by.isoformat() if action and action.by else "",
    }


def keeping(kept: Kept) -> dict[str, Any]:
    """Return the page with the code and the button that forgets everything."""
    return {"game": kept.game, "words": kept.game.words, "opened": kept.opened, "complete": kept.state().complete}
