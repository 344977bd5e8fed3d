"""Errors: problem details (RFC 9457) for everything under /api, the same facts as a Dutch page elsewhere.

The one place where an error becomes an answer. Types are URNs that ``api/README.md`` lists.
"""

import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from api.logs import place
from api.storage.database import GoneError, StorageUnavailableError, UnfitTextError
from api.web import again, errors, languages
from api.web.rendering import render
from models.loopbaancheque.life_commands import LifeError

MEDIA_TYPE = "application/problem+json"
URN = "urn:problem-type:loopbaanspiegel:"
SHOWN = 100
"""Characters of a wrong value that are given back."""

_LOG = logging.getLogger(__name__)


class Issue(BaseModel):
    """One thing that is wrong, where it stands, and what is allowed there."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    location: str = Field(serialization_alias="in", description="Part of the request: body, query, path or header.")
    pointer: str = Field(description="JSON pointer to the value, empty for the whole part.", examples=["/limit"])
    code: str = Field(description="What sort of problem it is, for programs.", examples=["unknown-id"])
    detail: str = Field(description="What is wrong and what is allowed.")
    value: str | None = Field(default=None, description="Start of the wrong value, when there is one.")


class Problem(BaseModel):
    """Problem details as RFC 9457 describes them, with the issues as BelGIF asks."""

    type: str = Field(examples=[URN + "invalid-request"])
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    instance: str = Field(description="Path of the request.")
    issues: list[Issue] = Field(default_factory=list)


class ProblemError(Exception):
    """An error that the service itself raises; handlers turn it into a problem or a page."""

    def __init__(
        self, status: int, code: str, detail: str, *issues: Issue, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail, self.issues = status, code, detail, issues
        self.headers = dict(headers or {})


class RuleError(ProblemError):
    """What the rules of a life forbid: 422 for a value that can be mended, 409 for where it stands; nothing changed.

    Attributes
    ----------
    RULE
        Code of the problem for where it stands.
    VALUES
        Codes of rules about a value that can be mended in the request.
    """

    RULE: ClassVar[str]
    VALUES: ClassVar[frozenset[str]]

    def __init__(self, error: LifeError) -> None:
        value = None if error.value is None else shown(str(error.value))
        place = f"/{error.field}" if error.field else ""
        issue = Issue(location="body", pointer=place, code=error.code, detail=error.detail, value=value)
        if error.code in self.VALUES:
            super().__init__(422, "invalid-request", f"1 value cannot be used: body{place}", issue)
        else:
            super().__init__(409, self.RULE, f"{error.detail}; nothing was changed", issue)


def shown(value: object) -> str:
    r"""Return the start of a value as plain text that can always be encoded.

    Examples
    --------
    >>> shown("\ud800x")
    '\\ud800x'
    """
    text = value if isinstance(value, str) else repr(value)
    return text[:SHOWN].encode("utf-8", "backslashreplace").decode("utf-8")


def pointer(parts: Sequence[str | int]) -> str:
    """Return the JSON pointer (RFC 6901) to a place.

    Examples
    --------
    >>> pointer(("experiences", 0, "occupationId"))
    '/experiences/0/occupationId'
    """
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _title(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus.__members__.values() else "Error"


def response(request: Request, error: ProblemError) -> Response:
    """Return an error as a problem under /api, else as a Dutch page."""
    path = request.url.path
    if path == "/api" or path.startswith("/api/") or path.startswith("/health") or path == "/openapi.json":
        problem = Problem(
            type=URN + error.code,
            title=_title(error.status),
            status=error.status,
            detail=error.detail,
            instance=shown(path),
            issues=list(error.issues),
        )
        content = problem.model_dump_json(by_alias=True).encode()
        return Response(content, status_code=error.status, headers=error.headers, media_type=MEDIA_TYPE)
    later = error.status in (429, 503, 507)
    if later and request.method == "GET":
        return _refused(request, error)
    return _page(request, error, later=later)


def _page(request: Request, error: ProblemError, *, later: bool) -> Response:
    title, advice = errors.words(error.code)
    retry = again.retry(request) if later else None
    sent = later and request.method == "POST"
    typed = [] if later else again.words(request)
    # Who is led to where a login begins would lose what was written meanwhile.
    status, headers = error.status, dict(error.headers)
    door = headers.pop("Location", "/") if typed else "/"
    if typed and status == 303:
        status = 401
    context = {"title": title, "advice": advice, "status": status, "again": retry, "sent": sent, "typed": typed}
    page = render(request, "error.html", context | {"door": door}, status_code=status)
    page.headers.update(headers)
    return page


REFUSED_MOST, ADDRESS_LONGEST = 256, 200
"""Pages of a refusal that a worker remembers, and the longest address that it remembers one for: half a megabyte."""

_refusals: OrderedDict[tuple[int, str, str, str], Response] = OrderedDict()


def _refused(request: Request, error: ProblemError) -> Response:
    """Return the page that says to ask again later, made once for each address and language.

    It holds nothing of who asks. Making it takes half as long as a plain answer: under overload a worker would be
    busy with refusing.
    """
    address = f"{request.scope['path']}?{request.scope['query_string']!r}"
    key = (id(request.app), error.code, languages.chosen(request).tag, address)
    page = _refusals.get(key)
    if page is None:
        page = _page(request, error, later=True)
        if len(address) <= ADDRESS_LONGEST:
            _refusals[key] = page
            if len(_refusals) > REFUSED_MOST:
                _refusals.popitem(last=False)
    fresh = Response(page.body, status_code=error.status, media_type=page.media_type)
    fresh.raw_headers = list(page.raw_headers)
    fresh.headers.update(error.headers)
    return fresh


_CODES = {
    400: "unreadable-request",
    404: "not-found",
    405: "method-not-allowed",
    413: "body-too-large",
    415: "unsupported-media-type",
    429: "too-many-requests",
}


def _of_http(request: Request, error: HTTPException) -> ProblemError:
    details = {
        400: "the body cannot be read; allowed is JSON in UTF-8 under /api, a form on pages",
        404: f"nothing lives at {shown(request.url.path)}",
        405: f"{request.method} is not allowed here",
    }
    detail = details.get(error.status_code) or str(error.detail)
    code = _CODES.get(error.status_code, "error")
    headers = {"Allow": _allowed(request)} if error.status_code == 405 else error.headers
    return ProblemError(error.status_code, code, detail, headers=headers)


_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def _allowed(request: Request) -> str:
    """Return the methods of an address, also where several routes share it: the framework names those of one."""
    scopes = {method: {**request.scope, "method": method} for method in _METHODS}
    routes = request.app.routes
    return ", ".join(m for m in _METHODS if any(route.matches(scopes[m])[0] is Match.FULL for route in routes))


def _length(told: Mapping[str, Any]) -> str:
    """Return how long a text may be, and how long it is.

    Examples
    --------
    >>> _length({"max_length": 4000, "actual_length": 100_000}), _length({"min_length": 1, "actual_length": 0})
    ('allowed are at most 4000 characters, not 100000', 'allowed is at least 1 character, not 0')
    """
    if "max_length" in told:
        return f"allowed are at most {told['max_length']} characters, not {told['actual_length']}"
    few = told["min_length"] == 1
    bound = "is at least 1 character" if few else f"are at least {told['min_length']} characters"
    return f"allowed {bound}, not {told['actual_length']}"


def _issue(error: Mapping[str, Any]) -> Issue:
    location, *rest = error["loc"]
    kind = str(error["type"])
    detail = str(error["msg"])
    if kind == "extra_forbidden":
        detail = "this member does not exist here; leave it out"
    value = error.get("input")
    if kind in ("too_long", "too_short") and isinstance(value, str):  # pydantic counts items of what a validator gave
        detail = _length(error["ctx"])
    return Issue(
        location=str(location),
        pointer=pointer(rest),
        code=kind.replace("_", "-"),
        detail=shown(detail) if len(detail) <= SHOWN else detail.encode("utf-8", "backslashreplace").decode("utf-8"),
        value=None if kind == "missing" or isinstance(value, dict | list) else shown(value),
    )


ISSUES_SHOWN = 20
"""Issues in one problem; whoever sends more wrong values mends these first."""


def _of_validation(error: RequestValidationError) -> ProblemError:
    found = list(error.errors())
    if any(item["type"] == "json_invalid" for item in found):
        place = found[0]["loc"][-1]
        reason = found[0].get("ctx", {}).get("error", "")
        detail = f"the body is not JSON: {reason} at character {place}; allowed is JSON in UTF-8"
        return ProblemError(400, "unreadable-request", detail)
    issues = [_issue(item) for item in found[:ISSUES_SHOWN]]
    where = ", ".join(f"{issue.location}{issue.pointer}" for issue in issues[:5])
    return ProblemError(422, "invalid-request", f"{len(found)} values cannot be used: {shown(where)}", *issues)


def _of_storage(error: StorageUnavailableError) -> ProblemError:
    detail = "what you sent could not be kept and nothing was changed; send it again in a few seconds"
    status, code = (507, "storage-full") if error.full else (503, "storage-unavailable")
    return ProblemError(status, code, detail, headers={"Retry-After": "5"})


def _of_gone(request: Request, error: GoneError) -> ProblemError:
    """Return the problem of a write whose account was deleted at that moment: the login that came along has ended."""
    if request.url.path.startswith("/api/"):
        return ProblemError(401, "token-needed", str(error), headers={"WWW-Authenticate": "Bearer"})
    return ProblemError(401, "login-needed", str(error))


def respond(request: Request, error: Exception) -> Response:
    """Return the answer to any error, an unforeseen one included."""
    if isinstance(error, RequestValidationError):
        return response(request, _of_validation(error))
    if isinstance(error, HTTPException):
        return response(request, _of_http(request, error))
    if isinstance(error, ProblemError):
        return response(request, error)
    if isinstance(error, GoneError):
        return response(request, _of_gone(request, error))
    if isinstance(error, UnfitTextError):
        return response(request, ProblemError(422, "invalid-request", str(error)))
    if isinstance(error, StorageUnavailableError):
        _LOG.error("the store failed: %s", error, extra={"route": place(request.scope)})
        return response(request, _of_storage(error))
    _LOG.error("a request failed", exc_info=error, extra={"route": place(request.scope)})
    return response(request, ProblemError(500, "internal-error", "something went wrong on our side; nothing was lost"))


async def _on_error(request: Request, error: Exception) -> Response:
    return respond(request, error)


def install(app: FastAPI) -> None:
    """Register the handlers; ``api.guard`` hands in what escapes them."""
    ours = (ProblemError, StorageUnavailableError, GoneError, UnfitTextError)
    for kind in (RequestValidationError, HTTPException, *ours):
        app.add_exception_handler(kind, _on_error)


_DOCUMENTED = {
    400: "The request cannot be read",
    404: "Nothing lives there",
    413: "The body is too large",
    422: "A value cannot be used; issues say which and what is allowed",
    401: "A token or key is needed",
    403: "The key may not do this",
    409: "What is stored has moved on, or its rules forbid this now; nothing was changed",
    429: "Too many requests from this address; Retry-After says when to try again",
    503: "More is asked than can be answered, or the store does not answer; Retry-After says when to try again",
}


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says about problems with these statuses."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": _DOCUMENTED[status], "content": content} for status in statuses}


PROBLEMS = documented(400, 404, 413, 422, 429, 503)
"""Problems that any route under /api may answer, for the OpenAPI description."""

KEEPING_PROBLEMS = documented(400, 401, 404, 409, 413, 422, 429, 503)
"""Problems of routes that keep something in a session."""

KEYED_PROBLEMS = documented(400, 401, 403, 404, 409, 413, 422, 429, 503)
"""Problems of routes that centres and the operator use with a key."""
