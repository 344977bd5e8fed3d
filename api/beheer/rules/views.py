"""Open cheques by the version of the rules that they follow: each keeps the one of its request."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.beheer.dependencies import Opened
from api.beheer.files.views import hours, money
from api.beheer.rules.service import Announced, Standing, announced, standing
from api.loopbaancheque.views import changes
from api.web.days import dutch_day
from models.loopbaancheque.dated import parameters
from models.loopbaancheque.life import Cheque
from models.loopbaancheque.life_terms import Terms
from models.loopbaancheque.rules import SCHEME, rules_on


def _rate(terms: Terms) -> str:
    rules = rules_on(terms.version)
    rate = terms.rate if terms.rate is not None else rules.hourly_rate if rules else None
    if rate is None:
        return "niet bekend: gesprekken wachten in de afrekening tot het er is"
    return f"{money(round(rate / 100))} zonder btw"


def cheques_in_words(count: int) -> str:
    """Write how many open cheques.

    Examples
    --------
    >>> cheques_in_words(0), cheques_in_words(1), cheques_in_words(12)
    ('geen open cheque', '1 open cheque', '12 open cheques')
    """
    return "geen open cheque" if count == 0 else f"{count} open cheque{'' if count == 1 else 's'}"


def _announced(found: Announced, on: date) -> dict[str, Any]:
    day = dutch_day(found.since)
    said = (
        f"Vanaf {day} gelden andere regels." if found.scheme else f"Vanaf {day} kan niemand nog een cheque aanvragen."
    )
    unsure = "" if found.certain else "Dit is nog een plan: het kan veranderen."
    return {
        "title": f"Aangekondigd: {day}",
        "lines": [said, found.note[:1].upper() + found.note[1:] + "." if found.note else "", unsure],
        "changes": changes(on, found.since) if found.scheme and rules_on(on) else [],
        "ends": not found.scheme,
        "day": day,
    }


def _follow(count: int, what: str) -> str:
    return f"{cheques_in_words(count).capitalize()} volg{'t' if count < 2 else 'en'} {what}"


def _standing(found: Standing, ahead: Sequence[Announced]) -> list[str]:
    said = [_follow(found.current, "de regels van vandaag."), _follow(found.older, "oudere regels.")]
    later = "aangekondigde regels: die gelden alleen voor wie later een cheque aanvraagt."
    return [*said, _follow(found.later, later)] if ahead else said


def page(opened: Opened, cheques: Sequence[Cheque], on: date) -> dict[str, Any]:
    """Return what is announced and what it does to open cheques, and their versions, newest first."""
    current, ahead = rules_on(on), announced(parameters()[SCHEME].values, on)
    counts = standing(cheques, current.first_day if current else None, on)
    found: dict[tuple[Any, int], list[Cheque]] = {}
    for cheque in cheques:
        if cheque.granted:
            terms = cheque.granted.terms
            found.setdefault((terms.version, terms.cheque_number), []).append(cheque)
    rows = []
    for _, group in sorted(found.items(), reverse=True):
        granted = group[0].granted
        if granted is None:
            continue
        terms, left = granted.terms, sum(cheque.remaining_half_hours for cheque in group)
        rows.append(
            {
                "title": f"Aangevraagd vanaf {dutch_day(terms.version)}, cheque {terms.cheque_number}",
                "facts": [
                    ("Open cheques", str(len(group))),
                    ("Uren op een cheque", hours(terms.half_hours)),
                    ("Nog over, samen", hours(left) if left else "niets"),
                    ("Eigen bijdrage", money(terms.contribution_cents)),
                    ("Uurtarief", _rate(terms)),
                ],
            }
        )
    return {
        "opened": opened,
        "rows": rows,
        "standing": _standing(counts, ahead) if rows else [],
        "announced": [_announced(one, on) for one in ahead],
        "checked": dutch_day(min(one.last_checked_on for one in parameters().values())),
    }
