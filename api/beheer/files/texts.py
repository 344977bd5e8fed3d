"""Dutch words of the files of a centre: fields, rules that forbid something, and what is missing."""

from models.loopbaancheque.file import Missing
from models.loopbaancheque.life import Status
from models.loopbaancheque.life_events import Incomplete, Mode, Reversal, Theme
from models.wording import whole

OTHER_MAX, MARK_MAX, QUESTION_MAX = 60, 40, 1_500
"""Letters of another theme, of the centre's own mark, and of the question of a client."""

DAY = "Schrijf een dag die bestaat, zoals 31/5/2026."
NUMBERS = "Vul beide nummers in. Ze staan allebei op de cheque."
CLOCK = "Schrijf een uur zoals 9:30, of laat het leeg als er die dag maar één gesprek is."
LENGTH = "Kies hoelang het gesprek duurde."
MODE_NEEDED = "Kies hoe het gesprek was."
OTHER = f"Schrijf in hoogstens {OTHER_MAX} letters welk ander thema het was. Doe dat alleen als je 'iets anders' koos."
CLIENT_NUMBER = "Laat je klant het klantnummer van de cheque invullen."
REASON = "Kies waarom je het gesprek terugneemt."
INCOMPLETE_REASON = "Kies waarom het dossier onvolledig blijft."
QUESTION = f"Schrijf de vraag in hoogstens {whole(QUESTION_MAX)} letters."
MARK = f"Een kenmerk heeft hoogstens {MARK_MAX} letters."
NO_TALK = "Kies minstens één gesprek."

WRONG_NUMBERS = (
    "We vinden geen cheque met deze twee nummers, of een ander centrum begeleidt deze klant. Kijk ze allebei na."
)
WRONG_CLIENT = "Dit klantnummer hoort niet bij deze cheque. Er is niets opgeschreven."
TOO_OFTEN = "Er waren te veel verkeerde nummers. Wacht een kwartier en probeer het opnieuw."
BUSY = "Iemand anders schreef op hetzelfde moment. Er is niets opgeschreven. Probeer het opnieuw."
MOVED_ON = (
    "Een collega schreef intussen iets op in dit dossier. Er is niets van jou opgeschreven. Kijk hieronder wat er nu "
    "staat, en stuur dan opnieuw."
)
REUSED = "Dit formulier werd al verstuurd met iets anders erin. Kijk na wat er in het dossier staat en stuur opnieuw."
ELSE = "Dit kan nu niet. Er is niets opgeschreven. Kijk na wat er in het dossier staat."

