"""Dutch words of papers: kinds, and why a file is refused."""

KINDS = {"agreement": "Overeenkomst", "attendance": "Bewijs van aanwezigheid"}
"""A plan is none: it stays with the client."""

NAMES = {"agreement": "overeenkomst", "attendance": "aanwezigheid"}
"""How a download is called."""

KIND = "Kies wat het is."
FULL = "Dit dossier heeft al 20 stukken. Verwijder er eerst een."
GONE = "Deze begeleiding telt niet meer. Er kan niets bij."

REFUSED = {
    "empty": "Kies een bestand: een PDF of een foto van het blad.",
    "too-large": "Dit bestand is te groot. Het mag hoogstens 10 MB zijn. Scan in zwart-wit of met minder punten.",
    "unknown-kind": "Dit is geen PDF en geen foto. Stuur een PDF, een JPEG of een PNG.",
    "other-kind": "De inhoud van dit bestand is iets anders dan zijn naam zegt. Stuur een PDF, een JPEG of een PNG.",
    "unreadable": "We kunnen dit bestand niet helemaal lezen. Scan het blad opnieuw.",
    "more-behind": "Achter deze foto zit nog iets, zoals een filmpje. Neem een schermafdruk, of scan het blad.",
    "centre-full": "Je centrum bewaart al 2 GB papieren. Verwijder er eerst van dossiers die al nagekeken zijn.",
    "locked": "Deze PDF is beveiligd met een wachtwoord. Stuur ze zonder.",
    "active": "Deze PDF voert iets uit of heeft een ander bestand in zich. Scan het blad opnieuw als gewone PDF.",
    "infected": "Een virusscanner vond iets in dit bestand. We bewaren het niet. Scan het blad opnieuw.",
    "unscanned": "We konden dit bestand nu niet laten nakijken op virussen. Probeer het later opnieuw.",
    "too-many-pages": "Deze PDF heeft te veel bladzijden. Stuur alleen het blad van deze begeleiding.",
}
