"""What the templates of the vacancy pages need."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from api.jobbereik.forms import RADII
from api.jobbereik.schemas import RADIUS_MAX
from api.vacancies import answers, posting, texts
from api.vacancies.drawing import draw
from api.vacancies.schemas import OFFSET_MAX, NearIn
from item_bank.postcodes.table import Place, find_place
from item_bank.vacancies.records import VacancySource
from models.jobbereik.engine import Jobbereik
from models.vacancies import nearby
from models.vacancies.nearby import Near

PAGE = 20
OTHERS = 5
SURE = 0.7
"""A title that was read less surely than this is said to be a guess."""

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
    errors
        Dutch message by name of the field.
    """

    occupation: str = ""
    typed: str = ""
    where: str = ""
    place: Place | None = None
    radius: int = nearby.RADIUS_KM
    offset: int = 0
    others: list[tuple[str, str]] = field(default_factory=list)
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
        matches = engine.search_occupations(typed, limit=OTHERS + 1)
        rows = [engine.catalogue.occupation(match.index) for match in matches]
        if rows:
            asked.occupation = rows[0].id
            asked.others = [(row.id, row.names.label("nl")) for row in rows[1:]]
        else:
            asked.errors["q"] = "We kennen dit beroep niet. Probeer een ander of korter woord, of laat het leeg."


def read(engine: Jobbereik, fields: dict[str, str]) -> Question:
    """Read the form; a field that cannot be used keeps what was typed and says what is allowed."""
    text = {name: value.strip()[:200] for name, value in fields.items()}
    asked = Question(where=text.get("plaats", ""))
    _read_occupation(engine, asked, text.get("beroep", ""), text.get("q", ""))
    asked.radius = _whole(text.get("afstand", ""), 1, RADIUS_MAX, nearby.RADIUS_KM)
    asked.offset = _whole(text.get("vanaf", ""), 0, OFFSET_MAX, 0)
    if asked.where:
        asked.place = find_place(asked.where)
        if asked.place is None:
            asked.errors["plaats"] = (
                "We kennen deze plaats niet. Vul een Belgische postcode in, bijvoorbeeld 9000, of een gemeente."
            )
    return asked


def _query(asked: Question) -> NearIn:
    body: dict[str, object] = {"limit": PAGE, "offset": asked.offset}
    if asked.occupation:
        body["occupationId"] = asked.occupation
    if asked.place is not None:
        body |= {"postcode": asked.place.postcode, "radiusKm": asked.radius}
    return NearIn.model_validate(body)


def address(asked: Question, **changes: object) -> str:
    """Return the address of the same question with some fields changed; empty ones are left out."""
    fields = {"beroep": asked.occupation, "plaats": asked.where, "afstand": asked.radius if asked.where else ""}
    kept = {name: value for name, value in (fields | changes).items() if value not in ("", 0)}
    return f"/vacatures?{urlencode(kept)}" if kept else "/vacatures"


def index(engine: Jobbereik, fields: dict[str, str], on: date) -> dict[str, Any]:
    """Return the vacancies that a form asks."""
    asked = read(engine, fields)
    query = _query(asked)
    known = engine.vacancies
    wrong = bool(asked.errors)
    found = answers.NOTHING if wrong else answers.find(engine, query, on)
    occupation = engine.catalogue.occupation_index(asked.occupation)
    places = (
        ()
        if known is None or wrong
        else nearby.by_place(known, on=on, occupation=occupation, area=answers.area_of(query))
    )
    source = VacancySource.SAMPLE if known is None else known.source
    return {
        "asked": asked,
        "any": known is not None,
        "unknown": known is not None and occupation is not None and not known.known[occupation],
        "label": None if occupation is None else engine.catalogue.occupation(occupation).names.label("nl"),
        "sample": source is VacancySource.SAMPLE,
        "samples_words": texts.SAMPLES,
        "nouns": texts.noun(source),
        "total": texts.count(found.total, source),
        "place_unknown": texts.count(found.place_unknown, source) if found.place_unknown else "",
        "items": [_row(item) for item in found.items],
        "map": draw(places, answers.area_of(query)) if places else None,
        "places": [(place.label, size) for place, size in places],
        "radii": sorted({*RADII, asked.radius}),
        "others": [(address(asked, beroep=id_), label) for id_, label in asked.others],
        "before": address(asked, vanaf=max(0, asked.offset - PAGE)) if asked.offset else "",
        "after": address(asked, vanaf=asked.offset + PAGE) if found.total > asked.offset + PAGE else "",
        "first": asked.offset + 1,
        "last": asked.offset + len(found.items),
    }


def _row(item: Near) -> dict[str, Any]:
    found = item.vacancy
    kind = None if found.employment_type is None else texts.EMPLOYMENT[found.employment_type]
    hours = None if found.hours is None else f"{found.hours:g} uur per week".replace(".", ",")
    return {
        "id": found.id,
        "title": found.title,
        "employer": found.employer,
        "where": item.place.label if item.place is not None else found.municipality,
        "distance": texts.distance(item.distance_km),
        "salary": texts.salary(found.salary),
        "kind": ", ".join(part for part in (kind, hours) if part),
        "posted": texts.day(found.posted),
        "until": "" if found.valid_through is None else texts.day(found.valid_through),
    }


def page(engine: Jobbereik, id_: str, on: date) -> dict[str, Any]:
    """Return one open vacancy.

    Raises
    ------
    ProblemError
        404 when there is none with this id, or its last day is past.
    """
    item = answers.find_one(engine, id_, on)
    found = item.vacancy
    return {
        "row": _row(item),
        "sample": found.source is VacancySource.SAMPLE,
        "nouns": texts.noun(found.source),
        "sample_words": texts.SAMPLE,
        "description": [part.strip() for part in found.description.split("\n") if part.strip()],
        "occupation": answers.occupation_label(engine, found),
        "occupation_id": found.occupation_id,
        "unsure": found.occupation_certainty < SURE,
        "competences": [label for _, label in answers.competences(engine, found)],
        "link": answers.link(found),
        "posting": posting.job_posting(engine, item),
    }
