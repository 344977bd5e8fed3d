"""Jobbereik as one object: search, suggest, reach, gap and neighbours over one catalogue.

Immutable after loading and safe to share between threads. Upstream: the active catalogue, its index, the calibration.
Downstream: ``api.jobbereik``.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from item_bank.catalogue import builtin, snapshot
from item_bank.catalogue.table import Catalogue
from item_bank.manifest import ManifestError
from item_bank.schema import CatalogueError, Gate, Language, Occupation, OccupationId
from models import registry, store
from models.competences.finder import CompetenceFinder
from models.jobbereik import decision as rules
from models.jobbereik import index as indexing
from models.jobbereik import notes, short
from models.jobbereik.calibration import KIND as CALIBRATION
from models.jobbereik.calibration import ReachModel
from models.jobbereik.deciding import Decider
from models.jobbereik.explanation import Explainer
from models.jobbereik.facts import OccupationFacts
from models.jobbereik.features.pairs import with_pairs
from models.jobbereik.features.person import Asking
from models.jobbereik.indexes import built_in_index, stored_index
from models.jobbereik.listing import Lists, lists, unlisted
from models.jobbereik.parameters import Parameters, parameters
from models.jobbereik.profile import Reading, UnknownIdError, read_experiences, read_profile, typical_competences
from models.jobbereik.ranker import TreeRanker
from models.jobbereik.ranking import HybridRanker, Query
from models.jobbereik.region import outside, region_notes
from models.jobbereik.result_id import result_id
from models.jobbereik.schema import (
    Candidate,
    CompetenceSuggestion,
    Experience,
    Gap,
    NameMatch,
    Neighbours,
    Profile,
    Reach,
    Verdict,
)
from models.jobbereik.shortfall import Shortfall
from models.jobbereik.titles import read_title
from models.jobbereik.towers import columns_of
from models.titles.answering import Answer
from models.titles.forms import LONGEST
from models.titles.mix import KIND as TITLES
from models.titles.mix import Meanings, Mix, learned
from models.vacancies.statistics import VacancyStatistics

MODELS = (CALIBRATION, TITLES)
"""Models of the registry that an engine holds; not the embedding, on which features and stored indexes rest."""

VERDICTS = {
    rules.FAR: Verdict.FAR,
    rules.WITH_TRAINING: Verdict.WITH_TRAINING,
    rules.WITHIN_REACH: Verdict.WITHIN_REACH,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobbereik:
    """Answers for one catalogue.

    Attributes
    ----------
    catalogue
        The catalogue that is served.
    model_version
        Names everything else that an answer depends on, the vacancies apart.
    vacancies
        What vacancies say of this catalogue's occupations; ``None`` when there are none.
    named
        Id and group of ISCO-08 of each occupation.
    competences
        Finds competences by what people type.
    """

    catalogue: Catalogue
    index: indexing.Index
    decider: Decider
    facts: OccupationFacts
    explainer: Explainer
    parameters: Parameters
    model_version: str
    competences: CompetenceFinder
    vacancies: VacancyStatistics | None = None
    named: tuple[tuple[str, str | None], ...] = ()

    @classmethod
    def of(
        cls,
        catalogue: Catalogue,
        index: indexing.Index,
        model: ReachModel,
        vacancies: VacancyStatistics | None = None,
        titles: tuple[Mix, Meanings] | None = None,
    ) -> "Jobbereik":
        """Put a catalogue, its index and what was learned together; titles by default as the release learned them."""
        figures, heads, facts = parameters(), model.heads(catalogue), OccupationFacts.of(catalogue)
        index = with_pairs(catalogue, index)
        index = replace(index, titles_found=index.titles_found.learned_by(titles or learned()))
        if index.pairs is None:
            raise AssertionError("the index has pairs now")
        forests = {head: found.forest for head, found in heads.items()}
        towers = columns_of(model.towers_for(catalogue), index.pairs)
        version = f"reach-{model.version}+index-{indexing.VERSION}+parameters-{figures.version}"
        return cls(
            catalogue=catalogue,
            index=index,
            decider=Decider(
                ranker=TreeRanker(pairs=index.pairs, towers=towers, asking=Asking.read(catalogue), forests=forests),
                heads=heads,
                facts=facts,
                parameters=figures,
            ),
            facts=facts,
            explainer=Explainer(catalogue=catalogue, telling=np.array(index.telling), parameters=figures),
            parameters=figures,
            model_version=version,
            competences=CompetenceFinder.of(catalogue, index.competence_names),
            vacancies=vacancies,
            named=tuple((row.id, row.isco08) for row in map(catalogue.occupation, range(catalogue.n_occupations))),
        )

    @classmethod
    def load(cls, data_dir: Path, *, folders: Mapping[str, Path] | None = None) -> "Jobbereik":
        """Load the catalogue that is active under a data folder, else the built-in one, and the promoted models.

        Parameters
        ----------
        folders
            Versions to take instead of those that were promoted, by model.

        Raises
        ------
        models.store.ArtifactError
            When the catalogue, its index or the calibration does not agree with its manifest.
        """
        chosen = {name: (folders or {}).get(name) or registry.folder(data_dir, name) for name in MODELS}
        model, titles = ReachModel.load(chosen[CALIBRATION]), learned(chosen[TITLES])
        try:
            version = snapshot.active_version(data_dir)
            if version is None:
                catalogue = builtin.catalogue()
                index, vacancies = built_in_index(data_dir), VacancyStatistics.load(data_dir, catalogue)
                return cls.of(catalogue, index, model, vacancies, titles)
            catalogue = snapshot.load(snapshot.catalogues_dir(data_dir) / version)
        except (ManifestError, CatalogueError) as error:
            raise store.ArtifactError(f"catalogue refused: {error}") from error
        vacancies = VacancyStatistics.load(data_dir, catalogue)
        return cls.of(catalogue, stored_index(data_dir, catalogue), model, vacancies, titles)

    def with_models(self, folders: Mapping[str, Path]) -> "Jobbereik":
        """Return the engine over the same catalogue, index and vacancies with other versions of its models.

        Raises
        ------
        models.store.ArtifactError
            When a version does not agree with its manifest.
        """
        titles = learned(folders[TITLES])
        found = self.of(self.catalogue, self.index, ReachModel.load(folders[CALIBRATION]), self.vacancies, titles)
        return replace(found, explainer=self.explainer)

    def search_occupations(self, text: str, *, limit: int, language: Language = "nl") -> tuple[NameMatch, ...]:
        """Find occupations by a name as people type it, best first; empty when nothing resembles it."""
        del language  # names of all languages are searched; the caller chooses the language of the label
        found = self.read_title(text, limit=limit).hits
        return tuple(NameMatch(index=hit.owner, matched_name=hit.name, score=hit.chance) for hit in found)

    def read_title(self, text: str, *, limit: int) -> Answer:
        """Answer a title: found, a choice, near to something that ESCO knows or to a task, or nothing."""
        return read_title(self.catalogue, self.index, self.competences, text, named=self.named, limit=limit)

    def search_competences(self, text: str, *, limit: int, language: Language = "nl") -> tuple[NameMatch, ...]:
        """Find competences by a name as people type it, best first; empty when nothing resembles it."""
        del language
        found = self.competences.search(text[:LONGEST], limit)
        return tuple(NameMatch(index=match.index, matched_name=match.name, score=match.score) for match in found)

    def suggest_competences(
        self, experiences: Sequence[Experience], *, on: date, limit: int = 40
    ) -> tuple[CompetenceSuggestion, ...]:
        """Return the competences that people with these experiences typically have, surest first.

        Raises
        ------
        UnknownIdError
            When the catalogue does not have an occupation.
        """
        occupations, shares = read_experiences(self.catalogue, experiences, self.parameters, on)
        typical = typical_competences(self.catalogue, occupations, shares, self.parameters)
        ordered = sorted(typical.items(), key=lambda item: (-item[1], -float(self.index.telling[item[0]]), item[0]))
        return tuple(
            CompetenceSuggestion(competence=self.catalogue.competence(position), probability=round(chance, 4))
            for position, chance in ordered[:limit]
        )

    def decide(self, profile: Profile, reading: Reading, on: date | None = None) -> rules.Decision:
        """Decide for every occupation on which side it falls for a profile that was read.

        Parameters
        ----------
        on
            The day of which open vacancies count for the person's region; without one the region takes nothing away.
        """
        region = None
        if on is not None and profile.filters.postcode is not None and self.vacancies is not None:
            region = outside(self.vacancies, profile.filters, on)
        return self.decider.decide(profile, reading, region)

    def _candidates(
        self,
        positions: Sequence[int],
        decided: rules.Decision,
        reading: Reading,
        profile: Profile,
        surprising: AbstractSet[int] = frozenset(),
    ) -> tuple[Candidate, ...]:
        """Explain occupations, all of an answer at once: what they share is looked up once."""
        all_held = self.explainer.all_held(reading.held)
        told = zip(
            positions,
            decided.any.estimates(self.decider.heads["any"], positions),
            decided.near.estimates(self.decider.heads["near"], positions),
            self.decider.reasons(positions, decided),
            strict=True,
        )
        return tuple(
            self.explainer.candidate(
                position,
                reading=reading,
                profile=profile,
                score=float(decided.scores[position]),
                probability=probability,
                probability_now=probability_now,
                below_level=bool(decided.below[position]),
                verdict=VERDICTS[int(decided.side[position])],
                reasons=reasons,
                all_held=all_held,
                spare=bool(decided.spare[position]),
                surprising=position in surprising,
                unlisted=None if position in surprising else unlisted(decided, position),
            )
            for position, probability, probability_now, reasons in told
        )

    def result_id(self, profile: Profile, on: date) -> str:
        """Return what names a result: the same profile, catalogue, model and vacancies give the same id."""
        seen = None if self.vacancies is None else self.vacancies.version
        return result_id(profile, on, versions=[self.catalogue.version, self.model_version, seen])

    def reach(self, profile: Profile, *, limit: int, on: date) -> Reach:
        """Return the occupations within reach now and those that become feasible with training, best first.

        Parameters
        ----------
        limit
            Longest length of each list; the surprising ones come on top of it.
        on
            The day; how long ago an experience ended and which vacancies are open depend on it.

        Raises
        ------
        UnknownIdError
            When the profile names something that the catalogue does not have.
        """
        reading = read_profile(self.catalogue, profile, self.parameters, on)
        decided = self.decide(profile, reading, on)
        found = self._listed(decided, reading, profile, limit)
        positions = [*found.shown, *found.further]
        rows = self._candidates(positions, decided, reading, profile, set(found.surprising))
        first, second = len(found.within), len(found.shown)
        return Reach(
            within_reach=rows[:first],
            with_training=rows[first:second],
            further=rows[second:],
            licences_assumed=self._assumed(found.shown, reading),
            short=self._short(found, decided, reading, profile, limit, on),
            removed_by_filters=found.removed,
            notes=(
                *notes.for_reach(self.facts, reading, profile, self.parameters, found),
                *region_notes(self.vacancies, profile.filters, on),
            ),
            catalogue_version=self.catalogue.version,
            model_version=self.model_version,
            result_id=self.result_id(profile, on),
        )

    def _short(
        self, found: Lists, decided: rules.Decision, reading: Reading, profile: Profile, limit: int, on: date
    ) -> dict[Verdict, Shortfall]:
        """Return why a list is short; with a wish that may be let go of, also what it would have without it."""
        told, figures, filters = {}, self.parameters, profile.filters
        rows = short.short_lists(found, figures, limit) if reading.held else {}
        free = short.freed(filters) if rows else None
        if free is not None:
            other = replace(profile, filters=free[1])
            freed = self._listed(self.decide(other, reading, on), reading, other, self.catalogue.n_occupations)
        for side, count in rows.items():
            one = short.shortfall(decided, self.facts, filters, figures, side=side, rows=count)
            if free is not None:
                one = short.told_without(one, free[0], freed.of(side), self.facts)
            told[VERDICTS[side]] = one
        return told

    def _listed(self, decided: rules.Decision, reading: Reading, profile: Profile, limit: int) -> Lists:
        threshold = self.decider.heads["any"].curve.threshold
        return lists(decided, self.facts, reading, profile, threshold, self.parameters, limit)

    def _assumed(self, positions: Sequence[int], reading: Reading) -> tuple[Gate, ...]:
        """Return the gates that work proves and that something shown asks; what a level of study meets comes last."""
        asked = {gate for position in positions for gate in self.catalogue.occupation(position).gates or ()}
        found = [self.catalogue.gates[gate] for gate in sorted(asked & reading.assumed)]
        return tuple(sorted(found, key=lambda gate: gate.level_meets is not None))

    def gap(self, profile: Profile, occupation_id: OccupationId, *, on: date) -> Gap:
        """Return the comparison with one occupation ('waarom niet ...?') and its side; as :meth:`gaps`."""
        return self.gaps(profile, [occupation_id], on=on)[0]

    def gaps(self, profile: Profile, occupation_ids: Sequence[OccupationId], *, on: date) -> tuple[Gap, ...]:
        """Return the comparison with several occupations; the profile is read and decided for once.

        Raises
        ------
        UnknownIdError
            When the catalogue does not have an occupation or something that the profile names.
        """
        positions = [self._position(id_) for id_ in occupation_ids]
        reading = read_profile(self.catalogue, profile, self.parameters, on)
        decided = self.decide(profile, reading, on)
        one = partial(
            Gap,
            notes=notes.for_profile(self.facts, reading, profile, self.parameters),
            catalogue_version=self.catalogue.version,
            model_version=self.model_version,
            result_id=self.result_id(profile, on),
        )
        return tuple(one(candidate=row) for row in self._candidates(positions, decided, reading, profile))

    def _position(self, occupation_id: OccupationId) -> int:
        position = self.catalogue.occupation_index(occupation_id)
        if position is None:
            raise UnknownIdError("occupationId", occupation_id)
        return position

    def neighbours(self, occupation_id: OccupationId, *, limit: int = 8) -> Neighbours:
        """Return the occupations beside one: as people wrote them, and as computed from competences and names.

        Raises
        ------
        UnknownIdError
            When the catalogue does not have the occupation.
        """
        index = self._position(occupation_id)
        occupation = self.catalogue.occupation(index)
        positions = self.catalogue.competence_positions(index).astype(np.int64)
        query = Query(
            competences=positions,
            weights=np.ones(len(positions), dtype=np.float32),
            occupations=np.array([index]),
            shares=np.ones(1, dtype=np.float32),
        )
        scores = HybridRanker(self.index).score(query)
        scores[index] = -1.0
        order = np.lexsort((np.arange(len(scores)), -scores))[:limit]
        return Neighbours(
            near=self._occupations(occupation.near),
            development=self._occupations(occupation.development),
            similar=tuple(self.catalogue.occupation(int(i)) for i in order if scores[i] > 0),
        )

    def _occupations(self, ids: Sequence[OccupationId]) -> tuple[Occupation, ...]:
        positions = (self.catalogue.occupation_index(id_) for id_ in ids)
        return tuple(self.catalogue.occupation(position) for position in positions if position is not None)
