"""Dutch of the pages and answers about career centres."""

from models.wording import say

SAMPLE_NOTE = say(
    "Dit zijn voorbeelden: deze loopbaancentra bestaan niet. Het echte register is hier nog niet geladen."
)
PAY_NOTE = say("Zonder loopbaancheque betaal je de begeleiding zelf. Vraag vooraf wat het kost.")
UNKNOWN_NOTE = say("VDAB beslist of je een loopbaancheque krijgt. Betaal niets voor je dat weet.")

UNSAID = say("zegt het centrum niet")
ONLY_ONLINE = say("Alleen online")
NO_ADDRESS = say("Geen adres: alleen online")
