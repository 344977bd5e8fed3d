"""From a pressed button to a page with an address of its own, for the tools whose form is the citizen's draft.

A page's route for POST reads the form, does what the button asks, and ends in :func:`lead`. The route for GET of the
address that follows asks :func:`draft_text`. A browser without cookies, a store that is away and a draft that is too
large are no reason to stop somebody: :func:`lead` then returns ``None`` and the route shows the page as its answer.

    >>> "jobbereik/{draft}/resultaat".format(draft="1f0c")
    'jobbereik/1f0c/resultaat'
"""

import secrets
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.sessions.drafts import Drafts, DraftTooLargeError
from api.storage.database import StorageUnavailableError
from api.web import cookies

COOKIE = "concept"
"""Holds the secret that opens this browser's drafts, until the browser is closed."""


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


async def lead(request: Request, drafts: Drafts, tool: str, text: str, path: str, *, now: datetime) -> Response | None:
    """Keep a step and answer with the address where it stands.

    Parameters
    ----------
    path
        Address of the next page, with ``{draft}`` where the id goes.

    Returns
    -------
    303 to that address; ``None`` when the step cannot be kept, so that the page is shown at once.
    """
    browser = cookies.read(request, COOKIE)
    if not browser:
        return None
    try:
        id_ = await drafts.keep(tool, text, browser, now=now)
    except (StorageUnavailableError, DraftTooLargeError):
        return None
    return RedirectResponse(path.format(draft=id_), status_code=303)


async def draft_text(request: Request, drafts: Drafts, tool: str, id_: str, *, now: datetime) -> str | None:
    """Return what a step holds; ``None`` when it is past, or was made in another browser."""
    browser = cookies.read(request, COOKIE)
    return await drafts.read(tool, id_, browser, now=now) if browser else None
