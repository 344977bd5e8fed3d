"""What vacancies say, for one catalogue: how many there are, and how often they ask a competence.

Immutable after loading and safe to share between threads. Positions are those of the catalogue; ids that the vacancies
know and the catalogue does not are left out. Upstream: a version under ``DATA_DIR``, else the samples that ship.
Downstream: ``models.jobbereik`` and ``api``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import Catalogue
from item_bank.manifest import UNREADABLE
from item_bank.schema import CatalogueError
from item_bank.vacancies import snapshot
from item_bank.vacancies.bank import VacancyBank
from item_bank.vacancies.records import Vacancy, VacancySource
from models import store
from models.contracts import Estimate
from models.vacancies.intervals import difference, wilson_of
from models.vacancies.pairs import Pairs
from models.vacancies.schema import THIN, Evidence, Importance, Trend

SHIPPED = store.ARTIFACTS / "vacancies-sample" / "1.0.0"
"""Learned from generated samples; served until vacancies are imported."""

EXAMPLES = 3
EXAMPLES_TRIED = 50
KINDS = tuple(Importance)
NOWHERE = -1


def _positions(ids: Sequence[str], known: Sequence[str]) -> NDArray[np.int32]:
    """Return where each id stands among those known, ``NOWHERE`` when it does not."""
    at = {id_: i for i, id_ in enumerate(known)}
    return np.array([at.get(id_, NOWHERE) for id_ in ids], dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class VacancyStatistics:
    """Vacancies and what was learned from them, for one catalogue.

    Attributes
    ----------
    version
        Names the vacancies and what was learned.
    catalogue_version
        The catalogue whose positions are used.
    since, until
        First and last day of the months that evidence counts.
    """

    version: str
    catalogue_version: str
    since: date
    until: date
    bank: VacancyBank
    pairs: Pairs
    _occupation: NDArray[np.int32]
    _competence: NDArray[np.int32]
    _competence_back: NDArray[np.int32]

    @classmethod
    def load(cls, data_dir: Path, catalogue: Catalogue) -> "VacancyStatistics":
        """Load the version that is active under a data folder, else the samples that ship.

        Raises
        ------
        models.store.ArtifactError
            When it does not agree with its manifest.
        """
        try:
            version = snapshot.active_version(data_dir)
        except CatalogueError as error:
            raise store.ArtifactError(f"vacancies refused: {error}") from error
        folder = SHIPPED if version is None else snapshot.versions_dir(data_dir) / version
        return cls.read(folder, catalogue)

    @classmethod
    def read(cls, folder: Path, catalogue: Catalogue) -> "VacancyStatistics":
        """Load a version for a catalogue.

        Raises
        ------
        models.store.ArtifactError
            When it does not agree with its manifest.
        """
        artifact = store.load(folder, kind=snapshot.KIND)
        facts = artifact.manifest.metadata
        try:
            bank = VacancyBank.from_arrays(VacancySource(facts["source"]), artifact.arrays)
            pairs = Pairs.from_arrays(artifact.arrays)
            since, until = date.fromisoformat(facts["since"]), date.fromisoformat(facts["until"])
            version = str(facts["version"])
        except UNREADABLE as error:
            raise store.ArtifactError(f"{folder}: not a version that this release reads ({error})") from error
        competences = list(catalogue.columns.texts["competence.id"])
        return cls(
            version=version,
            catalogue_version=catalogue.version,
            since=since,
            until=until,
            bank=bank,
            pairs=pairs,
            _occupation=_positions(list(catalogue.columns.texts["occupation.id"]), bank.occupation_ids),
            _competence=_positions(competences, bank.competence_ids),
            _competence_back=_positions(bank.competence_ids, competences),
        )

    @property
    def source(self) -> VacancySource:
        """Whether the vacancies are samples."""
        return self.bank.source

    @property
    def months(self) -> int:
        """Number of months that evidence counts."""
        return 12 * (self.until.year - self.since.year) + self.until.month - self.since.month + 1

    @property
    def known(self) -> NDArray[np.bool_]:
        """Return of which occupations these vacancies can tell anything; bool, shape (n_occupations,).

        They were read for a catalogue: an occupation that it did not have may well be asked.
        """
        return np.asarray(self._occupation != NOWHERE)

    @property
    def owner(self) -> NDArray[np.int32]:
        """Return where each occupation stands among those of the bank, -1 when it does not; shape (n_occupations,)."""
        return self._occupation

    def positions_of(self, occupation: int) -> range:
        """Return the positions of an occupation's vacancies in the bank, newest first."""
        known = int(self._occupation[occupation])
        return range(0) if known == NOWHERE else self.bank.of(known)

    def vacancies_of(self, occupation: int, *, on: date | None = None) -> int:
        """Return how many vacancies of an occupation are open.

        Parameters
        ----------
        on
            The day; without one, those that were open when the version was made.
        """
        positions = self.positions_of(occupation)
        return len(positions) if on is None else len(self.bank.open_on(positions, on))

    def open_counts(self, on: date | None = None) -> NDArray[np.int64]:
        """Return how many vacancies of every occupation are open; shape (n_occupations,)."""
        n = len(self.bank.occupation_ids)
        if on is None:
            counts = np.diff(self.bank.indptr)
        else:
            last = self.bank.valid_through
            still = np.cumsum(np.concatenate([[0], (last == 0) | (last >= on.toordinal())]), dtype=np.int64)
            counts = np.diff(still[self.bank.indptr])
        padded = np.append(counts[:n], 0)
        return padded[self._occupation].astype(np.int64)

    def vacancy(self, id_: str) -> Vacancy | None:
        """Return a vacancy, or ``None`` when this version does not have it."""
        position = self.bank.find(id_)
        return None if position is None else self.bank.vacancy(position)

    def counted(self, occupation: int) -> int:
        """Return how many vacancies of an occupation were counted in the months that evidence counts."""
        known = int(self._occupation[occupation])
        return 0 if known == NOWHERE else int(self.pairs.n_now[known])

    def evidence(self, occupation: int, competence: int, *, examples: bool = True) -> Evidence | None:
        """Return how often the vacancies of an occupation ask a competence.

        Parameters
        ----------
        occupation, competence
            Positions in the catalogue.
        examples
            Whether to look up examples; without them it takes half the time.

        Returns
        -------
        ``None`` when no vacancy of the occupation was counted, or the vacancies do not know the competence: unknown is
        not "never asked".
        """
        o, c = int(self._occupation[occupation]), int(self._competence[competence])
        if NOWHERE in (o, c) or not self.pairs.n_now[o]:
            return None
        pair, n = self.pairs.find(o, c), int(self.pairs.n_now[o])
        asked = 0 if pair is None else int(self.pairs.asked_now[pair])
        low, high = wilson_of(asked, n)
        return Evidence(
            asked=asked,
            vacancies=n,
            share=Estimate(value=asked / n, low=low, high=high, n=n),
            lift=self._lift(asked / n, low, high, n, c),
            importance=Importance.GENERIC if pair is None else KINDS[int(self.pairs.kind[pair])],
            weight=0.0 if pair is None else float(self.pairs.share[pair] * self.pairs.lift_low[pair]),
            source=self.source,
            since=self.since,
            months=self.months,
            examples=tuple(map(self.bank.id_of, self.bank.asking(self.bank.of(o), c, EXAMPLES)))
            if asked and examples
            else (),
            trend=self._trend(o, pair, asked, n),
        )

    def _lift(self, share: float, low: float, high: float, n: int, competence: int) -> Estimate | None:
        everywhere = int(self.pairs.all_now[competence]) / max(int(self.pairs.n_now.sum()), 1)
        if everywhere == 0:
            return None
        return Estimate(value=share / everywhere, low=low / everywhere, high=high / everywhere, n=n)

    def _trend(self, occupation: int, pair: int | None, asked: int, n: int) -> Trend | None:
        n_before = int(self.pairs.n_before[occupation])
        if min(n, n_before) < THIN:
            return None
        before = 0 if pair is None else int(self.pairs.asked_before[pair])
        change, low, high = difference(asked, n, before, n_before)
        return Trend(change=change, low=low, high=high, n=n, n_before=n_before)

    def examples(self, occupation: int, competence: int, on: date) -> tuple[str, ...]:
        """Return ids of up to three vacancies of an occupation that ask a competence and are open, newest first."""
        o, c = int(self._occupation[occupation]), int(self._competence[competence])
        if NOWHERE in (o, c):
            return ()
        last = self.bank.valid_through
        asking = self.bank.asking(self.bank.of(o), c, EXAMPLES_TRIED)
        still = (position for position in asking if not 0 < last[position] < on.toordinal())
        return tuple(map(self.bank.id_of, islice(still, EXAMPLES)))

    def asked_by(self, occupation: int) -> tuple[tuple[int, Importance, float], ...]:
        """Return the competences that an occupation's vacancies ask, weightiest first.

        Returns
        -------
        Position in the catalogue, what it is for the occupation, and its weight.
        """
        o = int(self._occupation[occupation])
        if o == NOWHERE:
            return ()
        start, end = int(self.pairs.indptr[o]), int(self.pairs.indptr[o + 1])
        weights = self.pairs.share[start:end] * self.pairs.lift_low[start:end]
        order = np.argsort(-weights, kind="stable")
        rows = ((int(self._competence_back[self.pairs.competence[start + i]]), start + int(i)) for i in order)
        return tuple((c, KINDS[int(self.pairs.kind[at])], float(weights[at - start])) for c, at in rows if c != NOWHERE)
