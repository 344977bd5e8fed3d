"""Which occupations ask a quality, and which ask most of the seven."""

from collections.abc import Sequence
from dataclasses import dataclass

from item_bank.kwaliteiten.bank import QualityCard
from item_bank.schema import Competence, Occupation
from models.jobbereik.explanation import Explainer

FURTHER = 0.75
"""A competence that is linked further down on a card counts so much of the one before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """An occupation that asks a quality.

    Attributes
    ----------
    competence
        The competence of the catalogue through which it asks the quality.
    importance
        How decisive that competence is for the occupation, 0 to 1, as Jobbereik weighs it.
    """

    occupation: Occupation
    competence: Competence
    importance: float
    essential: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """An occupation that asks several of the seven.

    Attributes
    ----------
    asked
        For each card that it asks: the card and how, the person's most important card first.
    score
        Sum of what each card counts, 1 for the first place to 1/7 for the seventh, times its importance.
    """

    occupation: Occupation
    asked: tuple[tuple[QualityCard, Asking], ...]
    score: float


class Demand:
    """Which occupations of one catalogue ask which competences.

    Parameters
    ----------
    explainer
        Says what each occupation asks and how decisive it is.
    """

    def __init__(self, explainer: Explainer) -> None:
        self._catalogue = explainer.catalogue
        self._by_competence: dict[int, list[tuple[int, float, bool]]] = {}
        for position in range(self._catalogue.n_occupations):
            for item in explainer.asked(position):
                row = (position, item.missing.importance, item.missing.essential)
                self._by_competence.setdefault(item.position, []).append(row)

    def _asking(self, card: QualityCard) -> dict[int, tuple[float, Asking]]:
        """Return by occupation how it asks a card most, with what that counts."""
        found: dict[int, tuple[float, Asking]] = {}
        weight = 1.0
        for id_ in card.competences:
            index = self._catalogue.competence_index(id_)
            for position, importance, essential in () if index is None else self._by_competence.get(index, ()):
                counts = weight * importance
                if index is not None and counts > found.get(position, (-1.0,))[0]:
                    asking = Asking(
                        occupation=self._catalogue.occupation(position),
                        competence=self._catalogue.competence(index),
                        importance=importance,
                        essential=essential,
                    )
                    found[position] = (counts, asking)
            weight *= FURTHER
        return found

    def of_card(self, card: QualityCard, limit: int) -> tuple[Asking, ...]:
        """Return the occupations that ask a card most, most decisive first."""
        found = sorted(self._asking(card).values(), key=lambda pair: (-pair[0], pair[1].occupation.id))
        return tuple(asking for _, asking in found[:limit])

    def of_seven(self, cards: Sequence[QualityCard], limit: int) -> tuple[Together, ...]:
        """Return the occupations that ask most of the cards, given in order of importance."""
        asked: dict[int, list[tuple[QualityCard, Asking]]] = {}
        scores: dict[int, float] = {}
        for rank, card in enumerate(cards):
            for position, (counts, asking) in self._asking(card).items():
                asked.setdefault(position, []).append((card, asking))
                scores[position] = scores.get(position, 0.0) + counts * (len(cards) - rank) / len(cards)
        best = sorted(scores, key=lambda position: (-scores[position], position))[:limit]
        return tuple(
            Together(
                occupation=self._catalogue.occupation(position),
                asked=tuple(asked[position]),
                score=round(scores[position], 4),
            )
            for position in best
        )
