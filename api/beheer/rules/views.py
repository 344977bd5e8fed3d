"""Open cheques by the version of the rules that they follow: each keeps the one of its request."""

from collections.abc import Sequence
from typing import Any

from api.beheer.dependencies import Opened
from api.beheer.files.views import hours, money
from api.web.days import dutch_day
from models.loopbaancheque.life import Cheque
from models.loopbaancheque.life_terms import Terms
from models.loopbaancheque.rules import rules_on


def _rate(terms: Terms) -> str:
    rules = rules_on(terms.version)
    rate = terms.rate if terms.rate is not None else rules.hourly_rate if rules else None
    if rate is None:
        return "niet bekend: gesprekken wachten in de afrekening tot het er is"
    return f"{money(round(rate / 100))} zonder btw"


def page(opened: Opened, cheques: Sequence[Cheque]) -> dict[str, Any]:
    """Return the versions with open cheques, newest first."""
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
    return {"opened": opened, "rows": rows}
