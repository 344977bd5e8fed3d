"""The statement of a month of one centre, or that there is none."""

from collections.abc import Sequence

from api.loopbaancentra.statements.service import Read, Statements
from api.problems import ProblemError
from api.storage.settlements import StoredLine, StoredStatement


class NoStatementError(ProblemError):
    """No statement of this month for this centre."""

    def __init__(self) -> None:
        super().__init__(404, "unknown-statement", "this centre has no statement of that month")


async def of_month(all_: Statements, centre_id: str, month: str) -> tuple[StoredStatement, Sequence[StoredLine]]:
    """Return a statement with its lines.

    Raises
    ------
    NoStatementError
        When there is none.
    """
    read: list[Read] = await all_.read(centre_id, month)
    if not read:
        raise NoStatementError
    statement, lines = read[0]
    return statement, lines or ()
