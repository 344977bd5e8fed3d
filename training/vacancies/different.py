"""Synthetic vacancies that all differ, to measure how import and learning grow: made of names, noise and typing errors.

They combine occupations, competences, places, employers and colleagues at random, misspell some words, and take some
titles from ESCO that the catalogue may not have. They are as little from the labour market as other samples: each says
``"sample": true`` and ends with the same sentence. ``sampleOf`` says which occupation was meant; no import reads it, so
what was read can be compared with it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

import numpy as np

from item_bank.catalogue.table import Catalogue
from item_bank.names.bank import bank
from training.vacancies.samples import EMPLOYERS, MONTHS, World, marked_up, world

T = TypeVar("T")

MISSPELT_TITLE = 0.3
"""Share of titles with a typing error in one word."""

MISSPELT_LINE = 0.15
"""Share of lines of a text with a typing error in one word."""

UNKNOWN = 0.08
"""Share of vacancies whose title is one of ESCO's names, whether the catalogue has that occupation or not."""

MARKED_UP, WITH_SKILLS = 0.3, 0.25
"""Share of texts that are HTML, and of vacancies that name some competences apart."""

NOISE = 0.05
"""Competences of anywhere in the catalogue, as a share of those of the occupation."""

SHORTEST_MISSPELT = 5
_DRAWN = 1 << 16


class Draws:
    """Numbers from 0 to 1, drawn many at once: one by one they would take longer than the text.

    Examples
    --------
    >>> draws = Draws(1)
    >>> draws.pick("abc"), draws.pick("abc"), round(draws(), 3)
    ('b', 'c', 0.144)
    """

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)
        self._left: list[float] = []

    def __call__(self) -> float:
        """Return the next number."""
        if not self._left:
            self._left = self._rng.random(_DRAWN).tolist()[::-1]
        return self._left.pop()

    def pick(self, options: Sequence[T]) -> T:
        """Return one of several, each as likely."""
        return options[int(self() * len(options))]


def misspelt(text: str, draws: Draws) -> str:
    """Return a text with one letter of one word left out, written twice, or written after the next one.

    Examples
    --------
    >>> [misspelt("bakker gezocht", Draws(seed)) for seed in (1, 2, 3)]
    ['bakker gezoch', 'bkaker gezocht', 'bkaker gezocht']
    """
    words = text.split(" ")
    long = [place for place, word in enumerate(words) if len(word) >= SHORTEST_MISSPELT and word.isalpha()]
    if not long:
        return text
    chosen = draws.pick(long)
    word, at, kind = words[chosen], 1 + int(draws() * (len(words[chosen]) - 1)), int(draws() * 3)
    if kind == 0:
        words[chosen] = word[:at] + word[at + 1 :]
    elif kind == 1:
        words[chosen] = word[:at] + word[at] + word[at:]
    else:
        words[chosen] = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return " ".join(words)


class _Maker:
    """Makes one vacancy after the other."""

    def __init__(self, found: World, seed: int, on: date) -> None:
        catalogue = found.catalogue
        self.found, self.seed, self.draws = found, seed, Draws(seed)
        self.days = [(on - timedelta(days=day)).isoformat() for day in range(round(MONTHS * 30.4))]
        self.rows = [catalogue.occupation(i) for i in range(catalogue.n_occupations)]
        self.names = [(row.names.label("nl"), *row.names.aliases.get("nl", ())) for row in self.rows]
        every = [catalogue.competence(i).names for i in range(catalogue.n_competences)]
        self.competences = [(names.label("nl"), *names.aliases.get("nl", ())) for names in every]
        self.asked = [
            list(zip(positions.tolist(), chance.tolist(), strict=True)) for positions, chance, _ in found.asked
        ]
        self.demand = found.demand
        self.outside = [name for row in bank() for name in row.names["nl"]]

    def _named(self, names: Sequence[str], alias: float) -> str:
        return self.draws.pick(names) if self.draws() < alias else names[0]

    def _lines(self, occupation: int, name: str) -> list[str]:
        draws, texts = self.draws, self.found.texts
        asked = [c for c, chance in self.asked[occupation] if draws() < chance]
        asked += [int(draws() * len(self.competences)) for _ in range(1 + len(asked)) if draws() < NOISE]
        intros = texts["intros"].get(self.rows[occupation].sector, texts["intros"]["general"])
        lines = [draws.pick(texts["intros"]["general"]), draws.pick(intros), f"Wie zoeken we? Een {name.lower()}."]
        lines += [f"- {self._named(self.competences[c], 0.2)}" for c in asked]
        lines += [f"Je werkt samen met een {self._named(draws.pick(self.names), 0.5).lower()}."]
        lines += [draws.pick(texts["experience"]), draws.pick(texts["offers"])]
        return [misspelt(line, draws) if draws() < MISSPELT_LINE else line for line in lines]

    def vacancy(self, number: int) -> dict[str, Any]:
        """Return the vacancy of a number; numbers are asked in order."""
        draws, texts = self.draws, self.found.texts
        occupation = min(int(np.searchsorted(self.demand, draws(), side="right")), len(self.demand) - 1)
        name, place = self._named(self.names[occupation], 0.4), draws.pick(self.found.places)
        employer = f"Voorbeeldwerkgever {1 + int(draws() ** 3 * EMPLOYERS)}"
        lines = [f"Kenmerk {self.seed:x}-{number:x}.", *self._lines(occupation, name), texts["ending"]]
        text = "\n".join(lines).replace("{functie}", name.lower()).replace("{plaats}", place.municipality)
        unknown = draws() < UNKNOWN
        shown = draws.pick(self.outside) if unknown else name
        title = f"{draws.pick(texts['prefixes'])}{shown}{draws.pick(texts['suffixes'])}"
        title = title.replace("{plaats}", place.municipality)
        text = text.replace("{werkgever}", employer)
        skills = [line[2:] for line in lines if line.startswith("- ")][: 1 + int(draws() * 3)]
        return {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "sample": True,
            "sampleOf": None if unknown else self.rows[occupation].id,
            "identifier": f"voorbeeld-{self.seed}-{number:07d}",
            "title": misspelt(title, draws) if draws() < MISSPELT_TITLE else title,
            "description": marked_up(text) if draws() < MARKED_UP else text,
            "skills": skills if draws() < WITH_SKILLS else [],
            "datePosted": draws.pick(self.days),
            "employmentType": "PART_TIME" if draws() < 0.3 else "FULL_TIME",
            "hiringOrganization": {"@type": "Organization", "name": employer},
            "jobLocation": {
                "@type": "Place",
                "address": {
                    "@type": "PostalAddress",
                    "postalCode": place.postcode,
                    "addressLocality": place.municipality,
                },
            },
        }


def different(catalogue: Catalogue, count: int, seed: int, on: date) -> Iterator[dict[str, Any]]:
    """Yield synthetic vacancies, no two of the same text; the same arguments give the same vacancies.

    Parameters
    ----------
    on
        The last day.
    """
    maker = _Maker(world(catalogue, np.random.default_rng(seed)), seed, on)
    yield from map(maker.vacancy, range(count))
