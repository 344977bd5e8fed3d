"""Dutch words of what is open together. Plain Dutch (B1)."""

from collections.abc import Mapping

from api.together.log import Side
from models.wording import say

WHAT: Mapping[str, str] = {
    "kwaliteiten": say("Jouw kwaliteiten"),
    "waarden": say("Jouw waarden"),
    "netwerk": say("Jouw netwerk"),
    "plan": say("Mijn plan"),
}
"""What can be opened."""

ABOUT: Mapping[str, str] = {
    "kwaliteiten": say("Een nieuw kaartspel over waar je sterk in bent."),
    "waarden": say("Een nieuw kaartspel over wat jij belangrijk vindt."),
    "netwerk": say(
        "Je tekening van wie er rond jou staat. Je begint met de tekening die je bewaarde, of leeg. Je coach "
        "ziet alleen namen van mensen die je aankruiste om te tonen."
    ),
    "plan": say("Een kopie van je plan. Je coach ziet al je acties."),
}
"""What happens then, and what the coach sees."""

NOTICE: Mapping[str, str] = {
    "oud": say("Die zet telde niet mee: er was intussen iets veranderd. Hieronder staat wat er nu ligt."),
    "pen": say("Die zet telde niet mee: de ander heeft de pen."),
    "vol": say("Die zet telde niet mee: er is geen plaats meer."),
    "niet": say("Die zet telde niet mee: hij past niet bij wat er nu ligt."),
    "weg": say("Alles van daarnet is weg."),
    "plan": say("Je plan is nu zoals jullie het samen schreven."),
    "blijft": say("Deze browser kan dit niet bewaren. Sta cookies toe en probeer opnieuw. Er is niets weg."),
}
"""Words for a notice, by what the address says."""

PEN: Mapping[Side, Mapping[Side, str]] = {
    Side.CITIZEN: {Side.CITIZEN: say("Jij hebt de pen."), Side.COACH: say("Je coach heeft de pen. Jij kijkt mee.")},
    Side.COACH: {Side.CITIZEN: say("Je klant heeft de pen. Jij kijkt mee."), Side.COACH: say("Jij hebt de pen.")},
}
"""Who holds the pen, by who reads it."""

BY: Mapping[Side, Mapping[Side, str]] = {
    Side.CITIZEN: {Side.CITIZEN: say("jij"), Side.COACH: say("je coach")},
    Side.COACH: {Side.CITIZEN: say("je klant"), Side.COACH: say("jij")},
}
"""Who made a move, by who reads it."""
