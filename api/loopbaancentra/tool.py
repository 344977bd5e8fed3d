"""The record of loopbaancentra: search, referral, introductions, statements, and what centres publish."""

from api.loopbaancentra import dependencies, pages, routes
from api.loopbaancentra.introductions import dependencies as introductions
from api.loopbaancentra.introductions import pages as introduction_pages
from api.loopbaancentra.introductions import routes as introduction_routes
from api.loopbaancentra.profiles import dependencies as profiles
from api.loopbaancentra.statements import dependencies as statements
from api.loopbaancentra.statements import routes as statement_routes
from api.web.tool import Section, Tool
from models.wording import say

TOOL = Tool(
    name="loopbaancentra",
    title=say("Loopbaancentra"),
    section=Section.NEXT,
    address="/loopbaancentra",
    text=say("Zoek een centrum dat bij je past, dicht bij huis of online."),
    time=say("Met voorbeeldcentra zolang er geen echte geladen zijn"),
    installs=(dependencies.install, introductions.install, statements.install, profiles.install),
    routers=(
        routes.router,
        introduction_routes.router,
        statement_routes.router,
        pages.router,
        introduction_pages.router,
    ),
)
