"""Counts why a list is short, and what the same list would have without a wish."""

from collections import Counter
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.decision import FAR, WITH_TRAINING, WITHIN_REACH, Decision
from models.jobbereik.facts import OccupationFacts, highest_at_start
from models.jobbereik.listing import Lists
from models.jobbereik.parameters import Parameters
from models.jobbereik.schema import Filters
from models.jobbereik.shortfall import Shortfall, Wish

SECTORS_NAMED = 3


def freed(filters: Filters) -> tuple[Wish, Filters] | None:
    """Return the wish that a person may let go of, and the filters without it; ``None`` without such a wish.

    The sectors go first: what somebody would rather not do, and where, is no smaller reason to stay away.
    """
    if filters.sectors:
        return Wish.SECTORS, replace(filters, sectors=frozenset())
    if filters.avoid or filters.postcode is not None:
        return Wish.CONDITIONS_AND_REGION, replace(filters, avoid=frozenset(), postcode=None, radius_km=None)
    return None


def _looked_at(
    decided: Decision, facts: OccupationFacts, filters: Filters, parameters: Parameters
) -> NDArray[np.bool_]:
    """Return the occupations that count: all of the sectors wanted, else what is related; bool, shape (n,)."""
    if filters.sectors:
        kept = np.isin(facts.sector, sorted(filters.sectors))
    elif decided.seen.occupations:
        kept = decided.any.chance >= parameters.further_least
    else:
        kept = decided.seen.sums[1] > 0
    return np.asarray(decided.shown & kept, dtype=np.bool_)


def shortfall(
    decided: Decision,
    facts: OccupationFacts,
    filters: Filters,
    parameters: Parameters,
    *,
    side: int,
    rows: int,
) -> Shortfall:
    """Return why a list is short; what it would have without a wish is left open.

    Parameters
    ----------
    side
        ``WITHIN_REACH`` or ``WITH_TRAINING``: what stands on a nearer list counts for neither.
    rows
        Rows that the list has.
    """
    looked_at = _looked_at(decided, facts, filters, parameters)
    if side == WITHIN_REACH:
        left = looked_at & (decided.side != WITHIN_REACH)
        law, barred = decided.seen.barriers > 0, decided.blocked
    else:
        left = looked_at & (decided.side == FAR)
        law, barred = decided.seen.years > parameters.study_years_beside_work, decided.too_far
    if not decided.seen.occupations:
        level = highest_at_start(filters, parameters) if side == WITHIN_REACH else parameters.level_to_learn
        barred = barred | (facts.eqf > level)
    return Shortfall(
        rows=rows,
        law=int((left & law).sum()),
        level=int((left & barred & ~law).sum()),
        unlike=int((left & ~barred & ~law).sum()),
        of_sectors=bool(filters.sectors),
        experience=bool(decided.seen.occupations),
    )


def told_without(found: Shortfall, wish: Wish, rows: list[int], facts: OccupationFacts) -> Shortfall:
    """Return it with what the same list would have without a wish.

    Parameters
    ----------
    rows
        Positions of the rows of that list.
    """
    counted = Counter(str(facts.sector[row]) for row in rows if facts.sector[row])
    named = tuple(counted.most_common(SECTORS_NAMED)) if wish is Wish.SECTORS else ()
    return replace(found, wish=wish, without_wish=len(rows), sectors=named)


def short_lists(found: Lists, parameters: Parameters, limit: int) -> dict[int, int]:
    """Return the rows of each list that is short, by its side."""
    enough = min(parameters.list_least, limit)
    rows = {WITHIN_REACH: len(found.within), WITH_TRAINING: len(found.training)}
    return {side: count for side, count in rows.items() if count < enough}
