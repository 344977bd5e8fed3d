"""The two games as the pages know them: the deck, the shape of a kept game, and the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field, ValidationInfo, field_validator

from api.kaarten.schemas import GameIn
from api.kwaliteiten.schemas import QualitiesIn
from api.waarden.schemas import ValuesIn
from api.web.rendering import said
from api.web.tool import Document, KeptShape, Text
from item_bank.kaarten.schema import Card, Deck
from item_bank.kwaliteiten import bank as kwaliteiten
from item_bank.waarden import bank as waarden
from models.kaarten.moves import Pile
from models.wording import say


class KeptCard(KeptShape):
    """A card of a result that was kept; its title is said in the language of the page while the deck has the same."""

    id: Text
    title: Text

    @field_validator("title")
    @classmethod
    def _in_language(cls, title: str, rest: ValidationInfo) -> str:
        cards = (deck.get(str(rest.data.get("id"))) for deck in (kwaliteiten.deck(), waarden.deck()))
        return next((said(card.title) for card in cards if card and card.title.nl == title), title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the pages of a game say, in Dutch.

    Attributes
    ----------
    lead
        What the game is for.
    sort, choose, compare
        The question of each stage.
    piles
        What the button of each pile says.
    seven
        Heading of the result.
    one, many
        What a card is called.
    think
        Heading of the page on which somebody says more about a card.
    """

    title: str
    lead: str
    sort: str
    choose: str
    compare: str
    piles: Mapping[Pile, str]
    seven: str
    one: str
    many: str
    think: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Game:
    """A game.

    Attributes
    ----------
    tool
        Its name in addresses, sessions and cookies.
    shape
        How a game is told with what somebody said about its cards.
    member
        Member of that shape that holds what was said, by id of the card.
    file_name
        Name of the file in which somebody keeps a result.
    """

    tool: str
    deck: Deck[Card]
    shape: type[GameIn]
    member: str
    file_name: str
    words: Words

    def body(self, members: Mapping[str, Any]) -> Any:  # noqa: ANN401 - the shape of this game
        """Return a game from its members as JSON has them."""
        return self.shape.model_validate(members)


KWALITEITEN = Game(
    tool="kwaliteiten",
    deck=kwaliteiten.deck(),
    shape=QualitiesIn,
    member="examples",
    file_name="mijn-kwaliteiten.json",
    words=Words(
        title=say("Jouw kwaliteiten"),
        lead=say(
            "Ontdek waar je sterk in bent, en leer het uitleggen met een voorbeeld. Dat helpt bij een sollicitatie."
        ),
        sort=say("Past deze kwaliteit bij jou?"),
        choose=say("Welke kwaliteit past het best bij jou?"),
        compare=say("Welke van de twee past het best bij jou?"),
        piles={
            Pile.HIGH: say("Past goed bij mij"),
            Pile.MIDDLE: say("Past een beetje"),
            Pile.LOW: say("Past niet bij mij"),
        },
        seven=say("Jouw zeven kwaliteiten"),
        one="kwaliteit",
        many="kwaliteiten",
        think=say("Vertel je voorbeeld"),
    ),
)

WAARDEN = Game(
    tool="waarden",
    deck=waarden.deck(),
    shape=ValuesIn,
    member="reflections",
    file_name="mijn-waarden.json",
    words=Words(
        title=say("Jouw waarden"),
        lead=say("Ontdek wat jij het belangrijkst vindt, en kijk of je werk en je leven daar ruimte voor geven."),
        sort=say("Hoe belangrijk is dit voor jou?"),
        choose=say("Wat is voor jou het belangrijkst?"),
        compare=say("Wat is voor jou het belangrijkst van de twee?"),
        piles={
            Pile.HIGH: say("Heel belangrijk"),
            Pile.MIDDLE: say("Een beetje belangrijk"),
            Pile.LOW: say("Niet zo belangrijk"),
        },
        seven=say("Jouw zeven waarden"),
        one="waarde",
        many="waarden",
        think=say("Hoeveel ruimte krijgt dit?"),
    ),
)

GAMES: Mapping[str, Game] = {game.tool: game for game in (KWALITEITEN, WAARDEN)}


class KeptDoubt(KeptShape):
    """A card to think about again: the one of the seven that stands least firm, or the one that comes closest."""

    card: KeptCard | None = None
    text: Text = ""


def said_of(doubt: KeptDoubt | None, nearly: KeptDoubt | None) -> list[str]:
    """Return which card stands least firm and which just fell outside, by name, to the person and to others."""
    lines = []
    if doubt is not None:
        told = doubt.card and say("{card} staat het minst vast bij de zeven", card=doubt.card.title)
        lines.append(told or doubt.text)
    if nearly is not None:
        told = nearly.card and say("{card} viel er net naast, en hoort er misschien toch bij", card=nearly.card.title)
        lines.append(told or nearly.text)
    return [line for line in lines if line]


class _Place(KeptShape):
    value: int
    low: int
    high: int


class _Placed(KeptShape):
    place: _Place
    card: KeptCard


class _Placements(KeptShape):
    ranking: list[_Placed] = Field(default=[], max_length=7)


def compared(before: Document, after: Document) -> list[str]:
    """Return the cards whose places differ more than the game's own doubt: the ranges hold nine draws in ten."""
    old = {row.card.id: row.place for row in _Placements.model_validate(before).ranking}
    changed = []
    for row in _Placements.model_validate(after).ranking:
        first, place = old.get(row.card.id), row.place
        if first is not None and (place.high < first.low or first.high < place.low):
            higher = place.value < first.value
            card = row.card.title
            changed.append(
                say("{card}: hoger dan vorige keer", card=card)
                if higher
                else say("{card}: lager dan vorige keer", card=card)
            )
    return changed
