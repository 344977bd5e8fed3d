"""The record of the pages of occupations."""

from api.jobbereik.occupations import pages
from api.web.tool import Section, Tool

TOOL = Tool(
    name="beroepen",
    title="Beroepen",
    section=Section.NEXT,
    address="/beroepen",
    menu="Beroepen",
    text="Lees wat je doet in een beroep, wat je moet kunnen en welke beroepen erop lijken.",
    time="Zoek op naam of letter",
    routers=(pages.router,),
)
