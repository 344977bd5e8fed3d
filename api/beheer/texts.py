"""Dutch words of the desk of a centre; a desk of staff has no other language."""

NOT_IDENTIFIED = "Het aanmelden is niet gelukt. Misschien heb je geen toegang tot de administratie van een centrum."
NO_MANDATE = (
    "Je centrum heeft vandaag geen mandaat. Je kan geen begeleiding starten. Wat loopt, kan je nog opschrijven en "
    "afronden."
)
