"""From a button of the director's desk to the page that follows, or back to the same page with what is wrong."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import Response
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse

from api.problems import Issue, ProblemError, shown
from api.regie import texts
from api.web.forms import paragraph
from api.web.forms import texts as several

BOXES = ("gevolg", "voorwaarde")
"""Fields of which several can be ticked."""

Show = Callable[[str, Mapping[str, str]], Awaitable[Response]]
"""Shows the page again: what is wrong, and what was typed."""


async def act(form: FormData, work: Callable[[], Awaitable[object]], show: Show, to: str) -> Response:
    """Do what a button asks and go to an address, or show the page again when that cannot be.

    Raises
    ------
    ProblemError
        Whatever is not about the form or where the case stands.
    """
    try:
        await work()
    except ValidationError as error:
        fields = [str(row["loc"][0]) for row in error.errors() if row["loc"]]
        return await show(texts.wrong(fields), typed(form))
    except ProblemError as error:
        if error.status not in (409, 422):
            raise
        codes = [issue.code for issue in error.issues] or [error.code]
        return await show(texts.problem(codes[0], error.detail), typed(form))
    return RedirectResponse(to, status_code=303)


def no_button(verb: str) -> ProblemError:
    """Return the error for a button that the page does not have."""
    detail = "allowed are the buttons of the page"
    issue = Issue(location="body", pointer="/doe", code="unknown-button", detail=detail, value=shown(verb))
    return ProblemError(422, "invalid-request", detail, issue)


def typed(form: FormData) -> dict[str, Any]:
    """Return what was typed and ticked, so that nothing is lost; of boxes all, in a list."""
    found = {name: paragraph(form, name, 10_000) for name in form if name not in ("csrf", "sleutel")}
    return found | {name: several(form, name) for name in BOXES}
