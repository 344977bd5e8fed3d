"""The record of Jobbereik. What is kept of it is a profile."""

from pydantic import Field

from api.jobbereik import dependencies, pages, routes
from api.jobbereik.cv import pages as cv_pages
from api.jobbereik.cv import routes as cv_routes
from api.jobbereik.loading import pages as loading_pages
from api.jobbereik.result import views
from api.jobbereik.result.texts import GONE
from api.web.tool import Keeps, KeptShape, Names, Said, Section, Text, Tool, Weighing
from models.wording import say, say_counted, together


class _Experience(KeptShape):
    occupation_id: Text
    months: int = Field(ge=0, le=720)


class _Profile(KeptShape):
    experiences: list[_Experience] = Field(default=[], max_length=50)
    competence_ids: list[Text] | None = Field(default=None, max_length=500)


def _says(found: _Profile, names: Names) -> Said:
    jobs = [(names(row.occupation_id) or GONE, row.months) for row in found.experiences]
    lines = [together([label, _years(months)], ": ") for label, months in jobs]
    if found.competence_ids:
        count = len(found.competence_ids)
        lines.append(say_counted("{count} competentie aangeduid", "{count} competenties aangeduid", count))
    return lines, []


def _years(months: int) -> str:
    if months < 12:
        return say_counted("{count} maand", "{count} maanden", months)
    return say("{years} jaar", years=f"{months / 12:.1f}".replace(".0", "").replace(".", ","))


WEIGHING = Weighing(
    tells=say("Dit zegt welk werk dicht ligt bij wat de persoon al deed. Het is een kans, geen oordeel."),
    distrust=(
        say(
            "Dit is wat de persoon zelf vertelde. Werk in het zwart, thuis of als vrijwilliger staat er vaak niet bij."
        ),
        say(
            "Een beroep binnen bereik is een kans, geen oordeel: diploma's, vergunningen en "
            "een werkgever beslissen mee."
        ),
    ),
    own=(
        say("Dit is wat je zelf vertelde. Werk in het zwart, thuis of als vrijwilliger staat er misschien niet bij."),
        say(
            "Een beroep binnen bereik is een kans, geen oordeel: diploma's, vergunningen en "
            "een werkgever beslissen mee."
        ),
    ),
    refused=views.refused,
)


TOOL = Tool(
    name="jobbereik",
    title=say("Jobbereik"),
    section=Section.CAN,
    address="/jobbereik",
    text=(
        say(
            "Vertel wat je deed. Je ziet welke beroepen nu binnen je bereik liggen, "
            "en wat haalbaar wordt met een opleiding."
        )
    ),
    time=say("Ongeveer tien minuten"),
    routers=(routes.router, cv_routes.router, cv_pages.router, loading_pages.router, pages.router),
    installs=(dependencies.install,),
    keeps=Keeps(
        shape=_Profile,
        says=_says,
        weighing=WEIGHING,
        occupations=views.named,
        lacks=views.lacks,
        tells=say("Dit zegt welk werk dicht ligt bij wat je al deed. Het is een kans, geen oordeel."),
        page=views.kept,
        onward=(("/vacatures", say("Bekijk vacatures")), ("/orient", say("Oriënt: wat doe je graag?"))),
    ),
)
