"""Dutch words for what Jobbereik says: notes, chances, frequencies. Plain Dutch (B1)."""

from collections.abc import Sequence
from functools import lru_cache

from item_bank.schema import CompetenceKind, Frequency, TrainingKind
from models.contracts import Estimate
from models.jobbereik.explanation import doubt_of
from models.jobbereik.parameters import parameters
from models.jobbereik.schema import Candidate, Doubt, ExperienceKind, NoteCode, Unlisted, Verdict
from models.wording import say

NOTES: dict[NoteCode, str] = {
    NoteCode.PROFILE_EMPTY: say(
        "We weten nog niets over je. Voeg een job, hobby of studie toe, of kies zelf wat je kan."
    ),
    NoteCode.PROFILE_TINY: say(
        "We kennen maar enkele competenties van je. Voeg er nog toe: dan kloppen de lijsten beter."
    ),
    NoteCode.PROFILE_VERY_BROAD: say(
        "Je koos heel veel competenties. Dan past bijna alles een beetje. Hou alleen over wat je echt goed kan."
    ),
    NoteCode.PROFILE_CONTRADICTORY: say(
        "Wat je deed of leerde, vraagt meestal een veel hoger diploma dan je koos. "
        "Kijk je diploma na. Of kies “Hou geen rekening met mijn diploma”: dan zie je meer beroepen."
    ),
    NoteCode.COMPETENCES_DERIVED: say(
        "Je vinkte nog geen competenties aan. We gaan uit van wat mensen met jouw ervaring meestal kunnen."
    ),
    NoteCode.FILTERS_REMOVE_MOST: say(
        "Door je wensen vallen meer beroepen weg dan er overblijven. Schrap een wens om er meer te zien."
    ),
    NoteCode.NOTHING_WITHIN_REACH: say(
        "We vinden nu geen beroep binnen bereik. Dat zegt iets over wat wij weten, niet "
        "over jou. Voeg competenties toe, of bespreek het met een loopbaanbegeleider."
    ),
    NoteCode.SIMPLER_FIRST: say(
        "Op jouw niveau vinden we nu bijna niets waar je zonder opleiding mee kan beginnen. "
        "Daarom begint deze lijst met werk waarvoor je minder studies nodig hebt."
    ),
    NoteCode.SIMPLER_LEFT_OUT: say(
        "We tonen niet al het werk onder je niveau. Wil je meer zien? Duid bij Wensen aan dat je dat wil."
    ),
    NoteCode.GATES_UNKNOWN: say(
        "Van sommige beroepen weten we niet of de wet een diploma of vergunning vraagt. Kijk dat zelf na."
    ),
    NoteCode.LEVEL_UNKNOWN: say("Van sommige beroepen weten we niet welk diploma nodig is. Die tonen we toch."),
    NoteCode.CONDITIONS_UNKNOWN: say("Van sommige beroepen weten we niet of ze vragen wat jij liever niet doet."),
    NoteCode.SECTORS_UNKNOWN: say("Van sommige beroepen kennen we de sector niet. Die tonen we toch."),
    NoteCode.REGION_NOT_USED: say("Je streek telt nu niet mee: we hebben daarvoor een postcode en vacatures nodig."),
    NoteCode.REGION_OF_SAMPLES: say(
        "Je ziet alleen beroepen met een voorbeeldvacature op {radius} km of minder van "
        "{place}. Voorbeeldvacatures zijn niet echt: we maakten ze zelf. Wil je alles zien? Laat je postcode leeg."
    ),
    NoteCode.REGION_PLACES_UNKNOWN: say(
        "Van sommige vacatures weten we niet waar het werk is. Die beroepen tonen we toch."
    ),
}

FREQUENCIES: dict[Frequency, str] = {
    Frequency.NO: say("nee"),
    Frequency.SOMETIMES: say("soms"),
    Frequency.OFTEN: say("vaak"),
}

KINDS: dict[ExperienceKind, str] = {
    ExperienceKind.JOB: say("job"),
    ExperienceKind.VOLUNTEERING: say("vrijwilligerswerk"),
    ExperienceKind.HOBBY: say("hobby"),
    ExperienceKind.STUDY: say("studie"),
}

YEARS = ((6, say("minder dan 1")), (24, say("1 tot 3")), (72, say("3 tot 10")), (144, say("meer dan 10")))
"""How many years can be chosen: months in the profile, and the words."""

COMPETENCE_KINDS: dict[CompetenceKind, str] = {
    CompetenceKind.SKILL: say("Wat je doet"),
    CompetenceKind.KNOWLEDGE: say("Wat je weet"),
    CompetenceKind.SOFT: say("Hoe je werkt"),
}


