"""What routes of satisfaction ask for."""

from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.outbox import Outbox
from api.storage.satisfaction import SatisfactionStore
from api.tevredenheid.service import Voices


def install(app: FastAPI) -> None:
    """Put satisfaction on an application that has its cheques: each closing talk is followed by an invitation."""
    state = app.state
    settings = state.settings
    outbox = Outbox(settings.data_dir / "outbox", settings.smtp_url, settings.mail_from)
    store = SatisfactionStore(state.database)
    state.voices = Voices(store, state.tries, state.sessions.key, outbox, settings.public_url)
    state.watched.append(outbox)
    state.purged.append(state.voices.store)
    state.cheques.after_closing.append(state.voices.invite)


async def voices(request: Request) -> Voices:
    """Return what people say of their guidance."""
    found: Voices = request.app.state.voices
    return found


AllVoices = Annotated[Voices, Depends(voices)]
