"""Going on with a resume code: the form is read and its mistakes are said here, once for every tool.

The HTML is the macro ``resume`` of ``web/resume.html``::

    {% from "web/resume.html" import resume %}
    {{ resume("/orient/hervatten", problem, code) }}

A page hands in what opens the thing that a code belongs to::

    async def open_it(code: str) -> StartedOut: return await service.resume(desk, code, address)
    resumed = await resume(await read_form(request), open_it)
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from starlette.datastructures import FormData

from api.sessions.service import TooManyTriesError, UnknownCodeError
from api.web.forms import text
from api.web.refusing import Refusal
from models.wording import say

NOTHING = say("Vul je code in: vijf woorden van vier letters.")
UNKNOWN = say("We kennen deze code niet. Een code heeft vijf woorden van vier letters. Kijk ze na.")
TOO_OFTEN = say("Je probeerde te vaak een foute code. Wacht een kwartier en probeer het opnieuw.")

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Generic[T]):
    """What a code that somebody typed opened.

    Attributes
    ----------
    found
        What it belongs to; ``None`` when it opened nothing.
    problem
        Then a Dutch message that says what to do; else empty.
    code
        What was typed, so that it can stay in its field.
    """

    found: T | None
    problem: str = ""
    code: str = ""

    @property
    def refusal(self) -> Refusal:
        """Return what the page says when the code opened nothing."""
        return Refusal(errors={"code": self.problem}, typed={"code": self.code})


async def resume(form: FormData, opened: Callable[[str], Awaitable[T]], field: str = "code") -> Resumed[T]:
    """Open what the code in a form belongs to.

    Parameters
    ----------
    opened
        Opens a code; raises UnknownCodeError or TooManyTriesError as :meth:`api.sessions.service.Sessions.resume` does.
    """
    code = text(form, field, 200)
    if not code:
        return Resumed(found=None, problem=NOTHING)
    try:
        return Resumed(found=await opened(code), code=code)
    except UnknownCodeError:
        return Resumed(found=None, problem=UNKNOWN, code=code)
    except TooManyTriesError:
        return Resumed(found=None, problem=TOO_OFTEN, code=code)
