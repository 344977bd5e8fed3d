"""Dutch words of a centre's own profile."""

from item_bank.loopbaancentra.schema import HOURS_MAX, TEXT_MAX
from models.wording import whole

STREET_MAX, REASON_MAX = 200, 500
"""Letters of a street, and of why something is sent back."""

LONG = f"Dit is te lang. Schrijf hoogstens {whole(TEXT_MAX)} letters."
EMPTY = "Schrijf eerst je tekst."
STREET = f"Schrijf straat en nummer, in hoogstens {STREET_MAX} letters."
POSTCODE = "Schrijf een Belgische postcode die bestaat, zoals 9000."
HOURS = f"Schrijf hoogstens {HOURS_MAX} letters."
STATE = "Kies of je hier nu mensen ontvangt."
MOVED = (
    "Een collega veranderde dit intussen. Er is niets van jou bewaard. Kijk na wat er nu staat, en bewaar opnieuw als "
    "je dat wil."
)
NONE_OR_SOME = "Kies “geen van deze” of andere, niet allebei."
REASON = "Schrijf waarom je de tekst terugstuurt. Je collega leest dat."
REASON_LONG = f"Schrijf hoogstens {REASON_MAX} letters."
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
