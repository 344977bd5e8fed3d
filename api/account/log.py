"""What is read from a kept result: the few members that the joint view and the plan need; the rest is kept as it came.

A document is the answer that a tool's own API gave. It is checked for these members when it is kept, so that nothing is
kept that cannot be shown again.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from api.problems import Issue, ProblemError, pointer
from models.plan.proposals import TOOLS, Finding

DOCUMENT_BYTES = 262_144
"""Largest document that is kept."""

NESTED = 32
"""Deepest document that is kept."""

LISTED = 7

Text = Annotated[str, Field(max_length=300)]


class _Kept(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="ignore")


class _Experience(_Kept):
    occupation_id: Text
    months: int = Field(ge=0, le=720)


class _Jobbereik(_Kept):
    experiences: list[_Experience] = Field(default=[], max_length=50)
    competence_ids: list[Text] | None = Field(default=None, max_length=500)


class _Labelled(_Kept):
    label: Text


class _Suggested(_Kept):
    occupation: _Labelled


class _Orient(_Kept):
    occupations: list[_Suggested] = Field(max_length=100)


class Theme(_Kept):
    """A theme of a kept Loopbaantest."""

    theme: Text
    score: float | None = Field(default=None, ge=0, le=100)
    low: float | None = None
    high: float | None = None
    band: Text | None = None
    band_text: Text | None = None
    next_steps: list[Any] = Field(default=[], max_length=20)


class _Loopbaantest(_Kept):
    themes: list[Theme] = Field(min_length=1, max_length=6)


class _CardAction(_Kept):
    what: str = Field(default="", max_length=1_000)
    with_whom: str = Field(default="", max_length=1_000)
    by: date | None = None


class _Card(_Kept):
    id: Text
    title: Text
    gap: float | None = None
    weight: float | None = None
    action: _CardAction | None = None


class _Cards(_Kept):
    items: list[_Card] = Field(min_length=1, max_length=36)


class _Person(_Kept):
    alias: Text
    next_step: Text = ""


class _Netwerk(_Kept):
    people: list[_Person] = Field(max_length=100)


SHAPES: Mapping[str, type[_Kept]] = {
    "jobbereik": _Jobbereik,
    "orient": _Orient,
    "loopbaantest": _Loopbaantest,
    "kwaliteiten": _Cards,
    "waarden": _Cards,
    "netwerk": _Netwerk,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A kept result in words.

    Attributes
    ----------
    lines
        What it says, most telling first, in Dutch.
    findings
        What the plan can make actions of.
    """

    lines: tuple[str, ...]
    findings: tuple[Finding, ...]


Names = Callable[[str], str | None]
"""From the id of an occupation to its Dutch name; ``None`` when the catalogue has it no more."""


def unknown_tool(tool: str) -> ProblemError:
    """Return the problem of a tool whose results are not kept."""
    detail = f"allowed are {', '.join(SHAPES)}"
    issue = Issue(location="body", pointer="/tool", code="unknown-tool", detail=detail, value=tool[:100])
    return ProblemError(422, "invalid-request", f"no tool is called like this; {detail}", issue)


def check(tool: str, document: object) -> dict[str, Any]:
    """Return a document that may be kept.

    Raises
    ------
    ProblemError
        422 when the tool is unknown, or the document is too large or misses what is needed.
    """
    if tool not in SHAPES:
        raise unknown_tool(tool)
    if not isinstance(document, dict):
        raise _unfit("/document", "a result is a JSON object, as the tool's own API gives it")
    try:
        SHAPES[tool].model_validate(document)
        size = len(json.dumps(document, allow_nan=False).encode("utf-8"))
    except ValidationError as error:
        first = error.errors()[0]
        raise _unfit("/document" + pointer(first["loc"]), str(first["msg"])) from error
    except (ValueError, RecursionError) as error:
        raise _unfit("/document", "numbers are finite, and nothing is nested without end") from error
    if size > DOCUMENT_BYTES or _depth(document) > NESTED:
        raise _unfit("/document", f"allowed are {DOCUMENT_BYTES} bytes and {NESTED} levels")
    return document


def _unfit(where: str, detail: str) -> ProblemError:
    issue = Issue(location="body", pointer=where, code="unfit-document", detail=detail)
    return ProblemError(422, "invalid-request", f"this result cannot be kept: {detail}", issue)


def _depth(value: object) -> int:
    deepest, level = 0, [value]
    while level:
        deepest += 1
        inner: list[object] = []
        for item in level:
            inner.extend(item.values() if isinstance(item, dict) else item if isinstance(item, list) else ())
        level = inner
    return deepest


