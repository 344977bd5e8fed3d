"""What the templates of the vacancy pages need."""

from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from api.catalogue import texts as words
from api.catalogue.schemas import RADII
from api.vacancies import answers, forms, service, texts
from api.vacancies.drawing import Map, draw
from api.vacancies.forms import Question
from api.vacancies.schemas import NearIn
from api.web.days import dutch_day
from item_bank.vacancies.records import VacancySource
from models.jobbereik.engine import Jobbereik
from models.vacancies import nearby
from models.vacancies.nearby import Area, Near
from models.vacancies.statistics import VacancyStatistics
from models.wording import together

PAGE = 20
SURE = 0.7
"""A title that was read less surely than this is said to be a guess."""


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


@lru_cache(maxsize=32)
def _map(
    known: VacancyStatistics, on: date, occupation: int | None, area: Area | None
) -> tuple[Map | None, tuple[tuple[str, int], ...]]:
    """Return the map of one question with its table; many ask the same on one day, and every place has a dot."""
    places = nearby.by_place(known, on=on, occupation=occupation, area=area)
    return draw(places, area) if places else None, tuple((place.label, size) for place, size in places)


def index(engine: Jobbereik, fields: dict[str, str], on: date) -> dict[str, Any]:
    """Return the vacancies that a form asks."""
    asked = forms.read(engine, fields)
    query = _query(asked)
    known = engine.vacancies
    wrong = bool(asked.errors or asked.note)
    found = service.NOTHING if wrong else service.find(engine, query, on)
    occupation = engine.catalogue.occupation_index(asked.occupation)
    drawn, places = (None, ()) if known is None or wrong else _map(known, on, occupation, service.area_of(query))
    source = VacancySource.SAMPLE if known is None else known.source
    return {
        "asked": asked,
        "any": known is not None,
        "unknown": known is not None and occupation is not None and not known.known[occupation],
        "label": None if occupation is None else engine.catalogue.occupation(occupation).names.label("nl"),
        "sample": source is VacancySource.SAMPLE,
        "samples_words": texts.SAMPLES,
        "nouns": words.noun(source),
        "total": words.count(found.total, source),
        "place_unknown": words.count(found.place_unknown, source) if found.place_unknown else "",
        "items": [_row(item) for item in found.items],
        "map": drawn,
        "places": places,
        "radii": sorted({*RADII, asked.radius}),
        "others": [(address(asked, beroep=id_), label) for id_, label in asked.others],
        "where": "" if asked.place is None else asked.place.called(asked.where),
        "namesakes": [(address(asked, plaats=place.postcode), place.called(asked.where)) for place in asked.namesakes],
        "before": address(asked, vanaf=max(0, asked.offset - PAGE)) if asked.offset else "",
        "after": address(asked, vanaf=asked.offset + PAGE) if found.total > asked.offset + PAGE else "",
        "first": asked.offset + 1,
        "last": asked.offset + len(found.items),
    }


def _row(item: Near) -> dict[str, Any]:
    found = item.vacancy
    kinds = [texts.EMPLOYMENT[kind] for kind in found.employment_types]
    return {
        "id": found.id,
        "title": found.title,
        "employer": found.employer,
        "where": texts.where(item),
        "distance": texts.distance(item.distance_km),
        "salary": texts.salary(found.salary),
        "kind": together([part for part in (*kinds, texts.hours(found.hours)) if part]),
        "posted": dutch_day(found.posted),
        "until": "" if found.valid_through is None else dutch_day(found.valid_through),
    }


def page(engine: Jobbereik, id_: str, on: date) -> dict[str, Any]:
    """Return one open vacancy.

    Raises
    ------
    ProblemError
        404 when there is none with this id, or its last day is past.
    """
    item = service.find_one(engine, id_, on)
    found = item.vacancy
    return {
        "row": _row(item),
        "sample": found.source is VacancySource.SAMPLE,
        "nouns": words.noun(found.source),
        "sample_words": texts.SAMPLE,
        "description": [part.strip() for part in found.description.split("\n") if part.strip()],
        "occupation": service.occupation_label(engine, found),
        "occupation_id": found.occupation_id,
        "unsure": found.occupation_certainty < SURE,
        "competences": [label for _, label in service.competences(engine, found)],
        "link": service.link(found),
        "posting": answers.job_posting(engine, item),
    }
