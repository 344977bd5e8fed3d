"""Figures as their page shows them."""

from typing import Any

from api.beheer.dependencies import Opened
from api.beheer.figures import texts
from api.beheer.figures.service import PEERS, Expected, Figures, Peers
from api.beheer.files.views import hours, money
from models.regie.stimulation import Norm, Reach, Stimulation
from models.tevredenheid.scores import Satisfaction

FIRST = 2013
"""The first year that is shown."""


def _peers(found: Peers | None) -> str:
    if found is None:
        return texts.FEW_PEERS
    return (
        f"De helft van {found.count} andere centra had er {found.middle} of minder. "
        f"Een kwart had er {found.low} of minder, een kwart {found.high} of meer."
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


def page(opened: Opened, found: Figures, last: int) -> dict[str, Any]:
    """Return what the page shows."""
    counts = found.counted
    return {
        "opened": opened,
        "year": found.year,
        "years": [year for year in (found.year - 1, found.year + 1) if FIRST <= year <= last],
        "rows": [
            ("Gestart", str(counts.started)),
            ("Afgerond", str(counts.closed)),
            ("Volledige dossiers", _of(counts.complete, counts.closed)),
            ("Gesprekken", hours(counts.half_hours) if counts.half_hours else "geen"),
            (
                "Waarvan online",
                f"{hours(counts.online)} ({_share(counts.online, counts.half_hours)})" if counts.online else "geen",
            ),
        ],
        "parts": [
            ("Andere centra: starts", [_peers(found.started)]),
            *([("Andere centra: afgerond", [_peers(found.closed)])] if found.closed else []),
            ("Wat je nog mag verwachten", _expected(found.expected)),
            ("Tevredenheid", _satisfaction(found.satisfaction)),
            ("Stimulans\u00adfinanciering", _stimulation(found.stimulation, found.norm)),
        ],
    }
