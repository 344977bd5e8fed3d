"""All tools, in the order of the start page. A new tool adds its record here: nothing else outside its folder."""

from collections.abc import Mapping

from api.jobbereik.occupations.tool import TOOL as BEROEPEN
from api.jobbereik.tool import TOOL as JOBBEREIK
from api.kwaliteiten.tool import TOOL as KWALITEITEN
from api.loopbaancentra.tool import TOOL as LOOPBAANCENTRA
from api.loopbaancheque.tool import TOOL as LOOPBAANCHEQUE
from api.loopbaantest.tool import TOOL as LOOPBAANTEST
from api.netwerk.tool import TOOL as NETWERK
from api.orient.tool import TOOL as ORIENT
from api.vacancies.tool import TOOL as VACANCIES
from api.waarden.tool import TOOL as WAARDEN
from api.web.tool import Keeps, Tool

TOOLS: tuple[Tool, ...] = (
    JOBBEREIK, ORIENT, LOOPBAANTEST, KWALITEITEN, WAARDEN, NETWERK,
    BEROEPEN, VACANCIES, LOOPBAANCHEQUE, LOOPBAANCENTRA,
)  # fmt: skip

KEEPS: Mapping[str, Keeps] = {tool.name: tool.keeps for tool in TOOLS if tool.keeps is not None}
"""How results are kept, by the tool's one word; tools whose results are not kept are left out."""

TITLES: Mapping[str, str] = {tool.name: tool.title for tool in TOOLS}
"""What the tools are called."""
