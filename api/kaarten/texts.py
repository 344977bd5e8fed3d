"""Dutch words of the card games: how firm a card stands, and what must be said beside a result. Plain Dutch (B1)."""

from models.kaarten.results import Firmness
from models.wording import say

FIRMNESS: dict[Firmness, str] = {
    Firmness.FIRM: say("Staat vast bij je zeven."),
    Firmness.FAIRLY_FIRM: say("Staat vrij vast bij je zeven."),
    Firmness.DOUBTFUL: say("Twijfelkaart: een andere keer lag ze er misschien niet bij."),
}

DOUBT = say("Deze kaart staat het minst vast. Denk er nog eens over na.")
NEARLY = say("Deze kaart viel er net naast. Misschien hoort ze er toch bij.")

NOTES: dict[str, str] = {
    "stability-assumed": say(
        "Hoe vast een kaart staat, is een schatting. We rekenen met hoe wisselend mensen ongeveer "
        "kiezen. Bij jou kan dat anders zijn."
    ),
    "ranking-only": say("Je gaf alleen de volgorde. Daardoor weten we minder over hoe vast elke kaart staat."),
    "bank-changed": say("De kaarten zijn vernieuwd sinds je speelde. Kijk na of de teksten nog kloppen."),
    "catalogue-unlinked": say(
        "De lijst met beroepen die nu actief is, kent onze kwaliteiten niet. Daarom tonen we geen beroepen."
    ),
    "importance-from-catalogue": say(
        "De beroepen komen uit onze lijst van beroepen en wat ze vragen. Het zijn voorbeelden, geen advies."
    ),
    "no-work-values": say("Over geen van je zeven waarden hebben we cijfers. De lijst bleef daarom zoals ze was."),
    "values-figures-old": say(
        "De cijfers over beroepen komen van deskundigen in de Verenigde Staten (O*NET). Sommige zijn "
        "oud. Hier kan het anders zijn."
    ),
    "figures-missing": say("Van sommige beroepen hebben we geen cijfers. Die bleven in het midden staan."),
}

CAREFUL: dict[str, str] = {
    "stability-assumed": say("Hoe vast een kaart staat, is een schatting. Bij deze persoon kan dat anders zijn."),
    "ranking-only": say("De persoon gaf alleen de volgorde. Vraag welke kaarten dicht bij elkaar lagen."),
    "bank-changed": say("De kaarten zijn vernieuwd sinds de persoon speelde. Vraag of de teksten nog kloppen."),
    "no-work-values": say("Over deze waarden hebben we geen cijfers. Er staan daarom geen beroepen bij."),
}
"""The same in the words of a coach, where the words above speak to whoever played."""


def notes(*codes: str) -> list[dict[str, str]]:
    """Return notes with their words.

    Examples
    --------
    >>> notes("ranking-only")[0]["code"]
    'ranking-only'
    """
    return [{"code": code, "text": NOTES[code]} for code in codes]
