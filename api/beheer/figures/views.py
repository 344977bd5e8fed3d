"""Figures as their page shows them."""

from collections.abc import Callable
from typing import Any

from api.beheer.dependencies import Opened
from api.beheer.figures import texts
from api.beheer.figures.service import PEERS, Expected, Figures, Peers
from api.beheer.files.views import hours, money
from models.regie.stimulation import Norm, Reach, Stimulation
from models.tevredenheid.scores import Satisfaction

FIRST = 2013
"""The first year that is shown."""


def _plain(value: int) -> str:
    return str(value)


def _percent(value: int) -> str:
    return f"{value} %"


def _hours(value: int) -> str:
    return hours(value) if value else "geen"


def _peers(found: Peers | None, unit: Callable[[int], str]) -> str:
    """Write the spread of other centres; nothing where fewer than ten have this figure."""
    if found is None:
        return ""
    return (
        f"Andere centra ({found.count}): de helft {unit(found.middle)} of minder, "
        f"een kwart {unit(found.low)} of minder, een kwart {unit(found.high)} of meer."
    )


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else "niet te zeggen"


def _of(complete: int, closed: int) -> str:
    return f"{complete} ({_share(complete, closed)} van de afgeronde)" if closed else "nog geen afgerond"


def _expected(found: Expected) -> list[str]:
    amount = found.amount
    if amount.incl_vat or amount.excl_vat:
        said = [f"{money(amount.incl_vat)} met btw, {money(amount.excl_vat)} zonder btw."]
    else:
        said = [] if found.held else [texts.NO_PAYOUT]
    if found.held:
        waits = "Eén lijn wacht" if found.held == 1 else f"{found.held} lijnen wachten"
        said.append(f"{waits}: het uurtarief is niet bekend. Ze staan niet in dit bedrag.")
    return said


def _satisfaction(found: Satisfaction) -> list[str]:
    if found.suppressed or found.score is None:
        return [texts.FEW_VOICES]
    said = [f"Score {found.score:.1f} op 100, uit {found.n} antwoorden.".replace(".", ",", 1)]
    if found.answered_percent is not None:
        said.append(f"{round(found.answered_percent)} % kreeg een antwoord op de vraag.")
    return said


def _stimulation(found: tuple[Reach, Stimulation] | None, norm: Norm) -> list[str]:
    rule = f"De norm: minstens {norm.starts} starts in het jaar, en minstens {norm.share} % uit de doelgroepen samen."
    if found is None:
        return [texts.NO_FACTS, rule]
    reach, standing = found
    said = [texts.STANDING[standing.standing]]
    if reach.starts < PEERS:
        return [*said, texts.FEW_CLIENTS, rule]
    said.append(
        f"{reach.starts} starts, waarvan {reach.reached} uit een doelgroep: {_share(reach.reached, reach.starts)}."
    )
    if reach.unknown == 1:
        said.append("Van één klant is het niet bekend.")
    elif reach.unknown:
        said.append(f"Van {reach.unknown} klanten is het niet bekend.")
    return [*said, rule, "Hoeveel geld dat is, weten we niet: de formule staat niet in onze bronnen."]


def _rows(found: Figures) -> list[tuple[str, str, str]]:
    sums, spread = found.sums, found.peers
    online = f"{hours(sums.online)} ({_share(sums.online, sums.half_hours)})" if sums.online else "geen"
    return [
        ("Gestart", str(sums.started), _peers(spread["started"], _plain)),
        ("Afgerond", str(sums.closed), _peers(spread["closed"], _plain)),
        ("Volledige dossiers", _of(sums.complete, sums.closed), _peers(spread["complete"], _percent)),
        ("Gesprekken", _hours(sums.half_hours), _peers(spread["half-hours"], _hours)),
        ("Waarvan online", online, _peers(spread["online"], _percent)),
    ]


def _beside(said: list[str], spread: Peers | None, unit: Callable[[int], str], few: str) -> list[str]:
    return [*said, _peers(spread, unit) or few]


def page(opened: Opened, found: Figures, last: int) -> dict[str, Any]:
    """Return what the page shows."""
    spread = found.peers
    return {
        "opened": opened,
        "year": found.year,
        "years": [year for year in (found.year - 1, found.year + 1) if FIRST <= year <= last],
        "rows": _rows(found),
        "few": texts.FEW_PEERS if spread["started"] is None else "",
        "parts": [
            ("Wat je nog mag verwachten", _expected(found.expected)),
            (
                "Tevredenheid",
                _beside(_satisfaction(found.satisfaction), spread["satisfaction"], _plain, texts.FEW_SCORES),
            ),
            (
                "Stimulans\u00adfinanciering",
                _beside(_stimulation(found.stimulation, found.norm), spread["stimulation"], _percent, texts.FEW_SHARES),
            ),
        ],
    }
