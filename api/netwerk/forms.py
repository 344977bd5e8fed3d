"""The form of Jouw netwerk: the whole network in a hidden field, and the fields of the person who is added or changed.

Every button sends the whole form, so that a page works where no draft can be kept. A person whose fields cannot be used
is shown again as it was typed.
"""

import json
from dataclasses import dataclass, field

from pydantic import ValidationError
from starlette.datastructures import FormData

from api.netwerk import texts
from api.netwerk.drawing import Format
from api.netwerk.schemas import NetworkIn, PersonIn
from api.netwerk.texts import TITLES
from api.web.days import read_day
from api.web.forms import button, read_upload, text
from api.web.forms import texts as several
from models.netwerk.schema import PEOPLE_MAX, TEXT_MAX
from models.wording import say

SINGLE = {
    "alias": "alias",
    "category": "waar",
    "ring": "afstand",
    "strength": "band",
    "direction": "richting",
    "knowledge": "weet",
    "skills": "kan",
    "asked": "gevraagd",
    "askedWhat": "vraag",
    "askedOn": "wanneer",
    "nextStep": "stap-hierna",
}
SEVERAL = {"supports": "steun", "fields": "sector", "canHelp": "hulp"}


@dataclass(kw_only=True)
class Draft:
    """The form as it was sent.

    Attributes
    ----------
    network
        All that could be used.
    editing
        Id of the person whose fields are shown; empty for a new one.
    typed
        Fields of that person exactly as typed, by English member.
    errors
        Dutch message by member.
    occupation
        Name of an occupation as it was typed.
    problem
        Dutch message about the whole form.
    """

    network: NetworkIn = field(default_factory=lambda: NetworkIn(people=[]))
    step: str = "wat"
    verb: str = ""
    argument: str = ""
    editing: str = ""
    typed: dict[str, str | list[str]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    occupation: str = ""
    problem: str = ""

    def json(self) -> str:
        """Return the network as the JSON that the page, the file and the API share."""
        return self.network.model_dump_json(by_alias=True, exclude_defaults=True)

    def change(self, **members: object) -> None:
        """Replace members of the network."""
        self.network = self.network.model_copy(update=members)


def read(form: FormData) -> Draft:
    """Return the form as it was sent; a hidden field that was changed gives an empty network and says so."""
    draft = Draft(step=text(form, "stap") if text(form, "stap") in TITLES else "wat")
    draft.verb, draft.argument = button(form)
    if draft.verb == "ken-elkaar":  # its two people stand in fields of their own
        draft.argument = f"{text(form, 'eerste')},{text(form, 'tweede')}"
    known = text(form, "netwerk")
    if known:
        draft.network, draft.problem = _parsed(known)
    if "doel" in form:
        goal = text(form, "doel")
        if len(goal) > TEXT_MAX:
            draft.errors["goal"] = say(
                "Maak dit korter dan {text_max} tekens. Nu zijn het er {goal}.", text_max=TEXT_MAX, goal=len(goal)
            )
            draft.typed["goal"] = goal
        else:
            draft.change(goal=goal)
    draft.editing, draft.occupation = text(form, "persoon"), text(form, "beroep", 200)
    if "alias" in form:
        draft.typed |= {member: text(form, name) for member, name in SINGLE.items()}
        draft.typed |= {member: several(form, name) for member, name in SEVERAL.items()}
        draft.typed |= {"share": "ja" if text(form, "delen") else ""}
    return draft


def _parsed(content: str | bytes) -> tuple[NetworkIn, str]:
    try:
        found = NetworkIn.model_validate_json(content)
        found.to_network()
    except ValueError:
        return NetworkIn(people=[]), texts.UNREADABLE
    return found, ""


def wanted(draft: Draft) -> tuple[Format | None, bool]:
    """Return the kind of file that a button asks, ``None`` for JSON, and whether it is for sharing."""
    kinds: dict[str, Format] = {"svg": "svg", "png": "png", "pdf": "pdf"}
    return kinds.get(draft.verb), draft.argument == "delen"


async def read_file(form: FormData) -> Draft:
    """Return the network in a file that was kept, or the first step that says in Dutch what is wrong with it."""
    content = await read_upload(form, "bestand")
    if content is None:
        return Draft(problem=texts.NO_FILE)
    network, problem = _parsed(content)
    return Draft(network=network, step="wat" if problem else "overzicht", problem=problem)


def typed_person(draft: Draft, person_id: str) -> PersonIn | None:
    """Return the person whose fields were sent, or ``None`` with what is wrong."""
    members: dict[str, object] = {"id": person_id}
    for name, value in draft.typed.items():
        if name in ("ring", "strength"):
            members[name] = int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 3 else value
        elif name in ("direction", "asked") and not value:
            continue
        elif name == "askedOn":
            members[name] = _day(str(value)) if value else None
        elif name == "share":
            members[name] = bool(value)
        elif name != "goal":
            members[name] = value
    try:
        return PersonIn.model_validate_json(json.dumps(members))
    except ValidationError as error:
        for row in error.errors():
            name = str(row["loc"][0])
            draft.errors.setdefault(name, texts.WRONG.get(name, texts.WRONG_TEXT))
        return None


def _day(typed: str) -> str:
    """Return a day as ISO writes it when it is one; else as it was typed."""
    found = read_day(typed)
    return found.isoformat() if found else typed


def new_id(network: NetworkIn) -> str:
    """Return an id that the network does not have."""
    taken = {person.id for person in network.people}
    return next(f"p{i}" for i in range(1, PEOPLE_MAX + 2) if f"p{i}" not in taken)
