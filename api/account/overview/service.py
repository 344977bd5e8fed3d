"""The joint view of what somebody keeps: what I can, what I like, what I value, where work is; and how it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.account import log
from api.storage.account import KeptResult
from api.tools import KEEPS, TITLES
from api.web.tool import Names
from item_bank.schema import OccupationId
from models.jobbereik.engine import Jobbereik
from models.plan.proposals import Finding
from models.wording import say, together


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A kept result in words."""

    id: str
    tool: str
    tool_name: str
    taken_on: date
    lines: tuple[str, ...]
    change: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that is kept, seen together.

    Attributes
    ----------
    rows
        Every result, newest first, each with what changed since the one before of the same tool.
    can, like, value
        The newest answers to three questions; empty when no result says it.
    work
        Occupations within reach of the newest profile, best first.
    both
        Those of ``work`` that also fit the newest interests.
    """

    rows: tuple[Row, ...]
    can: tuple[str, ...]
    like: tuple[str, ...]
    value: tuple[str, ...]
    work: tuple[str, ...]
    both: tuple[str, ...]


def names(engine: Jobbereik) -> Names:
    """Return what gives an occupation its Dutch name."""

    def name(occupation_id: str) -> str | None:
        position = engine.catalogue.occupation_index(OccupationId(occupation_id))
        return None if position is None else engine.catalogue.occupation(position).names.label("nl")

    return name


def rows(engine: Jobbereik, results: Sequence[KeptResult]) -> tuple[Row, ...]:
    """Return results in words, newest first as they come; no occupation is ranked for it."""
    name = names(engine)
    return tuple(row(result, _before(result, results), name) for result in results)


def newest(results: Sequence[KeptResult]) -> tuple[KeptResult, ...]:
    """Return the newest result of each tool; results come newest first."""
    return tuple({result.tool: result for result in reversed(results)}.values())


def findings(engine: Jobbereik, results: Sequence[KeptResult]) -> tuple[Finding, ...]:
    """Return what the plan can make actions of; only the newest result of each tool is read."""
    name = names(engine)
    return tuple(found for one in newest(results) for found in log.read(one.tool, one.document, name).findings)


def overview(engine: Jobbereik, results: Sequence[KeptResult], *, on: date) -> Overview:
    """Return everything that an account keeps, read and put together."""
    read = rows(engine, results)
    latest = {row.tool: row for row in reversed(read)}
    work = _within_reach(engine, results, on)
    like = _lines(latest, "orient")
    return Overview(
        rows=read,
        can=_lines(latest, "kwaliteiten") + _lines(latest, "jobbereik"),
        like=like,
        value=_lines(latest, "waarden"),
        work=work,
        both=tuple(label for label in work if label in like),
    )


def _lines(newest: Mapping[str, Row], tool: str) -> tuple[str, ...]:
    return newest[tool].lines if tool in newest else ()


def lines(result: KeptResult, name: Names) -> tuple[str, ...]:
    """Return what a result said when it was kept; older ones are read from their document."""
    if result.summary is not None:
        return tuple(result.summary)
    return log.read(result.tool, result.document, name).lines


def row(result: KeptResult, before: KeptResult | None, name: Names) -> Row:
    """Return one result in words, with what changed since the one before of its tool."""
    return Row(
        id=result.id,
        tool=result.tool,
        tool_name=TITLES[result.tool],
        taken_on=result.taken_on,
        lines=lines(result, name),
        change=() if before is None else _change(result, before, name),
    )


def _before(result: KeptResult, results: Sequence[KeptResult]) -> KeptResult | None:
    """Return the one before of the same tool; results come newest first."""
    later = [row for row in results if row.tool == result.tool]
    place = next(i for i, row in enumerate(later) if row.id == result.id)
    return later[place + 1] if place + 1 < len(later) else None


def _change(result: KeptResult, before: KeptResult, name: Names) -> tuple[str, ...]:
    changes = KEEPS[result.tool].changes
    if changes is not None:
        return changes(before.document, result.document)
    new = lines(result, name)
    old = lines(before, name)
    came, went = [x for x in new if x not in old], [x for x in old if x not in new]
    said = []
    if came:
        said.append(say("Nieuw: {came}", came=together(came)))
    if went:
        said.append(say("Niet meer bij de eerste: {went}", went=together(went)))
    return tuple(said) or (say("Ongeveer gelijk aan de vorige keer"),)


def _within_reach(engine: Jobbereik, results: Sequence[KeptResult], on: date) -> tuple[str, ...]:
    """Return what is within reach of the newest profile; empty when none is kept."""
    for result in results:
        reach = KEEPS[result.tool].reach
        if reach is not None:
            return reach(engine, result.document, on)
    return ()
