"""The record of vacancies."""

from api.vacancies import pages, routes
from api.web.tool import Section, Tool
from models.wording import say

TOOL = Tool(
    name="vacancies",
    title=say("Vacatures in de buurt"),
    section=Section.NEXT,
    address="/vacatures",
    text=say("Kijk welk werk er dicht bij jou gevraagd wordt."),
    time=say("Met voorbeeldvacatures zolang er geen echte geladen zijn"),
    routers=(routes.router, pages.router),
)
