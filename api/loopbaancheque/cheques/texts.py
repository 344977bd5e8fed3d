"""Dutch about where a cheque stands."""

from api.keys.service import CallerRole
from models.loopbaancheque.life import Right, Status
from models.wording import say

STATUS_WORDS: dict[Status, tuple[str, str]] = {
    Status.REQUESTED: (
        say("Iemand kijkt je aanvraag na"),
        say("Een gegeven is niet bekend. Daarom beslist een persoon."),
    ),
    Status.REFUSED: (say("Je aanvraag is geweigerd"), say("Hieronder staat elke reden.")),
    Status.OBJECTED: (
        say("Iemand kijkt opnieuw"),
        say("Je was het niet eens met de weigering. Een persoon beslist nu."),
    ),
    Status.AWAITING_PAYMENT: (
        say("Betaal je deel"),
        say("Daarna krijg je je cheque. Iemand anders mag voor jou betalen."),
    ),
    Status.PAYMENT_LAPSED: (
        say("Je aanvraag is vervallen"),
        say("Er werd niet op tijd betaald. Je mag een nieuwe cheque vragen."),
    ),
    Status.ISSUED: (say("Je cheque is klaar"), say("Geef ze aan een loopbaancentrum. De datum op de cheque telt.")),
    Status.EXPIRED_UNUSED: (
        say("Je cheque is vervallen"),
        say("Je begon niet op tijd. Je krijgt je geld terug en je mag een nieuwe cheque vragen."),
    ),
    Status.ACTIVE: (say("Je begeleiding loopt"), say("Het centrum schrijft elk gesprek op, per half uur.")),
    Status.CLOSED: (
        say("Je begeleiding is afgerond"),
        say("Bij vragen kan je nog gratis terecht bij je centrum: dat heet nazorg."),
    ),
    Status.ANNULLED: (say("Deze cheque telt niet meer"), say("Betaalde je al? Dan krijg je dat geld terug.")),
}
"""Where a cheque stands, and what that means."""

RIGHT_WORDS: dict[Right, str] = {
    Right.NONE: say("er is nog niets toegekend"),
    Right.OPEN: say("je kan deze cheque gebruiken"),
    Right.INTACT: say("je recht op een cheque blijft bestaan"),
    Right.USED: say("je gebruikte deze cheque"),
    Right.RESTORED: say("je recht op een cheque is hersteld"),
}

FACT_WORDS: dict[str, str] = {
    "requested": say("aangevraagd"),
    "granted": say("toegekend, en gevraagd om te betalen"),
    "refused": say("geweigerd"),
    "objected": say("niet akkoord met de weigering"),
    "paid": say("betaald"),
    "activated": say("gestart bij een centrum"),
    "session": say("gesprek"),
    "agreed": say("akkoord met de overeenkomst"),
    "attended": say("gesprek bevestigd"),
    "session-reversed": say("gesprek teruggenomen"),
    "closed": say("afgerond met een slotgesprek"),
    "aftercare": say("gesprek in de nazorg"),
    "annulled": say("geannuleerd"),
    "fee-recovered": say("het centrum betaalt de vergoeding terug aan Vlaanderen"),
}

TOLD_BY: dict[str, str] = {
    CallerRole.OPERATOR: say("de dienst"),
    CallerRole.CENTRE: say("het centrum"),
    CallerRole.HOLDER: say("de burger"),
}

MAY_WORDS: dict[str, str] = {
    "sessions": say("een gesprek opschrijven, per half uur; na het slotgesprek: nazorg"),
    "closings": say("het slotgesprek opschrijven, met welke documenten er zijn"),
    "objections": say("zeggen dat je niet akkoord gaat met de weigering"),
    "payments": say("een betaling opschrijven"),
    "annulments": say("de cheque annuleren"),
}
