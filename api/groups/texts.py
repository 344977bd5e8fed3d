"""What is counted of each tool, and Dutch words for it. Plain Dutch (B1)."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.web.rendering import said
from item_bank.kwaliteiten import bank as kwaliteiten
from item_bank.orient.bank import bank as orient
from item_bank.waarden import bank as waarden
from models.wording import of_bank, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What is counted of a tool.

    Attributes
    ----------
    codes
        Dutch words by code, in the order in which they are told.
    one_each
        Whether each person has exactly one.
    words
        What a member reads before joining.
    """

    title: str
    codes: Mapping[str, str]
    one_each: bool
    words: str


COUNTED: Mapping[str, Counted] = {
    "kwaliteiten": Counted(
        title=say("Jouw kwaliteiten"),
        codes={str(card.id): said(card.title) for card in kwaliteiten.deck().cards},
        one_each=False,
        words=say("Welke zeven kaarten je koos. De volgorde en je voorbeelden tellen niet mee."),
    ),
    "waarden": Counted(
        title=say("Jouw waarden"),
        codes={str(card.id): said(card.title) for card in waarden.deck().cards},
        one_each=False,
        words=say("Welke zeven kaarten je koos. De volgorde en wat je erbij schreef tellen niet mee."),
    ),
    "orient": Counted(
        title=say("Oriënt"),
        codes={code: of_bank(words) for code, words in orient().types.items()},
        one_each=True,
        words=say("Welke interesse bij jou het hoogst staat. Je antwoorden en beroepen tellen niet mee."),
    ),
}
"""What may be counted."""

UNKNOWN_GROUP = say("We kennen deze code niet. Kijk de code na: vijf woordjes van vier letters.")
TOO_OFTEN = say("Er waren te veel verkeerde codes. Wacht een kwartier en probeer het opnieuw.")
NOTHING_CHOSEN = say("Kies minstens één resultaat dat mag meetellen.")
WRONG_KEY = say("Deze sleutel werkt niet, of niet meer.")
