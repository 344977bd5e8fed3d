"""The record of Jouw kwaliteiten. What is kept of it is the seven cards of a result."""

from datetime import date

from fastapi import Request
from pydantic import Field

from api.kaarten.texts import CAREFUL
from api.kaarten.tool import KWALITEITEN, KeptCard, KeptDoubt, compared, said_of
from api.kaarten.views import kept
from api.kwaliteiten import routes
from api.kwaliteiten.schemas import QualitiesOut
from api.web.tool import Document, Keeps, KeptPage, KeptShape, Named, Names, Said, Section, Text, Tool, Weighing
from models.jobbereik.engine import Jobbereik
from models.plan.proposals import Finding
from models.wording import say, together


class _Result(KeptShape):
    items: list[KeptCard] = Field(min_length=1, max_length=36)


def _says(found: _Result, names: Names) -> Said:
    titles = [card.title for card in found.items]
    return titles, [Finding(tool="kwaliteiten", kind="quality", label=title) for title in titles]


class _Doubts(KeptShape):
    doubt: KeptDoubt | None = None
    nearly: KeptDoubt | None = None


def _sure(document: Document) -> list[str]:
    found = _Doubts.model_validate(document)
    return said_of(found.doubt, found.nearly)


def _page(request: Request, document: Document) -> KeptPage:
    return kept(KWALITEITEN, QualitiesOut, document)


class _Label(KeptShape):
    id: Text
    label: Text


class _Asks(KeptShape):
    occupation: _Label
    cards: list[Text] = Field(default=[], max_length=7)


class _Asked(_Result):
    occupations: list[_Asks] = Field(default=[], max_length=50)


def _occupations(engine: Jobbereik, document: Document, on: date) -> list[Named]:
    found = _Asked.model_validate(document)
    titles = {card.id: card.title.lower() for card in found.items}
    return [
        Named(
            id=row.occupation.id,
            label=row.occupation.label,
            because=say("vraagt {cards}", cards=together([titles[id_] for id_ in row.cards if id_ in titles])),
        )
        for row in found.occupations
    ]


WEIGHING = Weighing(
    tells=say("Dit zegt welke kwaliteiten de persoon bij zichzelf ziet. Een voorbeeld maakt het sterker."),
    careful=CAREFUL,
    compared=compared,
    sure=_sure,
    own=(
        say("Een kwaliteit is wat je van jezelf ziet. Zonder voorbeeld uit het werk is het een idee, geen bewijs."),
        say(
            "De volgorde van buren op de lijst kan morgen anders zijn. Het verschil tussen "
            "plaats drie en vier zegt niets."
        ),
    ),
    distrust=(
        say(
            "Een kwaliteit is wat iemand van zichzelf ziet. Zonder voorbeeld uit het werk is het een idee, geen bewijs."
        ),
        say(
            "De volgorde van buren op de lijst kan morgen anders zijn. Het verschil tussen "
            "plaats drie en vier zegt niets."
        ),
    ),
)


TOOL = Tool(
    name="kwaliteiten",
    title=say("Jouw kwaliteiten"),
    section=Section.CAN,
    address="/kwaliteiten",
    text=say("Een kaartspel. Je kiest je zeven sterkste kwaliteiten en leert ze uitleggen met een voorbeeld."),
    time=say("Ongeveer tien minuten"),
    routers=(routes.router,),
    keeps=Keeps(
        shape=_Result,
        says=_says,
        weighing=WEIGHING,
        tells=say("Dit zegt welke kwaliteiten jij bij jezelf ziet. Een voorbeeld maakt het sterker."),
        page=_page,
        occupations=_occupations,
        onward=(("/jobbereik/cv", say("Zet ze in je cv")), ("/waarden", say("Jouw waarden: wat vind je belangrijk?"))),
    ),
)
