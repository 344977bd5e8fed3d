"""Where somebody lives and works, as two three-valued questions."""

from models.loopbaancheque.schema import Facts, Region

HOME = frozenset({Region.FLANDERS, Region.BRUSSELS})
"""Regions where the scheme holds; whoever lives there may work anywhere."""


def lives_where_it_counts(facts: Facts) -> bool | None:
    """Whether the residence can give a right; whoever moved from the EEA to Wallonia counts as coming from there.

    Examples
    --------
    >>> from datetime import date
    >>> lives_where_it_counts(Facts(requested_on=date(2022, 1, 1), residence=Region.WALLONIA)) is None
    True
    """
    if facts.residence is None:
        return None
    if facts.residence is Region.WALLONIA:
        return facts.moved_from_eea
    return facts.residence in HOME or facts.residence is Region.EEA


def works_where_it_counts(facts: Facts) -> bool | None:
    """Whether the workplace is in order: only people from elsewhere in the EEA must work in Flanders or Brussels.

    A residence that gives no right whatever the workplace is one reason, not two.
    """
    if facts.workplace in HOME or facts.residence in HOME or facts.residence is Region.OTHER:
        return True
    if facts.residence is Region.WALLONIA and facts.moved_from_eea is False:
        return True
    if facts.residence is None or (facts.residence is Region.WALLONIA and facts.moved_from_eea is None):
        return None
    return None if facts.workplace is None else False
