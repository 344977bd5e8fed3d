"""Dutch about where a cheque stands."""

from api.keys.service import CallerRole
from models.loopbaancheque.life import Right, Status

STATUS_WORDS: dict[Status, tuple[str, str]] = {
    Status.REQUESTED: ("Iemand kijkt je aanvraag na", "Een gegeven is niet bekend. Daarom beslist een persoon."),
    Status.REFUSED: ("Je aanvraag is geweigerd", "Hieronder staat elke reden."),
    Status.OBJECTED: ("Iemand kijkt opnieuw", "Je was het niet eens met de weigering. Een persoon beslist nu."),
    Status.AWAITING_PAYMENT: ("Betaal je deel", "Daarna krijg je je cheque. Iemand anders mag voor jou betalen."),
    Status.PAYMENT_LAPSED: (
        "Je aanvraag is vervallen",
        "Er werd niet op tijd betaald. Je mag een nieuwe cheque vragen.",
    ),
    Status.ISSUED: ("Je cheque is klaar", "Geef ze aan een loopbaancentrum. De datum op de cheque telt."),
    Status.EXPIRED_UNUSED: (
        "Je cheque is vervallen",
        "Je begon niet op tijd. Je krijgt je geld terug en je mag een nieuwe cheque vragen.",
    ),
    Status.ACTIVE: ("Je begeleiding loopt", "Het centrum schrijft elk gesprek op, per half uur."),
    Status.CLOSED: (
        "Je begeleiding is afgerond",
        "Bij vragen kan je nog gratis terecht bij je centrum: dat heet nazorg.",
    ),
    Status.ANNULLED: ("Deze cheque telt niet meer", "Betaalde je al? Dan krijg je dat geld terug."),
}
"""Where a cheque stands, and what that means."""

RIGHT_WORDS: dict[Right, str] = {
    Right.NONE: "er is nog niets toegekend",
    Right.OPEN: "je kan deze cheque gebruiken",
    Right.INTACT: "je recht op een cheque blijft bestaan",
    Right.USED: "je gebruikte deze cheque",
    Right.RESTORED: "je recht op een cheque is hersteld",
}

FACT_WORDS: dict[str, str] = {
    "requested": "aangevraagd",
    "granted": "toegekend, en gevraagd om te betalen",
    "refused": "geweigerd",
    "objected": "niet akkoord met de weigering",
    "paid": "betaald",
    "activated": "gestart bij een centrum",
    "session": "gesprek",
    "closed": "afgerond met een slotgesprek",
    "aftercare": "gesprek in de nazorg",
    "annulled": "geannuleerd",
}

TOLD_BY: dict[str, str] = {
    CallerRole.OPERATOR: "de dienst",
    CallerRole.CENTRE: "het centrum",
    CallerRole.HOLDER: "de burger",
}

MAY_WORDS: dict[str, str] = {
    "sessions": "een gesprek opschrijven, per half uur; na het slotgesprek: nazorg",
    "closings": "het slotgesprek opschrijven, met welke documenten er zijn",
    "objections": "zeggen dat je niet akkoord gaat met de weigering",
    "payments": "een betaling opschrijven",
    "decisions": "een beslissing opschrijven",
    "annulments": "de cheque annuleren",
}
