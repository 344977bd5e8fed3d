"""The record of Jouw netwerk. What is kept of it is the people with their next step."""

from pydantic import Field

from api.netwerk import pages, routes
from api.web.tool import Keeps, KeptShape, Names, Said, Section, Text, Tool, Weighing
from models.plan.proposals import Finding
from models.wording import say


class _Person(KeptShape):
    alias: Text
    next_step: Text = ""


class _Network(KeptShape):
    people: list[_Person] = Field(max_length=100)


def _says(found: _Network, names: Names) -> Said:
    count = len(found.people)
    findings = [
        Finding(tool="netwerk", kind="person", label=person.alias, detail=person.next_step)
        for person in found.people
        if person.next_step
    ]
    return [
        say("{count} {count2} in je netwerk", count=count, count2=say("persoon") if count == 1 else say("mensen"))
    ], findings


WEIGHING = Weighing(
    about_others=True,
    distrust=(
        say(
            "Een tekening toont wie iemand die dag voor zich zag. Wie ontbreekt, is misschien vergeten en niet afwezig."
        ),
        say("Andere mensen gaven geen toestemming: bespreek hen niet buiten dit gesprek, en neem geen namen over."),
    ),
)


TOOL = Tool(
    name="netwerk",
    title=say("Jouw netwerk"),
    section=Section.STAND,
    address="/netwerk",
    text=say("Teken wie er rond jou staat, en kijk wie je verder kan helpen."),
    time=say("Ongeveer vijftien minuten"),
    routers=(routes.router, pages.router),
    keeps=Keeps(shape=_Network, says=_says, weighing=WEIGHING),
)
