"""The register of a worker: read once, replaced whole when another one is activated."""

import logging
from pathlib import Path

from item_bank.loopbaancentra import snapshot
from item_bank.schema import CatalogueError
from models.loopbaancentra.search import Directory

_LOG = logging.getLogger(__name__)


class Registers:
    """Holds the register that answers; a request takes it once and keeps it until it is answered.

    Attributes
    ----------
    current
        The register that answers, ready to be searched.
    problem
        Why the register that was activated is not the one that is served; empty when it is.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._asked = snapshot.active_version(data_dir)
        self.current = Directory(snapshot.load_active(data_dir))
        self.problem = ""

    def refresh(self) -> None:
        """Read the register that is active now, when it is another; on failure the old one goes on serving."""
        try:
            asked = snapshot.active_version(self.data_dir)
            if asked == self._asked:
                return
            self._asked = asked
            found = Directory(snapshot.load_active(self.data_dir))
        except (CatalogueError, ValueError, OSError) as error:  # a damaged manifest is a ValueError
            self.problem = str(error)
            _LOG.error("the register that was activated cannot be served, the old one goes on: %s", error)
        else:
            self.problem = ""
            self.current = found
            _LOG.info("serving register %s", found.register.version)
