"""What the loopbaancheque answers over HTTP: an assessment as members of JSON.

JSON without models on purpose, and days and codes as text: writing the types themselves takes five times as long. A
contract test holds it to ``api.loopbaancheque.schemas``.
"""

from typing import Any

from pydantic_core import to_json

from api.loopbaancheque.schemas import EligibilityIn
from item_bank.loopbaancheque.agreements import agreements as texts
from models.loopbaancheque.assessment import assess
from models.loopbaancheque.dated import DatedValue, parameters
from models.loopbaancheque.rules import SCHEME, timeline
from models.loopbaancheque.schema import Assessment, Condition

NOTICE = "VDAB beslist. Dit antwoord is een hulp, geen beslissing."


def _basis(row: DatedValue | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "instrument": row.instrument,
        "article": row.article,
        "url": row.url,
        "source": row.source,
        "confidence": row.confidence.value,
        "since": row.since.isoformat(),
        "note": row.note,
    }


def _condition(condition: Condition) -> dict[str, Any]:
    return {
        "code": condition.code.value,
        "met": condition.met,
        "explanation": condition.explanation,
        "legalBasis": _basis(condition.basis),
        "lastCheckedOn": condition.last_checked_on and condition.last_checked_on.isoformat(),
    }


def answer(found: Assessment) -> dict[str, Any]:
    """Return an assessment as members of JSON."""
    share = found.state_share
    return {
        "outcome": found.outcome.value,
        "ruleVersion": found.rule_version,
        "reasons": [code.value for code in found.reasons],
        "conditions": [_condition(condition) for condition in found.conditions],
        "chequeNumber": found.cheque_number,
        "hours": found.hours,
        "ownContributionCents": found.own_contribution,
        "stateShareCents": None if share is None else {"exclVat": share.excl_vat, "inclVat": share.incl_vat},
        "warnings": [{"code": note.code, "text": note.text} for note in found.warnings],
        "nextEligibleOn": found.next_eligible_on,
        "referrals": [{"code": note.code, "text": note.text, "path": note.path} for note in found.referrals],
        "notice": NOTICE,
    }


def eligibility(body: EligibilityIn) -> bytes:
    """Return the answer for what is known about a citizen; nothing of it is kept."""
    return to_json(answer(assess(body.to_facts())))


def rules() -> dict[str, Any]:
    """Return every version and every parameter, with its sources."""
    notes = {row.since: row.note for row in parameters()[SCHEME].values}
    return {
        "versions": [
            {"firstDay": version.first_day, "lastDay": version.last_day, "note": notes[version.first_day]}
            for version in timeline().versions
        ],
        "parameters": [
            {
                "name": parameter.name,
                "description": parameter.description,
                "dutch": parameter.dutch,
                "unit": parameter.unit,
                "lastCheckedOn": parameter.last_checked_on,
                "values": [{**(_basis(row) or {}), "value": row.value} for row in parameter.values],
            }
            for parameter in parameters().values()
        ],
    }


def agreements() -> dict[str, Any]:
    """Return every version of the agreement; the last one is in force."""
    found = texts()
    return {
        "items": [
            {"version": one.version, "in_force": one is found[-1], "text": one.text, "sha256": one.sha256}
            for one in found
        ]
    }
