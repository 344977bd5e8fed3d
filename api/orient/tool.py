"""The record of Oriënt. What is kept of it is its list of occupations."""

from pydantic import Field

from api.orient import pages, routes
from api.orient.dependencies import suggest
from api.web.tool import Keeps, KeptShape, Names, Said, Section, Text, Tool
from models.plan.proposals import Finding


class _Label(KeptShape):
    label: Text


class _Suggestion(KeptShape):
    occupation: _Label


class _Result(KeptShape):
    occupations: list[_Suggestion] = Field(max_length=100)


def _says(found: _Result, names: Names) -> Said:
    labels = [row.occupation.label for row in found.occupations]
    return labels, [Finding(tool="orient", kind="occupation", label=label) for label in labels]


TOOL = Tool(
    name="orient",
    title="Oriënt",
    section=Section.WANT,
    address="/orient",
    text="Zeg wat je graag doet. De test kiest zelf de volgende vraag en zoekt beroepen die je boeien.",
    time="Vanaf vijftien vragen, ongeveer vijf minuten",
    often=(routes.replies, routes.router),  # answers come most often of all
    routers=(pages.router,),
    keeps=Keeps(shape=_Result, says=_says),
    suggests=suggest,
)
