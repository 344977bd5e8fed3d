"""What routes and pages of sharing ask for."""

from typing import Annotated

from fastapi import Depends, FastAPI, Path, Request

from api.keys.coaches import Coaches
from api.keys.service import Keys
from api.schemas import TEXT_MAX
from api.shares.service import Shares
from api.storage.coaches import CoachStore
from api.storage.keys import KeyStore
from api.storage.reads import ReadLog
from api.storage.shares import ShareStore


def install(app: FastAPI) -> None:
    """Put shares and coaches on an application that has its store and its secret."""
    database, key = app.state.database, app.state.sessions.key
    app.state.coaches = Coaches(CoachStore(database), Keys(KeyStore(database)))
    app.state.share_store = ShareStore(database, key.hashes)
    app.state.shares = Shares(
        app.state.share_store, ReadLog(database, key.hashes), app.state.coaches, key, app.state.tries
    )
    app.state.purged += [app.state.share_store, app.state.coaches.store]


async def shares(request: Request) -> Shares:
    """Return the shares of all citizens."""
    found: Shares = request.app.state.shares
    return found


async def base(request: Request) -> str:
    """Return the address under which people reach the service."""
    return str(request.app.state.settings.public_url or request.base_url)


AllShares = Annotated[Shares, Depends(shares)]
Base = Annotated[str, Depends(base)]
ShareId = Annotated[str, Path(min_length=1, max_length=TEXT_MAX, description="Id of a share.")]
"""The same words in every address."""
