"""The form of /vacatures, read into a question."""

import re
from dataclasses import dataclass, field

from api.catalogue.schemas import RADIUS_MAX
from api.catalogue.views import read_title
from api.vacancies.schemas import OFFSET_MAX
from item_bank.postcodes.table import Place, postcodes
from models.jobbereik.engine import Jobbereik
from models.vacancies import nearby
from models.wording import say

OTHERS = 5


_WHOLE = re.compile(r"\d{1,7}")


@dataclass(kw_only=True)
class Question:
    """The form of /vacatures as it was sent.

    Attributes
    ----------
    occupation
        Id of the occupation that was chosen, or found by what was typed; empty for all.
    typed
        What stands in the field of the occupation.
    where
        What stands in the field of the place.
    place, namesakes
        What is meant by it, and places elsewhere that are called the same.
    others
        Id and label of other occupations that may be meant.
    note
        What to say when what was typed is not simply one occupation: then one of the others is to be chosen.
    errors
        Dutch message by name of the field.
    """

    occupation: str = ""
    typed: str = ""
    where: str = ""
    place: Place | None = None
    namesakes: tuple[Place, ...] = ()
    radius: int = nearby.RADIUS_KM
    offset: int = 0
    others: list[tuple[str, str]] = field(default_factory=list)
    note: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def _whole(text: str, low: int, high: int, otherwise: int) -> int:
    return min(max(int(text), low), high) if _WHOLE.fullmatch(text) else otherwise


def _read_occupation(engine: Jobbereik, asked: Question, chosen: str, typed: str) -> None:
    position = engine.catalogue.occupation_index(chosen)
    if position is not None and not typed:
        asked.occupation = chosen
        asked.typed = engine.catalogue.occupation(position).names.label("nl")
    elif typed:
        asked.typed = typed
        read = read_title(engine, typed, OTHERS + 1)
        asked.others = [(row.id, row.label) for row in read.rows]
        if read.found:
            (asked.occupation, _), *asked.others = asked.others
        elif read.rows:
            asked.note = read.note
        else:
            asked.errors["q"] = say("We kennen dit beroep niet. Probeer een ander of korter woord, of laat het leeg.")


def read(engine: Jobbereik, fields: dict[str, str]) -> Question:
    """Read the form; a field that cannot be used keeps what was typed and says what is allowed."""
    text = {name: value.strip()[:200] for name, value in fields.items()}
    asked = Question(where=text.get("plaats", ""))
    _read_occupation(engine, asked, text.get("beroep", ""), text.get("q", ""))
    asked.radius = _whole(text.get("afstand", ""), 1, RADIUS_MAX, nearby.RADIUS_KM)
    asked.offset = _whole(text.get("vanaf", ""), 0, OFFSET_MAX, 0)
    if asked.where:
        asked.place, *namesakes = postcodes().meant(asked.where) or (None,)
        asked.namesakes = tuple(place for place in namesakes if place is not None)[:OTHERS]
        if asked.place is None:
            asked.errors["plaats"] = say(
                "We kennen deze plaats niet. Vul een Belgische postcode in, bijvoorbeeld 9000, of een gemeente."
            )
    return asked
