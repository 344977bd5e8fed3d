"""Answers a first talk that was asked of a centre; the same rules as over the API."""

from datetime import datetime

from starlette.datastructures import FormData

from api.beheer.dependencies import Opened
from api.beheer.introductions import texts
from api.loopbaancentra.introductions.schemas import CentreAnswerIn
from api.loopbaancentra.introductions.service import Introductions, MovedOnError, UnknownIntroductionError
from api.web.forms import paragraph, text

MOST = 1_000
"""Letters of an answer."""


async def answer(all_: Introductions, opened: Opened, id_: str, form: FormData, *, now: datetime) -> str:
    """Accept or decline; return what is wrong in Dutch, or nothing.

    Raises
    ------
    UnknownIntroductionError
        When it is another centre's, was not sent, or is over.
    """
    found = await all_.store.find(id_, now)
    if found is None or found.centre_id != opened.staff.centre_id or found.sent_at is None:
        raise UnknownIntroductionError
    if not opened.mandated:
        return texts.NO_MANDATE
    accepted, said = text(form, "doe") == "ja", paragraph(form, "antwoord")
    if len(said) > MOST:
        return texts.LONG
    if not accepted and not said:
        return texts.REASON
    try:
        await all_.answer(found, CentreAnswerIn(accepted=accepted, text=said), now=now)
    except MovedOnError:
        return texts.MOVED_ON
    return ""
