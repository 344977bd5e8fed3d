"""The joint view of what somebody keeps: what I can, what I like, what I value, where work is; and how it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.account import log
from api.jobbereik.schemas import ProfileIn
from api.storage.account import KeptResult
from item_bank.schema import OccupationId
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import UnknownIdError
from models.loopbaantest.comparison import change_of
from models.loopbaantest.parameters import parameters
from models.loopbaantest.schema import Change, Score
from models.plan.proposals import TOOLS, Finding

REACHED = 7
"""Occupations within reach that the joint view shows."""

Z = 1.645
"""Normal quantile of the 90 % band that kept scores carry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A kept result in words."""

    id: str
    tool: str
    tool_name: str
    taken_on: date
    lines: tuple[str, ...]
    findings: tuple[Finding, ...]
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


def overview(engine: Jobbereik, results: Sequence[KeptResult], *, on: date) -> Overview:
    """Return everything that an account keeps, read and put together."""

    def name(occupation_id: str) -> str | None:
        position = engine.catalogue.occupation_index(OccupationId(occupation_id))
        return None if position is None else engine.catalogue.occupation(position).names.label("nl")

    rows = tuple(_row(result, _before(result, results), name) for result in results)
    newest = {row.tool: row for row in reversed(rows)}
    profile = next((result.document for result in results if result.tool == "jobbereik"), None)
    work = _within_reach(engine, profile, on)
    like = _lines(newest, "orient")
    return Overview(
        rows=rows,
        can=_lines(newest, "kwaliteiten") + _lines(newest, "jobbereik"),
        like=like,
        value=_lines(newest, "waarden"),
        work=work,
        both=tuple(label for label in work if label in like),
    )


def _lines(newest: Mapping[str, Row], tool: str) -> tuple[str, ...]:
    return newest[tool].lines if tool in newest else ()


def _row(result: KeptResult, before: KeptResult | None, name: log.Names) -> Row:
    reading = log.read(result.tool, result.document, name)
    return Row(
        id=result.id,
        tool=result.tool,
        tool_name=TOOLS[result.tool],
        taken_on=result.taken_on,
        lines=reading.lines,
        findings=reading.findings,
        change=() if before is None else _change(result, before, name),
    )


def _before(result: KeptResult, results: Sequence[KeptResult]) -> KeptResult | None:
    """Return the one before of the same tool; results come newest first."""
    later = [row for row in results if row.tool == result.tool]
    place = next(i for i, row in enumerate(later) if row.id == result.id)
    return later[place + 1] if place + 1 < len(later) else None


def _change(result: KeptResult, before: KeptResult, name: log.Names) -> tuple[str, ...]:
    if result.tool == "loopbaantest":
        return _theme_changes(before.document, result.document)
    new = log.read(result.tool, result.document, name).lines
    old = log.read(result.tool, before.document, name).lines
    came, went = [x for x in new if x not in old], [x for x in old if x not in new]
    said = []
    if came:
        said.append("Nieuw: " + ", ".join(came))
    if went:
        said.append("Niet meer bij de eerste: " + ", ".join(went))
    return tuple(said) or ("Ongeveer gelijk aan de vorige keer",)


def _theme_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the themes that changed more than their own doubt; the rest is said to be about the same."""
    old = {row.theme: row for row in log.themes(before)}
    said = []
    for row in log.themes(after):
        first, second = _score(old.get(row.theme)), _score(row)
        if first is None or second is None:
            continue
        change = change_of(first, second, parameters().z)[2]
        words = {Change.PROGRESS: "vooruitgang", Change.DECLINE: "lager dan vorige keer"}.get(change)
        if words:
            said.append(f"{log.THEMES.get(row.theme, row.theme)}: {words}")
    return tuple(said) or ("Ongeveer gelijk: geen verschil dat groter is dan de onzekerheid",)


def _score(row: log.Theme | None) -> Score | None:
    if row is None or row.score is None or row.low is None or row.high is None:
        return None
    if not 0 <= row.low <= row.score <= row.high <= 100 or row.low == row.high:
        return None
    error = max(row.high - row.score, row.score - row.low) / Z  # the wider half: the other may be cut off at an end
    return Score(value=row.score, standard_error=error, low=row.low, high=row.high)


def _within_reach(engine: Jobbereik, profile: Mapping[str, Any] | None, on: date) -> tuple[str, ...]:
    if profile is None:
        return ()
    try:
        known = ProfileIn.model_validate(profile).to_profile()
        found = engine.reach(known, limit=REACHED, on=on)
    except (ValueError, UnknownIdError):
        return ()  # the catalogue moved on; the page says that the profile must be opened again
    return tuple(candidate.occupation.names.label("nl") for candidate in found.within_reach)
