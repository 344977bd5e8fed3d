"""Dutch of Jouw netwerk: what the page says beside the figures, and what is wrong with what was typed."""

from collections.abc import Mapping

from models.netwerk.analysis import NoteCode
from models.netwerk.schema import ALIAS_MAX, PEOPLE_MAX, TEXT_MAX

TITLES = {
    "wat": "Wat is een netwerk?",
    "wie": "Wie staat er rond jou?",
    "hoe": "Hoe vraag je iets?",
    "overzicht": "Jouw netwerk",
}
"""Title of each step, in their order."""

NOTES: Mapping[NoteCode, str] = {
    NoteCode.EMPTY: "Er staat nog niemand in je netwerk. Begin met één persoon.",
    NoteCode.SMALL: "Je noemt nog maar enkele mensen. Denk ook aan vroegere collega's, buren en mensen uit een club.",
    NoteCode.ONE_CATEGORY: "Bijna iedereen komt uit dezelfde hoek. Wie breder kijkt, hoort meer nieuws.",
    NoteCode.FEW_LOOSE_TIES: "Je noemt vooral mensen die dichtbij staan. Mensen die je minder goed kent, weten vaak "
    "dingen die jij nog niet weet.",
    NoteCode.ASKED_OF_ONE: "Je vraagt alles aan één persoon. Verdeel je vragen: dat is lichter voor die persoon, en je "
    "hoort meer.",
    NoteCode.NOTHING_ASKED: "Je vroeg nog niemand iets. Kies één persoon en één kleine vraag.",
    NoteCode.MOSTLY_RECEIVING: "Je krijgt vooral hulp. Wat kan jij teruggeven? Een tip of een bericht telt ook.",
    NoteCode.MOSTLY_GIVING: "Je helpt vooral anderen. Je mag zelf ook iets vragen.",
    NoteCode.NO_BRIDGE: "Je kent nog niemand in de sectoren van de beroepen die je bekijkt. Wie in je netwerk kent "
    "daar wel iemand?",
}
"""What the page says beside the figures."""

WRONG = {
    "alias": f"Schrijf een korte naam van 1 tot {ALIAS_MAX} tekens, zonder < en >.",
    "category": "Kies waar je deze persoon van kent.",
    "askedOn": "Schrijf een dag als 31/5/2027, of laat het leeg.",
}
"""What is wrong with a field of a person, by its member."""

WRONG_TEXT = f"Maak dit korter dan {TEXT_MAX} tekens, of kies iets uit de lijst."
WRONG_PERSON = "Kijk nog even na wat in het rood staat. Wat je typte, staat er nog."
FULL = f"Er passen {PEOPLE_MAX} mensen in je netwerk. Wis er eerst een. Wat je typte, staat er nog."
UNREADABLE = "We konden je netwerk niet lezen. Kies het bestand dat je hier bewaarde."
NO_FILE = "Kies eerst een bestand."
SAME_PERSON = "Kies twee verschillende mensen."
NO_OCCUPATION = "We vinden dit beroep niet. Probeer een ander woord."
PAST = (
    "Deze stap kan je niet meer openen: we bewaren hem hoogstens twee uur, en alleen voor jouw browser. Begin opnieuw, "
    "of open het bestand dat je bewaarde."
)