RULES: dict[str, tuple[str, str]] = {
    "day-in-future": ("dag", "Deze dag moet nog komen. Schrijf een gesprek op nadat het er was."),
    "day-before-last-fact": (
        "dag",
        "Deze dag ligt voor het laatste feit in dit dossier. Kijk de dag na. Staat een vroeger gesprek op een "
        "verkeerde dag? Neem dat dan eerst terug.",
    ),
    "no-mandate": ("dag", "Je centrum had op deze dag geen mandaat. Begeleiding start alleen binnen een mandaat."),
    "before-issue": ("dag", "De cheque bestond nog niet op deze dag."),
    "cheque-expired": ("dag", "De cheque was op deze dag niet meer geldig. De datum op de cheque telt."),
    "already-activated": ("", "Een centrum begon al met deze cheque."),
    "below-half-hour": ("duur", "Je schrijft gesprekken op per half uur. Een korter gesprek telt niet."),
    "hours-exceeded": ("duur", "Zo veel uren heeft de cheque niet meer. Hierboven staat hoeveel er over zijn."),
    "other-theme": ("ander", OTHER),
    "overlapping-session": (
        "uur",
        "Op dat uur staat er al een gesprek in dit dossier. Twee gesprekken vallen nooit samen.",
    ),
    "hour-missing": (
        "uur",
        "Op deze dag staat er al een gesprek. Schrijf ook het uur van dit gesprek: zo vallen ze zeker niet samen.",
    ),
    "other-hour-missing": (
        "uur",
        "Op deze dag staat er al een gesprek zonder uur. Neem dat eerst terug en schrijf het opnieuw op, met het uur.",
    ),
    "unknown-counsellor": ("begeleider", "Deze begeleider staat niet in het register van je centrum. Kies een andere."),
    "wrong-status": ("", "Dat kan niet zoals deze cheque er nu voor staat. Er is niets opgeschreven."),
    "no-session": ("", "Er staat nog geen gesprek in dit dossier. Er is dus niets om af te ronden."),
    "hours-left": ("verliest", "Er zijn nog uren over. Die vervallen. Dat kan alleen als je klant akkoord gaat."),
    "file-incomplete": (
        "onvolledig",
        "Er ontbreekt nog iets: zie hieronder. Zet het in orde, of rond af als onvolledig en zeg waarom.",
    ),
    "file-complete": ("onvolledig", "Er ontbreekt niets. Rond het dossier gewoon af."),
    "session-reversed": ("", "Dit gesprek is al teruggenomen."),
    "unknown-session": ("", "Dit gesprek staat niet in het dossier."),
    "already-agreed": ("", "Je klant ging al akkoord met een andere tekst. Een dossier heeft één overeenkomst."),
    "file-moved-on": ("", MOVED_ON),
}
"""Rules that forbid a fact: the field that it is about, and what to do."""

MISSING: dict[Missing, str] = {
    Missing.AGREEMENT: "de overeenkomst: je klant gaat akkoord op de eigen telefoon of hier, of ze is er op papier",
    Missing.ATTENDANCE: "de aanwezigheid: je klant bevestigt elk gesprek, of er is een blad op papier",
    Missing.PLAN: "het persoonlijk ontwikkelingsplan: je klant heeft het mee",
    Missing.CLOSING_TALK: "het slotgesprek",
}

MODES: dict[Mode, str] = {
    Mode.ON_SITE: "op een adres",
    Mode.ONLINE: "online",
    Mode.WALKING: "al wandelend",
    Mode.PHONE: "aan de telefoon",
}

THEMES: dict[Theme, str] = {
    Theme.JOB_TARGET: "een nieuw doel zoeken",
    Theme.LABOUR_MARKET: "de arbeidsmarkt leren kennen",
    Theme.QUALITIES: "weten waar je goed in bent",
    Theme.WORKABLE_WORK: "werk dat vol te houden is",
    Theme.GROWTH: "groeien in je werk",
    Theme.MEANING: "zin vinden in je werk",
    Theme.MOTIVES: "weten wat je drijft",
    Theme.BALANCE: "werk en privé in evenwicht",
    Theme.RELATIONS: "omgaan met collega's en leidinggevenden",
    Theme.LEADERSHIP: "leiding geven",
    Theme.OTHER: "iets anders",
}

REVERSALS: dict[Reversal, str] = {
    Reversal.NOT_HELD: "het gesprek was er niet",
    Reversal.WRONG_DAY: "de dag was verkeerd",
    Reversal.WRONG_LENGTH: "de duur was verkeerd",
    Reversal.WRONG_CHEQUE: "het was de verkeerde cheque",
}

INCOMPLETE: dict[Incomplete, str] = {
    Incomplete.CLIENT_STOPPED: "mijn klant stopte",
    Incomplete.CLIENT_AWAY: "mijn klant is niet meer te bereiken",
    Incomplete.CLIENT_REFUSES: "mijn klant wil het niet geven",
    Incomplete.DOCUMENT_LOST: "een document is zoek",
}

STATUS: dict[Status, str] = {
    Status.ACTIVE: "loopt",
    Status.CLOSED: "afgerond",
    Status.ANNULLED: "geannuleerd: telt niet meer",
}
