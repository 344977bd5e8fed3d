"""Dutch words of the pages on which a citizen shares."""

from api.shares.schemas import ALIAS_MAX
from models.wording import say

WHAT = {
    "shared-results": say("bekeek wat je deelde"),
    "conversation-sheet": say("bekeek het gespreksblad"),
    "together": say("keek met je mee"),
}
"""What was looked at, in the log."""

NOTHING_CHOSEN = say("Kies minstens één resultaat, of je plan.")
NOT_YOURS = say("Een van deze resultaten bewaar je niet meer. Kies opnieuw.")
UNKNOWN_COACH = say(
    "We kennen deze code niet, of het centrum van deze coach is nu niet erkend. Kijk de code na: vijf woordjes "
    "van vier letters."
)
WRONG_DAY = say("Kies een dag van vandaag tot ten laatste {latest}, bijvoorbeeld 31/1/2027.")
LONG_ALIAS = say("Houd de naam kort: hoogstens {most} letters.", most=ALIAS_MAX)
SUGGESTION = {
    "occupation": say("Beroep"),
    "action": say("Actie"),
    "tool": say("Doe voor het volgende gesprek"),
    "note": say("Notitie"),
}
STATE = {"open": "", "taken": say("Overgenomen in je plan"), "hidden": say("Verborgen")}
TOO_OFTEN = say("Er waren te veel verkeerde codes. Wacht een kwartier en probeer het opnieuw.")
