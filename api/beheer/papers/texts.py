"""Dutch words of papers: kinds, and why a file is refused."""

from api.loopbaancheque.cheques.reviews import texts

KINDS = {"agreement": "Overeenkomst", "attendance": "Bewijs van aanwezigheid"}
"""A plan is none: it stays with the client."""

NAMES = {"agreement": "overeenkomst", "attendance": "aanwezigheid"}
"""How a download is called."""

KIND = "Kies wat het is."
FULL = "Dit dossier heeft al 20 stukken. Verwijder er eerst een."
GONE = "Deze begeleiding telt niet meer. Er kan niets bij."

REFUSED = texts.REFUSED | {
    "centre-full": "Je centrum bewaart al 2 GB papieren. Verwijder er eerst van dossiers die al nagekeken zijn.",
    "too-many-pages": "Deze PDF heeft te veel bladzijden. Stuur alleen het blad van deze begeleiding.",
}
