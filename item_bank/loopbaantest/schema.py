"""The types of the Loopbaantest bank: statements, themes, next steps, links and norm tables.

Upstream: ``bank.yaml``, ``items.yaml``, ``themes.yaml``, ``links.yaml`` and norm tables. Downstream:
``models.loopbaantest`` and ``api.loopbaantest``. A type cannot be built invalid.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

from item_bank.schema import LANGUAGES, CatalogueError, Language

ItemId = NewType("ItemId", str)

POINTS = range(1, 6)
"""The five points of the answer scale."""

GRID = tuple(range(0, 101, 5))
"""Scores that a theme with five answers can have, 0 to 100."""


class Theme(StrEnum):
    """A theme of the test, in the order in which results show them."""

    KWALITEITEN = "kwaliteiten"
    WAARDEN = "waarden"
    ARBEIDSMARKT = "arbeidsmarkt"
    NETWERKEN = "netwerken"
    SOLLICITEREN = "solliciteren"
    BALANS = "balans"


class WorkStatus(StrEnum):
    """What a person does now; some statements have another wording for each."""

    WORKING = "working"
    LOOKING = "looking"
    STUDYING = "studying"


class Band(StrEnum):
    """A band of scores in words, low to high."""

    STARTING = "starting"
    GROWING = "growing"
    SOLID = "solid"


Texts = Mapping[Language, str]
"""A text in every language of the bank."""


def _check_texts(texts: Texts, where: str) -> None:
    missing = [code for code in LANGUAGES if not texts.get(code)]
    if missing or len(texts) != len(LANGUAGES):
        raise CatalogueError(f"{where}: texts in {sorted(texts)}; needed are exactly {sorted(LANGUAGES)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement.

    Attributes
    ----------
    reverse
        True when agreeing lowers the score of the theme.
    texts
        Wording by work status and language; the wording for working people is always there.
    """

    id: ItemId
    theme: Theme
    reverse: bool
    texts: Mapping[WorkStatus, Texts]

    def __post_init__(self) -> None:
        if WorkStatus.WORKING not in self.texts:
            raise CatalogueError(f"item {self.id}: the wording for working people is missing")
        for status, texts in self.texts.items():
            _check_texts(texts, f"item {self.id}, {status}")

    def text(self, language: Language, status: WorkStatus) -> str:
        """Return the wording for a work status."""
        return self.texts.get(status, self.texts[WorkStatus.WORKING])[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Where help is found.

    Attributes
    ----------
    address
        A path of this site, or the address of a public page of others.
    added_on, verified_on, source
        For pages of others: since when we list it, when a person last found it right (``None``: not yet), and where
        we know it from. ``None`` for pages of this site.
    """

    id: str
    label: str
    address: str
    added_on: date | None = None
    verified_on: date | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        if not self.address.startswith(("/", "https://")):
            raise CatalogueError(f"link {self.id}: address {self.address!r}; allowed is a path or https://")
        if self.external and (self.added_on is None or not self.source):
            raise CatalogueError(f"link {self.id}: a page of others needs addedOn and source")

    @property
    def external(self) -> bool:
        """Whether it leads to a page of others."""
        return not self.address.startswith("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One concrete next step; ``statuses`` says for whom."""

    id: str
    text: str
    link: Link | None
    statuses: frozenset[WorkStatus]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeText:
    """What is said about a theme."""

    id: Theme
    label: Texts
    about: str
    coach_question: Texts
    links: tuple[Link, ...]
    steps: Mapping[Band, tuple[Step, ...]]

    def __post_init__(self) -> None:
        _check_texts(self.label, f"theme {self.id}, label")
        _check_texts(self.coach_question, f"theme {self.id}, coachQuestion")

    def next_steps(self, band: Band, status: WorkStatus) -> tuple[Step, ...]:
        """Return the steps of a band for a work status."""
        return tuple(step for step in self.steps[band] if status in step.statuses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """All that is asked and said, in one version.

    Attributes
    ----------
    same
        Earlier versions that ask the same in another spelling.
    """

    version: str
    since: date
    same: frozenset[str]
    period: Texts
    scale: Mapping[int, Texts]
    bands: Mapping[Band, Texts]
    items: tuple[Item, ...]
    themes: Mapping[Theme, ThemeText]
    links: Mapping[str, Link]

    def __post_init__(self) -> None:
        if tuple(self.scale) != tuple(POINTS):
            raise CatalogueError(f"bank {self.version}: scale has points {list(self.scale)}; allowed are 1 to 5")
        if len({item.id for item in self.items}) != len(self.items):
            raise CatalogueError(f"bank {self.version}: an item id occurs twice")

    def scores(self, version: str | None) -> bool:
        """Return whether answers to a version count in this one: its own, or one that asks the same."""
        return version == self.version or version in self.same

    def of(self, theme: Theme) -> tuple[Item, ...]:
        """Return the statements of a theme, in the order in which they are asked."""
        return tuple(item for item in self.items if item.theme == theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class NormTable:
    """How a described group scored; never without date, number and composition.

    Attributes
    ----------
    status
        Work status of the group, or ``None`` for everybody.
    counts
        Persons at each score of :data:`GRID`, by theme.
    composition
        Who the group is, in Dutch words for citizens and coaches.
    """

    id: str
    bank_version: str
    status: WorkStatus | None
    collected_from: date
    collected_until: date
    composition: str
    counts: Mapping[Theme, tuple[int, ...]]

    def __post_init__(self) -> None:
        if self.collected_until < self.collected_from:
            raise CatalogueError(f"norm table {self.id}: collectedUntil lies before collectedFrom")
        if not self.composition.strip():
            raise CatalogueError(f"norm table {self.id}: composition is empty; say who the group is")
        for theme in Theme:
            counts = self.counts.get(theme, ())
            if len(counts) != len(GRID) or min(counts) < 0:
                raise CatalogueError(
                    f"norm table {self.id}, {theme}: needed are {len(GRID)} counts from 0, for scores 0, 5 ... 100"
                )

    def n(self, theme: Theme) -> int:
        """Return the number of persons with a score on a theme."""
        return sum(self.counts[theme])
