"""Dutch of the pages on which a citizen complains and follows the complaint."""

from api.klachten.schemas import WORDS_LONGEST
from api.sessions.drafts import LIFE_HOURS
from models.klachten.events import ComplaintKind, Party, Subject
from models.klachten.life import ComplaintStage
from models.wording import say

KINDS = {
    ComplaintKind.CONTENT: say("Mijn loopbaanbegeleiding, of het centrum"),
    ComplaintKind.GRANT: say("Mijn aanvraag van een loopbaancheque, of hoe die behandeld is"),
}
"""What a citizen complains about; what a centre says of the director comes over the API."""

SUBJECTS = {
    Subject.EXPECTATIONS: say("Het was niet wat ik verwachtte"),
    Subject.AGREEMENTS: say("Het centrum hield zich niet aan de afspraken"),
    Subject.TECHNICAL: say("Er ging iets mis met de uren, de cheque of de papieren"),
}

STAGES = {
    ComplaintStage.HEARING: (
        say("We horen jou en het centrum"),
        say("We vragen aan beide kanten wat er gebeurde. Daarna beslist een medewerker."),
    ),
    ComplaintStage.READY: (say("We kijken je klacht na"), say("Een medewerker leest alles en beslist.")),
    ComplaintStage.DEFENCE: (
        say("We kijken je klacht na"),
        say("Het centrum kan zich nog verdedigen. Daarna beslist een medewerker."),
    ),
    ComplaintStage.DECIDED: (say("Er is een antwoord op je klacht"), say("Lees de brief hieronder.")),
    ComplaintStage.INADMISSIBLE: (
        say("We kunnen je klacht niet behandelen"),
        say("Ze gaat over iets van meer dan een jaar geleden. Lees de brief hieronder."),
    ),
    ComplaintStage.WITHDRAWN: (say("Je trok je klacht in"), say("We doen er niets meer mee.")),
}
"""Where a complaint stands, and what that means for who complained."""

LOG = {
    "filed": say("Je diende je klacht in"),
    "noticed": say("We lieten het centrum weten dat het geld kan moeten terugbetalen"),
    "defended": say("Het centrum verdedigde zich"),
    "decided": say("We beslisten"),
    "withdrawn": say("Je trok je klacht in"),
}
SIDES = {
    ("asked", Party.CITIZEN): say("We vroegen of je meer wil vertellen"),
    ("asked", Party.CENTRE): say("We vroegen het centrum om zijn kant te vertellen"),
    ("heard", Party.CITIZEN): say("Jij vertelde meer"),
    ("heard", Party.CENTRE): say("Het centrum vertelde zijn kant"),
}

KIND_MISSING = say("Kies waarover je klacht gaat.")
DAY_UNREAD = say("Vul de dag in, zoals 14/9/2026. Weet je ze niet precies? Kies de dag die er het dichtst bij ligt.")
DAY_LATER = say("Deze dag moet nog komen. Vul de dag in waarop het gebeurde.")
WORDS_MISSING = say("Schrijf wat er gebeurde.")
WORDS_LONG = say("Hou het korter dan {words_longest} tekens.", words_longest=WORDS_LONGEST)
WORDS_STRANGE = say("In je tekst staat een teken dat we niet kunnen bewaren. Typ hem opnieuw.")
NUMBERS_MISSING = say("Vul de twee nummers van je cheque in. Ze staan allebei op de cheque.")
ONE_NUMBER = say("Vul beide nummers in, of laat ze allebei leeg.")
NUMBERS_UNKNOWN = say("Deze twee nummers horen niet bij elkaar. Kijk ze na.")
NOT_STARTED = say(
    "Met deze cheque begon nog geen begeleiding. Gaat je klacht over je aanvraag? Kies dat dan bij “Waarover gaat je "
    "klacht?”."
)
TOO_OFTEN = say("Er waren te veel verkeerde nummers. Wacht een kwartier en probeer het opnieuw.")
PAST = say(
    "Wat je typte, kan je niet meer openen: dat kan hoogstens {hours} uur, en alleen in jouw browser. Begin opnieuw.",
    hours=LIFE_HOURS,
)
PAGE_PAST = say("Deze pagina kan je niet meer openen. Vul je code opnieuw in.")

TELL = {
    "heard-before": say("Je vertelde al meer. Wil je nog iets zeggen? Bel gratis naar 0800 30 700."),
    "wrong-status": say("Je klacht is afgesloten. Er kan niets meer bij."),
    "complaint-busy": say("Iemand veranderde hier tegelijk iets. Verstuur het nog eens."),
}
"""Why what a citizen adds is not kept, by its code."""
