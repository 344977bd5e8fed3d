"""From the button of the form to what it says next."""

from dataclasses import replace
from datetime import datetime

from api.tevredenheid import forms
from api.tevredenheid.service import InvitationUsedError, UnknownInvitationError, Voices
from item_bank.loopbaancentra.schema import Register


async def send(draft: forms.Draft, voices: Voices, address: str, register: Register, *, now: datetime) -> forms.Draft:
    """Send an answer; return the draft with what is wrong, nothing when it was added."""
    body = forms.request(draft)
    if body is None:
        return draft
    try:
        await voices.answer(body, address, register, now=now)
    except UnknownInvitationError:
        return replace(draft, errors={"code": forms.UNKNOWN})
    except InvitationUsedError:
        return replace(draft, errors={"code": forms.USED})
    return draft
