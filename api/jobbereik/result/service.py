"""What somebody tries out on the result: one competence that the person does not have yet, beside the profile."""

from datetime import date
from typing import Any

from api.jobbereik import service
from api.jobbereik.forms import Draft
from api.jobbereik.schemas import ReachIn
from item_bank.schema import Occupation
from models.jobbereik.engine import Jobbereik


def trying(draft: Draft) -> bool:
    """Return whether a competence is tried out."""
    return bool(draft.beside) or (bool(draft.tried) and draft.tried in (draft.profile.competence_ids or ()))


def before(draft: Draft) -> dict[str, Any]:
    """Return the profile as it was before a competence was tried out."""
    ids = draft.profile.competence_ids
    kept = None if ids is None else [id_ for id_ in ids if id_ != draft.tried]
    return draft.profile.model_dump(by_alias=True) | {"competenceIds": kept}


def first_lists(engine: Jobbereik, draft: Draft, limit: int, on: date) -> list[list[Occupation]]:
    """Return the first list before a competence is tried out, and with it."""
    bodies = ((before(draft), ()), (draft.profile.model_dump(by_alias=True), draft.beside))
    found = [
        service.find_reach(engine, ReachIn.model_validate(body | {"limit": limit}), on, beside)
        for body, beside in bodies
    ]
    return [[row.occupation for row in reach.within_reach] for reach in found]
