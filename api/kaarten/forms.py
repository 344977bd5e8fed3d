"""What the forms of the card games hold; wrong values are said in Dutch and stay in their fields."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile

from api.jobbereik.forms import check_content_type
from api.kaarten.dependencies import Visit
from api.kaarten.schemas import LONG_TEXT_MAX, GameIn, MoveIn, MoveKind
from api.kaarten.service import Kept, load, move
from api.kaarten.tool import Game
from api.kwaliteiten.schemas import StarIn
from api.problems import ProblemError
from api.sessions.service import Opened
from api.waarden.schemas import ValueReflectionIn
from item_bank.kwaliteiten.bank import PARTS
from models.kaarten.moves import Mode, Pile

NO_FILE = "Kies eerst een bestand."
NOT_OURS = "Dit bestand is geen resultaat van dit spel, of het is beschadigd. Kies het bestand dat je hier bewaarde."
NO_CODE = "We kennen deze code niet. Kijk na of je alle vijf de woorden hebt."
TOO_OFTEN = "Je probeerde te veel codes. Wacht een kwartier en probeer het opnieuw."
TOO_LONG = f"Deze tekst is te lang. Gebruik hoogstens {LONG_TEXT_MAX} tekens."
NO_DATE = "Vul een datum in, bijvoorbeeld 31/03/2027. Of laat het leeg."
NO_NUMBER = "Kies een cijfer van 0 tot 10. Of laat het leeg."

_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


async def read(request: Request) -> FormData:
    """Read a form; anything else is refused."""
    check_content_type(request.headers.get("content-type", ""))
    async with request.form(max_files=1, max_fields=200) as form:
        return form


def text(form: FormData, name: str, most: int = 200) -> str:
    """Return what a field holds; empty when it is not there."""
    value = form.get(name, "")
    return value.strip()[:most] if isinstance(value, str) else ""


def mode(form: FormData) -> Mode:
    """Return how somebody wants to play; piles unless the short game was asked."""
    return Mode.SHORT if text(form, "hoe") == Mode.SHORT.value else Mode.PILES


async def resume(visit: Visit, code: str, address: str) -> tuple[Opened | None, str]:
    """Return the session of a code, or ``None`` and what is wrong."""
    try:
        return await visit.sessions.resume(code, (visit.game.tool,), address, now=visit.now), ""
    except ProblemError as error:
        return None, TOO_OFTEN if error.status == 429 else NO_CODE


async def take_file(visit: Visit, request: Request) -> tuple[Opened | None, str]:
    """Start a session with the game in a file, or return ``None`` and what is wrong with the file."""
    check_content_type(request.headers.get("content-type", ""))
    async with request.form(max_files=1, max_fields=20) as form:
        upload = form.get("bestand")
        if not isinstance(upload, UploadFile) or not upload.filename:
            return None, NO_FILE
        content = await upload.read()
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
    verb, _, value = text(form, "doe").partition(":")
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


def _sorts(form: FormData, kept: Kept) -> Sequence[MoveIn]:
    """Return how all cards were put on piles at once; cards without a pile, or on the one they lie on, are left out."""
    piles = kept.state().piles
    chosen = {card: text(form, f"stapel-{card}") for card in kept.game.deck.ids}
    return [
        MoveIn(kind=MoveKind.SORT, card=card, pile=Pile(pile))
        for card, pile in chosen.items()
        if pile in set(Pile) and piles.get(card) != pile
    ]


async def play(visit: Visit, kept: Kept, form: FormData) -> str:
    """Do what a button asks; return a word for a notice, empty when all went well.

    A form that was sent twice, or from an old page, changes nothing.
    """
    stand = text(form, "stand")

    def make(current: Kept) -> Sequence[MoveIn]:
        if stand != str(current.stand):
            raise ProblemError(422, "move-not-allowed", "this page was old")
        return _sorts(form, current) if text(form, "doe") == "alles" else _choice(form)

    try:
        await move(visit.sessions, kept, make, now=visit.now)
    except (ProblemError, ValidationError):
        return "oud"
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
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


def said(game: Game, form: FormData) -> Said:
    """Read what somebody typed about a card of this game."""
    return _READERS[game.tool](form)


def _texts(form: FormData, names: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    raw = {name: text(form, name, 20_000).replace("\r\n", "\n").replace("\x00", "") for name in names}
    return raw, {name: TOO_LONG for name, value in raw.items() if len(value) > LONG_TEXT_MAX}


def _star(form: FormData) -> Said:
    raw, errors = _texts(form, PARTS)
    return Said(value=None if errors else StarIn(**raw), raw=raw, errors=errors)


def _reflection(form: FormData) -> Said:
    raw, errors = _texts(form, ("what", "with_whom"))
    raw |= {name: text(form, name) for name in ("now", "wanted", "by")}
    tens = {name: _ten(raw[name]) for name in ("now", "wanted")}
    errors |= {name: NO_NUMBER for name, found in tens.items() if found is None and raw[name]}
    by = _day(raw["by"])
    if by is None and raw["by"]:
        errors["by"] = NO_DATE
    if errors:
        return Said(value=None, raw=raw, errors=errors)
    filled = raw["what"] or raw["with_whom"] or by
    action = {"what": raw["what"], "withWhom": raw["with_whom"], "by": by} if filled else None
    return Said(value=ValueReflectionIn.model_validate({**tens, "action": action}), raw=raw)


_READERS: Mapping[str, Callable[[FormData], Said]] = {"kwaliteiten": _star, "waarden": _reflection}


def _ten(value: str) -> int | None:
    """Return a number from 0 to 10, or ``None``.

    Examples
    --------
    >>> _ten("10"), _ten("11"), _ten("")
    (10, None, None)
    """
    return int(value) if re.fullmatch(r"10|[0-9]", value) else None


def _day(value: str) -> date | None:
    """Return a day as people write it, or ``None``.

    Examples
    --------
    >>> _day("31/3/2027"), _day("2027-03-31"), _day("31/02/2027")
    (datetime.date(2027, 3, 31), datetime.date(2027, 3, 31), None)
    """
    if found := _DAY.fullmatch(value):
        day, month, year = map(int, found.groups())
    elif found := _ISO.fullmatch(value):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day) if 1900 <= year <= 2099 else None
    except ValueError:
        return None
