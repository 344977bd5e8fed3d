"""The register follows what the director decided about mandates: one place says whether a centre may begin.

The file of the register says when a centre holds a mandate until the director granted it one here; from the first day
of that one on, only the decisions here count: renewals, suspensions and a stop. What a centre does with its mandate,
such as being passive, stays the file's.
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
    begun = [one.grants[0].starts_on for one in decided if one.grants]
    if not begun:
        return own
    first = min(begun)
    gone = own.status in (Status.SUSPENDED, Status.STOPPED)
    until = min(own.ends_before, own.status_since) if gone else own.ends_before
    spans = _merged([(own.starts_on, min(until, first)), *(span for one in decided for span in one.spans())])
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


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for first, after in sorted(span for span in spans if span[0] < span[1]):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(after, found[-1][1]))
        else:
            found.append((first, after))
    return tuple(found)
