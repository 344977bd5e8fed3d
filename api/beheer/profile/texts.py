"""Dutch words of a centre's own profile."""

LONG = "Dit is te lang. Schrijf hoogstens 1.500 letters."
EMPTY = "Schrijf eerst je tekst."
STREET = "Schrijf straat en nummer, in hoogstens 200 letters."
POSTCODE = "Schrijf een Belgische postcode die bestaat, zoals 9000."
HOURS = "Schrijf hoogstens 200 letters."
STATE = "Kies of je hier nu mensen ontvangt."
MOVED = (
    "Een collega veranderde dit intussen. Er is niets van jou bewaard. Kijk na wat er nu staat, en bewaar opnieuw als "
    "je dat wil."
)
NONE_OR_SOME = "Kies “geen van deze” of andere, niet allebei."
REASON = "Schrijf waarom je de tekst terugstuurt. Je collega leest dat."
REASON_LONG = "Schrijf hoogstens 500 letters."
OWN = "Je keurt je eigen tekst niet zelf goed. Vraag het aan een collega."
GONE = "Dit is intussen al beslist of veranderd. Kijk hoe het nu staat."

KINDS = {
    "written": "geschreven, staat nog niet op de pagina",
    "published": "op de pagina gezet",
    "returned": "teruggestuurd",
    "confirmed": "bevestigd: nog passief",
}
"""What happened, in the history."""

BUTTON = "Kies een knop op deze pagina."

OFFER = "Wat je centrum aanbiedt"
STOPPED = "Adres dat stopt"
OLD = "Adres van vroeger"
"""What a line of the history is about."""
