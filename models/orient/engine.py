"""Oriënt as one object for one bank and one catalogue: from replies to the next question, progress and a result.

Every method is a pure function of the set of replies and, where something is drawn, of the seed: changing an answer
gives exactly the state as if it had been so from the start.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from item_bank.catalogue.table import Catalogue
from item_bank.orient.bank import VALUES, Bank
from models.jobbereik import parameters as jobbereik
from models.orient import artifact
from models.orient.artifact import Learned
from models.orient.estimation.state import Reader, State
from models.orient.graded import Array, Mask, Positions
from models.orient.parameters import Parameters, parameters
from models.orient.ranking.top import Draws, best, top_probabilities, with_families
from models.orient.reporting.explaining import interests, notes, reply_weights
from models.orient.schema import (
    NoteCode,
    Progress,
    Question,
    Replies,
    Result,
    Suggestion,
    UnknownReplyError,
    Weight,
)
from models.orient.selection.course import next_question
from models.orient.start.families import families
from models.orient.start.occupations import occupations
from models.orient.start.space import Space, items
from models.orient.stopping.horizon import Horizon, progress
from models.orient.stopping.regret import regret

MOST_SHOWN = 100
"""Largest ``limit`` of a result."""

REASONS = 3
"""Replies that are told as reasons."""

LIKED = 4
"""A reply from here says what somebody likes; only that is a reason *for* an occupation."""

SMALLEST_WEIGHT = 0.005
"""In SD: below it a reply is no reason."""

WANTED = 4
"""A rating from here opens an occupation that is not suggested by itself."""

CANDIDATES = 400
"""Occupations among which the top ten is drawn; one that stands lower is in no top ten."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Orient:
    """Answers for one catalogue and one bank.

    Attributes
    ----------
    closed
        True for occupations that are only suggested to somebody who rated them well, such as fortune tellers (as
        Jobbereik does); shape (N,).
    model_version
        Names everything that a result depends on besides bank, catalogue and replies.
    """

    catalogue: Catalogue
    bank: Bank
    learned: Learned
    reader: Reader
    figures: Parameters
    horizon: Horizon
    full: Draws
    closed: Mask
    model_version: str

    @classmethod
    def of(cls, catalogue: Catalogue, bank: Bank, learned: Learned, figures: Parameters | None = None) -> "Orient":
        """Put a catalogue, a bank and what was learned together."""
        figures = figures or parameters()
        groups = families(catalogue)
        space = Space.of(
            learned.type_correlation,
            basics=len(bank.basic_interests),
            families=len(groups.kinds),
            texts=figures.text_factors,
        )
        jobs = occupations(catalogue, bank, groups, space, figures)
        closed = tuple(jobbereik.parameters().only_when_asked)
        return cls(
            catalogue=catalogue,
            bank=bank,
            learned=learned,
            reader=Reader.of(space, items(bank, space, figures), jobs, figures),
            figures=figures,
            horizon=Horizon.of(figures, learned.remaining),
            full=Draws(figures.draws, space.size, CANDIDATES),
            closed=np.array([code.startswith(closed) for code in catalogue.columns.texts["occupation.isco08"]]),
            model_version=f"orient-{learned.version}+parameters-{figures.version}",
        )

    @classmethod
    def load(cls, catalogue: Catalogue, bank: Bank, folder: Path = artifact.FOLDER) -> "Orient":
        """Load what a version learned and put it together; without one, the version that comes with the release.

        Raises
        ------
        models.store.ArtifactError
            When the artifact does not agree with its manifest.
        """
        return cls.of(catalogue, bank, artifact.load(folder))

    def state(self, replies: Replies) -> State:
        """Return what is known of a person after these replies; "weet ik niet" and try-out items do not count.

        Items and occupations that the bank or the catalogue does not have (any more) do not count either.

        Raises
        ------
        UnknownReplyError
            When a value is not 1 to 5 or ``None``.
        """
        answers: dict[int, int] = {}
        for item_id, value in replies.answers.items():
            position = self.bank.position(item_id)
            if _counts(item_id, value) and position is not None and not self.bank.items[position].try_out:
                answers[position] = int(value or 0)
        ratings: dict[int, int] = {}
        for occupation_id, value in replies.ratings.items():
            position = self.catalogue.occupation_index(occupation_id)
            if _counts(occupation_id, value) and position is not None:
                ratings[position] = int(value or 0)
        evidence = self.reader.evidence(answers, ratings)
        posterior = self.reader.posterior(evidence)
        excluded = self.closed.copy()
        excluded[[position for position, value in ratings.items() if value >= WANTED]] = False
        hidden = [self.catalogue.occupation_index(id_) for id_ in replies.hidden]
        excluded[[position for position in hidden if position is not None]] = True
        fit = self.reader.fit(posterior, evidence)
        return State(replies=replies, evidence=evidence, posterior=posterior, fit=fit, excluded=excluded)

    def next(self, state: State, *, seed: str) -> Question:
        """Return the next question; the same state and seed give the same question.

        Parameters
        ----------
        seed
            Of the session: it decides what is drawn at random.
        """
        return next_question(self.catalogue, self.bank, self.learned, self.reader, state, seed)

    def progress(self, state: State) -> Progress:
        """Return how far a session is and how many questions probably remain."""
        return progress(self.horizon, state.replies, regret(self.reader, state))

    def result(self, state: State, *, limit: int = 7, eqf_level: int | None = None) -> Result:
        """Return the occupations that fit best, with doubt and reasons.

        Parameters
        ----------
        limit
            Number of occupations, 1 to 100; among the default seven are at least three families when there are.
        eqf_level
            Level that may not be exceeded; ``None`` for every level. An unknown level is kept.

        Raises
        ------
        ValueError
            When ``limit`` or ``eqf_level`` is out of range.
        """
        _check_range("limit", limit, 1, MOST_SHOWN)
        allowed = ~state.excluded
        removed = 0
        if eqf_level is not None:
            _check_range("eqf_level", eqf_level, 1, 8)
            within = self.reader.jobs.eqf <= eqf_level
            ten = best(state.fit, allowed, self.figures.top)
            removed = int((~within[ten]).sum())
            allowed &= within
        suggestions, few = self._suggest(state, allowed, limit)
        found = notes(self.reader, state)
        return Result(
            occupations=suggestions,
            interests=interests(state, self.figures),
            notes=(*found, NoteCode.FEW_FAMILIES) if few else found,
            removed_by_level=removed,
            level_unknown=tuple(s.occupation.id for s in suggestions if s.occupation.eqf is None),
            bank_version=self.bank.version,
            model_version=self.model_version,
        )

    def why(self, state: State, occupation_id: str) -> Suggestion | None:
        """Return the place of one occupation with what raises and what lowers it; ``None`` when it is not known.

        Hidden occupations can be asked for too: hiding one does not change what is believed about it.
        """
        position = self.catalogue.occupation_index(occupation_id)
        if position is None:
            return None
        allowed = ~state.excluded
        allowed[position] = True
        return self._told(state, [position], self.probabilities(state, allowed))[0]

    def _suggest(self, state: State, allowed: Mask, limit: int) -> tuple[tuple[Suggestion, ...], bool]:
        chances = self.probabilities(state, allowed)
        pool = np.flatnonzero(allowed)
        order = [int(i) for i in pool[np.lexsort((pool, -state.fit[pool], -chances[pool]))]]
        shown = with_families(order, self.reader.jobs, self.figures, limit)
        seen = {int(self.reader.jobs.family[i]) for i in shown}
        few = 0 < len(seen) < min(self.figures.families, limit)
        return self._told(state, shown, chances), few

    def probabilities(self, state: State, allowed: Mask) -> Array:
        """Return the probability of each allowed occupation to be among the ten best; 0 for the others; shape (N,)."""
        chances = np.zeros(len(state.fit))
        pool: Positions = best(state.fit, allowed, CANDIDATES)
        if len(pool):
            chances[pool] = top_probabilities(self.full.fits(self.reader, state, pool), self.figures.top)
        return chances

    def _told(self, state: State, shown: list[int], chances: Array) -> tuple[Suggestion, ...]:
        if not shown:
            return ()
        weights = reply_weights(self.reader, state, shown)
        ranks = (state.fit[:, None] > state.fit[shown]).sum(axis=0) + 1
        return tuple(
            Suggestion(
                occupation=self.catalogue.occupation(position),
                probability_top10=round(float(chances[position]), 3),
                fit=round(float(state.fit[position]), 4),
                rank=int(rank),
                family=self.reader.jobs.families[int(self.reader.jobs.family[position])],
                reasons=self._heaviest(state, column, 1.0),
                against=self._heaviest(state, column, -1.0),
            )
            for position, rank, column in zip(shown, ranks, weights.T, strict=True)
        )

    def _heaviest(self, state: State, column: Array, sign: float) -> tuple[Weight, ...]:
        told = state.evidence.values >= LIKED if sign > 0 else np.ones(len(column), dtype=bool)
        order = [i for i in np.argsort(-sign * column, kind="stable") if told[i]][:REASONS]
        return tuple(self._weight(state, int(i), float(column[i])) for i in order if sign * column[i] > SMALLEST_WEIGHT)

    def _weight(self, state: State, row: int, weight: float) -> Weight:
        evidence = state.evidence
        value, count = int(evidence.values[row]), len(evidence.items)
        if row < count:
            return Weight(item=self.bank.items[int(evidence.items[row])], value=value, weight=round(weight, 4))
        rated = self.catalogue.occupation(int(evidence.occupations[row - count]))
        return Weight(occupation=rated, value=value, weight=round(weight, 4))


def _counts(id_: str, value: int | None) -> bool:
    """Tell whether a reply has a value, after checking it."""
    if value is not None and (isinstance(value, bool) or value not in VALUES):
        raise UnknownReplyError(f"the reply to {id_!r} is {value!r}; allowed are 1 to 5, or nothing")
    return value is not None


def _check_range(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name} is {value}; allowed is {low} to {high}")
