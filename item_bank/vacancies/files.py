"""Arrays that are written piece by piece, because a million descriptions do not fit in memory at once."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def write_array(path: Path, dtype: Any, length: int, pieces: Iterable[NDArray[Any]], width: int = 0) -> None:  # noqa: ANN401 - what numpy takes as a type
    """Write an array of known length as ``.npy`` from pieces of it.

    Parameters
    ----------
    length
        Number of rows of all pieces together.
    width
        Columns of an array of two dimensions; 0 for one dimension.

    Raises
    ------
    ValueError
        When the pieces are not as long as was said.
    OSError
        When the disk is full or not writable.
    """
    kind, written = np.dtype(dtype), 0
    shape = (length, width) if width else (length,)
    with path.open("wb") as file:
        header = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(file, header)
        for piece in pieces:
            file.write(np.ascontiguousarray(piece, dtype=kind).data)
            written += len(piece)
    if written != length:
        raise ValueError(f"{path}: {written} rows were written, {length} were said")
