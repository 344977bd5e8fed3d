"""Occupations and competences that a name finds, as JSON."""

from collections.abc import Sequence
from typing import Any

from api.catalogue import texts
from api.jobbereik.search.schemas import SearchIn
from api.web.fragments import encode
from item_bank.schema import Competence, Occupation
from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import NameMatch
from models.titles.answering import Hit


def occupations(engine: Jobbereik, query: SearchIn) -> bytes:
    """Return the occupations that a name resembles as JSON."""
    answer = engine.read_title(query.q, limit=query.limit)

    def rows(hits: Sequence[Hit]) -> list[dict[str, Any]]:
        matches = [NameMatch(index=hit.owner, matched_name=hit.name, score=hit.chance) for hit in hits]
        found = [(match, engine.catalogue.occupation(match.index)) for match in matches]
        return [_found(match, row, query) | {"isco08": row.isco08} for match, row in found]

    told = {"items": rows(answer.hits), "kind": answer.kind.value, "note": texts.title_note(answer, query.q)}
    return encode(told | {"suggestions": rows(answer.suggestions)})


def competences(engine: Jobbereik, query: SearchIn) -> bytes:
    """Return the competences that a name resembles as JSON."""
    matches = engine.search_competences(query.q, limit=query.limit, language=query.language)
    rows = [(match, engine.catalogue.competence(match.index)) for match in matches]
    return encode({"items": [_found(m, c, query) | {"kind": c.kind} for m, c in rows]})


def _found(match: NameMatch, row: Occupation | Competence, query: SearchIn) -> dict[str, Any]:
    label = row.names.label(query.language)
    return {"id": row.id, "label": label, "matchedName": match.matched_name, "score": match.score}
