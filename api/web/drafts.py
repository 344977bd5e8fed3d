"""From a pressed button to a page with an address of its own, for the tools whose form is the citizen's draft.

A page's route for POST reads the form, does what the button asks, and ends in :func:`lead`. The route for GET of the
address that follows asks :func:`draft_text`. A browser without cookies, a store that is away and a draft that is too
large are no reason to stop somebody: :func:`lead` then returns ``None`` and the route shows the page as its answer.

    >>> "jobbereik/{draft}/resultaat".format(draft="1f0c")
    'jobbereik/1f0c/resultaat'
"""

import secrets
from datetime import datetime
from typing import Annotated, Generic, TypeVar

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import TypeAdapter, ValidationError

from api.sessions.drafts import Drafts, DraftTooLargeError
from api.storage.database import StorageUnavailableError
from api.web import cookies

D = TypeVar("D")

COOKIE = "concept"
"""Holds the secret that opens this browser's drafts, until the browser is closed."""


class Shape(Generic[D]):
    """How the draft of a tool is written as text, and read back.

    Examples
    --------
    >>> shape = Shape(dict[str, int])
    >>> shape.read(shape.write({"vraag": 3})), shape.read("{")
    ({'vraag': 3}, None)
    """

    def __init__(self, kind: type[D]) -> None:
        self._adapter = TypeAdapter(kind)

    def write(self, draft: D) -> str:
        """Return a draft as the text that is kept for its address."""
        return self._adapter.dump_json(draft, by_alias=True, exclude_defaults=True).decode()

    def read(self, text: str | None) -> D | None:
        """Return the draft of an address; ``None`` when it is past, or has another shape than drafts have now."""
        try:
            return None if text is None else self._adapter.validate_json(text)
        except ValidationError:
            return None


async def drafts(request: Request) -> Drafts:
    """Return the drafts of the service."""
    found: Drafts = request.app.state.drafts
    return found


AllDrafts = Annotated[Drafts, Depends(drafts)]


def welcome(request: Request, response: Response) -> Response:
    """Give a browser its secret with the first page of a form, so that its first button finds one."""
    if not cookies.read(request, COOKIE):
        # Lax: who comes through a link of another site would get a new secret, and lose the steps of other tabs.
        cookies.put(request, response, COOKIE, secrets.token_urlsafe(32), seconds=None, same_site="lax")
    return response


async def lead(
    request: Request, drafts: Drafts, tool: str, text: str, path: str, *, now: datetime, first: bool = False
) -> Response | None:
    """Keep a step and answer with the address where it stands.

    Parameters
    ----------
    path
        Address of the next page, with ``{draft}`` where the id goes.
    first
        Whether this may be the first that the browser keeps: it gets its secret along then.

    Returns
    -------
    303 to that address; ``None`` when the step cannot be kept, so that the page is shown at once.
    """
    known = cookies.read(request, COOKIE)
    browser = known or (secrets.token_urlsafe(32) if first else "")
    if not browser:
        return None
    try:
        id_ = await drafts.keep(tool, text, browser, now=now)
    except (StorageUnavailableError, DraftTooLargeError):
        return None
    answer = RedirectResponse(path.replace("{draft}", id_), status_code=303)
    if not known:
        cookies.put(request, answer, COOKIE, browser, seconds=None, same_site="lax")
    return answer


async def draft_text(request: Request, drafts: Drafts, tool: str, id_: str, *, now: datetime) -> str | None:
    """Return what a step holds; ``None`` when it is past, or was made in another browser."""
    browser = cookies.read(request, COOKIE)
    return await drafts.read(tool, id_, browser, now=now) if browser else None
