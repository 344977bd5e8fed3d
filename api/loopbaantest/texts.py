"""What citizens read beside a result: notes, doubt in words, what a retake says."""

from collections.abc import Iterable, Mapping
from itertools import permutations

from item_bank.loopbaantest.schema import Band, Bank
from item_bank.schema import Language
from models.loopbaantest.schema import Change, NoteCode, ThemeResult
from models.wording import Text, of_bank, say

NOTES: dict[NoteCode, dict[Language, str]] = {
    NoteCode.NO_NORMS: {
        "nl": say("Dit is een spiegel, geen rapportcijfer. We vergelijken je met niemand: er zijn nog geen normen."),
        "en": "This is a mirror, not a school report. We compare you with nobody: there are no norms yet.",
        "fr": "Ceci est un miroir, pas un bulletin. Nous ne vous comparons à personne : il n'y a pas encore de normes.",
    },
    NoteCode.ANSWERED_FAST: {
        "nl": say("Je antwoordde erg vlug. Neem gerust de tijd om je antwoorden nog eens te bekijken."),
        "en": "You answered very quickly. Feel free to look at your answers again.",
        "fr": "Vous avez répondu très vite. Prenez le temps de revoir vos réponses si vous le souhaitez.",
    },
    NoteCode.ANSWERS_CONTRADICT: {
        "nl": say("Enkele antwoorden lijken elkaar tegen te spreken. Dat kan kloppen. Wil je ze nog eens bekijken?"),
        "en": "Some answers seem to contradict each other. That may be right. Do you want to look at them again?",
        "fr": "Certaines réponses semblent se contredire. C'est possible. Voulez-vous les revoir ?",
    },
    NoteCode.UNUSUAL_PATTERN: {
        "nl": say(
            "Binnen een thema liggen je antwoorden ver uit elkaar. Dat kan kloppen. Wil je ze nog eens bekijken?"
        ),
        "en": "Within a theme your answers lie far apart. That may be right. Do you want to look at them again?",
        "fr": "Au sein d'un thème, vos réponses sont très différentes. C'est possible. Voulez-vous les revoir ?",
    },
    NoteCode.SAME_ANSWER: {
        "nl": say(
            "Je gaf overal hetzelfde antwoord. De ene uitspraak is anders bedoeld dan de andere. Kijk je nog eens?"
        ),
        "en": "You gave the same answer everywhere. Not all statements point the same way. Will you look again?",
        "fr": "Vous répondez partout pareil. Les phrases ne vont pas toutes dans le même sens. Voulez-vous revoir ?",
    },
    NoteCode.THEMES_OPEN: {
        "nl": say("Voor een thema met minder dan drie antwoorden geven we geen score. Je kan die vragen nog invullen."),
        "en": "A theme with fewer than three answers gets no score. You can still answer those questions.",
        "fr": "Un thème avec moins de trois réponses n'a pas de score. Vous pouvez encore répondre à ces questions.",
    },
    NoteCode.PRESENT_JOB_FIRST: {
        "nl": say("Je bent nu weinig tevreden met je werk. Kijk daarom eerst wat er in je huidige job kan veranderen."),
        "en": "You are not very satisfied with your work now. First look at what can change in your present job.",
        "fr": "Vous êtes peu satisfait·e de votre travail. Voyez d'abord ce qui peut changer dans votre emploi actuel.",
    },
}

CHANGES: dict[Change, dict[Language, str]] = {
    Change.PROGRESS: {"nl": say("Vooruitgang"), "en": "Progress", "fr": "Progrès"},
    Change.DECLINE: {
        "nl": say("Lager dan vorige keer"),
        "en": "Lower than last time",
        "fr": "Plus bas que la fois passée",
    },
    Change.NO_CLEAR_CHANGE: {
        "nl": say("Geen duidelijk verschil"),
        "en": "No clear difference",
        "fr": "Pas de différence claire",
    },
    Change.UNKNOWN: {
        "nl": say("Niet te vergelijken: er is te weinig ingevuld"),
        "en": "Cannot be compared: too few answers",
        "fr": "Comparaison impossible : trop peu de réponses",
    },
}

_DOUBT: dict[Language, tuple[str, str, str]] = {
    "nl": (say("Dit is vrij zeker."), say("Het kan ook “{}” zijn."), say("Het kan ook “{}” of “{}” zijn.")),
    "en": ("This is fairly certain.", "It may also be “{}”.", "It may also be “{}” or “{}”."),
    "fr": ("C'est assez sûr.", "Ce peut aussi être « {} ».", "Ce peut aussi être « {} » ou « {} »."),
}


def note(code: NoteCode, language: Language = "nl") -> str:
    """Return the words of a note."""
    return NOTES[code][language]


def other_bands(row: ThemeResult) -> list[Band]:
    """Return the bands that the 90 % band of a score also touches."""
    if row.band_low is None or row.band_high is None:
        return []
    order = list(Band)
    touched = order[order.index(row.band_low) : order.index(row.band_high) + 1]
    return [band for band in touched if band != row.band]


def doubt(bank: Bank, row: ThemeResult, language: Language = "nl") -> str | None:
    """Return the doubt about a band in words, or ``None`` when there is no score."""
    if row.band is None:
        return None
    names = [bank.bands[band][language] for band in other_bands(row)]
    return _DOUBT[language][len(names)].format(*names)


def doubts(bank: Bank) -> Iterable[Mapping[Language, str]]:
    """Return every sentence that :func:`doubt` may say, in each language."""
    for count in range(3):
        for others in permutations(Band, count):
            yield {
                language: str.__str__(texts[count].format(*(bank.bands[band][language] for band in others)))
                for language, texts in _DOUBT.items()
            }


def again(text: str | None, known: Iterable[Mapping[Language, str]]) -> str | None:
    """Return a Dutch text, kept or of now, as one that pages say in their language where it is a known one."""
    words = next((words for words in known if words["nl"] == text), None)
    if words is None:
        return text
    return words["nl"] if isinstance(words["nl"], Text) else of_bank(words)
