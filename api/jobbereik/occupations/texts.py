"""Dutch words for the page of an occupation. Plain Dutch (B1)."""

import re

from item_bank.schema import Confidence, Frequency, Training, TrainingKind

INTEREST_WORDS = (
    ("realistic", "Doen en maken", "met je handen, machines, planten of dieren werken"),
    ("investigative", "Onderzoeken", "uitzoeken hoe iets zit, meten, nadenken"),
    ("artistic", "Creëren", "iets moois of nieuws maken, schrijven, vormgeven"),
    ("social", "Helpen", "mensen verzorgen, begeleiden of iets leren"),
    ("enterprising", "Ondernemen", "overtuigen, verkopen, leiding geven"),
    ("conventional", "Ordenen", "gegevens, regels en afspraken op orde houden"),
)
"""The six RIASEC types in plain Dutch, with what they mean."""

LANGUAGE_WORDS = {
    "A1": "enkele woorden en zinnen (A1)",
    "A2": "eenvoudige gesprekken (A2)",
    "B1": "gewone gesprekken en teksten (B1)",
    "B2": "vlot praten en schrijven (B2)",
    "C1": "heel goed praten en schrijven (C1)",
    "C2": "zo goed als een moedertaal (C2)",
}

LEVEL_WORDS = {
    1: "Je kan meestal beginnen zonder diploma.",
    2: "Enkele jaren secundair onderwijs volstaan meestal.",
    3: "Meestal zes jaar beroepsonderwijs, of wat je daar leert.",
    4: "Meestal een diploma secundair onderwijs, of wat je daar leert.",
    5: "Meestal een graduaat: ongeveer twee jaar na het secundair.",
    6: "Meestal een bachelor: ongeveer drie jaar na het secundair.",
    7: "Meestal een master: vier jaar of meer na het secundair.",
    8: "Meestal een doctoraat: onderzoek, enkele jaren na een master.",
}
"""What work of each level of the Flemish qualification structure usually asks, as a sentence."""

SURE = {
    Confidence.HIGH: "zeker: nagelezen in een officiële tekst",
    Confidence.MEDIUM: "vrij zeker: kijk het na voor je begint",
    Confidence.LOW: "niet zeker: vraag het na",
    None: "hoe zeker dit is, weten we niet",
}
"""How sure it is that the law asks something; ``None`` where an imported catalogue does not say."""

CONDITION_GROUPS = (
    (Frequency.OFTEN, "Vaak"),
    (Frequency.SOMETIMES, "Soms"),
    (Frequency.NO, "Niet"),
    (None, "Weten we niet"),
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
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", ".") + (f",{rest:02}" if rest else "") + " euro"
