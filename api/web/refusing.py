"""What is wrong with a form stands at an address of its own, so that Back and reload never ask to send a form again.

A page's route for POST that finds something wrong ends in :meth:`Refusing.back`; the route for GET of that address
shows what :attr:`Refusing.found` says: what was typed stays in its field. It is kept as the steps of forms are
(:mod:`api.sessions.drafts`): sealed, for two hours, for this browser only. When it cannot be kept, the page is the
answer to the form itself, so that nothing that was typed is lost.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel

from api.dependencies import Now
from api.sessions.drafts import Drafts
from api.web.drafts import AllDrafts, Shape, draft_text, lead
from models.wording import say

KIND = "fout"
"""Kind of these drafts, and the parameter of an address that names one."""

STATUS = 422
"""Status of a page that is the answer to a form with something wrong in it; its address, when it has one, is fine."""


class Refusal(BaseModel):
    """What is wrong with a form.

    Attributes
    ----------
    errors
        Dutch message by name of the field; empty when nothing is wrong.
    typed
        What stood in the fields, by name.
    """

    errors: Mapping[str, str] = {}
    typed: Mapping[str, str] = {}

    def error(self, name: str) -> str:
        """Return what is wrong with a field, or an empty text."""
        found = self.errors.get(name, "")
        return say(found) if found else ""  # it was kept as its Dutch

    def text(self, name: str) -> str:
        """Return what stood in a field, or an empty text."""
        return self.typed.get(name, "")


NOTHING_WRONG = Refusal()
"""What a page starts with."""

_SHAPE = Shape(Refusal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusing:
    """What a page says about a form that was sent before, and the way to say it.

    Attributes
    ----------
    found
        What the address of this request tells; nothing wrong without one.
    """

    request: Request
    drafts: Drafts
    now: datetime
    found: Refusal

    async def back(self, address: str, refusal: Refusal, page: Callable[[Refusal], Response]) -> Response:
        """Lead to a page that says what is wrong.

        Parameters
        ----------
        address
            Address of the page, perhaps with a query, encoded.
        page
            Makes the page itself, for when the refusal cannot be kept.
        """
        path = f"{address}{'&' if '?' in address else '?'}{KIND}={{draft}}#inhoud"
        text = _SHAPE.write(refusal)
        led = await lead(self.request, self.drafts, KIND, text, path, now=self.now, first=True)
        if led is not None:
            return led
        answer = page(refusal)
        if answer.status_code == 200:  # it may lead elsewhere, when what the form was about is gone
            answer.status_code = STATUS
        return answer


async def refusing(
    request: Request, drafts: AllDrafts, now: Now, fout: Annotated[str, Query(max_length=200)] = ""
) -> Refusing:
    """Read what the address of a request tells about a form that was refused."""
    text = await draft_text(request, drafts, KIND, fout, now=now) if fout else None
    return Refusing(request=request, drafts=drafts, now=now, found=_SHAPE.read(text) or NOTHING_WRONG)


Refused = Annotated[Refusing, Depends(refusing)]
