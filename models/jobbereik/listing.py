"""Which of the occupations that were decided for stand on the lists, best first, and how many were left out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.jobbereik import decision as rules
from models.jobbereik.decision import Decision
from models.jobbereik.facts import OccupationFacts
from models.jobbereik.parameters import Parameters
from models.jobbereik.profile import Reading
from models.jobbereik.schema import Profile, Unlisted


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
    simpler_first
        Whether the first list begins with work below the own level: nothing of that level has much of a chance today.
    """

    within: list[int]
    training: list[int]
    surprising: list[int]
    further: list[int]
    removed: int
    simpler: int
    simpler_first: bool

    @property
    def shown(self) -> list[int]:
        """Return what the lists show, what is farther away left out."""
        return [*self.within, *self.training, *self.surprising]

    def of(self, side: int) -> list[int]:
        """Return the list of a side: within reach, or with training."""
        return self.within if side == rules.WITHIN_REACH else self.training


def _listed(decided: Decision, chosen: NDArray[np.bool_], limit: int, least: int) -> tuple[list[int], int]:
    """Return the best rows of a list, and how many simpler ones were left out: what is spare only fills it up."""
    kept = chosen & ~decided.left_out
    firm = decided.best(kept & ~decided.spare, len(chosen))
    room = max(0, least - len(firm))
    rows = [*firm, *(decided.best(kept & decided.spare, room) if room else [])]
    return rows[:limit], int((chosen & decided.left_out).sum())


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
    within, one = _listed(decided, (decided.side == rules.WITHIN_REACH) & shown, limit, least)
    training, other = _listed(decided, (decided.side == rules.WITH_TRAINING) & shown, limit, least)
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
    removed = (
        (decided.side != rules.FAR) & wanted & decided.filtered & ~(decided.own | decided.not_asked | decided.of_hobby)
    )
    return Lists(
        within=within,
        training=training,
        surprising=extra,
        further=decided.best(related, min(limit, parameters.further_shown)) if reading.held else [],
        removed=int(removed.sum()),
        simpler=one + other,
        simpler_first=bool(within) and bool(decided.below[within[0]]),
    )


def unlisted(decided: Decision, position: int) -> Unlisted | None:
    """Return why no list shows an occupation that falls on their side; ``None`` where a list does, or it lies farther.

    A list that is cut off at its limit shows it once it is asked for more.
    """
    if decided.side[position] == rules.FAR:
        return None
    why = (
        (decided.own, Unlisted.OWN),
        (decided.filtered, Unlisted.FILTERED),
        (decided.of_hobby, Unlisted.BESIDE_HOBBY),
        (decided.not_asked, Unlisted.ONLY_WHEN_DONE),
        (decided.left_out, Unlisted.SIMPLER),
    )
    return next((reason for kept_away, reason in why if kept_away[position]), None)
