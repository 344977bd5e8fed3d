"""How Flanders calls work that ESCO has too: names of the built-in catalogue, by ESCO concept.

ESCO's Dutch names are mostly those of the Netherlands. Whoever ranks ESCO's occupations, or another catalogue that is
linked to them, finds "kuisvrouw" and "velomaker" through these names.

Upstream: the built-in catalogue. Downstream: ``models.jobbereik.index`` and ``training.titles``.
"""

from collections.abc import Mapping
from functools import cache

from item_bank.catalogue.builtin import catalogue


@cache
def by_concept() -> Mapping[str, tuple[str, ...]]:
    """Return all names of the built-in occupations by the address of their ESCO concept, read once.

    Examples
    --------
    >>> any("kapster" in names for names in by_concept().values())
    True
    """
    found: dict[str, dict[str, None]] = {}
    own = catalogue()
    for number in range(own.n_occupations):
        occupation = own.occupation(number)
        if occupation.esco:
            found.setdefault(occupation.esco, {}).update(dict.fromkeys(name for _, name in occupation.names.all()))
    return {concept: tuple(names) for concept, names in found.items()}
