"""Offering a result to Mijn loopbaan: the form that a result page shows, and what it sends.

The form is the macro ``keep`` of ``web/keeping.html``::

    {% from "web/keeping.html" import keep %}
    {{ keep("orient", document) }}

where ``document`` is the answer of the tool's own API as JSON. Nothing is kept until its owner says where.
"""

import json
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData

from api.problems import ProblemError
from api.web.forms import text


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A result that a tool's page sent along.

    Attributes
    ----------
    tool
        Name of the tool, as it was sent.
    text
        The result as JSON.
    document
        The same, read.
    """

    tool: str
    text: str
    document: Any


def read(form: FormData) -> Offered | None:
    """Return the result that came along with a form; ``None`` when none did.

    Raises
    ------
    ProblemError
        422 when it is no JSON.
    """
    tool, document = text(form, "tool"), text(form, "document")
    if not tool:
        return None
    try:
        return Offered(tool=tool, text=document, document=json.loads(document))
    except (ValueError, RecursionError) as error:
        raise ProblemError(422, "invalid-request", "document is no JSON") from error


def answer(group: str, text_: str, said: str, milliseconds: int | None) -> dict[str, Any]:
    """Return an answer as a kept document holds it: under which heading, to what, in which words, and how fast."""
    return {"group": group, "text": text_, "said": said, "milliseconds": milliseconds}
