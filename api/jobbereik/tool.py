"""The record of Jobbereik. What is kept of it is a profile."""

from datetime import date

from pydantic import Field

from api.jobbereik import pages, routes
from api.jobbereik.cv import pages as cv_pages
from api.jobbereik.cv import routes as cv_routes
from api.jobbereik.schemas import ProfileIn
from api.web.tool import Document, Keeps, KeptShape, Names, Said, Section, Text, Tool, Weighing
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import UnknownIdError
from models.wording import say

REACHED = 7
"""Occupations within reach that the joint view shows."""


class _Experience(KeptShape):
    occupation_id: Text
    months: int = Field(ge=0, le=720)


class _Profile(KeptShape):
    experiences: list[_Experience] = Field(default=[], max_length=50)
    competence_ids: list[Text] | None = Field(default=None, max_length=500)


def _says(found: _Profile, names: Names) -> Said:
    jobs = [(names(row.occupation_id) or row.occupation_id, row.months) for row in found.experiences]
    lines = [f"{label}: {_years(months)}" for label, months in jobs]
    if found.competence_ids:
        lines.append(
            say("{competence_ids} competenties die je zelf aanduidde", competence_ids=len(found.competence_ids))
        )
    return lines, []


def _years(months: int) -> str:
    if months < 12:
        return f"{months} {'maand' if months == 1 else 'maanden'}"
    return say("{years} jaar", years=f"{months / 12:.1f}".replace(".0", "").replace(".", ","))


def _reach(engine: Jobbereik, document: Document, on: date) -> tuple[str, ...]:
    """Return occupations within reach; none when the catalogue moved on: the page then asks to open it again."""
    try:
        known = ProfileIn.model_validate(document).to_profile()
        found = engine.reach(known, limit=REACHED, on=on)
    except (ValueError, UnknownIdError):
        return ()
    return tuple(candidate.occupation.names.label("nl") for candidate in found.within_reach)


WEIGHING = Weighing(
    distrust=(
        say(
            "Dit is wat de persoon zelf vertelde. Werk in het zwart, thuis of als vrijwilliger staat er vaak niet bij."
        ),
        say(
            "Een beroep binnen bereik is een kans, geen oordeel: diploma's, vergunningen en "
            "een werkgever beslissen mee."
        ),
    ),
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
    routers=(routes.router, cv_routes.router, cv_pages.router, pages.router),
    keeps=Keeps(shape=_Profile, says=_says, weighing=WEIGHING, reach=_reach),
)
