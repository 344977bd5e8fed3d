"""The record of the pages of occupations."""

from api.jobbereik.occupations import pages
from api.web.tool import Section, Tool
from models.wording import say

TOOL = Tool(
    name="beroepen",
    title=say("Beroepen"),
    section=Section.NEXT,
    address="/beroepen",
    menu=say("Beroepen"),
    text=say("Lees wat je doet in een beroep, wat je moet kunnen en welke beroepen erop lijken."),
    time=say("Zoek op naam of letter"),
    routers=(pages.router,),
)
