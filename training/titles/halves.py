"""What of the built-in catalogue's names learning may know: half of the names of every second occupation.

What serves knows all of them. People ask for work of which the catalogue knows other names, and for work that it lacks;
so learning asks both.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.builtin import catalogue
from models.titles.forms import canonical
from training.titles.asking import Asked

HELD_BACK = 2
"""One Dutch name in so many of an occupation is asked, the others can be found."""

SORTS = ("by other names", "not at all")
"""How the occupation of a question is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """What is known and what is asked.

    Attributes
    ----------
    known
        Known names by ESCO concept.
    unknown
        Ids of occupations of which no name is known.
    held
        Names of the others that are asked, in their one form.
    """

    known: Mapping[str, tuple[str, ...]]
    unknown: frozenset[str]
    held: frozenset[str]

    def sorts(self, asked: Asked) -> NDArray[np.int64]:
        """Return the place among ``SORTS`` of each question, -1 for one that is known itself."""
        concepts = (any(asked.concepts[row] in self.known for row in right) for right in asked.right)
        return np.array(
            [
                (0 if canonical(query) in self.held else -1) if known else 1
                for query, known in zip(asked.queries, concepts, strict=True)
            ],
            dtype=np.int64,
        )


def divided() -> Halves:
    """Divide the built-in occupations, those of one concept together; the same catalogue is divided in the same way."""
    own = catalogue()
    occupations = [own.occupation(number) for number in range(own.n_occupations)]
    chosen = set(sorted({occupation.esco for occupation in occupations if occupation.esco})[::2])
    half = [occupation for occupation in occupations if occupation.esco in chosen]
    dutch = ([name for language, name in occupation.names.all() if language == "nl"] for occupation in half)
    held = frozenset(canonical(name) for names in dutch for name in names[1::HELD_BACK])
    known: dict[str, dict[str, None]] = {}
    for occupation in half:
        names = (name for _, name in occupation.names.all() if canonical(name) not in held)
        known.setdefault(occupation.esco or "", {}).update(dict.fromkeys(names))
    return Halves(
        known={concept: tuple(names) for concept, names in known.items()},
        unknown=frozenset(occupation.id for occupation in occupations if occupation.esco not in chosen),
        held=held,
    )
