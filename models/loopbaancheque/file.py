"""The file of a guidance: what makes it complete, and what is missing.

Three documents belong to each cheque: the agreement, a proof of attendance for every half hour that is paid, and the
client's personal development plan (report 2019-2021, 4.6); and the guidance ends with a closing talk. A client confirms
the first two with the numbers of the cheque; a centre may have them on paper and says so when it closes the file. Of
the plan only its presence is known: what stands in it is the client's.
"""

from enum import StrEnum

from models.loopbaancheque.life import Cheque


class Missing(StrEnum):
    """What a file can lack."""

    AGREEMENT = "agreement"
    ATTENDANCE = "attendance"
    PLAN = "plan"
    CLOSING_TALK = "closing-talk"


class Proof(StrEnum):
    """How a document is there: confirmed by the client, or on paper at the centre."""

    CLIENT = "client"
    PAPER = "paper"


def agreement(cheque: Cheque) -> Proof | None:
    """Return how the agreement is there; ``None`` when it is not."""
    if cheque.agreed:
        return Proof.CLIENT
    return Proof.PAPER if cheque.closed and cheque.closed.agreement else None


def attendance(cheque: Cheque) -> Proof | None:
    """Return how the attendance of all talks that count is proved; ``None`` when it is not, or there were none."""
    standing = [talk for talk in cheque.talks if talk.reversed is None]
    if standing and all(talk.attended for talk in standing):
        return Proof.CLIENT
    return Proof.PAPER if cheque.closed and cheque.closed.attendance else None


def missing(cheque: Cheque) -> tuple[Missing, ...]:
    """Return what a file lacks, in the order in which a guidance goes; empty for one that is complete.

    Examples
    --------
    >>> from datetime import date
    >>> from models.loopbaancheque.life_events import Requested
    >>> asked = Cheque(requested=Requested(on=date(2024, 1, 2), version=None), last_on=date(2024, 1, 2))
    >>> [str(what) for what in missing(asked)]
    ['agreement', 'attendance', 'plan', 'closing-talk']
    """
    there = {
        Missing.AGREEMENT: agreement(cheque) is not None,
        Missing.ATTENDANCE: attendance(cheque) is not None,
        Missing.PLAN: cheque.closed is not None and cheque.closed.plan,
        Missing.CLOSING_TALK: cheque.closed is not None,
    }
    return tuple(what for what in Missing if not there[what])
