"""Which steps stand in a list and were never graded: what somebody with the trade may look at first."""

from pathlib import Path

from item_bank.catalogue import builtin
from item_bank.catalogue.steps import grades
from models.jobbereik.calibration import ReachModel
from models.jobbereik.engine import Jobbereik
from models.jobbereik.index import build_index
from training.jobbereik.judging import LIMIT, ON, one_job
from training.tables import write_rows

MONTHS = 60


def ungraded_steps(engine: Jobbereik) -> list[tuple[str, str]]:
    """Return the steps from one job to what a list shows and nobody graded, in the order of the catalogue.

    No chance and no list is told: who grades sees neither.
    """
    catalogue, known = engine.catalogue, grades(engine.catalogue)
    found: list[tuple[str, str]] = []
    for origin in range(catalogue.n_occupations):
        reach = engine.reach(one_job(MONTHS)(engine, origin), limit=LIMIT, on=ON)
        ids = sorted(str(row.occupation.id) for row in (*reach.within_reach, *reach.with_training))
        shown = [id_ for id_ in ids if (origin, catalogue.occupation_index(id_)) not in known]
        found += [(str(catalogue.occupation(origin).id), id_) for id_ in shown]
    return found


def write_ungraded(out: Path) -> int:
    """Write the steps that stand in a list of the built-in catalogue and were never graded; return how many."""
    catalogue = builtin.catalogue()
    engine = Jobbereik.of(catalogue, build_index(catalogue), ReachModel.load())
    return write_rows(out, ("from_id", "to_id"), ungraded_steps(engine))
