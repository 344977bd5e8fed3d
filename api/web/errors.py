"""Dutch words for errors on pages: what happened, and what to do now."""

from api.bodies import CV_LARGEST
from models.plan.schema import ACTIONS_MAX
from models.wording import say

ERRORS: dict[str, tuple[str, str]] = {
    "not-found": (say("Deze pagina bestaat niet"), say("Kijk het adres na, of begin opnieuw op de startpagina.")),
    "method-not-allowed": (say("Zo kan je deze pagina niet openen"), say("Begin opnieuw op de startpagina.")),
    "body-too-large": (
        say("Wat je stuurde, is te groot"),
        say(
            "Een bestand met je profiel is klein. Kies het bestand dat je hier bewaarde. Een cv van Europass mag "
            "{cv_mb} MB groot zijn.",
            cv_mb=CV_LARGEST // 1_048_576,
        ),
    ),
    "unsupported-media-type": (say("We konden je formulier niet lezen"), say("Begin opnieuw op de startpagina.")),
    "too-many-requests": (
        say("Even geduld"),
        say(
            "Vanop jouw netwerk komen nu heel veel vragen. Wacht een minuut en probeer het "
            "opnieuw. Je bent niets kwijt: "
            "ga terug in je browser."
        ),
    ),
    "unreadable-request": (
        say("We konden je formulier niet lezen"),
        say("Ga terug in je browser en probeer het opnieuw."),
    ),
    "invalid-request": (
        say("Er klopt iets niet in je formulier"),
        say("Ga terug in je browser en kijk je antwoorden na."),
    ),
    "unknown-id": (
        say("We kennen iets uit je profiel niet meer"),
        say("De lijst met beroepen is vernieuwd. Ga terug in je browser en kies opnieuw."),
    ),
    "cross-site": (say("Dit formulier komt van een andere website"), say("Open de pagina hier en vul het opnieuw in.")),
    "stale-form": (
        say("Deze pagina was verlopen"),
        say(
            "Je meldde je intussen opnieuw aan, misschien in een ander venster. Er is niets veranderd. Open ze opnieuw."
        ),
    ),
    "staff-login-needed": (
        say("Meld je eerst aan"),
        say("Je was niet (meer) aangemeld. Er is niets veranderd."),
    ),
    "unknown-session": (
        say("We vinden je antwoorden niet"),
        say("Misschien zijn ze gewist of te oud. Heb je een code? Ga dan verder met je code. Anders begin je opnieuw."),
    ),
    "session-busy": (say("Dat ging te snel na elkaar"), say("Ga terug in je browser en probeer het opnieuw.")),
    "unknown-introduction": (
        say("We vinden je vraag aan het centrum niet"),
        say("Misschien klopt de code niet helemaal, of is je vraag intussen gewist. Kijk je code na."),
    ),
    "introduction-moved-on": (
        say("Dat kan nu niet meer"),
        say("Je vraag is intussen veranderd. Ga terug in je browser en laad de pagina opnieuw."),
    ),
    "storage-unavailable": (
        say("We konden je antwoord niet bewaren"),
        say("Er is niets veranderd. Ga terug in je browser en probeer het over enkele seconden opnieuw."),
    ),
    "storage-full": (
        say("We konden je antwoord niet bewaren"),
        say("Er is niets veranderd. Ga terug in je browser en probeer het later opnieuw."),
    ),
    "busy": (
        say("Het is hier nu erg druk"),
        say(
            "Er komen meer vragen dan we meteen kunnen beantwoorden. Wacht even en probeer opnieuw. "
            "Je bent niets kwijt."
        ),
    ),
    "deadline": (
        say("Dit duurde te lang"),
        say("We konden niet op tijd antwoorden. Wacht even en probeer opnieuw. Je bent niets kwijt."),
    ),
    "login-needed": (say("Open eerst Mijn loopbaan"), say("Ga naar Mijn loopbaan en gebruik je code of je account.")),
    "unknown-result": (
        say("Dit resultaat vinden we niet"),
        say("Misschien is het gewist. Ga terug naar Mijn loopbaan."),
    ),
    "unknown-action": (say("Deze actie vinden we niet"), say("Misschien is ze gewist. Ga terug naar Mijn plan.")),
    "coach-login-needed": (say("Meld je eerst aan als coach"), say("Ga naar de pagina voor coaches en meld je aan.")),
    "unknown-share": (
        say("Hier is niets (meer) gedeeld"),
        say("Misschien is het delen gestopt of voorbij. Vraag het aan wie met je wilde delen."),
    ),
    "share-ended": (say("Dit delen was al gestopt"), say("Niemand ziet het nog. Ga terug naar Wat je deelt.")),
    "shares-full": (say("Je deelt al heel veel"), say("Stop eerst met iets te delen.")),
    "messages-full": (say("Hier staan al heel veel notities"), say("Er is niets bewaard. Bespreek het in je gesprek.")),
    "account-full": (say("Je bewaarde al heel veel resultaten"), say("Wis er eerst een in Mijn loopbaan.")),
    "plan-full": (
        say("Je plan heeft al {most} acties", most=ACTIONS_MAX),
        say("Wis eerst een actie. Een kort plan werkt beter."),
    ),
    "no-code": (say("Jouw account heeft geen code"), say("Je meldt je aan zoals anders. Een code is niet nodig.")),
    "session-full": (
        say("Dit zijn meer antwoorden dan we kunnen bewaren"),
        say("Wat je al antwoordde, blijft staan. Begin opnieuw als je verder wil."),
    ),
    "identity-unavailable": (
        say("Aanmelden lukt nu niet"),
        say("De dienst die weet wie je bent, antwoordt niet. Probeer het later, of gebruik een code."),
    ),
    "not-asked": (
        say("Deze vraag stelden we nog niet"),
        say(
            "Misschien had je de test in twee vensters open. Ga naar Oriënt en doe daar verder. Je antwoorden staan er "
            "nog."
        ),
    ),
    "later-reply": (
        say("Je gaf hier al een later antwoord"),
        say(
            "Misschien had je de vraag in twee vensters open. Je laatste antwoord telt. Kijk het na bij je antwoorden."
        ),
    ),
    "later-change": (
        say("Dit is intussen veranderd"),
        say("Misschien had je het in twee vensters open. Wat het laatst bewaard is, telt. Laad de pagina opnieuw."),
    ),
    "session-finished": (
        say("Je hebt alle vragen beantwoord"),
        say("Ga naar Oriënt en bekijk je resultaat. Je kan je antwoorden daar nog veranderen."),
    ),
    "internal-error": (
        say("Er ging iets mis bij ons"),
        say("Het ligt niet aan jou. Ga terug in je browser en probeer het opnieuw."),
    ),
}
"""Title and advice by code of the problem."""


def words(code: str) -> tuple[str, str]:
    """Return title and advice for an error, unforeseen ones included."""
    return ERRORS.get(code, ERRORS["internal-error"])
