"""Dutch words of statements."""

from models.loopbaancheque.settlement import Held, LineKind

KINDS: dict[LineKind, str] = {
    LineKind.GUIDANCE: "begeleiding",
    LineKind.REVERSAL: "gesprek teruggenomen",
    LineKind.UNUSED_HOURS: "uren die niet gebruikt zijn",
    LineKind.RECOVERY: "gaat terug naar Vlaanderen",
}

HELD: dict[Held, str] = {
    Held.RATE_UNKNOWN: "Het uurtarief van deze cheque is niet bekend. Deze lijn wacht op de eerste afrekening daarna."
}

PAID, PAYABLE = "betaald", "wordt betaald"
