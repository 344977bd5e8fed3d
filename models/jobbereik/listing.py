"""Which of the occupations that were decided for stand on the lists, best first, and how many were left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.jobbereik import decision as rules
from models.jobbereik.decision import Decision
from models.jobbereik.facts import OccupationFacts
from models.jobbereik.parameters import Parameters
from models.jobbereik.profile import Reading
from models.jobbereik.schema import Profile

SIMPLER = 2
"""Who did work of more than one level sees at most so many rows below the own level for each row that a list has at
least; what is sure or likely is never left out, nor does another row decide. A reviewer measured with the served trees,
on 45 origins of three jobs: .836 of the steps within reach and .890 of both lists are found, .851 and .972 of what is
shown is right; with two for each other row it was .760, .810, .864 and .972."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """Positions of the occupations on each list, best first.

    Attributes
    ----------
    within, training
        Within reach now, and feasible with training.
    surprising
        Of sectors that are new to the person; they come on top of the second list.
    further
        Related, but too far for both.
    removed
        How many the person's filters took away.
    simpler
        How much work below the own level was left out, for who did such work too.
    """

    within: list[int]
    training: list[int]
    surprising: list[int]
    further: list[int]
    removed: int
    simpler: int

    @property
    def shown(self) -> list[int]:
        """Return what the lists show, what is farther away left out."""
        return [*self.within, *self.training, *self.surprising]

    def of(self, side: int) -> list[int]:
        """Return the list of a side: within reach, or with training."""
        return self.within if side == rules.WITHIN_REACH else self.training


def _listed(
    decided: Decision, chosen: NDArray[np.bool_], limit: int, least: int, loose: NDArray[np.bool_]
) -> tuple[list[int], int]:
    """Return the best rows of a list, and how many simpler ones were left out: what is spare only fills it up.

    Parameters
    ----------
    loose
        Simpler work that is neither sure nor likely: of it a list has only so much; bool, shape (n,).
    """
    firm = decided.best(chosen & ~decided.spare, len(chosen))
    room = max(0, least - len(firm))
    rows = [*firm, *(decided.best(chosen & decided.spare, room) if room else [])]
    left_out = set([row for row in rows if loose[row]][SIMPLER * least :])
    return [row for row in rows if row not in left_out][:limit], len(left_out)


def _surprising(
    decided: Decision, facts: OccupationFacts, reading: Reading, threshold: float, parameters: Parameters
) -> list[int]:
    """Return the best occupation of each sector where the person has no experience, just under the threshold.

    Only occupations that no list shows and no filter takes away; best first, at most as many as the parameters say.
    """
    known = {str(facts.sector[i]) for i in reading.occupations}
    floor = threshold * parameters.surprising_share_of_threshold
    eligible = (decided.side == rules.FAR) & decided.shown & ~decided.too_far & (decided.any.chance >= floor)
    eligible &= (facts.sector != "") & ~np.isin(facts.sector, sorted(known))
    found: dict[str, int] = {}
    for position in decided.best(eligible, len(decided.scores)):
        found.setdefault(str(facts.sector[position]), position)
    return list(found.values())[: parameters.surprising_shown]


def lists(
    decided: Decision,
    facts: OccupationFacts,
    reading: Reading,
    profile: Profile,
    threshold: float,
    parameters: Parameters,
    limit: int,
) -> Lists:
    """Return the lists of a person.

    Parameters
    ----------
    threshold
        Probability from which an occupation is feasible.
    limit
        Longest length of each list; the surprising ones come on top of it.
    """
    shown, least, filters = decided.shown, parameters.list_least, profile.filters
    mixed = bool(decided.below[list(reading.beside_hobbies)].any()) and not filters.below_level
    firmly = rules.told(decided.side, decided.near.chance, decided.any.chance) >= parameters.doubt_likely
    loose = decided.below & mixed & ~firmly
    within, one = _listed(decided, (decided.side == rules.WITHIN_REACH) & shown, limit, least, loose)
    training, other = _listed(decided, (decided.side == rules.WITH_TRAINING) & shown, limit, least, loose)
    extra: list[int] = []
    if filters.include_surprising:
        extra = _surprising(decided, facts, reading, threshold, parameters)
    related = (decided.side == rules.FAR) & shown & (decided.any.chance >= parameters.further_least)
    related &= ~facts.above_own(reading, filters, parameters.levels_with_training)
    related[extra] = False
    wanted, enough = ~decided.spare, min(least, limit)
    for rows, side in ((within, rules.WITHIN_REACH), (training, rules.WITH_TRAINING)):
        if len(rows) < enough:  # what is spare would have filled the list up
            wanted |= decided.side == side
    removed = (decided.side != rules.FAR) & wanted & decided.filtered & ~decided.own & ~decided.not_asked
    return Lists(
        within=within,
        training=training,
        surprising=extra,
        further=decided.best(related, min(limit, parameters.further_shown)) if reading.held else [],
        removed=int(removed.sum()),
        simpler=one + other,
    )
