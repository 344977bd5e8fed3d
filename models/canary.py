"""A version tried in a process of its own before it serves: a damaged file may abort the process that loads it.

``python -m models.canary NAME FOLDER DATA_DIR`` loads the version, answers a few persons, and exits with 0.
"""

import hashlib
import math
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path

import numpy as np

from item_bank.catalogue import builtin, snapshot
from item_bank.orient.bank import bank
from item_bank.schema import OccupationId
from models import registry, store
from models.jobbereik.calibration import KIND as CALIBRATION
from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import Experience, ExperienceKind, Profile
from models.orient.artifact import KIND as ORIENT
from models.orient.engine import Orient
from models.orient.schema import Replies
from models.titles.mix import KIND as TITLES

SECONDS = 60.0
"""Seconds that a version may take to load and answer."""

DAY = date(2026, 11, 29)
PERSONS = 8
TITLES_ASKED, TITLES_FOUND = 50, 0.9
QUESTIONS, LIKED = 12, 4


def _jobbereik(name: str, folder: Path, data_dir: Path) -> None:
    """Answer a few persons, spread over the catalogue, and look at every figure."""
    engine = Jobbereik.load(data_dir, folders={name: folder})
    n = engine.catalogue.n_occupations
    shown = 0
    for position in range(0, n, max(1, n // PERSONS)):
        id_ = OccupationId(engine.catalogue.occupation(position).id)
        experience = Experience(occupation_id=id_, months=60, kind=ExperienceKind.JOB)
        found = engine.reach(Profile(experiences=(experience,)), limit=20, on=DAY)
        rows = (*found.within_reach, *found.with_training)
        shown += len(rows)
        for row in rows:
            figures = (row.probability.low, row.probability.value, row.probability.high)
            if not all(math.isfinite(figure) and 0.0 <= figure <= 1.0 for figure in figures):
                raise store.ArtifactError(f"a probability is {figures} for {row.occupation.id} from {id_}")
    if not shown:
        raise store.ArtifactError("no occupation is shown for any of the persons that are tried")


def _titles(name: str, folder: Path, data_dir: Path) -> None:
    """Ask for occupations by their own names, spread over the catalogue: nearly all must be among what is found."""
    engine = Jobbereik.load(data_dir, folders={name: folder})
    n = engine.catalogue.n_occupations
    asked = range(0, n, max(1, n // TITLES_ASKED))
    found = 0
    for position in asked:
        label = engine.catalogue.occupation(position).names.label("nl")
        hits = engine.read_title(label, limit=10).hits
        if not all(math.isfinite(hit.chance) and 0.0 <= hit.chance <= 1.0 for hit in hits):
            raise store.ArtifactError(f"a chance is {[hit.chance for hit in hits]} for {label!r}")
        found += any(hit.owner == position for hit in hits)
    if found < TITLES_FOUND * len(asked):
        raise store.ArtifactError(f"of {len(asked)} occupations {found} are found by their own name")


def _orient(name: str, folder: Path, data_dir: Path) -> None:
    """Walk through a session with the same answer to everything, and look at every chance."""
    del name
    active = snapshot.active_version(data_dir)
    catalogue = builtin.catalogue() if active is None else snapshot.load(snapshot.catalogues_dir(data_dir) / active)
    engine = Orient.load(catalogue, bank(), folder)
    answers: dict[str, int | None] = {}
    ratings: dict[str, int | None] = {}
    for _ in range(QUESTIONS):
        question = engine.next(engine.state(Replies(answers=answers, ratings=ratings)), seed="trial")
        if question.item is not None:
            answers[question.item.id] = LIKED
        elif question.occupation is not None:
            ratings[question.occupation.id] = LIKED
    found = engine.result(engine.state(Replies(answers=answers, ratings=ratings)), limit=20)
    chances = [row.probability_top10 for row in found.occupations]
    if not chances or not all(math.isfinite(chance) and 0.0 <= chance <= 1.0 for chance in chances):
        raise store.ArtifactError(f"chances of the occupations that fit best are {chances}")


def _arrays(name: str, folder: Path, data_dir: Path) -> None:
    del name, data_dir
    for key, array in store.load(folder, kind=registry.kind_of(folder)).arrays.items():
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise store.ArtifactError(f"{folder}: {key} holds a figure that is not finite")


TRIALS: Mapping[str, Callable[[str, Path, Path], None]] = {CALIBRATION: _jobbereik, TITLES: _titles, ORIENT: _orient}
"""How each model is tried; one that is not named has its arrays read."""


def surroundings() -> str:
    """Return a short name of what a trial depends on beside the version: our code, Python and the libraries."""
    code = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py"))))
    libraries = [(name, version(name)) for name in ("numpy", "scipy")]
    return hashlib.sha256(f"{code.hexdigest()} {sys.version} {libraries}".encode()).hexdigest()[:16]


def attempt(name: str, folder: Path, data_dir: Path) -> None:
    """Try a version in this process."""
    TRIALS.get(name, _arrays)(name, folder, data_dir)


def check(name: str, folder: Path, data_dir: Path, *, seconds: float = SECONDS) -> None:
    """Try a version in a process of its own.

    Raises
    ------
    models.store.ArtifactError
        When it is refused, dies, or takes too long; with the last line that it said.
    """
    command = [sys.executable, "-m", "models.canary", name, str(folder), str(data_dir)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command, capture_output=True, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise store.ArtifactError(f"{folder}: no answer within {seconds:.0f} s when tried") from error
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or [f"died with {done.returncode}"]
        raise store.ArtifactError(f"{folder}: refused when tried: {said[0]}")


if __name__ == "__main__":
    attempt(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
