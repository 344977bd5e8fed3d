"""From a button of a file to its next page: what a rule forbids becomes a sentence beside its field."""

from collections.abc import Awaitable
from typing import TypeVar

from fastapi import Request, Response
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.beheer.dependencies import DESK
from api.beheer.files import forms, texts, views
from api.beheer.files.forms import Draft
from api.beheer.files.service import Desk, Files
from api.loopbaancheque.cheques.service import UnknownChequeError
from api.problems import ProblemError
from api.sessions.service import TooManyTriesError
from api.web.rendering import render
from item_bank.loopbaancentra.schema import Register

Found = TypeVar("Found")

CAUGHT = {"cheque-busy": texts.BUSY, "idempotency-key-reused": texts.REUSED, "file-moved-on": texts.MOVED_ON}
FACTS = ("cheque-rule", "invalid-request")


def address(number: str, anchor: str = "") -> str:
    """Return the address of a file."""
    return f"{DESK.address}/dossier/{number}" + (f"#{anchor}" if anchor else "")


async def tell(
    draft: Draft, telling: Awaitable[Found], *, number: str = "klantnummer", wrong: str = ""
) -> Found | None:
    """Return what was told; ``None`` with the reason in the draft when a rule forbids it, and nothing was changed.

    Parameters
    ----------
    number, wrong
        The field of a client number, and what to say when it does not fit; without it the file itself is not there.
    """
    try:
        return await telling
    except TooManyTriesError:
        draft.errors[number] = texts.TOO_OFTEN
    except UnknownChequeError:
        if not wrong:
            raise
        draft.errors[number] = wrong
    except ValidationError:
        draft.errors[""] = texts.ELSE  # such as a counsellor whose id is none
    except ProblemError as error:
        if error.code in CAUGHT:
            draft.errors[""] = CAUGHT[error.code]
        elif error.code in FACTS and error.issues:
            field, words = texts.RULES.get(error.issues[0].code, ("", texts.ELSE))
            draft.errors[field] = words
        else:
            raise
    return None


async def opened(draft: Draft, files: Files, desk: Desk, register: Register) -> Response | None:
    """Open a cheque and lead to its file."""
    if draft.errors:
        return None
    found = await tell(draft, files.start(desk, draft, register), wrong=texts.WRONG_NUMBERS)
    return RedirectResponse(address(found.stored.number), status_code=303) if found else None


async def shown(request: Request, files: Files, desk: Desk, number: str, draft: Draft | None = None) -> Response:
    """Show a file, with what is wrong in a form of it."""
    file = await files.open(desk, number)
    note, papers = await files.note(desk, file), await files.papers(file)
    context = views.file(desk.opened, file, note, papers, draft or Draft())
    return render(request, "beheer/dossier.html", context, status_code=422 if draft and draft.errors else 200)


async def talk(request: Request, files: Files, desk: Desk, number: str, draft: Draft | None = None) -> Response:
    """Show the form of a talk: with the defaults of last time, or as it was typed."""
    file = await files.open(desk, number)
    context = views.talk(
        desk.opened, file, await files.note(desk, file), draft or views.next_talk(desk.opened, file, desk.today)
    )
    return render(request, "beheer/gesprek.html", context, status_code=422 if draft else 200)


async def closing(request: Request, files: Files, desk: Desk, number: str, draft: Draft | None = None) -> Response:
    """Show the form of the closing talk."""
    file = await files.open(desk, number)
    note, papers = await files.note(desk, file), await files.papers(file)
    context = views.closing(desk.opened, file, note, papers, draft or views.first_closing(file, papers))
    return render(request, "beheer/afronden.html", context, status_code=422 if draft else 200)


async def agreement(request: Request, files: Files, desk: Desk, number: str, draft: Draft | None = None) -> Response:
    """Show the text that the client accepts."""
    file = await files.open(desk, number)
    context = views.agreement(desk.opened, file, await files.note(desk, file), draft or Draft())
    return render(request, "beheer/overeenkomst.html", context, status_code=422 if draft else 200)


async def register_talk(
    request: Request, form: FormData, files: Files, desk: Desk, number: str, register: Register
) -> Response:
    """Register a talk, or show the form again with what is wrong."""
    draft = forms.talk(form)
    if not draft.errors and await tell(draft, files.talk(desk, number, draft, register)) is not None:
        return RedirectResponse(address(number, "gesprekken"), status_code=303)
    return await talk(request, files, desk, number, draft)


async def close(request: Request, form: FormData, files: Files, desk: Desk, number: str) -> Response:
    """Close a file, or show the form again with what is wrong."""
    draft = forms.closing(form)
    if not draft.errors and await tell(draft, files.close(desk, number, draft)) is not None:
        return RedirectResponse(address(number), status_code=303)
    return await closing(request, files, desk, number, draft)


async def agree(request: Request, form: FormData, files: Files, desk: Desk, number: str) -> Response:
    """Keep that the client accepts, or show the text again with what is wrong."""
    draft = forms.of_client(form)
    if not draft.errors and await tell(draft, files.agree(desk, number, draft), wrong=texts.WRONG_CLIENT) is not None:
        return RedirectResponse(address(number), status_code=303)
    return await agreement(request, files, desk, number, draft)


async def attend(request: Request, form: FormData, files: Files, desk: Desk, number: str) -> Response:
    """Keep that the client was at the talks that were ticked."""
    draft = forms.of_client(form)
    draft.chosen["gesprek"] = [talk for talk in draft.chosen["gesprek"] if talk.isdigit() and len(talk) <= 3]
    if not draft.chosen["gesprek"]:
        draft.errors["gesprek"] = texts.NO_TALK
    if not draft.errors and await tell(draft, files.attend(desk, number, draft), wrong=texts.WRONG_CLIENT) is not None:
        return RedirectResponse(address(number, "gesprekken"), status_code=303)
    return await shown(request, files, desk, number, draft)


async def take_back(request: Request, form: FormData, files: Files, desk: Desk, number: str, talk: str) -> Response:
    """Take a talk back with its reason."""
    draft = forms.reversal(form)
    if not draft.errors and await tell(draft, files.take_back(desk, number, talk, draft)) is not None:
        return RedirectResponse(address(number, "gesprekken"), status_code=303)
    return await shown(request, files, desk, number, draft)


async def follow_up(
    request: Request, form: FormData, files: Files, desk: Desk, number: str, register: Register
) -> Response:
    """Keep a talk of the aftercare."""
    draft = forms.aftercare(form)
    if not draft.errors and await tell(draft, files.aftercare(desk, number, draft, register)) is not None:
        return RedirectResponse(address(number, "nazorg"), status_code=303)
    return await shown(request, files, desk, number, draft)


async def write(request: Request, form: FormData, files: Files, desk: Desk, number: str) -> Response:
    """Keep mark and question."""
    draft = forms.words(form)
    if not draft.errors and await tell(draft, files.write(desk, number, draft)) is not None:
        return RedirectResponse(address(number, "vraag"), status_code=303)
    return await shown(request, files, desk, number, draft)
