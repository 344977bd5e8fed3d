"""The record of Jouw kwaliteiten. What is kept of it is the seven cards of a result."""

from pydantic import Field

from api.kwaliteiten import routes
from api.web.tool import Keeps, KeptShape, Names, Said, Section, Text, Tool
from models.plan.proposals import Finding


class _Card(KeptShape):
    id: Text
    title: Text


class _Result(KeptShape):
    items: list[_Card] = Field(min_length=1, max_length=36)


def _says(found: _Result, names: Names) -> Said:
    titles = [card.title for card in found.items]
    return titles, [Finding(tool="kwaliteiten", kind="quality", label=title) for title in titles]


TOOL = Tool(
    name="kwaliteiten",
    title="Jouw kwaliteiten",
    section=Section.CAN,
    address="/kwaliteiten",
    text="Een kaartspel. Je kiest je zeven sterkste kwaliteiten en leert ze uitleggen met een voorbeeld.",
    time="Ongeveer tien minuten",
    routers=(routes.router,),
    keeps=Keeps(shape=_Result, says=_says),
)
