"""What to learn next and the shortest way to an occupation, for a profile whose ids are known."""

from datetime import date

from api.jobbereik.schemas import GapIn, ReachIn
from api.jobbereik.service import check_codes, check_target
from models.jobbereik import planning
from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import LearningPath, WhatIf


def find_what_if(engine: Jobbereik, body: ReachIn, on: date) -> WhatIf:
    """Return what one competence more would change.

    Raises
    ------
    ProblemError
        422 when the profile names what the catalogue does not have.
    """
    check_codes(engine, body)
    return planning.learn_next(engine, body.to_profile(), limit=body.limit, on=on)


def find_learning_path(engine: Jobbereik, body: GapIn, on: date) -> LearningPath:
    """Return the shortest way to an occupation.

    Raises
    ------
    ProblemError
        422 when the profile or the occupation is not in the catalogue.
    """
    return planning.learning_path(engine, body.to_profile(), check_target(engine, body), on=on)
