"""The record of Jouw kwaliteiten. What is kept of it is the seven cards of a result."""

from pydantic import Field

from api.kwaliteiten import routes
from api.web.tool import Document, Keeps, KeptShape, Names, Said, Section, Text, Tool, Weighing
from models.plan.proposals import Finding
from models.wording import say


class _Card(KeptShape):
    id: Text
    title: Text


class _Result(KeptShape):
    items: list[_Card] = Field(min_length=1, max_length=36)


def _says(found: _Result, names: Names) -> Said:
    titles = [card.title for card in found.items]
    return titles, [Finding(tool="kwaliteiten", kind="quality", label=title) for title in titles]


class _Doubt(KeptShape):
    text: Text = ""


class _Doubts(KeptShape):
    doubt: _Doubt | None = None
    nearly: _Doubt | None = None


def _sure(document: Document) -> list[str]:
    found = _Doubts.model_validate(document)
    return [row.text for row in (found.doubt, found.nearly) if row is not None and row.text]


WEIGHING = Weighing(
    sure=_sure,
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
    keeps=Keeps(shape=_Result, says=_says, weighing=WEIGHING),
)
