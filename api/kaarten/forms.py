"""What the forms of the card games hold; wrong values are said in Dutch and stay in their fields."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData

from api.kaarten.dependencies import Visit
from api.kaarten.log import Log
from api.kaarten.schemas import LONG_TEXT_MAX, GameIn, MoveIn, MoveKind
from api.kaarten.service import Make, load, move
from api.kaarten.tool import Game
from api.kwaliteiten.schemas import StarIn
from api.problems import ProblemError
from api.sessions.opened import Opened
from api.waarden.schemas import ValueReflectionIn
from api.web.days import read_day
from api.web.forms import button, paragraph, read_upload, text
from api.web.refusing import Refusal
from item_bank.kwaliteiten.bank import PARTS
from models.kaarten.moves import Mode, Pile
from models.wording import say

NO_FILE = say("Kies eerst een bestand.")
NOT_OURS = say(
    "Dit bestand is geen resultaat van dit spel, of het is beschadigd. Kies het bestand dat je hier bewaarde."
)
TOO_LONG = say("Deze tekst is te lang. Gebruik hoogstens {long_text_max} tekens.", long_text_max=LONG_TEXT_MAX)
NO_DATE = say("Vul een datum in, bijvoorbeeld 31/03/2027. Of laat het leeg.")
NO_NUMBER = say("Kies een cijfer van 0 tot 10. Of laat het leeg.")

MOST = 200
"""Characters of a short field that are read."""


def mode(form: FormData) -> Mode:
    """Return how somebody wants to play; piles unless the short game was asked."""
    return Mode.SHORT if text(form, "hoe", MOST) == Mode.SHORT.value else Mode.PILES


async def take_file(visit: Visit, form: FormData) -> tuple[Opened | None, str]:
    """Start a session with the game in a file, or that a kept result sent; ``None`` and what is wrong otherwise."""
    content = await read_upload(form, "bestand")
    if content is None:
        content = text(form, "spel").encode() or None
    if content is None:
        return None, NO_FILE
    try:
        return await load(visit.sessions, visit.game, _body(visit.game, content), now=visit.now), ""
    except (ProblemError, ValidationError, ValueError, RecursionError):
        return None, NOT_OURS


def _body(game: Game, content: bytes) -> GameIn:
    """Read a file: a game, or the whole answer of the API with the game inside."""
    members = json.loads(content.decode("utf-8"))
    if isinstance(members, dict) and isinstance(members.get("game"), dict):
        members = members["game"]
    found: GameIn = game.body(members)
    return found


def _choice(form: FormData) -> Sequence[MoveIn]:
    """Return the move that a button stands for; empty when the form holds none."""
    verb, value = button(form)
    cards = [card for card in form.getlist("kaart") if isinstance(card, str)]
    if verb == "leg" and value in set(Pile) and len(cards) == 1:
        return [MoveIn(kind=MoveKind.SORT, card=cards[0], pile=Pile(value))]
    if verb == "kies" and value:
        if not cards:
            return [MoveIn(kind=MoveKind.CHOOSE, card=value)]
        return [MoveIn(kind=MoveKind.CHOOSE, card=value, among=cards)]
    if verb in ("vergelijk", "gelijk") and len(cards) == 2:
        return [MoveIn(kind=MoveKind.COMPARE, cards=cards, card=value or None)]
    if verb == "plaats" and (found := re.fullmatch(r"(.+)@([1-7])", value)):
        return [MoveIn(kind=MoveKind.PLACE, card=found[1], place=int(found[2]))]
    return [MoveIn(kind=MoveKind.UNDO)] if verb == "terug" else []


def _sorts(form: FormData, log: Log) -> Sequence[MoveIn]:
    """Return how all cards were put on piles at once; cards without a pile, or on the one they lie on, are left out."""
    piles = log.state().piles
    chosen = {card: text(form, f"stapel-{card}", MOST) for card in log.game.deck.ids}
    return [
        MoveIn(kind=MoveKind.SORT, card=card, pile=Pile(pile))
        for card, pile in chosen.items()
        if pile in set(Pile) and piles.get(card) != pile
    ]


def asked(form: FormData) -> Make:
    """Return what a button asks of a game; an old page asks something that the game does not allow."""
    stand = text(form, "stand", MOST)

    def make(current: Log) -> Sequence[MoveIn]:
        if stand != str(current.stand):
            raise ProblemError(422, "move-not-allowed", "this page was old")
        return _sorts(form, current) if text(form, "doe", MOST) == "alles" else _choice(form)

    return make


async def play(visit: Visit, log: Log, form: FormData) -> str:
    """Do what a button asks; return a word for a notice, empty when all went well.

    A form that was sent twice, or from an old page, changes nothing.
    """
    try:
        await move(visit.sessions, log, asked(form), now=visit.now)
    except (ProblemError, ValidationError):
        return "oud"
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody typed about a card.

    Attributes
    ----------
    value
        What is kept; ``None`` when something cannot be used.
    raw
        What was typed, by name of the field.
    errors
        Dutch message by name of the field.
    """

    value: BaseModel | None
    raw: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def refusal(self) -> Refusal:
        """Return what the page says when something cannot be used."""
        return Refusal(errors=self.errors, typed=self.raw)


def draft(game: Game, form: FormData) -> Draft:
    """Read what somebody typed about a card of this game."""
    return _READERS[game.tool](form)


def _texts(form: FormData, names: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    raw = {name: paragraph(form, name, 20_000) for name in names}
    return raw, {name: TOO_LONG for name, value in raw.items() if len(value) > LONG_TEXT_MAX}


def _star(form: FormData) -> Draft:
    raw, errors = _texts(form, PARTS)
    return Draft(value=None if errors else StarIn(**raw), raw=raw, errors=errors)


def _reflection(form: FormData) -> Draft:
    raw, errors = _texts(form, ("what", "with_whom"))
    raw |= {name: text(form, name, MOST) for name in ("now", "wanted", "by")}
    tens = {name: _ten(raw[name]) for name in ("now", "wanted")}
    errors |= {name: NO_NUMBER for name, found in tens.items() if found is None and raw[name]}
    by = _day(raw["by"])
    if by is None and raw["by"]:
        errors["by"] = NO_DATE
    if errors:
        return Draft(value=None, raw=raw, errors=errors)
    filled = raw["what"] or raw["with_whom"] or by
    action = {"what": raw["what"], "withWhom": raw["with_whom"], "by": by} if filled else None
    return Draft(value=ValueReflectionIn.model_validate({**tens, "action": action}), raw=raw)


_READERS: Mapping[str, Callable[[FormData], Draft]] = {"kwaliteiten": _star, "waarden": _reflection}


def _ten(value: str) -> int | None:
    """Return a number from 0 to 10, or ``None``.

    Examples
    --------
    >>> _ten("10"), _ten("11"), _ten("")
    (10, None, None)
    """
    return int(value) if re.fullmatch(r"10|[0-9]", value) else None


def _day(value: str) -> date | None:
    """Return a day of a year that makes sense, or ``None``.

    Examples
    --------
    >>> _day("31/3/2027"), _day("31/3/1750")
    (datetime.date(2027, 3, 31), None)
    """
    found = read_day(value)
    return found if found is not None and 1900 <= found.year <= 2099 else None
