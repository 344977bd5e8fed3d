"""The test as this service has it: the bank, and what was measured and normed under ``DATA_DIR``."""

import logging
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

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
        return read_norm_tables(folder, bank().version)
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
