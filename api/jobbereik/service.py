"""What Jobbereik finds for a profile, once each id in it is known to the active catalogue."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from api.catalogue.service import check_postcode, unknown_id
from api.jobbereik.schemas import GapIn, ProfileIn, ReachIn
from item_bank.schema import CompetenceId, OccupationId
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import UnknownIdError
from models.jobbereik.schema import Gap, Reach


def _refuse_missing(known: Iterable[str], found: Sequence[str], *path: str | int) -> None:
    allowed = set(known)
    for position, value in enumerate(found):
        if value not in allowed:
            raise unknown_id(UnknownIdError(str(path[-1]), value), *path, position)


Beside = tuple[CompetenceId, ...]
"""Competences that are tried out beside a profile."""


def check_codes(engine: Jobbereik, body: ProfileIn) -> None:
    """Refuse a profile that names what the catalogue does not have.

    Raises
    ------
    ProblemError
        422, with the JSON pointer of the first unknown id.
    """
    catalogue, vocabulary = engine.catalogue, engine.catalogue.vocabulary
    for position, experience in enumerate(body.experiences):
        if catalogue.occupation_index(experience.occupation_id) is None:
            error = UnknownIdError("occupationId", experience.occupation_id)
            raise unknown_id(error, "experiences", position, "occupationId")
    for position, id_ in enumerate(body.competence_ids or ()):
        if catalogue.competence_index(id_) is None:
            raise unknown_id(UnknownIdError("competenceIds", id_), "competenceIds", position)
    _refuse_missing(catalogue.gates, body.licences_held, "licencesHeld")
    _refuse_missing(catalogue.gates, body.licences_not_held, "licencesNotHeld")
    _refuse_missing((s.code for s in vocabulary.sectors), body.filters.sectors, "filters", "sectors")
    _refuse_missing((c.code for c in vocabulary.conditions), body.filters.avoid, "filters", "avoid")
    check_postcode(body.filters.postcode, "body", "filters", "postcode")


def check_target(engine: Jobbereik, body: GapIn) -> OccupationId:
    """Return the occupation that a profile is compared with, once all that the body names is known.

    Raises
    ------
    ProblemError
        422 when the profile or the occupation is not in the catalogue.
    """
    check_codes(engine, body)
    if engine.catalogue.occupation_index(body.occupation_id) is None:
        raise unknown_id(UnknownIdError("occupationId", body.occupation_id), "occupationId")
    return OccupationId(body.occupation_id)


def find_reach(engine: Jobbereik, body: ReachIn, on: date, beside: Beside = ()) -> Reach:
    """Return the two lists for a profile, and for what is tried out beside it.

    Raises
    ------
    ProblemError
        422 when the profile names what the catalogue does not have.
    """
    check_codes(engine, body)
    return engine.reach(replace(body.to_profile(), beside=beside), limit=body.limit, on=on)


def find_gap(engine: Jobbereik, body: GapIn, on: date, beside: Beside = ()) -> Gap:
    """Return the comparison with one occupation, for a profile and for what is tried out beside it.

    Raises
    ------
    ProblemError
        422 when the profile or the occupation is not in the catalogue.
    """
    return engine.gap(replace(body.to_profile(), beside=beside), check_target(engine, body), on=on)
