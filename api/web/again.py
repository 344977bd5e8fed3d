"""Sending again what could not be answered: the fields of a form come back as a form, so that nothing typed is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request

BODY = "whole_body"
"""Where the scope of a request holds the messages of its body, once it came in."""

FIELDS_MAX, BYTES_MAX = 1_000, 262_144
"""Fields and bytes of a form that come back; a larger one stays where it is: in the browser, one step back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retry:
    """What is sent again.

    Attributes
    ----------
    address
        Where to.
    fields
        Fields of the form with what stood in them; ``None`` when no form was sent, or one that cannot come back.
    """

    address: str
    fields: Sequence[tuple[str, str]] | None


def retry(request: Request) -> Retry | None:
    """Return what a page can send again; ``None`` for a form with a file, and for one that cannot be read."""
    query = request.url.query
    address = request.url.path + (f"?{query}" if query else "")
    if request.method != "POST":
        return Retry(address=address, fields=None)
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = b"".join(message.get("body", b"") for message in request.scope.get(BODY, ()))
    if len(body) > BYTES_MAX:
        return None
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MAX)
    except ValueError:
        return None
    return Retry(address=address, fields=fields)
