"""The form with the two numbers of a cheque."""

from dataclasses import dataclass

from starlette.datastructures import FormData

TYPED_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was typed; the secret is never shown again."""

    number: str = ""
    secret: str = ""
    problem: str = ""


def read(form: FormData) -> Draft:
    """Return what was typed, with what is wrong."""
    values = [form.get(name, "") for name in ("nummer", "klantnummer")]
    number, secret = (value.strip()[:TYPED_MAX] if isinstance(value, str) else "" for value in values)
    problem = "" if number and secret else "Vul beide nummers in. Ze staan allebei op de cheque."
    return Draft(number=number, secret=secret, problem=problem)
