"""The record of Jouw netwerk. What is kept of it is the people with their next step."""

from datetime import date

from pydantic import Field

from api.netwerk import pages, routes, views
from api.web.tool import Document, Keeps, KeptShape, Named, Names, Said, Section, Text, Tool, Weighing
from models.jobbereik.engine import Jobbereik
from models.plan.proposals import Finding
from models.wording import say, say_counted


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
    return [say_counted("{count} persoon op de tekening", "{count} mensen op de tekening", count)], findings


class _Looked(KeptShape):
    occupation_ids: list[Text] = Field(default=[], max_length=100)


def _occupations(engine: Jobbereik, document: Document, on: date) -> list[Named]:
    found = []
    for id_ in _Looked.model_validate(document).occupation_ids:
        position = engine.catalogue.occupation_index(id_)
        if position is not None:
            label = engine.catalogue.occupation(position).names.label("nl")
            found.append(Named(id=id_, label=label, because=say("gekozen als werk om te bekijken")))
    return found


WEIGHING = Weighing(
    tells=say("Dit zegt wie de persoon voor zich zag bij het tekenen, en aan wie die iets kan vragen."),
    about_others=True,
    own=(
        say("Een tekening toont wie je die dag voor je zag. Wie ontbreekt, vergat je misschien."),
        say("Andere mensen vroegen niet om hier te staan: toon hun namen alleen aan wie je vertrouwt."),
    ),
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
    keeps=Keeps(
        shape=_Network,
        says=_says,
        weighing=WEIGHING,
        tells=say("Dit zegt wie je voor je zag toen je tekende, en wie je iets kan vragen."),
        page=views.kept,
        occupations=_occupations,
        onward=(("/mijn-plan", say("Zet een gesprek in mijn plan")),),
    ),
)
