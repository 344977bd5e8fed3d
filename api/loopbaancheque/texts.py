"""Dutch of the loopbaancheque pages: the questions, their answers, and what codes are called."""

from dataclasses import dataclass
from enum import StrEnum

from api.sessions.drafts import LIFE_HOURS
from models.loopbaancheque.dated import Confidence
from models.loopbaancheque.schema import Outcome
from models.wording import say


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

YES_NO = {"ja": say("Ja"), "nee": say("Nee"), DONT_KNOW: say("Weet ik niet")}
PLACES = {
    "flanders": say("Vlaanderen"),
    "brussels": say("Brussel"),
    "wallonia": say("Wallonië"),
    "eea": say("Een ander land van de Europese Economische Ruimte"),
    "other": say("Ergens anders"),
    DONT_KNOW: say("Weet ik niet"),
}
WORK = {"ja": say("Ja, ik heb gewerkt"), "nooit": say("Nee, ik heb nog niet gewerkt"), DONT_KNOW: say("Weet ik niet")}
CHEQUES = {"ja": say("Ja"), "nee": say("Nee, nog nooit"), DONT_KNOW: say("Weet ik niet")}
KINDS = {
    "employee": say("Werknemer of ambtenaar"),
    "self-employed": say("Zelfstandige"),
    "temp-agency": say("Uitzendkracht"),
    "equated": say("Gelijkgesteld: ziekte, verlof, loopbaanonderbreking, tijdelijke werkloosheid, IBO"),
    "foreign": say("Werk in het buitenland"),
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
        short=say("Dag van de aanvraag"),
        text=say("Op welke dag wil je de cheque aanvragen?"),
        hint=say(
            "De regels van die dag tellen. Een dag in het verleden mag ook. Schrijf dag, maand en jaar, "
            "zoals 23-11-2026."
        ),
        options={},
    ),
    Question.INITIATIVE: Asked(
        short=say("Eigen keuze"),
        text=say("Vraag je de cheque voor jezelf, uit eigen wil?"),
        hint=say("Antwoord nee als je werkgever ze voor zijn personeel wil gebruiken."),
        options=YES_NO,
    ),
    Question.WORKING: Asked(
        short=say("Werk op die dag"),
        text=say("Werk je op die dag?"),
        hint=say(
            "Voltijds of deeltijds, als werknemer, ambtenaar of zelfstandige. Ben je ziek, met verlof of tijdelijk "
            "werkloos, maar loopt je contract nog? Dan werk je."
        ),
        options=YES_NO,
    ),
    Question.OUTPLACEMENT: Asked(
        short=say("Outplacement"),
        text=say("Volg je op die dag outplacement?"),
        hint=say("Outplacement is hulp bij het zoeken van een nieuwe job die je krijgt na een ontslag."),
        options=YES_NO,
    ),
    Question.HOME: Asked(
        short=say("Woonplaats"),
        text=say("Waar woon je?"),
        hint=say("De Europese Economische Ruimte is de Europese Unie met IJsland, Liechtenstein en Noorwegen."),
        options=PLACES,
    ),
    Question.MOVED: Asked(
        short=say("Verhuisd naar Wallonië"),
        text=say("Ben je vanuit een ander land van de Europese Economische Ruimte naar Wallonië verhuisd?"),
        hint=say("Alleen belangrijk als je in Wallonië woont."),
        options=YES_NO,
    ),
    Question.WORKPLACE: Asked(
        short=say("Plaats van je werk"),
        text=say("Waar werk je?"),
        hint=say("Woon je in Vlaanderen of Brussel? Dan maakt dit niet uit."),
        options=PLACES,
    ),
    Question.WORK: Asked(
        short=say("Werk tot nu toe"),
        text=say("Wanneer heb je gewerkt?"),
        hint=say(
            "Schrijf elke periode op. Ken je de dag niet? Schrijf dan de maand, zoals 09-2014. Deeltijds werk telt "
            "als voltijds. Werk je er nog? Laat de laatste dag dan leeg."
        ),
        options=WORK,
    ),
    Question.CHEQUES: Asked(
        short=say("Vroegere cheques"),
        text=say("Heb je al een loopbaancheque gebruikt?"),
        hint=say("Gebruikt betekent: je had minstens één gesprek. Een cheque die verviel zonder gesprek, telt niet."),
        options=CHEQUES,
    ),
    Question.OPEN: Asked(
        short=say("Lopende aanvraag"),
        text=say("Heb je nu al een aanvraag lopen, of een geldige cheque die je nog niet gebruikte?"),
        hint=say("Je mag er maar één tegelijk hebben."),
        options=YES_NO,
    ),
    Question.DUTCH: Asked(
        short=say("Nederlands"),
        text=say("Wil je de begeleiding in het Nederlands volgen?"),
        hint=say("Je hoeft niet perfect Nederlands te spreken."),
        options=YES_NO,
    ),
    Question.NUMBER: Asked(
        short=say("Nummer in de maand"),
        text=say("De hoeveelste aanvraag van die maand was het?"),
        hint=say(
            "VDAB gaf van 4 maart tot en met 31 oktober 2025 hoogstens 1.000 cheques per maand. Weet je het niet? "
            "Laat het leeg."
        ),
        options={},
    ),
}

OUTCOMES = {
    Outcome.ELIGIBLE: say("Je kan een loopbaancheque aanvragen"),
    Outcome.NOT_ELIGIBLE: say("Je kan geen loopbaancheque aanvragen"),
    Outcome.UNKNOWN: say("We weten nog niet of je een loopbaancheque kan aanvragen"),
}

CONFIDENCES = {
    Confidence.HIGH: say("vrij zeker"),
    Confidence.MEDIUM: say("redelijk zeker: andere bronnen zeggen hetzelfde"),
    Confidence.LOW: say("onzeker: een zwakke bron, of onze eigen lezing"),
}

CONDITIONS = {
    "own-initiative": say("Eigen keuze"),
    "working": say("Werk op de dag van de aanvraag"),
    "outplacement": say("Geen outplacement"),
    "work-experience": say("Genoeg werkervaring"),
    "portfolio-full": say("Nog een cheque over in zes jaar"),
    "first-cheque-open": say("Eerste cheque afgerond"),
    "open-request": say("Geen andere aanvraag"),
    "residence": say("Woonplaats"),
    "workplace": say("Plaats van het werk"),
    "cheque-already-used": say("Nog nooit een cheque gebruikt"),
    "monthly-cap": say("Nog een cheque over in die maand"),
    "language": say("Begeleiding in het Nederlands"),
    "no-scheme-in-force": say("Een regeling op die dag"),
}

LINKS = {
    "/jobbereik": say("Start Jobbereik"),
    "/orient": say("Start Oriënt"),
    "/loopbaantest": say("Start de Loopbaantest"),
    "/kwaliteiten": say("Start met Jouw kwaliteiten"),
    "/loopbaancentra": say("Zoek een centrum"),
}
"""What the link to a step of this service says."""

PAST = say(
    "Dit antwoord kan je niet meer openen: we bewaren het hoogstens {hours} uur, en alleen voor jouw browser. Start "
    "opnieuw met de vragen.",
    hours=LIFE_HOURS,
)
