"""Which rules open cheques follow, and what an announced change of the rules does to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.loopbaancheque.dated import Confidence, DatedValue
from models.loopbaancheque.life import Cheque


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """Rules of a day that is still to come.

    Attributes
    ----------
    since
        First day on which they hold.
    scheme
        Whether cheques can be asked from that day on; ``False`` where the scheme ends.
    note
        What the source says of it.
    certain
        Whether a sure source says so; a plan can still change.
    """

    since: date
    scheme: bool
    note: str
    certain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Open cheques by the rules that they follow: those of before today's version, of it, and of an announced one."""

    older: int
    current: int
    later: int


def announced(values: Sequence[DatedValue], on: date) -> list[Announced]:
    """Return versions of the scheme of which the first day is still to come, the nearest first."""
    return [
        Announced(since=row.since, scheme=row.value is True, note=row.note, certain=row.confidence is Confidence.HIGH)
        for row in values
        if row.since > on
    ]


def standing(cheques: Sequence[Cheque], current: date | None, on: date) -> Standing:
    """Count open cheques by the version of the rules of their request.

    Parameters
    ----------
    current
        First day of the version of today; ``None`` where there is none.
    """
    versions = [cheque.granted.terms.version for cheque in cheques if cheque.granted]
    now = sum(version == current for version in versions)
    later = sum(version > on for version in versions)
    return Standing(older=len(versions) - now - later, current=now, later=later)
