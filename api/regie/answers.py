"""The director's side as members of answers."""

from typing import Any

from api.regie.service import Found, Noticed, Standings, whose
from models.regie.explanations import ALTERNATIVES, arithmetic
from models.regie.hints import Hint
from models.regie.signals import LEAST, RATE, Signal

SHOWN_FROM = 10
"""Numbers of people from 1 to 9 are not told: they could lead to somebody."""

HINTS_MOST = 200
"""What is noticed that one answer names."""

NOTE = (
    "Een signaal is een vraag, geen bewijs. Het heeft voor niemand een gevolg: een mens kijkt eerst naar andere "
    "verklaringen en hoort het centrum."
)


def _shown(count: int | None) -> int | None:
    return None if count is not None and 0 < count < SHOWN_FROM else count


def _signal(found: Signal) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "employer": found.employer,
        "centre_id": found.centre,
        "counsellor": found.counsellor,
        "observed": found.observed,
        "expected": found.expected,
        "chance": found.chance,
        "adjusted": found.adjusted,
        "strata": [
            {
                "province": row.province,
                "all": row.all,
                "employer": row.employer,
                "other": row.other,
                "both": row.both,
                "expected": row.expected,
            }
            for row in found.strata
        ],
        "arithmetic": list(arithmetic(found)),
        "alternatives": list(ALTERNATIVES[found.kind]),
    }


def signals(year: int, found: Found) -> dict[str, Any]:
    """Return the signals of a year."""
    return {
        "year": year,
        "cheques": found.known,
        "unknown_employer": found.unknown,
        "rate": RATE,
        "least": LEAST,
        "signals": [_signal(one) for one in found.signals],
        "note": NOTE,
    }


def _hint(found: Hint) -> dict[str, Any]:
    centre_id, counsellor_id = whose(found.who)
    return {
        "kind": found.kind,
        "centre_id": centre_id,
        "counsellor_id": counsellor_id,
        "on": found.on,
        "cheques": list(found.about),
        "arithmetic": found.arithmetic,
        "alternatives": list(ALTERNATIVES[found.kind]),
    }


def hints(year: int, found: Noticed) -> dict[str, Any]:
    """Return what is noticed about the talks of a year."""
    return {
        "year": year,
        "talks": found.talks,
        "unknown_counsellor": found.unknown,
        "total": len(found.hints),
        "hints": [_hint(one) for one in found.hints[:HINTS_MOST]],
        "note": NOTE,
    }


def stimulation(year: int, found: Standings) -> dict[str, Any]:
    """Return how each centre stands, in numbers that lead to nobody."""
    centres = [
        {
            "centre_id": centre,
            "standing": result.standing,
            "norm_reached": result.norm,
            "starts": reach.starts,
            "target_groups": _shown(reach.reached),
            "unknown": _shown(reach.unknown),
            "paid_clients": _shown(result.paid_clients),
            "amount_cents": result.amount_cents,
        }
        for centre, (reach, result) in found.centres.items()
    ]
    return {
        "year": year,
        "amount_known": found.norm.amount_known,
        "minimum_starts": found.norm.starts,
        "minimum_percent": found.norm.share,
        "most_percent": found.norm.cap,
        "centres": centres,
        "groups": [{"group": group, "n": _shown(n)} for group, n in found.groups.items()],
    }
