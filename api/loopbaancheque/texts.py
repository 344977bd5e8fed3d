"""Dutch of the loopbaancheque pages: the questions, their answers, and what codes are called."""

from dataclasses import dataclass
from enum import StrEnum

from models.loopbaancheque.dated import Confidence
from models.loopbaancheque.schema import Outcome


class Question(StrEnum):
    """A question, in the order in which they are asked."""

    DAY = "dag"
    INITIATIVE = "initiatief"
    WORKING = "werkt"
    OUTPLACEMENT = "outplacement"
    HOME = "woont"
    MOVED = "verhuisd"
    WORKPLACE = "werkplek"
    WORK = "werk"
    CHEQUES = "cheques"
    OPEN = "lopend"
    DUTCH = "nederlands"
    NUMBER = "nummer"


DONT_KNOW = "weet-niet"

YES_NO = {"ja": "Ja", "nee": "Nee", DONT_KNOW: "Weet ik niet"}
PLACES = {
    "flanders": "Vlaanderen",
    "brussels": "Brussel",
    "wallonia": "Wallonië",
    "eea": "Een ander land van de Europese Economische Ruimte",
    "other": "Ergens anders",
    DONT_KNOW: "Weet ik niet",
}
WORK = {"ja": "Ja, ik heb gewerkt", "nooit": "Nee, ik heb nog niet gewerkt", DONT_KNOW: "Weet ik niet"}
CHEQUES = {"ja": "Ja", "nee": "Nee, nog nooit", DONT_KNOW: "Weet ik niet"}
KINDS = {
    "employee": "Werknemer of ambtenaar",
    "self-employed": "Zelfstandige",
    "temp-agency": "Uitzendkracht",
    "equated": "Gelijkgesteld: ziekte, verlof, loopbaanonderbreking, tijdelijke werkloosheid, IBO",
    "foreign": "Werk in het buitenland",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a question is put; ``options`` is empty for a question that is not a choice."""

    short: str
    text: str
    hint: str
    options: dict[str, str]


ASKED = {
    Question.DAY: Asked(
        short="Dag van de aanvraag",
        text="Op welke dag wil je de cheque aanvragen?",
        hint="De regels van die dag tellen. Een dag in het verleden mag ook. Schrijf dag, maand en jaar, "
        "zoals 23-11-2026.",
        options={},
    ),
    Question.INITIATIVE: Asked(
        short="Eigen keuze",
        text="Vraag je de cheque voor jezelf, uit eigen wil?",
        hint="Antwoord nee als je werkgever ze voor zijn personeel wil gebruiken.",
        options=YES_NO,
    ),
    Question.WORKING: Asked(
        short="Werk op die dag",
        text="Werk je op die dag?",
        hint="Voltijds of deeltijds, als werknemer, ambtenaar of zelfstandige. Ben je ziek, met verlof of tijdelijk "
        "werkloos, maar loopt je contract nog? Dan werk je.",
        options=YES_NO,
    ),
    Question.OUTPLACEMENT: Asked(
        short="Outplacement",
        text="Volg je op die dag outplacement?",
        hint="Outplacement is hulp bij het zoeken van een nieuwe job die je krijgt na een ontslag.",
        options=YES_NO,
    ),
    Question.HOME: Asked(
        short="Woonplaats",
        text="Waar woon je?",
        hint="De Europese Economische Ruimte is de Europese Unie met IJsland, Liechtenstein en Noorwegen.",
        options=PLACES,
    ),
    Question.MOVED: Asked(
        short="Verhuisd naar Wallonië",
        text="Ben je vanuit een ander land van de Europese Economische Ruimte naar Wallonië verhuisd?",
        hint="Alleen belangrijk als je in Wallonië woont.",
        options=YES_NO,
    ),
    Question.WORKPLACE: Asked(
        short="Plaats van je werk",
        text="Waar werk je?",
        hint="Woon je in Vlaanderen of Brussel? Dan maakt dit niet uit.",
        options=PLACES,
    ),
    Question.WORK: Asked(
        short="Werk tot nu toe",
        text="Wanneer heb je gewerkt?",
        hint="Schrijf elke periode op. Ken je de dag niet? Schrijf dan de maand, zoals 09-2014. Deeltijds werk telt "
        "als voltijds. Werk je er nog? Laat de laatste dag dan leeg.",
        options=WORK,
    ),
    Question.CHEQUES: Asked(
        short="Vroegere cheques",
        text="Heb je al een loopbaancheque gebruikt?",
        hint="Gebruikt betekent: je had minstens één gesprek. Een cheque die verviel zonder gesprek, telt niet.",
        options=CHEQUES,
    ),
    Question.OPEN: Asked(
        short="Lopende aanvraag",
        text="Heb je nu al een aanvraag lopen, of een geldige cheque die je nog niet gebruikte?",
        hint="Je mag er maar één tegelijk hebben.",
        options=YES_NO,
    ),
    Question.DUTCH: Asked(
        short="Nederlands",
        text="Wil je de begeleiding in het Nederlands volgen?",
        hint="Je hoeft niet perfect Nederlands te spreken.",
        options=YES_NO,
    ),
    Question.NUMBER: Asked(
        short="Nummer in de maand",
        text="De hoeveelste aanvraag van die maand was het?",
        hint="VDAB gaf van 4 maart tot en met 31 oktober 2025 hoogstens 1.000 cheques per maand. Weet je het niet? "
        "Laat het leeg.",
        options={},
    ),
}

OUTCOMES = {
    Outcome.ELIGIBLE: "Je kan een loopbaancheque aanvragen",
    Outcome.NOT_ELIGIBLE: "Je kan geen loopbaancheque aanvragen",
    Outcome.UNKNOWN: "We weten nog niet of je een loopbaancheque kan aanvragen",
}

CONFIDENCES = {
    Confidence.HIGH: "vrij zeker",
    Confidence.MEDIUM: "redelijk zeker: andere bronnen zeggen hetzelfde",
    Confidence.LOW: "onzeker: een zwakke bron, of onze eigen lezing",
}

CONDITIONS = {
    "own-initiative": "Eigen keuze",
    "working": "Werk op de dag van de aanvraag",
    "outplacement": "Geen outplacement",
    "work-experience": "Genoeg werkervaring",
    "portfolio-full": "Nog een cheque over in zes jaar",
    "first-cheque-open": "Eerste cheque afgerond",
    "open-request": "Geen andere aanvraag",
    "residence": "Woonplaats",
    "workplace": "Plaats van het werk",
    "cheque-already-used": "Nog nooit een cheque gebruikt",
    "monthly-cap": "Nog een cheque over in die maand",
    "language": "Begeleiding in het Nederlands",
    "no-scheme-in-force": "Een regeling op die dag",
}

LINKS = {
    "/jobbereik": "Start Jobbereik",
    "/orient": "Start Oriënt",
    "/loopbaantest": "Start de Loopbaantest",
    "/kwaliteiten": "Start met Jouw kwaliteiten",
    "/loopbaancentra": "Zoek een centrum",
}
"""What the link to a step of this service says."""

PAST = (
    "Dit antwoord kan je niet meer openen: we bewaren het hoogstens twee uur, en alleen voor jouw browser. Start "
    "opnieuw met de vragen."
)
