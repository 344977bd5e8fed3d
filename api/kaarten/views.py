"""What the templates of the card games need."""

from collections.abc import Mapping
from typing import Any

from api.kaarten import answers
from api.kaarten.dependencies import Visit
from api.kaarten.log import Log
from api.kaarten.schemas import Method
from api.kaarten.tool import Game
from api.kwaliteiten import answers as kwaliteiten
from api.kwaliteiten.schemas import QualitiesIn, QualitiesOut
from api.waarden import answers as waarden
from api.waarden.schemas import ValueReflectionIn, ValuesIn, ValuesOut
from api.waarden.views import gaps
from api.web.refusing import NOTHING_WRONG, Refusal
from api.web.rendering import said
from api.web.tool import Document, GoOn, KeptPage
from item_bank.kaarten.schema import SEVEN, Card
from item_bank.kwaliteiten.bank import PARTS, QualityCard
from item_bank.waarden.bank import ValueCard
from models.jobbereik.engine import Jobbereik
from models.kaarten.moves import Pile
from models.kaarten.state import COMPARISONS_MAX, Stage, State
from models.wording import say

SHORT_ROUNDS = 27
"""Choices that a short game needs on average, simulated: models/kaarten/README.md."""


def start(visit: Visit, refusal: Refusal, *, notice: str = "") -> dict[str, Any]:
    """Return the first page of a game."""
    return {
        "game": visit.game,
        "words": visit.game.words,
        "open": visit.log is not None,
        "complete": visit.log is not None and visit.log.state().complete,
        "notice": notice,
        "problem": refusal.error("code"),
        "code": refusal.text("code"),
        "file_problem": refusal.error("bestand"),
        "cards": len(visit.game.deck.cards),
        "rounds": SHORT_ROUNDS,
    }


def _common(log: Log, state: State) -> dict[str, Any]:
    deck = log.game.deck
    return {
        "game": log.game,
        "words": log.game.words,
        "state": state,
        "stage": state.stage.value,
        "stand": log.stand,
        "may_undo": bool(log.moves),
        "ranking": [deck[id_] for id_ in state.ranking],
        "total": len(deck.cards),
    }


def question(log: Log, *, notice: str = "") -> dict[str, Any] | None:
    """Return the page of the open question; ``None`` when nothing is asked any more."""
    state = log.state()
    opened = [log.game.deck[id_] for id_ in answers.lies_open(state)]
    if not opened:
        return None
    sizes = {pile: sum(found is pile for found in state.piles.values()) for pile in Pile}
    return _common(log, state) | {
        "open": opened[:1] if state.stage is Stage.SORT else opened,
        "sizes": sizes,
        "sorted": len(state.piles),
        "place": len(state.ranking) + 1,
        "call": len(state.comparisons) + 1,
        "calls": COMPARISONS_MAX,
        "notice": notice,
        "from_pile": next((pile for pile in Pile if state.piles.get(opened[0].id) is pile), None),
    }


def all_cards(log: Log) -> dict[str, Any] | None:
    """Return the page on which all cards are sorted at once; ``None`` when that is not asked."""
    state = log.state()
    if state.mode.value != "piles" or state.ranking:
        return None
    return _common(log, state) | {"cards": [log.game.deck[id_] for id_ in state.order], "piles": state.piles}


def result(log: Log, engine: Jobbereik, *, notice: str = "") -> dict[str, Any] | None:
    """Return the page of the result; ``None`` when the seven do not stand in order yet."""
    state = log.state()
    if not state.complete:
        return None
    found: Any
    more: dict[str, Any] = {}
    if isinstance(log.body, QualitiesIn):
        found = kwaliteiten.results(engine, log.body)
    else:
        assert isinstance(log.body, ValuesIn)  # noqa: S101 - there are two games
        found = waarden.results(engine, log.body)
        more = {"gaps": gaps(_in_language(log.game, found))}
    return (
        _common(log, state)
        | more
        | _said(log.game, found)
        | {
            "calls_left": state.stage is Stage.COMPARE and log.told().method is Method.MOVES,
            "may_move": log.told().method is Method.MOVES,
            "notice": notice,
            "opened": log.opened,
            "document": found.model_dump_json(by_alias=True, exclude_unset=True),
        }
    )


def _said(game: Game, found: Any) -> dict[str, Any]:  # noqa: ANN401 - the result of either game
    """Return what the page shows of a result, today's or one that was kept."""
    cards, shown = game.deck.cards, _in_language(game, found)
    return {
        "result": shown,
        "titles": {card.id: said(card.title) for card in cards}
        | {row.card.id: row.card.title for row in shown.ranking},
        "firm_bars": [_bar(row, len(cards)) for row in found.ranking],
    }


