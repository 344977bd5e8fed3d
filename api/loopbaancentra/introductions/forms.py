"""The form with which a citizen asks a centre for an introduction: what was typed, and what is wrong with it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData

from api.loopbaancentra import answers
from api.loopbaancentra.introductions.schemas import (
    MESSAGE_MAX,
    Email,
    IntroductionIn,
    IntroductionStatus,
    Phone,
)
from api.loopbaancentra.introductions.service import Introductions
from api.schemas import plain
from api.storage.introductions import Introduction
from models.loopbaancentra.search import Directory

NAME_MAX = 100

_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_PHONE: TypeAdapter[str] = TypeAdapter(Phone)

STATUS_WORDS: dict[str, tuple[str, str]] = {
    IntroductionStatus.KEPT: (
        "Je vraag is bewaard, maar nog niet verstuurd",
        "Het centrum ziet nog niets. Je kan ze versturen wanneer je wil.",
    ),
    IntroductionStatus.SENT: (
        "Je vraag is verstuurd",
        "Het centrum heeft nog niet geantwoord. Kijk hier later opnieuw.",
    ),
    IntroductionStatus.ACCEPTED: ("Het centrum zegt ja", "Het centrum neemt contact met je op."),
    IntroductionStatus.DECLINED: (
        "Het centrum zegt nee",
        "Dat zegt niets over jou. Kies een ander centrum en probeer het daar.",
    ),
    IntroductionStatus.WITHDRAWN: (
        "Je trok je vraag in",
        "Wat je schreef, is gewist. Het centrum ziet alleen dat je vraag ingetrokken is.",
    ),
}
"""Where an introduction stands, and what that means for the citizen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed, and what is wrong by field."""

    name: str = ""
    email: str = ""
    phone: str = ""
    message: str = ""
    consent: bool = False
    send: bool = True
    errors: dict[str, str] = field(default_factory=dict)


def _text(form: FormData, name: str, most: int) -> str:
    value = form.get(name, "")
    return value[: most + 1].replace("\r\n", "\n") if isinstance(value, str) else ""


def read(form: FormData) -> Draft:
    """Return what was typed, with what is wrong."""
    draft = Draft(
        name=_text(form, "naam", NAME_MAX),
        email=_text(form, "email", 200).strip(),
        phone=_text(form, "telefoon", 40).strip(),
        message=_text(form, "vraag", MESSAGE_MAX),
        consent=form.get("akkoord") == "ja",
        send=form.get("doe") != "bewaar",
    )
    return replace(draft, errors=dict(_errors(draft)))


def _valid(adapter: TypeAdapter[str], value: str) -> bool:
    try:
        adapter.validate_python(value)
    except ValidationError:
        return False
    return True


def _errors(draft: Draft) -> list[tuple[str, str]]:
    found = []
    if len(draft.name) > NAME_MAX or not _is_plain(draft.name):
        found.append(("naam", f"Hou je naam korter dan {NAME_MAX} tekens."))
    if not draft.email and not draft.phone:
        found.append(("email", "Vul je e-mailadres of je telefoonnummer in. Anders kan het centrum niet antwoorden."))
    if draft.email and not _valid(_EMAIL, draft.email):
        found.append(("email", "Dit is geen e-mailadres. Het ziet eruit als naam@voorbeeld.be."))
    if draft.phone and not _valid(_PHONE, draft.phone):
        found.append(("telefoon", "Dit is geen telefoonnummer. Gebruik 8 tot 20 cijfers, zoals 0470 12 34 56."))
    if len(draft.message) > MESSAGE_MAX or not _is_plain(draft.message):
        found.append(("vraag", f"Hou je vraag korter dan {MESSAGE_MAX} tekens."))
    if draft.send and not draft.consent:
        found.append(
            ("akkoord", "Vink dit aan om te versturen. Wil je nog wachten? Kies dan “Bewaar, nog niet versturen”.")
        )
    return found


def _is_plain(text: str) -> bool:
    try:
        plain(text)
    except ValueError:
        return False
    return True


async def ask(all_: Introductions, draft: Draft, id_: str, directory: Directory, now: datetime) -> str:
    """Keep the request, and return the citizen's code."""
    contact = {"name": draft.name, "email": draft.email or None, "phone": draft.phone or None}
    consent = draft.send and draft.consent
    members = {"centreId": id_, "contact": contact, "message": draft.message, "consent": consent}
    body = IntroductionIn.model_validate(members)
    return (await all_.ask(body, directory, now=now)).code or ""


def form_view(directory: Directory, id_: str, draft: Draft, now: datetime) -> dict[str, Any]:
    """Return what the page with the form shows."""
    return {"centre": answers.find(directory, id_, now.date()), "draft": draft, "message_max": MESSAGE_MAX}


def status_view(directory: Directory, found: Introduction, code: str, now: datetime) -> dict[str, Any]:
    """Return what the page of a request shows."""
    title, meaning = STATUS_WORDS[found.status]
    centre = directory.centre(found.centre_id, now.date())
    return {
        "found": found,
        "code": code,
        "title": title,
        "meaning": meaning,
        "centre": centre,
        "may_send": found.status == IntroductionStatus.KEPT and centre is not None,
        "may_withdraw": found.status != IntroductionStatus.WITHDRAWN,
    }
