"""Dutch words of the pages on which a citizen shares."""

WHAT = {
    "shared-results": "bekeek wat je deelde",
    "conversation-sheet": "bekeek het gespreksblad",
    "together": "keek met je mee",
}
"""What was looked at, in the log."""

NOTHING_CHOSEN = "Kies minstens één resultaat, of je plan."
NOT_YOURS = "Een van deze resultaten bewaar je niet meer. Kies opnieuw."
UNKNOWN_COACH = (
    "We kennen deze code niet, of het centrum van deze coach is nu niet erkend. Kijk de code na: vijf woordjes "
    "van vier letters."
)
WRONG_DAY = "Kies een dag van vandaag tot ten laatste {latest}, bijvoorbeeld 31/1/2027."
LONG_ALIAS = "Houd de naam kort: hoogstens 60 letters."
SUGGESTION = {"occupation": "Beroep", "action": "Actie", "tool": "Doe voor het volgende gesprek", "note": "Notitie"}
STATE = {"open": "", "taken": "Overgenomen in je plan", "hidden": "Verborgen"}
