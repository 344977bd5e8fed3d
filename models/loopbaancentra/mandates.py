"""The register follows what the director decided about mandates: one place says whether a centre may begin.

The file of the register says when a centre holds a mandate until the director granted it one here; from the first day
of that one on, only the decisions here count: renewals and a stop. A suspension is of the centre (article 18): it takes
days away whatever else says that a mandate holds. What a centre does with its mandate, such as being passive, stays the
file's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from item_bank.loopbaancentra.codes import Status
from item_bank.loopbaancentra.schema import Mandate, Register
from models.regie.mandate_life import Mandate as Decided

Span = tuple[date, date]


def follow(register: Register, decided: Mapping[str, Sequence[Decided]]) -> Register:
    """Return the register with mandates as the director decided about them, by the id of the centre."""
    if not decided:
        return register
    centres = tuple(
        replace(centre, mandate=combined(centre.mandate, decided[centre.id])) if centre.id in decided else centre
        for centre in register.centres
    )
    return replace(register, centres=centres)


def combined(own: Mandate, decided: Sequence[Decided]) -> Mandate:
    """Return the mandate of a centre: the file's until the first day that was granted, and then the decisions."""
    first, away = _first(decided), _merged([span for one in decided for span in one.away()])
    if first is None and not away:
        return own
    first = first or date.max
    gone = own.status in (Status.SUSPENDED, Status.STOPPED)
    until = min(own.ends_before, own.status_since) if gone else own.ends_before
    held = _merged([(own.starts_on, min(until, first)), *(span for one in decided for span in one.spans())])
    spans = _without(held, away)
    start = min(own.starts_on, first)
    if not spans:
        return Mandate(starts_on=start, status=Status.STOPPED, status_since=start)
    passive = own.status is Status.PASSIVE
    return Mandate(
        starts_on=spans[0][0],
        status=Status.PASSIVE if passive else Status.ACTIVE,
        status_since=max(own.status_since, spans[0][0]) if passive else spans[0][0],
        spans=spans,
    )


def decides(decided: Sequence[Decided], on: date) -> bool:
    """Return whether the decisions about a centre say if it holds a mandate on a day, and not its file alone."""
    first = _first(decided)
    suspended = any(begin <= on < end for one in decided for begin, end in one.away())
    return suspended or (first is not None and first <= on)


def _first(decided: Sequence[Decided]) -> date | None:
    """Return the first day that was granted; a grant that was stopped before its first day never began."""
    begun = (
        one.grants[0].starts_on
        for one in decided
        if one.grants and not (one.stopped and one.stopped.on < one.grants[0].starts_on)
    )
    return min(begun, default=None)


def _without(spans: Sequence[Span], away: Sequence[Span]) -> tuple[Span, ...]:
    """Return what is left of spans; both are in order."""
    found = []
    for first, after in spans:
        at = first
        for begin, end in away:
            if begin < after and end > at:
                found.append((at, begin))
                at = end
        found.append((at, after))
    return tuple((first, after) for first, after in found if first < after)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for first, after in sorted(span for span in spans if span[0] < span[1]):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(after, found[-1][1]))
        else:
            found.append((first, after))
    return tuple(found)
