"""A case that a person opens after a signal of misuse: the centre is heard, and a decision states its reasons.

Article 19 of the decree (report 2019-2021, 4.8): a fee is reduced or recovered only after the centre could defend
itself within fifteen days, the last one included. VDAB coaches first; taking money back is for what is flagrant or
goes on.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Literal

from models.loopbaancheque.life_commands import LifeError
from models.loopbaancheque.life_deadlines import Deadlines, defence_until
from models.regie.signals import PairKind


class Measure(StrEnum):
    """What follows for the centre."""

    NONE = "none"
    COACHING = "coaching"
    WARNING = "warning"
    RECOVERY = "recovery"


HEARD_FIRST = frozenset({Measure.WARNING, Measure.RECOVERY})
"""Measures that need a notice and the centre's term."""


class CaseStatus(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    DEFENCE = "defence"
    HEARD = "heard"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A person opened a case about a signal, and says why; the signal's numbers on that day are kept with it."""

    on: date
    year: int
    pair: PairKind
    employer: str
    counsellor: str | None
    observed: int
    expected: float
    adjusted: float
    reasons: str
    kind: Literal["opened"] = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreNoticed:
    """The centre was told by registered letter what it is asked about."""

    on: date
    kind: Literal["noticed"] = "noticed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreDefended:
    """The centre defended itself."""

    on: date
    text: str
    kind: Literal["defended"] = "defended"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDecided:
    """A person decided, with reasons."""

    on: date
    measure: Measure
    reasons: str
    kind: Literal["decided"] = "decided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What Flanders paid for a cheque of the centre goes back; a line of the next settlement says how much.

    Attributes
    ----------
    percent
        Which part of it; the first logs, in which it was always all, do not say.
    """

    on: date
    cheque: str
    percent: int = 100
    kind: Literal["recovered"] = "recovered"


CaseEvent = Opened | CentreNoticed | CentreDefended | CaseDecided | Recovered


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that the log of a case says."""

    opened: Opened
    noticed: CentreNoticed | None = None
    defended: tuple[CentreDefended, ...] = ()
    decided: CaseDecided | None = None
    recoveries: tuple[Recovered, ...] = ()

    @property
    def recovered(self) -> tuple[str, ...]:
        """Cheques of which the fee goes back."""
        return tuple(row.cheque for row in self.recoveries)

    @property
    def until(self) -> date | None:
        """Last day of the centre's defence, that day included."""
        return None if self.noticed is None else defence_until(self.noticed.on, Deadlines.of(None))

    def status(self, on: date) -> CaseStatus:
        """Return where it stands on a day."""
        if self.decided is not None:
            return CaseStatus.DECIDED
        if self.until is None:
            return CaseStatus.OPEN
        return CaseStatus.HEARD if self.defended or on > self.until else CaseStatus.DEFENCE


def replay(events: Iterable[CaseEvent]) -> Case:
    """Return the case of a log.

    Raises
    ------
    ValueError
        When it does not begin with its opening.
    """
    first, *rest = events
    if first.kind != "opened":
        raise ValueError(f"a log begins with an opening, not with {first.kind!r}")
    found = Case(opened=first)
    for event in rest:
        match event:
            case Opened():
                raise ValueError("a log has one opening")
            case CentreNoticed():
                found = replace(found, noticed=event)
            case CentreDefended():
                found = replace(found, defended=(*found.defended, event))
            case CaseDecided():
                found = replace(found, decided=event)
            case Recovered():
                found = replace(found, recoveries=(*found.recoveries, event))
    return found


def _check_open(case: Case) -> None:
    if case.decided is not None:
        raise LifeError("wrong-status", "the case is decided; nothing follows any more")


def notice(case: Case, *, served_on: date, on: date) -> tuple[CentreNoticed, ...]:
    """Return that the centre was told; its fifteen days begin."""
    _check_open(case)
    if case.noticed is not None:
        raise LifeError("noticed-before", "the centre was told already; its days began then")
    if not case.opened.on <= served_on <= on:
        detail = f"allowed is a day from {case.opened.on} to {on}"
        raise LifeError("day", detail, field="servedOn", value=served_on)
    return (CentreNoticed(on=served_on),)


def defend(case: Case, text: str, *, on: date) -> tuple[CentreDefended, ...]:
    """Return what the centre says, until the last day of its term."""
    _check_open(case)
    if case.until is None:
        raise LifeError("no-notice", "a defence follows a notice")
    if on > case.until:
        raise LifeError("defence-too-late", f"the last day to defend was {case.until}", value=on)
    return (CentreDefended(on=on, text=text),)


def decide(case: Case, *, measure: Measure, reasons: str, on: date) -> tuple[CaseDecided, ...]:
    """Return a decision; a warning or a recovery only after the centre was heard, or let its term pass."""
    _check_open(case)
    if not reasons.strip():
        raise LifeError("reason-missing", "a decision states its reasons", field="reasons")
    if measure in HEARD_FIRST and case.noticed is None:
        raise LifeError("no-notice", "the centre is told first, and has fifteen days to defend itself", field="measure")
    if case.status(on) is CaseStatus.DEFENCE:
        detail = f"the centre can defend itself until {case.until}, that day included"
        raise LifeError("defence-runs", detail, field="measure")
    return (CaseDecided(on=on, measure=measure, reasons=reasons.strip()),)


def recover(case: Case, *, cheque: str, percent: int, on: date) -> tuple[Recovered, ...]:
    """Return that the fee of a cheque goes back, after a decision to recover; the same cheque again changes nothing."""
    if case.decided is None or case.decided.measure is not Measure.RECOVERY:
        raise LifeError("no-recovery", "a fee is recovered after a decision to recover")
    return () if cheque in case.recovered else (Recovered(on=on, cheque=cheque, percent=percent),)
