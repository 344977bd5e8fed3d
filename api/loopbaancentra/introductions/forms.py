"""The form with which a citizen asks a centre for an introduction: what was typed, and what is wrong with it."""

from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData

from api.loopbaancentra.introductions.schemas import MESSAGE_MAX, Email, IntroductionIn, Phone
from api.schemas import plain
from api.web.forms import paragraph, text
from models.wording import say

NAME_MAX = 100

_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_PHONE: TypeAdapter[str] = TypeAdapter(Phone)


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


def read(form: FormData) -> Draft:
    """Return what was typed, with what is wrong."""
    draft = Draft(
        name=text(form, "naam", NAME_MAX + 1),
        email=text(form, "email", 201),
        phone=text(form, "telefoon", 41),
        message=paragraph(form, "vraag", MESSAGE_MAX + 1),
        consent=text(form, "akkoord") == "ja",
        send=text(form, "doe") != "bewaar",
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
        found.append(("naam", say("Hou je naam korter dan {name_max} tekens.", name_max=NAME_MAX)))
    if not draft.email and not draft.phone:
        found.append(
            ("email", say("Vul je e-mailadres of je telefoonnummer in. Anders kan het centrum niet antwoorden."))
        )
    if draft.email and not _valid(_EMAIL, draft.email):
        found.append(("email", say("Dit is geen e-mailadres. Het ziet eruit als naam@voorbeeld.be.")))
    if draft.phone and not _valid(_PHONE, draft.phone):
        found.append(("telefoon", say("Dit is geen telefoonnummer. Gebruik 8 tot 20 cijfers, zoals 0470 12 34 56.")))
    if len(draft.message) > MESSAGE_MAX or not _is_plain(draft.message):
        found.append(("vraag", say("Hou je vraag korter dan {message_max} tekens.", message_max=MESSAGE_MAX)))
    if draft.send and not draft.consent:
        found.append(
            ("akkoord", say("Vink dit aan om te versturen. Wil je nog wachten? Kies dan “Bewaar, nog niet versturen”."))
        )
    return found


def _is_plain(value: str) -> bool:
    try:
        plain(value)
    except ValueError:
        return False
    return True


def request(draft: Draft, id_: str) -> IntroductionIn:
    """Return the request that a draft without errors means."""
    contact = {"name": draft.name, "email": draft.email or None, "phone": draft.phone or None}
    consent = draft.send and draft.consent
    members = {"centreId": id_, "contact": contact, "message": draft.message, "consent": consent}
    return IntroductionIn.model_validate(members)
