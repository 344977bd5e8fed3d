"""Dutch words for the page of an occupation. Plain Dutch (B1)."""

import re

from item_bank.schema import Confidence, Frequency, Training, TrainingKind
from models.wording import euro, say

INTEREST_WORDS = (
    ("realistic", say("Doen en maken"), say("met je handen, machines, planten of dieren werken")),
    ("investigative", say("Onderzoeken"), say("uitzoeken hoe iets zit, meten, nadenken")),
    ("artistic", say("Creëren"), say("iets moois of nieuws maken, schrijven, vormgeven")),
    ("social", say("Helpen"), say("mensen verzorgen, begeleiden of iets leren")),
    ("enterprising", say("Ondernemen"), say("overtuigen, verkopen, leiding geven")),
    ("conventional", say("Ordenen"), say("gegevens, regels en afspraken op orde houden")),
)
"""The six RIASEC types in plain Dutch, with what they mean."""

LANGUAGE_WORDS = {
    "A1": say("enkele woorden en zinnen (A1)"),
    "A2": say("eenvoudige gesprekken (A2)"),
    "B1": say("gewone gesprekken en teksten (B1)"),
    "B2": say("vlot praten en schrijven (B2)"),
    "C1": say("heel goed praten en schrijven (C1)"),
    "C2": say("zo goed als een moedertaal (C2)"),
}

LEVEL_WORDS = {
    1: say("Je kan meestal beginnen zonder diploma."),
    2: say("Enkele jaren secundair onderwijs volstaan meestal."),
    3: say("Meestal zes jaar beroepsonderwijs, of wat je daar leert."),
    4: say("Meestal een diploma secundair onderwijs, of wat je daar leert."),
    5: say("Meestal een graduaat: ongeveer twee jaar na het secundair."),
    6: say("Meestal een bachelor: ongeveer drie jaar na het secundair."),
    7: say("Meestal een master: vier jaar of meer na het secundair."),
    8: say("Meestal een doctoraat: onderzoek, enkele jaren na een master."),
}
"""What work of each level of the Flemish qualification structure usually asks, as a sentence."""

SURE = {
    Confidence.HIGH: say("zeker: nagelezen in een officiële tekst"),
    Confidence.MEDIUM: say("vrij zeker: kijk het na voor je begint"),
    Confidence.LOW: say("niet zeker: vraag het na"),
    None: say("hoe zeker dit is, weten we niet"),
}
"""How sure it is that the law asks something; ``None`` where an imported catalogue does not say."""

CONDITION_GROUPS = (
    (Frequency.OFTEN, say("Vaak")),
    (Frequency.SOMETIMES, say("Soms")),
    (Frequency.NO, say("Niet")),
    (None, say("Weten we niet")),
)
"""How working conditions are put together, the most frequent first."""

_OPENING = re.compile(
    r"^(?:basisopleiding|ondernemersopleiding|rijopleiding|opleiding|taalcursus|cursus|bachelor|master|graduaat|postgraduaat)"
    r"(?: en examen)?(?: tot| voor)?(?: in)?(?: de| het)? ",
    re.IGNORECASE,
)
_REST = re.compile(r"(?: met | en stage|, | \().*$")


def search_words(training: Training, occupation: str) -> str:
    """Return what to type in the search field of an official address to find a kind of training.

    What is learned at work has no name of its own there: then the occupation is looked for.

    Examples
    --------
    >>> from item_bank.catalogue.builtin import catalogue
    >>> known = {row.names.label("nl"): row for row in catalogue().trainings}
    >>> search_words(known["Opleiding vrachtwagenchauffeur met rijbewijs en vakbekwaamheid"], "Vrachtwagenchauffeur")
    'vrachtwagenchauffeur'
    >>> search_words(known["Bachelor in de verpleegkunde"], "Verpleegkundige")
    'verpleegkunde'
    >>> search_words(known["Leren op de werkplek in een recyclagepark"], "Recyclageparkwachter")
    'recyclageparkwachter'
    """
    words = _REST.sub("", _OPENING.sub("", training.names.label("nl"))).strip()
    at_work = training.kind is TrainingKind.WORKPLACE or words.startswith("je eigen")
    return occupation.lower() if at_work or not words else words


def euros(cents: int) -> str:
    """Write an amount as Dutch does.

    Examples
    --------
    >>> euros(218981), euros(100000)
    ('2.189,81 euro', '1.000 euro')
    """
    return euro(cents)
