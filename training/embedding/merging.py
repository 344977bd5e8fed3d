"""Several trainings of one recipe made into one table: what chance put into a single one is averaged away.

Members share their pieces and differ in the seed. A name's vector is the sum over its pieces, so tables laid side by
side and turned to the main directions of the names are a table again, of the same size and as fast to read.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float32]


def merged(members: Sequence[Table], encode: Callable[[Table], Table], dimensions: int) -> Table:
    """Return one table of all members; shape (n_pieces, dimensions).

    Parameters
    ----------
    members
        Vectors of the pieces, each of shape (n_pieces, n_dimensions).
    encode
        Gives the vectors of names, at length one, for a table: they say which directions matter.
    dimensions
        How many directions stay.

    Examples
    --------
    >>> one = np.array([[3.0, 0.0], [0.0, 1.0]], dtype=np.float32)
    >>> table = merged([one, one[:, ::-1]], lambda table: table, 2)
    >>> np.round(table @ table.T, 2).tolist()
    [[4.5, 0.0], [0.0, 0.5]]
    """
    if len(members) == 1:
        return members[0]
    equal = [member / max(float(np.linalg.norm(member, axis=1).mean()), 1e-9) for member in members]
    beside = np.concatenate(equal, axis=1).astype(np.float32)
    names = encode(beside).astype(np.float64)
    values, directions = np.linalg.eigh(names.T @ names)
    main = directions[:, np.argsort(-values, kind="stable")[:dimensions]]
    # Either sign of a direction is one: the larger side is made positive, so that each machine chooses the same.
    main *= np.where(main[np.abs(main).argmax(axis=0), np.arange(main.shape[1])] < 0, -1.0, 1.0)
    table: Table = (beside @ main).astype(np.float32)
    return table
