"""What decides beside the score: gates, level, study, and the person's filters, for all occupations at once."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.steps import FEASIBLE, grades
from item_bank.catalogue.table import FREQUENCIES, UNKNOWN, Catalogue
from item_bank.schema import Frequency, Gate, GateId
from models.jobbereik.parameters import Parameters
from models.jobbereik.profile import Reading
from models.jobbereik.schema import Filters

_OFTEN = FREQUENCIES.index(Frequency.OFTEN)


@lru_cache(maxsize=16)
def _beginning(codes: tuple[str, ...], prefixes: tuple[str, ...]) -> tuple[bool, ...]:
    """Return which codes begin with one of the prefixes."""
    return tuple(code.startswith(prefixes) for code in codes)


def _common(catalogue: Catalogue) -> NDArray[np.float64]:
    """Return the share of the judged occupations from which each is a feasible step; float64, shape (n,)."""
    graded, counted = grades(catalogue), np.zeros(catalogue.n_occupations)
    for (_, target), grade in graded.items():
        counted[target] += grade >= FEASIBLE
    return counted / max(1, len({origin for origin, _ in graded}))


def highest_at_start(filters: Filters, parameters: Parameters) -> int:
    """Return the highest level that the first list of somebody without an experience is filled up with."""
    return min(filters.eqf_level or parameters.level_at_start, parameters.level_at_start)


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationFacts:
    """Columns that decide, for all n occupations of a catalogue.

    Attributes
    ----------
    eqf
        Level, -1 when unknown; int8, shape (n,).
    sector
        Code of the sector, empty when unknown; str, shape (n,).
    groups
        The groups of ISCO-08 that occur, four digits each, empty for unknown.
    group
        Place of each occupation's group among them; int64, shape (n,).
    gated
        Gates that occupations have, with the positions of all occupations that have just these; a formality is
        arranged, and is none.
    gates_known
        Whether the catalogue says which gates there are; bool, shape (n,).
    common
        Share of the judged occupations from which each is a step that was called feasible, 0 where nothing was judged;
        float64, shape (n,).
    conditions
        Frequency of each condition of the vocabulary, -1 when unknown; int8, shape (n, c).
    """

    eqf: NDArray[np.int8]
    sector: NDArray[np.str_]
    groups: tuple[str, ...]
    group: NDArray[np.int64]
    gated: tuple[tuple[tuple[Gate, ...], NDArray[np.int64]], ...]
    gates_known: NDArray[np.bool_]
    common: NDArray[np.float64]
    conditions: NDArray[np.int8]
    condition_codes: tuple[str, ...]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "OccupationFacts":
        """Read the columns of a catalogue."""
        arrays = catalogue.columns.arrays
        rows = [catalogue.occupation(i).gates or () for i in range(catalogue.n_occupations)]
        hard: dict[tuple[GateId, ...], list[int]] = {}
        for i, row in enumerate(rows):
            hard.setdefault(tuple(id_ for id_ in row if not catalogue.gates[id_].formality), []).append(i)
        groups = tuple(sorted(set(catalogue.columns.texts["occupation.isco08"])))
        place = {code: number for number, code in enumerate(groups)}
        return cls(
            eqf=np.asarray(arrays["occupation.eqf"]),
            sector=np.array(list(catalogue.columns.texts["occupation.sector"]), dtype=np.str_),
            groups=groups,
            group=np.array([place[code] for code in catalogue.columns.texts["occupation.isco08"]], dtype=np.int64),
            gated=tuple(
                (tuple(catalogue.gates[id_] for id_ in ids), np.array(own)) for ids, own in hard.items() if ids
            ),
            gates_known=np.asarray(arrays["occupation.gates_known"]).astype(bool),
            common=_common(catalogue),
            conditions=np.asarray(arrays["occupation.conditions"]),
            condition_codes=tuple(condition.code for condition in catalogue.vocabulary.conditions),
        )

    def in_the_way(
        self, met: frozenset[GateId], denied: frozenset[GateId]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return how many gates stand in the way of each occupation, and the years of study that they ask.

        Parameters
        ----------
        met
            Gates that the person meets, with what follows from them.
        denied
            Gates that the person says not to hold: one that most adults hold stands in the way then too.
        """
        barriers = np.where(self.gates_known, 0, -1).astype(np.int64)
        years = np.zeros(len(barriers), dtype=np.int64)
        for gates, positions in self.gated:
            unmet = [gate for gate in gates if gate.id not in met and (not gate.common or gate.id in denied)]
            if unmet:
                barriers[positions] = len(unmet)
                years[positions] = max(gate.study_years or 0 for gate in unmet)
        return barriers, years

    def filtered(self, filters: Filters, parameters: Parameters) -> NDArray[np.bool_]:
        """Return which occupations the person's filters take away; what is unknown stays. Bool, shape (n,)."""
        removed = np.zeros(len(self.eqf), dtype=bool)
        if filters.eqf_level is not None:
            removed |= self.eqf > filters.eqf_level + parameters.levels_by_training
        if filters.sectors:
            removed |= (self.sector != "") & ~np.isin(self.sector, sorted(filters.sectors))
        for code in filters.avoid:
            if code in self.condition_codes:
                removed |= self.conditions[:, self.condition_codes.index(code)] == _OFTEN
        return removed

    def above_level(self, filters: Filters) -> NDArray[np.bool_]:
        """Return which occupations ask a higher level than the person states; bool, shape (n,)."""
        if filters.eqf_level is None:
            return np.zeros(len(self.eqf), dtype=bool)
        return np.asarray(self.eqf > filters.eqf_level)

    def own_level(self, reading: Reading) -> int:
        """Return the highest level of what the person worked or studied as, -1 when none is known.

        Who makes music beside a job has not the level of a musician; a hobby counts only where nothing else does.
        """
        return max((int(self.eqf[i]) for i in reading.levelled or reading.occupations), default=UNKNOWN)

    def above_own(self, reading: Reading, filters: Filters, levels: int) -> NDArray[np.bool_]:
        """Return which occupations ask more than so many levels above the highest own occupation; bool, shape (n,).

        Only where the person does not state a level; nothing when no level is known.
        """
        own = self.own_level(reading)
        if filters.eqf_level is not None or own == UNKNOWN:
            return np.zeros(len(self.eqf), dtype=bool)
        return np.asarray(self.eqf > own + levels)

    def below_own(self, reading: Reading, parameters: Parameters) -> NDArray[np.bool_]:
        """Return which occupations lie clearly below the highest own occupation; bool, shape (n,).

        Two levels less: bachelor's work is not below a master, nor what asks a graduate's degree below a bachelor.
        """
        own = self.own_level(reading)
        if own == UNKNOWN:
            return np.zeros(len(self.eqf), dtype=bool)
        return np.asarray((self.eqf != UNKNOWN) & (self.eqf <= own - parameters.levels_below))

    def lower(self, reading: Reading) -> NDArray[np.int64]:
        """Return how many levels each occupation is lower than the highest own one, 0 when not; shape (n,)."""
        levels = np.where(self.eqf == UNKNOWN, self.own_level(reading), self.eqf).astype(np.int64)
        return np.maximum(self.own_level(reading) - levels, 0)

    def not_asked(self, reading: Reading, parameters: Parameters) -> NDArray[np.bool_]:
        """Return which occupations are only shown to who worked in their group; bool, shape (n,)."""
        closed = np.array(_beginning(self.groups, tuple(parameters.only_when_asked)))
        closed[self.group[list(reading.occupations)]] = False
        return np.asarray(closed[self.group])

    def leads_elsewhere(self, reading: Reading, parameters: Parameters) -> NDArray[np.bool_]:
        """Return which occupations lead a trade that no own occupation comes near; bool, shape (n,)."""
        own = list(reading.occupations)
        from_here = _beginning(self.groups, tuple(parameters.leads_from))
        if not own or any(from_here[group] for group in self.group[own].tolist()):
            return np.zeros(len(self.eqf), dtype=bool)
        elsewhere = np.array(_beginning(self.groups, tuple(parameters.leads_a_trade)))[self.group]
        for sector in {*self.sector[own].tolist()}:
            elsewhere &= self.sector != sector
        return np.asarray(elsewhere)

    def avoided_unknown(self, filters: Filters) -> NDArray[np.bool_]:
        """Return of which occupations it is not known whether an avoided condition occurs; bool, shape (n,)."""
        columns = [self.condition_codes.index(code) for code in filters.avoid if code in self.condition_codes]
        return np.asarray((self.conditions[:, columns] == UNKNOWN).any(axis=1))
