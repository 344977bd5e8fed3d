"""The types of the catalogue: occupations, competences, gates and trainings.

Upstream: YAML, CSV and snapshots (``item_bank.catalogue``). Downstream: ``models`` and ``api``. A type cannot be built
invalid: ranges are checked here, with the value and the bound in the message.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal, NewType

OccupationId = NewType("OccupationId", str)
CompetenceId = NewType("CompetenceId", str)
GateId = NewType("GateId", str)
TrainingId = NewType("TrainingId", str)

Language = Literal["nl", "fr", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "fr", "en")
"""Languages of names, in the order in which a missing one is replaced: users read Dutch first."""

EQF_LEVELS = range(1, 9)
"""Levels of the European Qualifications Framework; the Flemish levels (VKS) are the same."""

STUDY_YEARS = range(1, 16)
"""Years of full-time study that a gate may ask after secondary education."""

CEFR_LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
"""Levels of the Common European Framework of Reference for Languages."""


class CompetenceKind(StrEnum):
    """What sort of thing a competence is."""

    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    SOFT = "soft"


class Frequency(StrEnum):
    """How often a working condition occurs; a condition that is not known is left out, never guessed."""

    NO = "no"
    SOMETIMES = "sometimes"
    OFTEN = "often"


class GateKind(StrEnum):
    """What sort of legal demand a gate is."""

    LICENCE = "licence"
    REGISTRATION = "registration"
    DIPLOMA = "diploma"
    CERTIFICATE = "certificate"


class Confidence(StrEnum):
    """How sure whoever wrote a fact is of it: high was read in an official text, low is a memory."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class TrainingKind(StrEnum):
    """Where a kind of training is found in Flanders."""

    VDAB = "vdab"
    ADULT_EDUCATION = "adult-education"
    HIGHER_EDUCATION = "higher-education"
    SECTOR = "sector"
    WORKPLACE = "workplace"
    OTHER = "other"