def _in_language(game: Game, found: Any) -> Any:  # noqa: ANN401 - the result of either game
    """Return a result of which the cards are said in the language of the page."""
    rows = {name: row and _on_page(game, row) for name in ("doubt", "nearly") for row in [getattr(found, name)]}
    return found.model_copy(update={"ranking": [_on_page(game, row) for row in found.ranking], **rows})


def _on_page(game: Game, row: Any) -> Any:  # noqa: ANN401 - a row of either result
    """Return a row of which the card is said in the language of the page, where the deck still says the same of it."""
    known = game.deck.get(row.card.id)
    told = {name: getattr(row.card, name) for name in ("title", "text")}
    words = {name: said(getattr(known, name)) for name in told if known}
    same = {name: words[name] for name, text in told.items() if words.get(name) == text}
    return row.model_copy(update={"card": row.card.model_copy(update=same)})


def kept(game: Game, shape: type[QualitiesOut | ValuesOut], document: Document) -> KeptPage:
    """Return the result page of a kept document.

    Raises
    ------
    ValueError
        When it does not hold a whole result, or names cards that it does not have.
    """
    found = shape.model_validate(document)
    context = _said(game, found) | {"game": game, "words": game.words, "notice": ""}
    context |= {"calls_left": False, "may_move": False, "may_undo": False, "stand": 0}
    named = {row.card_id for row in found.priorities} if isinstance(found, ValuesOut) else set()
    named |= {id_ for row in found.occupations for id_ in row.cards} if isinstance(found, QualitiesOut) else set()
    if len(found.ranking) != SEVEN or not named <= (context["titles"]).keys():
        raise ValueError("a whole result has seven cards, and names no others")
    if isinstance(found, ValuesOut):
        context["gaps"] = gaps(context["result"])
    text = found.game.model_dump_json(by_alias=True, exclude_unset=True)
    go_on = GoOn(action=f"/{game.tool}/laden", fields={"spel": text}, verb=say("Ga verder met dit spel"))
    return KeptPage(template=f"{game.tool}/resultaat.html", context=context, go_on=go_on)


def _bar(row: Any, cards: int) -> dict[str, Any]:  # noqa: ANN401 - a row of either result
    """Return where a bar of places starts and ends, in percent of the first fifteen places."""
    shown = min(15, cards)
    low, high = min(row.place.low, shown), min(row.place.high, shown)
    return {
        "x": round(100 * (low - 1) / shown, 1),
        "width": round(100 * (high - low + 1) / shown, 1),
        "mark": round(100 * (row.place.value - 0.5) / shown, 1),
    }


def card(log: Log, id_: str, refusal: Refusal = NOTHING_WRONG) -> dict[str, Any] | None:
    """Return the page on which somebody says more about one of the seven; ``None`` when the card is not one."""
    state = log.state()
    if not state.complete or id_ not in state.ranking:
        return None
    place = [str(other) for other in state.ranking].index(id_)
    found = log.game.deck[state.ranking[place]]
    after = state.ranking[place + 1] if place + 1 < len(state.ranking) else None
    return _common(log, state) | {
        "card": found,
        "version": log.opened.version,
        "place": place + 1,
        "after": after,
        "raw": refusal.typed if refusal.errors else _known(log, found),
        "errors": refusal.errors,
        "parts": STAR,
        "example": found.example if isinstance(found, QualityCard) else None,
        "idea": found.idea if isinstance(found, ValueCard) else None,
    }


STAR: Mapping[str, tuple[str, str]] = {
    "situation": (say("Situatie"), say("Wat was er aan de hand? Waar en wanneer?")),
    "task": (say("Taak"), say("Wat moest er gebeuren? Wat was jouw deel?")),
    "action": (say("Actie"), say("Wat deed jij precies?")),
    "result": (say("Resultaat"), say("Wat kwam ervan? Wie had er iets aan?")),
}


def _known(log: Log, found: Card) -> dict[str, str]:
    """Return what was said about a card, by name of the field."""
    if isinstance(log.body, QualitiesIn):
        own = log.body.examples.get(found.id)
        return {part: getattr(own, part) if own else "" for part in PARTS}
    assert isinstance(log.body, ValuesIn)  # noqa: S101 - there are two games
    told = log.body.reflections.get(found.id, ValueReflectionIn())
    action = told.action
    return {
        "now": "" if told.now is None else str(told.now),
        "wanted": "" if told.wanted is None else str(told.wanted),
        "what": action.what if action else "",
        "with_whom": action.with_whom if action else "",
        "by": action.by.isoformat() if action and action.by else "",
    }


def keeping(log: Log) -> dict[str, Any]:
    """Return the page with the code and the button that forgets everything."""
    return {"game": log.game, "words": log.game.words, "opened": log.opened, "complete": log.state().complete}
