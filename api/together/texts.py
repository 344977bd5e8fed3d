"""Dutch words of what is open together. Plain Dutch (B1)."""

from collections.abc import Mapping

from api.together.log import Side

WHAT: Mapping[str, str] = {
    "kwaliteiten": "Jouw kwaliteiten",
    "waarden": "Jouw waarden",
    "netwerk": "Jouw netwerk",
    "plan": "Mijn plan",
}
"""What can be opened."""

ABOUT: Mapping[str, str] = {
    "kwaliteiten": "Een nieuw kaartspel over waar je sterk in bent.",
    "waarden": "Een nieuw kaartspel over wat jij belangrijk vindt.",
    "netwerk": "Je tekening van wie er rond jou staat. Je begint met de tekening die je bewaarde, of leeg. Je coach "
    "ziet ook wie erop staat.",
    "plan": "Een kopie van je plan. Je coach ziet al je acties.",
}
"""What happens then, and what the coach sees."""

NOTICE: Mapping[str, str] = {
    "oud": "Die zet telde niet mee: er was intussen iets veranderd. Hieronder staat wat er nu ligt.",
    "pen": "Die zet telde niet mee: de ander heeft de pen.",
    "vol": "Die zet telde niet mee: er is geen plaats meer.",
    "weg": "Alles van daarnet is weg.",
    "plan": "Je plan is nu zoals jullie het samen schreven.",
    "blijft": "Deze browser kan dit niet bewaren. Sta cookies toe en probeer opnieuw. Er is niets weg.",
}
"""Words for a notice, by what the address says."""

PEN: Mapping[Side, Mapping[Side, str]] = {
    Side.CITIZEN: {Side.CITIZEN: "Jij hebt de pen.", Side.COACH: "Je coach heeft de pen. Jij kijkt mee."},
    Side.COACH: {Side.CITIZEN: "Je klant heeft de pen. Jij kijkt mee.", Side.COACH: "Jij hebt de pen."},
}
"""Who holds the pen, by who reads it."""

BY: Mapping[Side, Mapping[Side, str]] = {
    Side.CITIZEN: {Side.CITIZEN: "jij", Side.COACH: "je coach"},
    Side.COACH: {Side.CITIZEN: "je klant", Side.COACH: "jij"},
}
"""Who made a move, by who reads it."""
