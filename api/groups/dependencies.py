"""What routes and pages of groups ask for."""

from functools import partial
from typing import Annotated

from fastapi import Depends, FastAPI, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.dependencies import today
from api.groups.service import Groups
from api.keys.service import Keys
from api.schemas import TEXT_MAX
from api.storage.groups import Group, GroupStore
from api.storage.keys import KeyStore

_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="groupKey",
    description="Key of a group (`python -m api keys issue group --name NAME --organisation NAME`).",
)


def install(app: FastAPI) -> None:
    """Put groups on an application that has its store."""
    database = app.state.database
    app.state.groups = Groups(GroupStore(database), Keys(KeyStore(database)), app.state.tries)
    app.state.background.append(partial(app.state.groups.watch, today))


async def groups(request: Request) -> Groups:
    """Return all groups."""
    found: Groups = request.app.state.groups
    return found


AllGroups = Annotated[Groups, Depends(groups)]


async def keyed(all_: AllGroups, found: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> Group:
    """Return the group of the key in the header; 401 when there is none in force."""
    return await all_.of_key(found.credentials if found else "")


Keyed = Annotated[Group, Depends(keyed)]
GroupId = Annotated[str, Path(min_length=1, max_length=TEXT_MAX, description="Id of a group.")]
