"""Dutch of Jouw netwerk: what the page says beside the figures, and what is wrong with what was typed."""

from collections.abc import Mapping
from functools import lru_cache

from api.sessions.drafts import LIFE_HOURS
from api.web.rendering import said
from item_bank.netwerk.bank import NetwerkBank, bank
from models.netwerk.analysis import NoteCode
from models.netwerk.schema import ALIAS_MAX, PEOPLE_MAX, TEXT_MAX
from models.wording import say


@lru_cache(maxsize=1)
def words() -> NetwerkBank[str]:
    """Return the words of the bank, which pages and files say in their language."""
    return bank().as_said(said)


TITLES = {
    "wat": say("Wat is een netwerk?"),
    "wie": say("Wie staat er rond jou?"),
    "hoe": say("Hoe vraag je iets?"),
    "overzicht": say("Jouw netwerk"),
}
"""Title of each step, in their order."""

NOTES: Mapping[NoteCode, str] = {
    NoteCode.EMPTY: say("Er staat nog niemand in je netwerk. Begin met één persoon."),
    NoteCode.SMALL: say(
        "Je noemt nog maar enkele mensen. Denk ook aan vroegere collega's, buren en mensen uit een club."
    ),
    NoteCode.ONE_CATEGORY: say("Bijna iedereen komt uit dezelfde hoek. Wie breder kijkt, hoort meer nieuws."),
    NoteCode.FEW_LOOSE_TIES: say(
        "Je noemt vooral mensen die dichtbij staan. Mensen die je minder goed kent, weten vaak "
        "dingen die jij nog niet weet."
    ),
    NoteCode.ASKED_OF_ONE: say(
        "Je vraagt alles aan één persoon. Verdeel je vragen: dat is lichter voor die persoon, en je hoort meer."
    ),
    NoteCode.NOTHING_ASKED: say("Je vroeg nog niemand iets. Kies één persoon en één kleine vraag."),
    NoteCode.MOSTLY_RECEIVING: say("Je krijgt vooral hulp. Wat kan jij teruggeven? Een tip of een bericht telt ook."),
    NoteCode.MOSTLY_GIVING: say("Je helpt vooral anderen. Je mag zelf ook iets vragen."),
    NoteCode.NO_BRIDGE: say(
        "Je kent nog niemand in de sectoren van de beroepen die je bekijkt. Wie in je netwerk kent daar wel iemand?"
    ),
}
"""What the page says beside the figures."""

WRONG = {
    "alias": say("Schrijf een korte naam van 1 tot {alias_max} tekens, zonder < en >.", alias_max=ALIAS_MAX),
    "category": say("Kies waar je deze persoon van kent."),
    "askedOn": say("Schrijf een dag als 31/5/2027, of laat het leeg."),
}
"""What is wrong with a field of a person, by its member."""

WRONG_TEXT = say("Maak dit korter dan {text_max} tekens, of kies iets uit de lijst.", text_max=TEXT_MAX)
WRONG_PERSON = say("Kijk nog even na wat in het rood staat. Wat je typte, staat er nog.")
FULL = say(
    "Er passen {people_max} mensen in je netwerk. Wis er eerst een. Wat je typte, staat er nog.", people_max=PEOPLE_MAX
)
UNREADABLE = say("We konden je netwerk niet lezen. Kies het bestand dat je hier bewaarde.")
NO_FILE = say("Kies eerst een bestand.")
SAME_PERSON = say("Kies twee verschillende mensen.")
NO_OCCUPATION = say("We vinden dit beroep niet. Probeer een ander woord.")
PAST = say(
    "Deze stap kan je niet meer openen: we bewaren hem hoogstens {hours} uur, en alleen voor jouw browser. Begin "
    "opnieuw, of open het bestand dat je bewaarde.",
    hours=LIFE_HOURS,
)
