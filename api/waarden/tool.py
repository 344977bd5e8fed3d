"""The record of Jouw waarden. What is kept of it is the seven cards of a result, with gaps and intentions."""

from datetime import date

from fastapi import Request
from pydantic import Field

from api.kaarten import pages as game_pages
from api.kaarten.texts import CAREFUL
from api.kaarten.tool import WAARDEN, KeptCard, KeptDoubt, compared, said_of
from api.kaarten.views import kept
from api.waarden import pages, routes
from api.waarden.schemas import ValuesOut
from api.web.tool import Document, Keeps, KeptPage, KeptShape, Named, Names, Said, Section, Text, Tool, Weighing
from models.jobbereik.engine import Jobbereik
from models.plan.proposals import Finding
from models.waarden.reordering import Fit
from models.wording import say


class _Action(KeptShape):
    what: str = Field(default="", max_length=1_000)
    with_whom: str = Field(default="", max_length=1_000)
    by: date | None = None


class _Card(KeptCard):
    gap: float | None = None
    weight: float | None = None
    action: _Action | None = None


class _Result(KeptShape):
    items: list[_Card] = Field(min_length=1, max_length=36)


def _says(found: _Result, names: Names) -> Said:
    planned = [card for card in found.items if card.action is not None and card.action.what.strip()]
    wanting = [card for card in found.items if (card.gap or 0) > 0 and card not in planned]
    planned.sort(key=_wanted)
    wanting.sort(key=_wanted)
    findings = [
        Finding(
            tool="waarden",
            kind="value" if (card.gap or 0) > 0 else "valued",
            label=card.title,
            what=card.action.what if card.action else "",
            with_whom=card.action.with_whom if card.action else "",
            by_when=card.action.by if card.action else None,
        )
        for card in (*planned, *wanting)
    ]
    return [card.title for card in found.items], findings


def _wanted(card: _Card) -> float:
    """Return a number that is smallest for the value that lacks most, its importance counted where it is known."""
    return -(card.weight if card.weight is not None else card.gap or 0.0)


class _Doubts(KeptShape):
    doubt: KeptDoubt | None = None
    nearly: KeptDoubt | None = None


def _sure(document: Document) -> list[str]:
    found = _Doubts.model_validate(document)
    return said_of(found.doubt, found.nearly)


def _page(request: Request, document: Document) -> KeptPage:
    return kept(WAARDEN, ValuesOut, document)


class _Label(KeptShape):
    id: Text
    label: Text


class _Reason(KeptShape):
    text: Text


class _Reordered(KeptShape):
    occupation: _Label
    fit: Text = ""
    helped: list[_Reason] = Field(default=[], max_length=7)


class _Listed(KeptShape):
    occupations: list[_Reordered] = Field(default=[], max_length=100)


def _occupations(engine: Jobbereik, document: Document, on: date) -> list[Named]:
    return [
        Named(id=row.occupation.id, label=row.occupation.label, because=row.helped[0].text)
        for row in _Listed.model_validate(document).occupations
        if row.fit == Fit.WELL and row.helped
    ]


WEIGHING = Weighing(
    tells=say("Dit zegt wat de persoon nu belangrijk vindt in werk. Dat mag veranderen."),
    careful=CAREFUL,
    compared=compared,
    sure=_sure,
    distrust=(
        say("Waarden tonen wat nu telt. Na een verandering in het leven of het werk staat de lijst vaak anders."),
        say(
            "De volgorde van buren op de lijst kan morgen anders zijn. Het verschil tussen "
            "plaats drie en vier zegt niets."
        ),
    ),
)


TOOL = Tool(
    name="waarden",
    title=say("Jouw waarden"),
    section=Section.WANT,
    address="/waarden",
    text=say("Een kaartspel. Wat vind je belangrijk in je werk, en krijgt het nu genoeg plaats?"),
    time=say("Ongeveer tien minuten"),
    routers=(routes.router, pages.router, game_pages.router),  # the pages of a game are those of Jouw kwaliteiten too
    keeps=Keeps(
        shape=_Result,
        says=_says,
        weighing=WEIGHING,
        tells=say("Dit zegt wat jij nu belangrijk vindt in werk. Dat mag veranderen."),
        page=_page,
        occupations=_occupations,
        onward=(
            ("/waarden/beroepen?bron=orient", say("Welke beroepen passen daarbij?")),
            ("/mijn-plan", say("Zet een stap in mijn plan")),
        ),
    ),
)
