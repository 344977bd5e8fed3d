"""The arithmetic of a signal in Dutch, and what else than misuse may explain it: a person reads both."""

from collections.abc import Mapping

from models.regie.hints import HintKind
from models.regie.signals import PairKind, Signal

_OF_PAIRS = (
    "De werkgever en het centrum liggen dicht bij elkaar, en in de streek is weinig keuze.",
    "Collega's raden een goede begeleider aan elkaar aan. Dat mag.",
    "Het centrum kent de sector van deze werkgever goed en is daarvoor bekend.",
    "Een sectorfonds betaalt de eigen bijdrage en noemt dit centrum in zijn folder.",
    "Bij de werkgever verandert veel, waardoor veel mensen tegelijk over hun loopbaan nadenken.",
)

ALTERNATIVES: Mapping[PairKind | HintKind, tuple[str, ...]] = {
    PairKind.CENTRE: _OF_PAIRS,
    PairKind.COUNSELLOR: (*_OF_PAIRS, "De begeleider werkte vroeger zelf bij deze werkgever of in diens sector."),
    HintKind.IMPOSSIBLE_HOUR: (
        "Het uur is verkeerd ingetikt.",
        "De klant werkt in ploegen of woont in een andere tijdzone.",
    ),
    HintKind.OVERLAP: (
        "Een van de uren is verkeerd ingetikt.",
        "Een collega hield het gesprek, en de verkeerde begeleider is gekozen.",
    ),
    HintKind.LONG_DAY: (
        "Gesprekken van verschillende dagen zijn op een dag ingetikt.",
        "Een collega hield een deel van de gesprekken, en de verkeerde begeleider is gekozen.",
    ),
    HintKind.MANY_CLOSINGS: (
        "Slotgesprekken van verschillende dagen zijn op een dag ingetikt.",
        "Het centrum sluit voor de vakantie of aan het einde van het jaar veel dossiers af.",
    ),
    HintKind.NO_METHOD: (
        "De methode staat in een bijlage die niet is meegestuurd.",
        "Het contract is van voor deze vraag gesteld werd.",
    ),
}
"""What else than misuse explains it; whoever opens a case looks at these first."""


def number(value: float) -> str:
    """Write a number with two digits that matter.

    Examples
    --------
    >>> number(3.14159), number(0.00001234)
    ('3,1', '0,000012')
    """
    if value >= 100:
        return f"{value:.0f}"
    digits = 1 if value >= 1 else 2
    text = f"{value:.{digits}f}"
    while 0 < value < 1 and len(text.rstrip("0").lstrip("0.")) < 2 and digits < 30:
        digits += 1
        text = f"{value:.{digits}f}"
    return text.replace(".", ",")


def arithmetic(signal: Signal) -> tuple[str, ...]:
    """Return how a signal was reckoned, one step a line."""
    other = "het centrum" if signal.kind is PairKind.CENTRE else "de begeleider"
    lines = [
        f"{row.province.title()}: {row.all} cheques, waarvan {row.employer} van de werkgever en {row.other} bij "
        f"{other}; verwacht {row.employer} x {row.other} / {row.all} = {number(row.expected)}, geteld {row.both}"
        for row in signal.strata
    ]
    return (
        *lines,
        f"samen verwacht {number(signal.expected)}, geteld {signal.observed}",
        f"kans op {signal.observed} of meer als er geen verband is (hypergeometrisch): {number(signal.chance)}",
        f"na correctie voor alle paren (Benjamini-Hochberg): {number(signal.adjusted)}",
    )