def years(months: int) -> str:
    """Write months as years, as the form sends them.

    Examples
    --------
    >>> years(6), years(72), years(3)
    ('0,5', '6', '0,25')
    """
    return f"{months / 12:.2f}".rstrip("0").removesuffix(".").replace(".", ",")


VERDICTS: dict[Verdict, str] = {
    Verdict.WITHIN_REACH: say("Dit beroep is binnen je bereik."),
    Verdict.WITH_TRAINING: say("Dit beroep wordt haalbaar met een opleiding."),
    Verdict.FAR: say("Dit beroep ligt nu nog ver weg."),
}
NEAREST: dict[Verdict, str] = {
    Verdict.WITHIN_REACH: say(
        "Dit is een van de beroepen die het dichtst bij je liggen. Of het nu al lukt, is niet zeker."
    ),
    Verdict.WITH_TRAINING: say("Dit is een van de beroepen die je kan leren. Of het lukt, is niet zeker."),
    Verdict.FAR: say("Dit beroep ligt nu nog ver weg."),
}
"""What is said of a step on a list that is less sure than likely, since it only fills the list up."""

UNLISTED: dict[Unlisted, str] = {
    Unlisted.OWN: say("Dit werk deed je zelf al. Daarom staat het niet in je lijsten."),
    Unlisted.FILTERED: say("Door je wensen staat dit beroep niet in je lijsten."),
    Unlisted.BESIDE_HOBBY: say(
        "Dit beroep staat niet in je lijsten: het past bij je hobby, en je deed al werk dat meer vraagt. "
        "Wil je het zien? Duid bij Wensen aan dat je ook werk onder je niveau wil."
    ),
    Unlisted.SIMPLER: say(
        "Dit beroep staat niet in je lijsten: we tonen niet al het werk onder je niveau. "
        "Wil je meer zien? Duid bij Wensen aan dat je dat wil."
    ),
    Unlisted.ONLY_WHEN_DONE: say(
        "Dit beroep staat niet in je lijsten: we stellen het alleen voor aan wie zulk werk al deed."
    ),
}
"""Why no list shows an occupation, where its sentence alone would say that one does."""

FITS = say("Dit beroep past bij iets wat je kan. Meer weten we nog niet.")
"""What is said where no experience is told and an occupation only asks something that the person can do."""


def verdict(found: Candidate) -> str:
    """Return on which side an occupation falls, in a sentence that is as sure as its word of doubt."""
    if found.spare:
        return FITS
    return (VERDICTS if found.doubt in (Doubt.SURE, Doubt.LIKELY) else NEAREST)[found.verdict]


TRAINING_KINDS: dict[TrainingKind, str] = {
    TrainingKind.VDAB: say("beroepsopleiding via VDAB"),
    TrainingKind.ADULT_EDUCATION: say("volwassenenonderwijs"),
    TrainingKind.HIGHER_EDUCATION: say("hoger onderwijs"),
    TrainingKind.SECTOR: say("opleiding van de sector"),
    TrainingKind.WORKPLACE: say("leren op de werkvloer"),
    TrainingKind.OTHER: say("andere opleiding"),
}

DOUBTS: dict[Doubt, str] = {
    Doubt.SURE: say("Zeker de moeite"),
    Doubt.LIKELY: say("Goed mogelijk"),
    Doubt.POSSIBLE: say("Te onderzoeken"),
    Doubt.GUESS: say("Een gok"),
}
"""Four words for how sure a step is; the figures stand in ``models/jobbereik/parameters.yaml``."""


def chance(probability: Estimate, verdict: Verdict) -> str:
    """Return the probability that is told in words, words first.

    Examples
    --------
    >>> chance(Estimate(value=0.84, low=0.72, high=0.91, n=900), Verdict.WITHIN_REACH)
    'Goed mogelijk. Van 10 zulke stappen lijken er ongeveer 8 nu al haalbaar (tussen 7 en 9).'
    >>> chance(Estimate(value=0.02, low=0.01, high=0.03, n=900), Verdict.WITHIN_REACH)
    'Een gok. Van 10 zulke stappen lijkt er minder dan 1 nu al haalbaar.'
    >>> chance(Estimate(value=0.97, low=0.96, high=0.97, n=900), Verdict.WITH_TRAINING)
    'Zeker de moeite. Van 10 zulke stappen lijken er meer dan 9 haalbaar met een opleiding.'
    """
    low, value, high = (round(10 * part) for part in (probability.low, probability.value, probability.high))
    doubt = doubt_of(probability.value, parameters())
    return _of_ten(doubt, low, value, high, now=verdict is Verdict.WITHIN_REACH)


