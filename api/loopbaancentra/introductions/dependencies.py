"""What routes and pages of introductions ask for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.dependencies import Address, Now
from api.keys.service import KeyRefusedError, Keys
from api.loopbaancentra.dependencies import ActiveDirectory
from api.loopbaancentra.introductions.service import Introductions, Opened
from api.sessions.drafts import Drafts
from api.storage.introductions import IntroductionStore
from api.storage.keys import KeyStore
from api.web.drafts import AllDrafts
from models.loopbaancentra.search import Directory

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="introductionKey",
    description="Code of the citizen, or the key of a centre (`python -m api keys issue`).",
)


def install(app: FastAPI) -> None:
    """Put all introductions on an application that has its store and its secret."""
    database, secret, tries = app.state.database, app.state.sessions.key, app.state.tries
    app.state.introductions = Introductions(IntroductionStore(database), Keys(KeyStore(database)), secret, tries)
    app.state.purged.append(app.state.introductions.store)


async def introductions(request: Request) -> Introductions:
    """Return all introductions."""
    found: Introductions = request.app.state.introductions
    return found


AllIntroductions = Annotated[Introductions, Depends(introductions)]


async def bearer(found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> str:
    """Return the code or key that came with a request.

    Raises
    ------
    ProblemError
        401 when there is neither.
    """
    if found is None or not found.credentials:
        raise KeyRefusedError
    return found.credentials


Bearer = Annotated[str, Depends(bearer)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the pages about one introduction need."""

    request: Request
    drafts: Drafts
    directory: Directory
    introductions: Introductions
    now: datetime


async def asked(
    request: Request, drafts: AllDrafts, directory: ActiveDirectory, introductions: AllIntroductions, now: Now
) -> Asked:
    """Return what the pages about one introduction need."""
    return Asked(request, drafts, directory, introductions, now)


AskedNow = Annotated[Asked, Depends(asked)]


async def opened(
    id: Annotated[str, Path(min_length=1, max_length=64)],  # noqa: A002 - the field's own name
    all_: AllIntroductions,
    code_or_key: Bearer,
    address: Address,
    now: Now,
) -> Opened:
    """Return the introduction of the address, opened for its citizen or its centre."""
    return await all_.open(id, code_or_key, address, now=now)


OpenedIntroduction = Annotated[Opened, Depends(opened)]
