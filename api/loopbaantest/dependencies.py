"""What routes and pages ask for: the test as this service has it, and for kept tests the sessions and the moment.

The test is the bank with what was measured and normed under ``DATA_DIR``.
"""

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from api.dependencies import AllSessions, Now
from api.loopbaantest.sessions.log import TOOL, Log, read
from api.loopbaantest.sessions.service import Desk
from api.web import cookies
from item_bank.loopbaantest.bank import bank
from item_bank.loopbaantest.norm_tables import read_norm_tables
from item_bank.loopbaantest.schema import NormTable
from item_bank.schema import CatalogueError
from models.loopbaantest import measured
from models.loopbaantest.engine import Loopbaantest
from models.loopbaantest.parameters import parameters
from models.store import ArtifactError

_LOG = logging.getLogger(__name__)


def _measured(folder: Path) -> measured.Measured:
    if not folder.is_dir():
        return measured.NOTHING
    try:
        return measured.load(folder, bank())
    except ArtifactError as error:
        _LOG.error("measured figures of the Loopbaantest are left out: %s", error)
        return measured.NOTHING


def _norms(folder: Path) -> tuple[NormTable, ...]:
    try:
        return read_norm_tables(folder, bank())
    except (CatalogueError, OSError) as error:
        _LOG.error("norm tables of the Loopbaantest are left out: %s", error)
        return ()


@lru_cache(maxsize=4)
def load(data_dir: Path) -> Loopbaantest:
    """Return the test with all that stands under a data folder; what cannot be used is logged and left out."""
    folder = data_dir / "loopbaantest"
    return Loopbaantest(
        bank=bank(),
        parameters=parameters(),
        measured=_measured(folder / "measured"),
        norms=_norms(folder / "norms"),
    )


async def instrument(request: Request) -> Loopbaantest:
    """Return the test of this service."""
    return load(request.app.state.settings.data_dir)


Instrument = Annotated[Loopbaantest, Depends(instrument)]


async def desk(test: Instrument, sessions: AllSessions, now: Now) -> Desk:
    """Return what a request about a kept test needs."""
    return Desk(test=test, sessions=sessions, now=now)


TestDesk = Annotated[Desk, Depends(desk)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Somebody on a page; ``log`` is the test of the cookie, or ``None``."""

    desk: Desk
    log: Log | None


async def visit(request: Request, desk: TestDesk) -> Visit:
    """Return who is on a page."""
    opened = await desk.sessions.open_by_token(TOOL, cookies.read(request, TOOL), now=desk.now)
    return Visit(desk=desk, log=read(opened) if opened else None)


Visitor = Annotated[Visit, Depends(visit)]
