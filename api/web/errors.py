"""Dutch words for errors on pages: what happened, and what to do now."""

ERRORS: dict[str, tuple[str, str]] = {
    "not-found": ("Deze pagina bestaat niet", "Kijk het adres na, of begin opnieuw op de startpagina."),
    "method-not-allowed": ("Zo kan je deze pagina niet openen", "Begin opnieuw op de startpagina."),
    "body-too-large": (
        "Wat je stuurde, is te groot",
        "Een bestand met je profiel is klein: minder dan 1 MB. Kies het bestand dat je hier bewaarde.",
    ),
    "unsupported-media-type": ("We konden je formulier niet lezen", "Begin opnieuw op de startpagina."),
    "too-many-requests": (
        "Even geduld",
        "Vanop jouw netwerk komen nu heel veel vragen. Wacht een minuut en probeer het opnieuw. Je bent niets kwijt: "
        "ga terug in je browser.",
    ),
    "unreadable-request": ("We konden je formulier niet lezen", "Ga terug in je browser en probeer het opnieuw."),
    "invalid-request": ("Er klopt iets niet in je formulier", "Ga terug in je browser en kijk je antwoorden na."),
    "unknown-id": (
        "We kennen iets uit je profiel niet meer",
        "De lijst met beroepen is vernieuwd. Ga terug in je browser en kies opnieuw.",
    ),
    "cross-site": ("Dit formulier komt van een andere website", "Open de pagina hier en vul het opnieuw in."),
    "unknown-session": (
        "We vinden je antwoorden niet",
        "Misschien zijn ze gewist of te oud. Heb je een code? Ga dan verder met je code. Anders begin je opnieuw.",
    ),
    "session-busy": ("Dat ging te snel na elkaar", "Ga terug in je browser en probeer het opnieuw."),
    "unknown-introduction": (
        "We vinden je vraag aan het centrum niet",
        "Misschien klopt de code niet helemaal, of is je vraag na 90 dagen gewist. Kijk je code na.",
    ),
    "introduction-moved-on": (
        "Dat kan nu niet meer",
        "Je vraag is intussen veranderd. Ga terug in je browser en laad de pagina opnieuw.",
    ),
    "storage-unavailable": (
        "We konden je antwoord niet bewaren",
        "Er is niets veranderd. Ga terug in je browser en probeer het over enkele seconden opnieuw.",
    ),
    "storage-full": (
        "We konden je antwoord niet bewaren",
        "Er is niets veranderd. Ga terug in je browser en probeer het later opnieuw.",
    ),
    "busy": (
        "Het is hier nu erg druk",
        "Er komen meer vragen dan we meteen kunnen beantwoorden. Wacht even en probeer opnieuw. Je bent niets kwijt.",
    ),
    "deadline": (
        "Dit duurde te lang",
        "We konden niet op tijd antwoorden. Wacht even en probeer opnieuw. Je bent niets kwijt.",
    ),
    "login-needed": ("Open eerst Mijn loopbaan", "Ga naar Mijn loopbaan en gebruik je code of je account."),
    "unknown-result": ("Dit resultaat vinden we niet", "Misschien is het gewist. Ga terug naar Mijn loopbaan."),
    "unknown-action": ("Deze actie vinden we niet", "Misschien is ze gewist. Ga terug naar Mijn plan."),
    "coach-login-needed": ("Meld je eerst aan als coach", "Ga naar de pagina voor coaches en meld je aan."),
    "unknown-share": (
        "Hier is niets (meer) gedeeld",
        "Misschien is het delen gestopt of voorbij. Vraag het aan wie met je wilde delen.",
    ),
    "share-ended": ("Dit delen was al gestopt", "Niemand ziet het nog. Ga terug naar Wat je deelt."),
    "shares-full": ("Je deelt al heel veel", "Stop eerst met iets te delen."),
    "messages-full": ("Hier staan al heel veel notities", "Er is niets bewaard. Bespreek het in je gesprek."),
    "account-full": ("Je bewaarde al heel veel resultaten", "Wis er eerst een in Mijn loopbaan."),
    "plan-full": ("Je plan heeft al veertig acties", "Wis eerst een actie. Een kort plan werkt beter."),
    "no-code": ("Jouw account heeft geen code", "Je meldt je aan zoals anders. Een code is niet nodig."),
    "session-full": (
        "Dit zijn meer antwoorden dan we kunnen bewaren",
        "Wat je al antwoordde, blijft staan. Begin opnieuw als je verder wil.",
    ),
    "identity-unavailable": (
        "Aanmelden lukt nu niet",
        "De dienst die weet wie je bent, antwoordt niet. Probeer het later, of gebruik een code.",
    ),
    "not-asked": (
        "Deze vraag stelden we nog niet",
        "Misschien had je de test in twee vensters open. Ga naar Oriënt en doe daar verder. Je antwoorden staan er "
        "nog.",
    ),
    "later-reply": (
        "Je gaf hier al een later antwoord",
        "Misschien had je de vraag in twee vensters open. Je laatste antwoord telt. Kijk het na bij je antwoorden.",
    ),
    "session-finished": (
        "Je hebt alle vragen beantwoord",
        "Ga naar Oriënt en bekijk je resultaat. Je kan je antwoorden daar nog veranderen.",
    ),
    "internal-error": (
        "Er ging iets mis bij ons",
        "Het ligt niet aan jou. Ga terug in je browser en probeer het opnieuw.",
    ),
}
"""Title and advice by code of the problem."""


def words(code: str) -> tuple[str, str]:
    """Return title and advice for an error, unforeseen ones included."""
    return ERRORS.get(code, ERRORS["internal-error"])
