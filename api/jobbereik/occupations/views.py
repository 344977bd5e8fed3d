"""What the templates of the occupation pages need."""

import unicodedata
from datetime import date
from functools import lru_cache
from typing import Any

from api.catalogue import views as evidence
from api.catalogue.texts import LEVELS
from api.jobbereik import answers, texts
from api.problems import ProblemError, shown
from item_bank.schema import Interests
from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import Filters

FOUND = 20

INTEREST_WORDS = (
    ("realistic", "Doen en maken", "met je handen, machines, planten of dieren werken"),
    ("investigative", "Onderzoeken", "uitzoeken hoe iets zit, meten, nadenken"),
    ("artistic", "Creëren", "iets moois of nieuws maken, schrijven, vormgeven"),
    ("social", "Helpen", "mensen verzorgen, begeleiden of iets leren"),
    ("enterprising", "Ondernemen", "overtuigen, verkopen, leiding geven"),
    ("conventional", "Ordenen", "gegevens, regels en afspraken op orde houden"),
)
"""The six RIASEC types in plain Dutch, with what they mean."""

LANGUAGE_WORDS = {
    "A1": "enkele woorden en zinnen (A1)",
    "A2": "eenvoudige gesprekken (A2)",
    "B1": "gewone gesprekken en teksten (B1)",
    "B2": "vlot praten en schrijven (B2)",
    "C1": "heel goed praten en schrijven (C1)",
    "C2": "zo goed als een moedertaal (C2)",
}


def _initial(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label)[:1].upper()
    return plain if plain.isascii() and plain.isalpha() else "#"


@lru_cache(maxsize=4)
def _alphabet(engine_key: str, labels: tuple[tuple[str, str], ...]) -> dict[str, list[tuple[str, str]]]:
    del engine_key
    found: dict[str, list[tuple[str, str]]] = {}
    for label, id_ in sorted(labels, key=lambda row: row[0].casefold()):
        found.setdefault(_initial(label), []).append((label, id_))
    return found


def _labels(engine: Jobbereik) -> tuple[tuple[str, str], ...]:
    catalogue = engine.catalogue
    rows = (catalogue.occupation(i) for i in range(catalogue.n_occupations))
    return tuple((row.names.label("nl"), row.id) for row in rows)


def index(engine: Jobbereik, query: str, letter: str) -> dict[str, Any]:
    """Return the occupations that a search found, or those of one letter."""
    alphabet = _alphabet(engine.catalogue.version, _labels(engine))
    found = None
    if query.strip():
        matches = engine.search_occupations(query, limit=FOUND)
        rows = [(match, engine.catalogue.occupation(match.index)) for match in matches]
        found = [{"id": o.id, "label": o.names.label("nl"), "matched": m.matched_name} for m, o in rows]
    chosen = letter.upper() if letter.upper() in alphabet else ""
    return {
        "query": query,
        "found": found,
        "letters": sorted(alphabet),
        "letter": chosen,
        "listed": alphabet[chosen] if chosen else [],
        "total": engine.catalogue.n_occupations,
    }


def page(engine: Jobbereik, id_: str, on: date) -> dict[str, Any]:
    """Return one occupation in full.

    Raises
    ------
    ProblemError
        404 when the catalogue does not have it.
    """
    position = engine.catalogue.occupation_index(id_)
    if position is None:
        raise ProblemError(404, "not-found", f"the active catalogue has no occupation {shown(id_)!r}")
    found = engine.catalogue.occupation(position)
    sectors = {sector.code: sector.label for sector in engine.catalogue.vocabulary.sectors}
    links = engine.catalogue.competences_of(position)
    neighbours = engine.neighbours(found.id)
    known = {other.id for other in (*neighbours.near, *neighbours.development)}
    return {
        "occupation": found,
        "label": found.names.label("nl"),
        "aliases": found.names.aliases.get("nl", ()),
        "sector": sectors.get(found.sector or ""),
        "level": None if found.eqf is None else LEVELS[found.eqf],
        "language": LANGUAGE_WORDS.get(found.language or ""),
        "essential": [competence.names.label("nl") for competence, essential in links if essential],
        "useful": [competence.names.label("nl") for competence, essential in links if not essential],
        "asked": evidence.asked(engine, position, on),
        "open": evidence.open_words(engine, position, Filters(), on),
        "gates": None if found.gates is None else [engine.catalogue.gates[gate] for gate in found.gates],
        "conditions": _conditions(engine, position),
        "interests": None if found.interests is None else _interests(found.interests),
        "interest_source": answers.INTEREST_SOURCE,
        "near": neighbours.near,
        "development": neighbours.development,
        "similar": [other for other in neighbours.similar if other.id not in known],
    }


def _conditions(engine: Jobbereik, position: int) -> list[tuple[str, str]]:
    found = engine.catalogue.occupation(position).conditions
    rows = engine.catalogue.vocabulary.conditions if found else ()
    words = ((row.label, found.get(row.code)) for row in rows)
    return [(label, texts.FREQUENCIES[how] if how else "weten we niet") for label, how in words]


def _interests(found: Interests) -> list[dict[str, Any]]:
    """Return the six bars, strongest first; width in percent of the scale from 1 to 7."""
    rows = [(label, meaning, float(getattr(found, name))) for name, label, meaning in INTEREST_WORDS]
    rows.sort(key=lambda row: -row[2])
    return [
        {"label": label, "meaning": meaning, "value": value, "width": round((value - 1) / 6 * 100)}
        for label, meaning, value in rows
    ]
