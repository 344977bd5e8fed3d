"""The record of vacancies."""

from api.vacancies import pages, routes
from api.web.tool import Section, Tool

TOOL = Tool(
    name="vacancies",
    title="Vacatures in de buurt",
    section=Section.NEXT,
    address="/vacatures",
    text="Kijk welk werk er dicht bij jou gevraagd wordt.",
    time="Met voorbeeldvacatures zolang er geen echte geladen zijn",
    routers=(routes.router, pages.router),
)
