"""Dutch of the page on which a citizen asks a person to look."""

from api.loopbaancheque.cheques.reviews.schemas import ANSWER_LONGEST
from api.loopbaancheque.cheques.reviews.service import PAPERS_MOST
from api.web.scans import LARGEST
from models.wording import say, whole

REFUSED = {
    "empty": say("Kies een bestand: een PDF of een foto van het blad."),
    "too-large": say(
        "Dit bestand is te groot. Het mag hoogstens {mb} MB zijn. Scan in zwart-wit of met minder punten.",
        mb=LARGEST // 1_048_576,
    ),
    "unknown-kind": say("Dit is geen PDF en geen foto. Stuur een PDF, een JPEG of een PNG."),
    "other-kind": say(
        "De inhoud van dit bestand is iets anders dan zijn naam zegt. Stuur een PDF, een JPEG of een PNG."
    ),
    "unreadable": say("We kunnen dit bestand niet helemaal lezen. Scan het blad opnieuw."),
    "more-behind": say("Achter deze foto zit nog iets, zoals een filmpje. Neem een schermafdruk, of scan het blad."),
    "locked": say("Deze PDF is beveiligd met een wachtwoord. Stuur ze zonder."),
    "active": say("Deze PDF voert iets uit of heeft een ander bestand in zich. Scan het blad opnieuw als gewone PDF."),
    "infected": say("Een virusscanner vond iets in dit bestand. We bewaren het niet. Scan het blad opnieuw."),
    "unscanned": say("We konden dit bestand nu niet laten nakijken op virussen. Probeer het later opnieuw."),
    "too-many-pages": say("Deze PDF heeft te veel bladzijden. Stuur alleen het bewijs."),
    "full": say("Je stuurde al {most} papieren. Meer kan niet.", most=PAPERS_MOST),
    "over": say("Er wacht nu niemand op een papier of een antwoord van jou."),
    "no-words": say("Schrijf je antwoord, in hoogstens {most} letters.", most=whole(ANSWER_LONGEST)),
}
"""Why a paper or an answer is not kept, by its code."""

DAY = say("Vraag het op de dag zelf: verander de dag van je aanvraag in vandaag, en probeer het opnieuw.")
ANSWERS = say("Een van je antwoorden klopt niet, zoals een dag of een periode. Ga terug en kijk je antwoorden na.")
PROBLEMS = {
    "consent-missing": say("Duid aan dat we je antwoorden mogen bewaren. Anders kan niemand ze nakijken."),
    "rules-decide": say("De regels zijn hier duidelijk. Niemand hoeft iets na te kijken."),
}
"""What is wrong, by the code of the rule."""
