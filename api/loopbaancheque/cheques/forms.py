"""The form with the two numbers of a cheque."""

from dataclasses import dataclass

from starlette.datastructures import FormData

from api.sessions.drafts import LIFE_HOURS
from api.web.forms import text
from models.wording import say

TYPED_MAX = 100

MISSING = say("Vul beide nummers in. Ze staan allebei op de cheque.")
TOO_OFTEN = say("Er waren te veel verkeerde nummers. Wacht een kwartier en probeer het opnieuw.")
PAST = say(
    "Deze pagina kan je niet meer openen: dat kan hoogstens {hours} uur, en alleen in jouw browser. Vul de twee "
    "nummers opnieuw in.",
    hours=LIFE_HOURS,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed; the secret is never shown again."""

    number: str = ""
    secret: str = ""
    problem: str = ""


def read(form: FormData) -> Draft:
    """Return what was typed, with what is wrong."""
    number, secret = text(form, "nummer", TYPED_MAX), text(form, "klantnummer", TYPED_MAX)
    return Draft(number=number, secret=secret, problem="" if number and secret else MISSING)
