"""Dutch words for what Oriënt says: notes, chances, reasons to hide. Plain Dutch (B1), words before figures."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from item_bank.orient.bank import bank
from models.orient.schema import NoteCode
from models.wording import of_bank, say, together

NOTES: dict[NoteCode, str] = {
    NoteCode.FEW_ANSWERS: say(
        "We kennen je nog maar weinig. Deze lijst kan nog veel veranderen. Beantwoord nog enkele vragen."
    ),
    NoteCode.FLAT: say(
        "Je antwoorden lijken voor elk soort werk op elkaar. Deze lijst zegt dan weinig over jou. Beoordeel "
        "enkele beroepen, of bespreek je antwoorden met een loopbaanbegeleider."
    ),
    NoteCode.CONTRADICTORY: say(
        "Sommige antwoorden gaan moeilijk samen. Dat kan: misschien klikte je eens mis, of hangt "
        "het af van de dag. Kijk je antwoorden na."
    ),
    NoteCode.ALL_HIGH: say("Je doet bijna alles graag. We kijken daarom naar wat je net iets liever doet dan de rest."),
    NoteCode.ALL_LOW: say(
        "Je doet weinig van deze dingen graag. We kijken daarom naar wat je het minst tegensteekt. "
        "Misschien boeit je iets dat we niet vroegen: praat erover met een loopbaanbegeleider."
    ),
    NoteCode.MANY_UNKNOWN: say(
        "Bij veel vragen koos je “weet ik niet”. Die tellen niet mee. Je lijst is daardoor minder zeker."
    ),
    NoteCode.FEW_FAMILIES: say("We vonden beroepen uit minder dan drie soorten werk."),
}

NOTES_AFTER_THE_END: dict[NoteCode, str] = {
    NoteCode.FEW_ANSWERS: say(
        "Op weinig vragen gaf je een antwoord dat telt. Deze lijst zegt daarom weinig over jou. "
        "Verander een antwoord als je het nu wel weet, beoordeel zelf een beroep, of praat erover met een "
        "loopbaanbegeleider."
    ),
}
"""What is said instead when there are no more questions."""

SMALL = 0.25
"""A chance below this is called small."""

HIDE_REASONS: dict[str, str] = {
    "not-interested": say("Het boeit me niet"),
    "level": say("Het vraagt een ander diploma"),
    "health": say("Het is te zwaar voor mij"),
    "did-it-before": say("Ik deed het al en wil iets anders"),
    "other": say("Een andere reden"),
}

TYPE_MEANINGS: dict[str, str] = {
    "R": say("met je handen, machines, planten of dieren werken"),
    "I": say("uitzoeken hoe iets zit, meten, nadenken"),
    "A": say("iets moois of nieuws maken, schrijven, vormgeven"),
    "S": say("mensen verzorgen, begeleiden of iets leren"),
    "E": say("overtuigen, verkopen, leiding geven"),
    "C": say("gegevens, regels en afspraken op orde houden"),
}

_CHANCES = (
    (0.8, say("Heel waarschijnlijk een van je tien beste")),
    (0.5, say("Waarschijnlijk een van je tien beste")),
    (SMALL, say("Misschien een van je tien beste")),
    (0.051, say("Kleine kans op je tien beste")),
)


def chance(probability: float, *, own: bool = True) -> str:
    """Return the probability of the top ten in words, words first.

    Parameters
    ----------
    own
        Whether it is said to the person, and not where others read it too.

    Examples
    --------
    >>> chance(0.62)
    'Waarschijnlijk een van je tien beste (kans ongeveer 6 op 10)'
    >>> chance(0.03)
    'Heel kleine kans op je tien beste (minder dan 1 op 10)'
    >>> chance(0.3, own=False)
    'Misschien bij de tien beste (kans ongeveer 3 op 10)'
    """
    least_of_all = say("Heel kleine kans op je tien beste") if own else say("Heel kleine kans op de tien beste")
    steps = _CHANCES if own else _OF_SOMEBODY
    words = next((text for least, text in steps if probability >= least), least_of_all)
    tenths = min(round(10 * probability), 9) if probability < 1 else 10  # never "10 op 10" unless it is
    figure = say("kans ongeveer {tenths} op 10", tenths=tenths) if tenths else say("minder dan 1 op 10")
    return together([words, together(["(", figure, ")"], "")], " ")


_OF_SOMEBODY = (
    (0.8, say("Heel waarschijnlijk bij de tien beste")),
    (0.5, say("Waarschijnlijk bij de tien beste")),
    (SMALL, say("Misschien bij de tien beste")),
    (0.051, say("Kleine kans op de tien beste")),
)


def remaining(low: int, high: int) -> str:
    """Return how many questions probably remain.

    Examples
    --------
    >>> remaining(6, 9), remaining(1, 1), remaining(0, 0)
    ('nog ongeveer 6 tot 9 vragen', 'nog ongeveer 1 vraag', 'meer vragen veranderen je lijst nog maar weinig')
    """
    if high == 0:
        return say("meer vragen veranderen je lijst nog maar weinig")
    if low == high:
        return say("nog ongeveer {low} {low2}", low=low, low2=say("vraag") if low == 1 else say("vragen"))
    return say("nog ongeveer {low} tot {high} vragen", low=low, high=high)


def dutch(value: object) -> str:
    """Write the figures of a table as Dutch does, with a comma.

    Examples
    --------
    >>> dutch("0.876 (0.86-0.89)"), dutch(48)
    ('0,876 (0,86-0,89)', '48')
    """
    return re.sub(r"(?<=\d)\.(?=\d)", ",", str(value))


def strength(value: float) -> str:
    """Return an interest from 0 to 100 in words.

    Examples
    --------
    >>> strength(82), strength(50), strength(10)
    ('heel graag', 'soms wel, soms niet', 'niet graag')
    """
    steps = ((75, say("heel graag")), (58, say("graag")), (42, say("soms wel, soms niet")), (25, say("liever niet")))
    return next((words for least, words in steps if value >= least), say("niet graag"))


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Mapping[Any, str]]:
    found = bank()
    known = (*(item.texts for item in found.items), *found.scale, *found.types.values())
    return {words["nl"]: words for words in known}


def again(text: str) -> str:
    """Return a Dutch text, kept or of now, as one that pages say in their language where the bank has it.

    Examples
    --------
    >>> again("Heel graag"), again("iets van een vroegere bank")
    ('Heel graag', 'iets van een vroegere bank')
    """
    words = _words().get(text)
    return text if words is None else of_bank(words)
