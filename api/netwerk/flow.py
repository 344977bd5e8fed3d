"""What each button of Jouw netwerk does to the network; an unknown one changes nothing."""

from api.catalogue.views import read_title
from api.netwerk import texts
from api.netwerk.forms import Draft, new_id, typed_person
from api.netwerk.schemas import OCCUPATIONS_MAX, NetworkIn, PersonIn, TieIn
from api.netwerk.texts import TITLES
from models.jobbereik.engine import Jobbereik
from models.netwerk.schema import PEOPLE_MAX
from models.wording import say

ASKED = 4
"""Occupations that are named where several may be meant."""


def past() -> Draft:
    """Return the first step for whoever opens an address whose draft is past."""
    return Draft(problem=texts.PAST)


def act(engine: Jobbereik, draft: Draft) -> None:
    """Do what the button asks."""
    match draft.verb:
        case "naar" if draft.argument in TITLES and not draft.errors:
            draft.step = draft.argument
            draft.typed, draft.editing = {}, ""
        case "bewaar-persoon":
            _keep(draft)
        case "wijzig":
            _edit(draft)
        case "wis":
            _drop(draft)
        case "dichter" | "verder":
            _move(draft, -1 if draft.verb == "dichter" else 1)
        case "ken-elkaar":
            _tie(draft)
        case "voeg-beroep":
            _look_at(engine, draft)
        case "wis-beroep":
            draft.change(occupation_ids=[id_ for id_ in draft.network.occupation_ids if id_ != draft.argument])
        case "opnieuw":
            draft.change(people=[], ties=[], goal="")
            draft.step, draft.typed, draft.editing = "wat", {}, ""


def _look_at(engine: Jobbereik, draft: Draft) -> None:
    """Add the occupation whose name was typed; where several may be meant, the person is asked to name one."""
    typed, ids = draft.occupation.strip(), draft.network.occupation_ids
    read = read_title(engine, typed, ASKED) if typed else None
    if read is None or not read.rows:
        draft.errors["occupation"] = texts.NO_OCCUPATION
    elif not read.found:
        draft.errors["occupation"] = say(
            "{note} Typ er één van: {rows}.", note=read.note, rows=", ".join(row.label for row in read.rows)
        )
    elif len(ids) >= OCCUPATIONS_MAX:
        draft.errors["occupation"] = say(
            "Je kan hoogstens {occupations_max} beroepen kiezen. Wis er eerst een.", occupations_max=OCCUPATIONS_MAX
        )
    else:
        draft.change(occupation_ids=list(dict.fromkeys([*ids, read.rows[0].id])))
        draft.occupation = ""


def _find(network: NetworkIn, id_: str) -> PersonIn | None:
    return next((person for person in network.people if person.id == id_), None)


def _keep(draft: Draft) -> None:
    known = _find(draft.network, draft.editing)
    if known is None and len(draft.network.people) >= PEOPLE_MAX:
        draft.problem = texts.FULL
        return
    person = typed_person(draft, known.id if known else new_id(draft.network))
    if person is None:
        draft.problem = texts.WRONG_PERSON
        return
    people = [person if row.id == person.id else row for row in draft.network.people]
    draft.change(people=people if known else [*people, person])
    draft.typed, draft.editing = {}, ""


def _edit(draft: Draft) -> None:
    person = _find(draft.network, draft.argument)
    if person is None:
        return
    members = person.model_dump(mode="json", by_alias=True)
    draft.editing = person.id
    draft.typed = {name: _as_typed(value) for name, value in members.items() if name != "id"}


def _as_typed(value: object) -> str | list[str]:
    """Return a member as its field would send it."""
    if isinstance(value, list):
        return value
    if isinstance(value, bool):
        return "ja" if value else ""
    return "" if value is None else str(value)


def _drop(draft: Draft) -> None:
    draft.change(
        people=[row for row in draft.network.people if row.id != draft.argument],
        ties=[tie for tie in draft.network.ties if draft.argument not in (tie.from_, tie.to)],
    )


def _move(draft: Draft, by: int) -> None:
    people = [
        row.model_copy(update={"ring": min(3, max(1, row.ring + by))}) if row.id == draft.argument else row
        for row in draft.network.people
    ]
    draft.change(people=people)


def _tie(draft: Draft) -> None:
    """Note that two people know each other, or take it back when it was noted."""
    first, _, second = draft.argument.partition(",")
    if first == second or _find(draft.network, first) is None or _find(draft.network, second) is None:
        draft.problem = texts.SAME_PERSON
        return
    pair = {first, second}
    left = [tie for tie in draft.network.ties if {tie.from_, tie.to} != pair]
    if len(left) == len(draft.network.ties):
        left.append(TieIn.model_validate({"from": first, "to": second}))
    draft.change(ties=left)
