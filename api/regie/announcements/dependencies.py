"""What routes and pages of messages to centres ask for."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.regie.announcements.service import Announcements
from api.storage.announcements import AnnouncementStore


def install(app: FastAPI) -> None:
    """Put the messages on an application that has its store."""
    app.state.announcements = Announcements(AnnouncementStore(app.state.database))


async def announcements(request: Request) -> Announcements:
    """Return all messages."""
    found: Announcements = request.app.state.announcements
    return found


AllAnnouncements = Annotated[Announcements, Depends(announcements)]
