"""From a look at an open answer to what is kept of it, or to why nothing is."""

from api.keys.service import Caller
from api.problems import ProblemError
from api.tevredenheid.service import Voices

ERASED = "Een collega wiste dit antwoord. Wat jij ervan overhield, is niet bewaard."
KEPT = "Een collega keek dit antwoord al na. Wat de collega bewaarde, blijft staan."


async def look(voices: Voices, id_: str, text: str | None, caller: Caller) -> str:
    """Keep an open answer as somebody left it, or erase it; return why not, where a colleague was first."""
    try:
        await voices.look(id_, text, caller)
    except ProblemError as error:
        if error.status == 404:
            return "" if text is None else ERASED  # erased twice is erased
        if error.status != 409:
            raise
        return KEPT
    return ""
