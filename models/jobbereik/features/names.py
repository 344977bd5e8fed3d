"""All features in the order of their columns, and the groups in which they are explained."""

import numpy as np

from models.jobbereik.features import person, table, towers

FEATURES: tuple[str, ...] = (*table.NAMES, *towers.NAMES, *person.NAMES)
RISING = frozenset(person.NAMES)
"""Features of what a person has: the ranker never falls when one of them rises."""

GROUPS: tuple[str, ...] = ("competences", "work", "names", "role", "level", "gates", table.JUDGED)
"""What an explanation names."""

_GROUP_OF = {
    "titles": "names", "titles-hub": "names", "title-in-competences": "names", "competences-in-title": "names",
    "names-more": "names", "meaning": "names", "meaning-hub": "names", "gates": "gates", "study": "gates",
    table.JUDGED: table.JUDGED,
    **dict.fromkeys((*table.LEVELS, "onet-zone", "onet-zone-more"), "level"),
    **dict.fromkeys(("covers", "covers-rare", "covers-essential", "has", "lacks"), "competences"),
}  # fmt: skip


def group_of(name: str) -> str:
    """Return the group in which a feature is explained.

    Examples
    --------
    >>> group_of("covers"), group_of("title-lead"), group_of("walk")
    ('competences', 'role', 'work')
    """
    if name in _GROUP_OF:
        return _GROUP_OF[name]
    return "role" if name.startswith(("title-", "does-")) else "work"


GROUP_NUMBERS = np.array([GROUPS.index(group_of(name)) for name in FEATURES], dtype=np.int64)
"""Number of the group of each feature."""
