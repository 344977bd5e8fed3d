"""What asks for the words of centres."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.loopbaancentra.profiles.service import Profiles
from api.storage.profiles import ProfileStore


def install(app: FastAPI) -> None:
    """Put the words of centres on an application that has its register and its store."""
    app.state.profiles = Profiles(ProfileStore(app.state.database), app.state.registers)
    app.state.purged.append(app.state.profiles.store)
    app.state.background.append(app.state.profiles.watch)


async def profiles(request: Request) -> Profiles:
    """Return what all centres say of themselves."""
    found: Profiles = request.app.state.profiles
    return found


AllProfiles = Annotated[Profiles, Depends(profiles)]
