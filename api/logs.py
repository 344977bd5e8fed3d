"""The log: one line of JSON for each thing that an operator must know, and nothing of what people say or who they are.

A line has the time, the level, what happened, and in a request the request's id (the header ``X-Request-Id``) and the
route that answered, never its path: a path may hold a code, and what somebody typed. Of an error the log has the type
and the places in the code, not the message, which may hold a value. Signs that steer a terminal are escaped.

What matters for security is a :class:`SecurityEvent`; ``api/README.md`` lists all of them, and a test compares.
"""

import logging
import secrets
import sys
from collections.abc import Mapping, MutableMapping
from enum import StrEnum
from hashlib import blake2b
from types import TracebackType
from typing import Any, TextIO

import structlog
from starlette.types import Scope

_SALT = secrets.token_bytes(16)
"""Of this process only: the same address cannot be told to be the same after a restart."""

FRAMES = 30
"""Places in the code that are told of an error, the last ones."""

QUIET = ("httpx", "httpx2", "httpcore", "httpcore2", "alembic", "asyncio", "aiosqlite", "sqlalchemy")
"""Loggers of libraries that tell addresses and statements: of them only warnings count."""

CUT = "ASGI callable returned without completing response."
"""What uvicorn tells as an error when a stream was cut on purpose, for somebody who does not read it."""

_SECURITY = logging.getLogger("api.security")


class SecurityEvent(StrEnum):
    """What happened that matters for security."""

    LOGIN = "login"
    LOGIN_FAILED = "login-failed"
    LOGOUT = "logout"
    WRONG_CODE = "wrong-code"
    LOCKED_OUT = "locked-out"
    CODE_RENEWED = "code-renewed"
    SESSIONS_ENDED = "sessions-ended"
    ACCOUNT_DELETED = "account-deleted"
    KEY_USED = "key-used"
    KEY_REFUSED = "key-refused"
    KEY_NOT_ALLOWED = "key-not-allowed"
    KEY_ISSUED = "key-issued"
    KEY_REVOKED = "key-revoked"
    FORM_REFUSED = "form-refused"
    LIMIT_REACHED = "limit-reached"


def security(event: SecurityEvent, **facts: str | int | bool) -> None:
    """Log something that matters for security; facts are words and ids of ours, never what somebody sent."""
    _SECURITY.info(event.value, extra={"security": event.value, **facts})


def begin(address: str) -> str:
    """Begin the log of a request; return its id.

    Parameters
    ----------
    address
        The address it counts for. The log has a keyed hash of it, under a key that nobody knows and a restart forgets.
    """
    request_id = secrets.token_hex(8)
    source = blake2b(address.encode("utf-8", "replace"), key=_SALT, digest_size=6).hexdigest()
    structlog.contextvars.bind_contextvars(request_id=request_id, source=source)
    return request_id


def place(scope: Scope) -> str:
    """Return the method and the template of the route that answers a request.

    Examples
    --------
    >>> place({"method": "GET", "path": "/niets/bado-keli-fuma-nopi-resu"})
    'GET (no route)'
    """
    route = scope.get("route")
    return f"{scope.get('method', '')} {getattr(route, 'path', None) or '(no route)'}"


def _without_messages(_logger: object, _name: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Put the type of an error and its places in the code in the place of the error."""
    error = event.pop("exc_info", None)
    if isinstance(error, tuple):
        error = error[1]
    elif error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["error"] = [_told(one) for one in _chain(error)]
    event.pop("exc_text", None)
    event.pop("stack_info", None)
    return event


def _chain(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    now: BaseException | None = error
    while now is not None and now not in found and len(found) < 10:
        found.append(now)
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return found


def _told(error: BaseException) -> dict[str, Any]:
    return {"type": f"{type(error).__module__}.{type(error).__qualname__}", "places": _places(error.__traceback__)}


def _places(trace: TracebackType | None) -> list[str]:
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{'/'.join(code.co_filename.split('/')[-3:])}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-FRAMES:]


_BEFORE: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
]


def handler(stream: TextIO) -> logging.Handler:
    """Return what writes every line of the standard library's loggers, ours and those of libraries, as JSON."""
    found = logging.StreamHandler(stream)
    found.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_BEFORE,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _without_messages,
                structlog.processors.JSONRenderer(ensure_ascii=True, default=lambda value: type(value).__name__),
            ],
        )
    )
    return found


def _not_cut(record: logging.LogRecord) -> bool:
    return record.msg != CUT


def configure() -> None:
    """Let everything that is logged in this process go through :func:`handler`, to standard error."""
    root = logging.getLogger()
    root.handlers[:] = [handler(sys.stderr)]
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        found = logging.getLogger(name)
        found.handlers.clear()
        found.addFilter(_not_cut)
        found.propagate = True
