"""What a form held that could not be answered comes back, so that nothing typed is lost.

Where it can be sent again, as a form with one button; where it cannot, since a login ended or what it was about is
gone, as words to copy. Pages are never stored by a browser, so one step back shows an empty form.
"""

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
    fields = _fields(request)
    return None if fields is None else Retry(address=address, fields=fields)


UNSEEN = frozenset(
    ["csrf", "sleutel", "doe", "document", "profiel", "uit-naam", "netwerk", "teksten", "gelezen", "receipt"]
)
"""Fields that no person wrote."""

SECRET = frozenset(["code", "klantnummer"])
"""Fields that nobody else who sits there may read."""


def words(request: Request) -> list[str]:
    """Return what somebody wrote into a form of ours: every value of several words, once and in order."""
    if request.method != "POST":
        return []
    texts = (text.strip() for name, text in _fields(request) or () if name not in UNSEEN | SECRET)
    return list(dict.fromkeys(text for text in texts if len(text.split()) > 1))


def _fields(request: Request) -> list[tuple[str, str]] | None:
    """Return the fields of a form that came in whole; ``None`` where it has a file, or cannot be read."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return None
    body = b"".join(message.get("body", b"") for message in request.scope.get(BODY, ()))
    if len(body) > BYTES_MAX:
        return None
    try:
        return parse_qsl(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS_MAX)
    except ValueError:
        return None
