"""What to learn next and the shortest way to an occupation, for a profile whose ids are known."""

from dataclasses import replace
from datetime import date

from api.jobbereik.schemas import GapIn, ReachIn
from api.jobbereik.service import Beside, check_codes, check_target
from models.jobbereik import planning
from models.jobbereik.engine import Jobbereik
from models.jobbereik.learning import LearningPath, WhatIf


def find_what_if(engine: Jobbereik, body: ReachIn, on: date, beside: Beside = ()) -> WhatIf:
    """Return what one competence more would change.

    Raises
    ------
    ProblemError
        422 when the profile names what the catalogue does not have.
    """
    check_codes(engine, body)
    return planning.learn_next(engine, replace(body.to_profile(), beside=beside), limit=body.limit, on=on)


def find_learning_path(engine: Jobbereik, body: GapIn, on: date, beside: Beside = ()) -> LearningPath:
    """Return the shortest way to an occupation.

    Raises
    ------
    ProblemError
        422 when the profile or the occupation is not in the catalogue.
    """
    profile = replace(body.to_profile(), beside=beside)
    return planning.learning_path(engine, profile, check_target(engine, body), on=on)
