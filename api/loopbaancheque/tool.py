"""The record of the loopbaancheque: the eligibility, and the life of cheques."""

from api.loopbaancheque import pages, routes
from api.loopbaancheque.cheques import dependencies as cheques
from api.loopbaancheque.cheques import pages as cheque_pages
from api.loopbaancheque.cheques import routes as cheque_routes
from api.loopbaancheque.cheques.reviews import pages as review_pages
from api.loopbaancheque.cheques.reviews import routes as review_routes
from api.web.tool import Section, Tool
from models.wording import say

TOOL = Tool(
    name="loopbaancheque",
    title=say("Loopbaancheque"),
    section=Section.NEXT,
    address="/loopbaancheque",
    menu=say("Loopbaancheque"),
    text=say("Kan je loopbaanbegeleiding krijgen met een cheque? Je leest het voorwaarde per voorwaarde."),
    time=say("Ongeveer vijf minuten"),
    often=(routes.router,),  # an eligibility costs less than going past all other routes
    installs=(cheques.install,),
    routers=(
        pages.router,
        cheque_routes.router,
        cheque_pages.router,
        review_routes.router,
        review_pages.router,
        review_pages.cheque,
    ),
)