@lru_cache(maxsize=2048)
def _of_ten(doubt: Doubt, low: int, value: int, high: int, *, now: bool) -> str:
    words = DOUBTS[doubt]
    between = say(" (tussen {low} en {high})", low=low, high=high) if low < high and 0 < value < 10 else ""
    many = say("meer dan 9") if value == 10 else say("ongeveer {value}", value=value)
    count = (
        say("lijken er {many}", many=many)
        if value > 1
        else say("lijkt er {value} 1", value=say("ongeveer") if value else say("minder dan"))
    )
    if now:
        return say(
            "{words}. Van 10 zulke stappen {count} nu al haalbaar{between}.", words=words, count=count, between=between
        )
    return say(
        "{words}. Van 10 zulke stappen {count} haalbaar met een opleiding{between}.",
        words=words,
        count=count,
        between=between,
    )


_FOR: dict[str, str] = {
    "competences": say("Je kan al veel van wat dit beroep vraagt."),
    "work": say("Het werk lijkt op wat je al deed."),
    "names": say("Het beroep ligt dicht bij wat je al deed, ook in naam."),
    "role": say("Je rol blijft ongeveer dezelfde."),
    "level": say("Het niveau past bij wat je al deed."),
    "gates": say("De wet vraagt niets dat je nog mist."),
    "judged": say("Een taalmodel in de rol van coach vond deze stap haalbaar."),
}
_AGAINST: dict[str, str] = {
    "competences": say("Je mist nog een deel van wat dit beroep vraagt."),
    "work": say("Het werk lijkt weinig op wat je al deed."),
    "names": say("Het beroep ligt verder van wat je al deed dan andere."),
    "role": say("Je rol wordt een andere."),
    "level": say("Het niveau past minder bij wat je al deed."),
    "gates": say("De wet vraagt een papier dat je nog niet hebt."),
    "judged": say("Een taalmodel in de rol van coach vond deze stap niet gemakkelijk."),
}
REASONS_SHOWN = 4

_COUNTED_OR_ASKED = frozenset({"competences", "gates"})
"""What can speak against the very work that somebody did: what lacks, and what the law asks."""


@lru_cache(maxsize=2048)
def _counted(matched: int, total: int) -> str:
    return say("Je hebt {matched} van de {total} competenties die dit beroep vraagt.", matched=matched, total=total)


def reasons(candidate: Candidate) -> list[str]:
    """Return what a score rests on, largest first: at most four plain sentences.

    What can be counted is counted, and a sentence about gates follows the gates themselves. Of the very work that
    somebody did, nobody says that the role becomes another one.
    """
    barred = any(gate.in_the_way for gate in candidate.gates)
    total = len(candidate.matched) + len(candidate.missing)
    open_ = any(not gate.held for gate in candidate.gates)
    near: bool | None = None
    found = []
    for reason in candidate.reasons:
        if reason.group == "gates" and (barred != (reason.weight < 0) or (open_ and reason.weight > 0)):
            continue
        if reason.group == "level" and reason.weight > 0 and candidate.below_level:
            continue
        if candidate.told_as is not None and reason.weight < 0 and reason.group not in _COUNTED_OR_ASKED:
            continue
        if reason.group in ("work", "names"):  # both say how near it is: the larger one is told where they differ
            near = reason.weight > 0 if near is None else near
            if near != (reason.weight > 0):
                continue
        if reason.group == "competences":
            found.append(_counted(len(candidate.matched), total))
        else:
            found.append((_FOR if reason.weight > 0 else _AGAINST)[reason.group])
    return found[:REASONS_SHOWN]


def hours(found: Sequence[int | None]) -> str:
    """Return how long trainings take together; what is not known is said.

    Examples
    --------
    >>> hours([300, 120]), hours([None]), hours([])
    ('Samen ongeveer 420 uur.', 'Hoe lang dat duurt, weten we niet.', '')
    >>> hours([300, None])
    'Samen minstens 300 uur; van 1 opleiding weten we de duur niet.'
    """
    known = [hour for hour in found if hour is not None]
    unknown = len(found) - len(known)
    if not found:
        return ""
    if not known:
        return say("Hoe lang dat duurt, weten we niet.")
    if unknown:
        of = say("1 opleiding") if unknown == 1 else say("{unknown} opleidingen", unknown=unknown)
        return say("Samen minstens {known} uur; van {of} weten we de duur niet.", known=sum(known), of=of)
    return say(
        "{known} {known2} uur.", known=say("Samen ongeveer") if len(known) > 1 else say("Ongeveer"), known2=sum(known)
    )


def nothing_found(typed: str) -> str:
    """Return what to say when no competence resembles what was typed."""
    return say("We vinden “{typed}” niet. Probeer een ander of korter woord.", typed=typed)
