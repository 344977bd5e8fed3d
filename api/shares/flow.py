"""What the pages of sharing do between a form and the next page."""

from dataclasses import replace
from datetime import date, datetime

from fastapi import Request, Response
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.account.service import Accounts, Login
from api.problems import ProblemError
from api.sessions.drafts import Drafts
from api.sessions.service import TooManyTriesError
from api.shares import forms, texts
from api.shares.forms import Draft
from api.shares.schemas import SettleIn
from api.shares.service import Asked, Shares
from api.web.drafts import Shape, draft_text, lead
from api.web.forms import paragraph, text
from models.jobbereik.engine import Jobbereik
from models.loopbaancentra.search import Directory

HERE = "/mijn-loopbaan/delen"

_CODE: Shape[str] = Shape(str)

_MESSAGES = {"/coachCode": ("code", texts.UNKNOWN_COACH), "/expiresOn": ("tot", texts.WRONG_DAY)}


def link(base: str, share_id: str) -> str:
    """Return the address to give to whom one shares with."""
    return f"{base.rstrip('/')}/gedeeld/{share_id}"


async def asked(
    shares: Shares,
    accounts: Accounts,
    login: Login,
    draft: Draft,
    engine: Jobbereik,
    directory: Directory,
    on: date,
    now: datetime,
) -> tuple[Asked | None, Draft]:
    """Return what would be seen; ``None`` with what is wrong beside the draft when it cannot be shared."""
    errors = forms.wrong(draft, on)
    if errors:
        return None, replace(draft, errors=errors)
    try:
        return await shares.ask(accounts, login, forms.request(draft), engine, directory, on=on, now=now), draft
    except TooManyTriesError:
        return None, replace(draft, errors={"code": texts.TOO_OFTEN})
    except ProblemError as error:
        where = error.issues[0].pointer if error.issues else ""
        name, message = _MESSAGES.get(where, ("resultaat", texts.NOT_YOURS))
        return None, replace(draft, errors={name: message})


async def lead_to_share(
    request: Request, drafts: Drafts, share_id: str, code: str | None, *, now: datetime
) -> Response | None:
    """Lead to the page of a share, which shows the code of a link for two hours, in this browser only."""
    if code is None:
        return RedirectResponse(f"{HERE}/{share_id}", status_code=303)
    path = f"{HERE}/{share_id}?wat={{draft}}"
    return await lead(request, drafts, "delen", _CODE.write(code), path, now=now, first=True)


async def code_of(request: Request, drafts: Drafts, id_: str, *, now: datetime) -> str:
    """Return the code of a link that was made a moment ago in this browser; empty when that is past."""
    return _CODE.read(await draft_text(request, drafts, "delen", id_, now=now)) or "" if id_ else ""


STATES = {"open", "taken", "hidden"}


def settled(form: FormData) -> SettleIn:
    """Return what a button beside a message asks.

    Raises
    ------
    ProblemError
        422 when no such button is there.
    """
    states = {"neem": "taken", "verberg": "hidden", "toon": "open"}
    state = states.get(text(form, "doe"))
    if state is None:
        raise ProblemError(422, "invalid-request", f"allowed is one of {', '.join(states)}")
    what = forms.words(paragraph(form, "wat"))
    was = text(form, "stand")
    return SettleIn.model_validate({"state": state, "what": what or None, "was": was if was in STATES else None})
