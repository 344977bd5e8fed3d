"""Following the registry while a service runs: what is promoted is tried first, and what is refused changes nothing.

Upstream: ``models.registry``. Downstream: ``api.lifespan`` holds one and asks it several times a second.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from item_bank.manifest import MANIFEST, sha256_of
from models import canary, registry
from models.store import ArtifactError


class Promoted:
    """The versions of some models that serve here.

    Attributes
    ----------
    folders
        The folder of the version that serves, by model.
    problem
        Why what was promoted is not what serves; empty when it is.
    """

    def __init__(self, data_dir: Path, models: tuple[str, ...], at: datetime) -> None:
        self.data_dir, self.models = data_dir, models
        for name in models:
            registry.note_base(data_dir, name, at)
        self._tokens = self._look()
        self._good: set[str] = set()
        self.problem = ""
        self.folders: Mapping[str, Path] = {name: registry.base(name) for name in models}
        try:
            self.accept(self._wanted(at_start=True))
        except (ArtifactError, OSError) as error:
            self.problem = str(error)

    def _look(self) -> tuple[tuple[int, int] | None, ...]:
        return tuple(registry.token(self.data_dir, name) for name in self.models)

    def _wanted(self, *, at_start: bool = False) -> dict[str, Path]:
        """Return what the registry names now, each tried in a process of its own unless it was before.

        A service that starts trusts the trial of an earlier one with the same code and libraries, so that it starts as
        fast as without promotions; the hashes are checked all the same.
        """
        wanted = {name: registry.folder(self.data_dir, name) for name in self.models}
        for name, folder in wanted.items():
            manifest = sha256_of(folder / MANIFEST)
            if folder == registry.base(name) or manifest in self._good:
                continue
            mark = registry.home(self.data_dir, name) / f".tried-{manifest[:16]}-{canary.surroundings()}"
            if not (at_start and mark.exists()):
                canary.check(name, folder, self.data_dir)
                with suppress(OSError):
                    mark.touch()
        return wanted

    def changed(self) -> Mapping[str, Path] | None:
        """Return the folders to serve from now on, or ``None`` when nothing was promoted or it was refused.

        One look at the size and time of a file when nothing was promoted. :meth:`accept` or :meth:`refuse` says next
        what became of it.
        """
        tokens = self._look()
        if tokens == self._tokens:
            return None
        self._tokens = tokens
        try:
            return self._wanted()
        except (ArtifactError, OSError) as error:
            self.refuse(error)
            return None

    def accept(self, folders: Mapping[str, Path]) -> None:
        """Take note that these serve now, and need no trial when they come back."""
        self.folders, self.problem = folders, ""
        self._good |= {sha256_of(folder / MANIFEST) for folder in folders.values()}

    def refuse(self, error: Exception) -> None:
        """Take note that what was promoted could not be loaded; the versions that served go on."""
        self.problem = str(error)
