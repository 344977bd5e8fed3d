"""The form of an action: what was typed, the action it makes, and Dutch words for what is wrong."""

from dataclasses import dataclass, field
from datetime import date, datetime

from starlette.datastructures import FormData

from api.account.service import Accounts, Login
from api.plan import service
from api.tools import KEEPS
from api.web.days import read_day
from api.web.forms import text, version
from api.web.refusing import Refusal
from models.plan.schema import TEXT_MAX, Action
from models.wording import say

MOVES = {"omhoog": -1, "omlaag": +1}
"""Buttons that move an action."""

CHANGED = say(
    "Deze actie is intussen veranderd, misschien in een ander venster. Kijk na wat hier staat en bewaar nog eens."
)

FIELDS = ("wat", "waarom", "met-wie", "tegen-wanneer", "hoe-zichtbaar", "uit", "uit-naam")


@dataclass(kw_only=True)
class Draft:
    """A form as it was sent.

    Attributes
    ----------
    typed
        By name of the field, exactly as typed.
    errors
        Dutch message by name of the field.
    action
        What it makes; ``None`` when something is wrong.
    verb
        What the button asks.
    version
        Of the action, or of the order of the plan, as the page showed it.
    """

    typed: dict[str, str]
    errors: dict[str, str] = field(default_factory=dict)
    action: Action | None = None
    verb: str = "bewaar"
    version: int | None = None

    @property
    def refusal(self) -> Refusal:
        """Return what the page says when something is wrong."""
        return Refusal(errors=self.errors, typed=self.typed)

    @property
    def since(self) -> Refusal:
        """Return what the page says when the action was changed since; what was typed stays."""
        return Refusal(errors={"wat": CHANGED}, typed=self.typed)


def read(form: FormData) -> Draft:
    """Return the form of an action."""
    draft = Draft(typed={name: text(form, name) for name in FIELDS}, verb=text(form, "doe") or "bewaar")
    draft.version = version(form, "orde" if draft.verb in MOVES else "versie")
    typed = draft.typed
    for name in ("wat", "waarom", "met-wie", "hoe-zichtbaar"):
        if len(typed[name]) > TEXT_MAX:
            draft.errors[name] = say(
                "Dit is te lang: maak het korter dan {text_max} tekens. Nu zijn het er {typed}.",
                text_max=TEXT_MAX,
                typed=len(typed[name]),
            )
    if not typed["wat"]:
        draft.errors["wat"] = say("Schrijf op wat je wil doen. De andere velden mogen later.")
    day = _day(typed["tegen-wanneer"], draft)
    if not draft.errors:
        origin = typed["uit"] if typed["uit"] in KEEPS else ""
        draft.action = Action(
            what=typed["wat"],
            why=typed["waarom"],
            with_whom=typed["met-wie"],
            by_when=day,
            how_seen=typed["hoe-zichtbaar"],
            origin=origin,
            origin_label=typed["uit-naam"][:200] if origin else "",
        )
    return draft


def _day(typed: str, draft: Draft) -> date | None:
    """Read a day; what is none, or lies in another century, is said."""
    if not typed:
        return None
    found = read_day(typed)
    if found is None or not 2000 <= found.year <= 2100:
        draft.errors["tegen-wanneer"] = say("Schrijf een dag als 31/5/2027, of laat het leeg.")
        return None
    return found


async def act(accounts: Accounts, login: Login, action_id: str, draft: Draft, *, on: date, now: datetime) -> None:
    """Do what a button of an action asks; an unknown one changes nothing.

    Raises
    ------
    ProblemError
        404 when the plan does not have the action.
    api.plan.service.ChangedSinceError
        When it, or the order, was changed since the page was shown.
    """
    match draft.verb:
        case "bewaar" if draft.action is not None:
            await service.replace(accounts, login, action_id, draft.action, version=draft.version, now=now)
        case "gedaan":
            await service.tick(accounts, login, action_id, on, version=draft.version, now=now)
        case "open":
            await service.tick(accounts, login, action_id, None, version=draft.version, now=now)
        case "omhoog" | "omlaag":
            await service.move(accounts, login, action_id, MOVES[draft.verb], version=draft.version)
        case "wis":
            await service.drop(accounts, login, action_id)


async def acted(accounts: Accounts, login: Login, action_id: str, draft: Draft, *, on: date, now: datetime) -> bool:
    """Do as :func:`act` does; return ``False`` when something was changed since the page was shown."""
    try:
        await act(accounts, login, action_id, draft, on=on, now=now)
    except service.ChangedSinceError:
        return False
    return True
