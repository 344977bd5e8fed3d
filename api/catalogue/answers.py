"""Occupations in short, and what vacancies say of a competence, as members of JSON."""

from typing import Any

from item_bank.schema import Occupation
from models.vacancies.schema import Evidence


def occupation(found: Occupation) -> dict[str, Any]:
    """Return an occupation in short."""
    return {
        "id": found.id,
        "label": found.names.label("nl"),
        "isco08": found.isco08,
        "sector": found.sector,
        "eqfLevel": found.eqf,
    }


def evidence_members(found: Evidence) -> dict[str, Any]:
    """Return what vacancies say of a competence, in short."""
    return {
        "asked": found.asked,
        "vacancies": found.vacancies,
        "share": round(found.share.value, 4),
        "low": round(found.share.low, 4),
        "high": round(found.share.high, 4),
        "lift": None if found.lift is None else round(found.lift.value, 2),
        "source": found.source,
        "since": found.since,
        "thin": found.thin,
    }


def evidence_in_full(found: Evidence, examples: tuple[str, ...]) -> dict[str, Any]:
    """Return all that vacancies say of a competence."""
    trend = found.trend
    return evidence_members(found) | {
        "liftLow": None if found.lift is None else round(found.lift.low, 2),
        "liftHigh": None if found.lift is None else round(found.lift.high, 2),
        "importance": found.importance,
        "months": found.months,
        "examples": list(examples),
        "trend": None
        if trend is None
        else {
            "change": round(trend.change, 4),
            "low": round(trend.low, 4),
            "high": round(trend.high, 4),
            "direction": trend.direction,
            "n": trend.n,
            "nBefore": trend.n_before,
        },
    }