class CatalogueError(ValueError):
    """Content that cannot be used; the message names the file, the row, the value and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What something is called in each language.

    Attributes
    ----------
    labels
        Preferred label by language; at least one.
    aliases
        Other names by language; may be empty.

    Examples
    --------
    >>> Names(labels={"fr": "Boulanger"}).label("nl")
    'Boulanger'
    """

    labels: Mapping[Language, str]
    aliases: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not any(self.labels.values()):
            raise CatalogueError("a name needs a label in at least one of nl, fr, en")

    def label(self, language: Language = "nl") -> str:
        """Return the label in this language, else in the first of nl, fr, en that has one."""
        return self.labels.get(language) or next(self.labels[code] for code in LANGUAGES if self.labels.get(code))

    def all(self) -> tuple[tuple[Language, str], ...]:
        """Return every label and alias with its language, labels first."""
        labels = [(code, self.labels[code]) for code in LANGUAGES if self.labels.get(code)]
        return (*labels, *((code, alias) for code in LANGUAGES for alias in self.aliases.get(code, ())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """One thing that a person can do, knows, or brings to the work.

    Attributes
    ----------
    specialised
        True when it belongs to one occupation only, on purpose.
    definition
        What is meant, in one plain Dutch sentence; every soft competence of the built-in catalogue has one.
    """

    id: CompetenceId
    names: Names
    kind: CompetenceKind
    specialised: bool = False
    definition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """When a public employment service called an occupation hard to fill; old years say little about today."""

    year: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a checked fact rests on: where it was found, how sure that is, and when it was last looked at."""

    source: str
    confidence: Confidence
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Interests:
    """RIASEC figures of an occupation, each 1 (not characteristic) to 7 (very).

    Notes
    -----
    Source: O*NET 29.1 occupational interests (U.S. Department of Labor, CC BY 4.0), through ``onet_code``.
    """

    realistic: float
    investigative: float
    artistic: float
    social: float
    enterprising: float
    conventional: float

    def __post_init__(self) -> None:
        for value in self.figures():
            if not 1.0 <= value <= 7.0:
                raise CatalogueError(f"an interest figure is {value}; allowed is 1 to 7")

    def figures(self) -> tuple[float, float, float, float, float, float]:
        """Return the six figures in the order R, I, A, S, E, C."""
        return (self.realistic, self.investigative, self.artistic, self.social, self.enterprising, self.conventional)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occupation:
    """An occupation as the catalogue knows it; ``None`` always means unknown.

    Attributes
    ----------
    isco08
        Four digits of ISCO-08.
    eqf
        Level 1 to 8 that the work normally asks.
    sector
        Code of a :class:`Sector`.
    language
        Dutch needed on the job, CEFR A1 to C2.
    conditions
        Working condition code to frequency; a code that is absent is unknown.
    eqf_basis
        What the level rests on, where it was looked at again; ``None`` where it is the first writer's.
    gates
        What the law asks before one may start; ``None`` when the catalogue does not say.
    gates_part
        What the law asks in some posts, or for part of the work only: told, and never in the way.
    gates_not_proved
        Those of its gates that doing the work does not prove, because one may also work without.
    gates_note
        What changed about the gates, such as one that was abolished; Dutch.
    shortage
        When and by whom it was called hard to fill; ``None`` when not known.
    near, development
        Occupations within reach from here, and those that ask a training; written by people, read by people: the
        ranking never reads them.
    """

    id: OccupationId
    names: Names
    description: str | None = None
    isco08: str | None = None
    esco: str | None = None
    eqf: int | None = None
    eqf_basis: Basis | None = None
    sector: str | None = None
    language: str | None = None
    interests: Interests | None = None
    conditions: Mapping[str, Frequency] = field(default_factory=dict)
    gates: tuple[GateId, ...] | None = None
    gates_note: str | None = None
    gates_part: tuple[GateId, ...] = ()
    gates_not_proved: tuple[GateId, ...] = ()
    shortage: Shortage | None = None
    near: tuple[OccupationId, ...] = ()
    development: tuple[OccupationId, ...] = ()

    def __post_init__(self) -> None:
        if self.eqf is not None and self.eqf not in EQF_LEVELS:
            raise CatalogueError(f"occupation {self.id}: eqf is {self.eqf}; allowed is 1 to 8")
        if self.isco08 is not None and not (len(self.isco08) == 4 and self.isco08.isdigit()):
            raise CatalogueError(f"occupation {self.id}: isco08 is {self.isco08!r}; allowed is four digits")
        if self.language is not None and self.language not in CEFR_LEVELS:
            raise CatalogueError(f"occupation {self.id}: language is {self.language!r}; allowed is A1 to C2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """A gate that who holds another one holds too or no longer needs, and where that stands."""

    gate: GateId
    source: str
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Something the law asks before a person may do an occupation; never a learnable competence.

    Attributes
    ----------
    formality
        Something to arrange in days, by the person or the employer, not something to study for: it is named, and it
        never keeps an occupation out of reach.
    common
        So many adults hold it that its absence is asked, not taken for granted.
    study_years
        Years of full-time study, counted from a diploma of secondary education; ``None`` when none are asked or it
        is not known.
    level_meets
        Level (EQF) at which a diploma of any field meets the gate; ``None`` when only its own diploma does.
    implies
        Gates that its holders hold too, or no longer need.
    confidence
        How sure it is that the law asks this; ``None`` when an imported catalogue does not say.
    """

    id: GateId
    label: str
    kind: GateKind
    explanation: str
    source: str
    checked_on: date
    confidence: Confidence | None = None
    formality: bool = False
    common: bool = False
    study_years: int | None = None
    level_meets: int | None = None
    implies: tuple[Implied, ...] = ()

    def __post_init__(self) -> None:
        if self.study_years is not None and self.study_years not in STUDY_YEARS:
            raise CatalogueError(f"gate {self.id}: study_years is {self.study_years}; allowed is 1 to 15")
        if self.level_meets is not None and self.level_meets not in EQF_LEVELS:
            raise CatalogueError(f"gate {self.id}: level_meets is {self.level_meets}; allowed is 1 to 8")

    @property
    def read_again(self) -> bool:
        """Return whether the source itself was read on that day, and not only what is told of it."""
        return "(niet opnieuw nagelezen)" not in self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """A kind of training that exists in Flanders; ``hours`` is ``None`` when not known."""

    id: TrainingId
    names: Names
    kind: TrainingKind
    eqf: int | None
    hours: int | None
    competences: tuple[CompetenceId, ...]
    gates: tuple[GateId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """A branch of the economy that citizens can filter on."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A working condition that citizens can say 'liever niet' to."""

    code: str
    label: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A public measure that may help to pay for a training or to find the time, for some kinds of training.

    Attributes
    ----------
    since
        First day of the measure, or ``None`` when not known.
    """

    code: str
    label: str
    explanation: str
    kinds: tuple[TrainingKind, ...]
    since: date | None
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The closed lists that occupations and trainings refer to."""

    version: str
    sectors: tuple[Sector, ...]
    conditions: tuple[Condition, ...]
    measures: tuple[Measure, ...] = ()

    def measures_of(self, training: Training) -> tuple[Measure, ...]:
        """Return the measures that may apply to a training; empty means that none is known."""
        return tuple(measure for measure in self.measures if training.kind in measure.kinds)