def read(tool: str, document: Mapping[str, Any], names: Names) -> Reading:
    """Return what a kept result says."""
    shape = SHAPES[tool].model_validate(document)
    lines, findings = _READERS[tool](shape, names)
    return Reading(lines=tuple(lines[:LISTED]), findings=tuple(findings))


_Read = tuple[list[str], list[Finding]]


def _read_jobbereik(found: _Jobbereik, names: Names) -> _Read:
    jobs = [(names(row.occupation_id) or row.occupation_id, row.months) for row in found.experiences]
    lines = [f"{label}: {_years(months)}" for label, months in jobs]
    if found.competence_ids:
        lines.append(f"{len(found.competence_ids)} competenties die je zelf aanduidde")
    return lines, []


def _years(months: int) -> str:
    if months < 12:
        return f"{months} {'maand' if months == 1 else 'maanden'}"
    return f"{months / 12:.1f}".replace(".0", "").replace(".", ",") + " jaar"


def _read_orient(found: _Orient, names: Names) -> _Read:
    labels = [row.occupation.label for row in found.occupations]
    return labels, [Finding(tool="orient", kind="occupation", label=label) for label in labels]


def _read_loopbaantest(found: _Loopbaantest, names: Names) -> _Read:
    known = [theme for theme in found.themes if theme.score is not None]
    lines = [
        f"{THEMES.get(theme.theme, theme.theme)}: {theme.band_text or theme.band or 'score berekend'}"
        for theme in known
    ]
    steps = []
    for theme in sorted(known, key=lambda row: row.score or 0.0):
        texts = [_step_text(step) for step in theme.next_steps]
        detail = f"Thema: {THEMES.get(theme.theme, theme.theme)}."
        steps += [Finding(tool="loopbaantest", kind="step", label=t, detail=detail) for t in texts[:1] if t]
    return lines, steps


def _step_text(step: object) -> str:
    """Return the words of a next step, which may be text itself; empty when it has none."""
    found = step.get("text") if isinstance(step, dict) else step
    return found if isinstance(found, str) else ""


def themes(document: Mapping[str, Any]) -> list[Theme]:
    """Return the themes of a kept Loopbaantest."""
    return _Loopbaantest.model_validate(document).themes


THEMES = {
    "kwaliteiten": "Inzicht in je kwaliteiten",
    "waarden": "Inzicht in je waarden",
    "arbeidsmarkt": "Inzicht in opleidingen en de arbeidsmarkt",
    "netwerken": "Je netwerk opbouwen en gebruiken",
    "solliciteren": "Solliciteren en stappen zetten naar werk",
    "balans": "Balans tussen werk en privé",
}


def _read_kwaliteiten(found: _Cards, names: Names) -> _Read:
    titles = [card.title for card in found.items]
    return titles, [Finding(tool="kwaliteiten", kind="quality", label=title) for title in titles]


def _read_waarden(found: _Cards, names: Names) -> _Read:
    planned = [card for card in found.items if card.action is not None and card.action.what.strip()]
    wanting = [card for card in found.items if (card.gap or 0) > 0 and card not in planned]
    planned.sort(key=_wanted)
    wanting.sort(key=_wanted)
    findings = [
        Finding(
            tool="waarden",
            kind="value" if (card.gap or 0) > 0 else "valued",
            label=card.title,
            what=card.action.what if card.action else "",
            with_whom=card.action.with_whom if card.action else "",
            by_when=card.action.by if card.action else None,
        )
        for card in (*planned, *wanting)
    ]
    return [card.title for card in found.items], findings


def _wanted(card: _Card) -> float:
    """Return a number that is smallest for the value that lacks most, its importance counted where it is known."""
    return -(card.weight if card.weight is not None else card.gap or 0.0)


def _read_netwerk(found: _Netwerk, names: Names) -> _Read:
    asked = [person for person in found.people if person.next_step]
    count = len(found.people)
    findings = [Finding(tool="netwerk", kind="person", label=p.alias, detail=p.next_step) for p in asked]
    return [f"{count} {'persoon' if count == 1 else 'mensen'} in je netwerk"], findings


_READERS: Mapping[str, Callable[[Any, Names], _Read]] = {
    "jobbereik": _read_jobbereik,
    "orient": _read_orient,
    "loopbaantest": _read_loopbaantest,
    "kwaliteiten": _read_kwaliteiten,
    "waarden": _read_waarden,
    "netwerk": _read_netwerk,
}

__all__ = ["THEMES", "TOOLS", "Names", "Reading", "Theme", "check", "read", "themes"]
