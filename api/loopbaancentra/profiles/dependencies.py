"""Puts what centres publish on an application."""

from fastapi import FastAPI

from api.loopbaancentra.profiles.service import Profiles
from api.storage.profiles import ProfileStore


def install(app: FastAPI) -> None:
    """Put the words of centres on an application that has its register and its store."""
    app.state.profiles = Profiles(ProfileStore(app.state.database), app.state.registers)
    app.state.purged.append(app.state.profiles.store)
    app.state.background.append(app.state.profiles.watch)
