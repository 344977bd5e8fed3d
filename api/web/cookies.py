"""Cookies of pages: never read by scripts, secure wherever people reach the service through HTTPS.

``strict`` cookies hold the token of a tool's session; ``lax`` is for what must come along when another site sends the
browser back to us, as an identity provider does.
"""

from typing import Literal

from fastapi import Request, Response

from api.settings import Settings

LOGINS = ("account", "coach", "gedeeld", "beheer", "regie")
"""Cookies that say who is there; who has another one, or none any more, is somebody else."""


def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


def full_name(request: Request, name: str) -> str:
    """Return the name that the browser knows a cookie by; ``__Host-`` where the service is reached through HTTPS."""
    return f"__Host-{name}" if _settings(request).secure else name


def read(request: Request, name: str) -> str:
    """Return what a cookie holds, or an empty text; for a session of a tool the name is that of the tool."""
    return request.cookies.get(full_name(request, name), "")


def logins(request: Request) -> str:
    """Return all that the browser says of who is there; an empty text when it says nothing."""
    return "".join(f"{name}={token};" for name in LOGINS if (token := read(request, name)))


def put(
    request: Request,
    response: Response,
    name: str,
    value: str,
    *,
    seconds: int | None,
    same_site: Literal["strict", "lax"] = "strict",
) -> None:
    """Put a value into a cookie.

    Parameters
    ----------
    seconds
        How long the browser keeps it; ``None`` for as long as the browser's own session lasts.
    """
    response.set_cookie(
        full_name(request, name),
        value,
        max_age=seconds,
        path="/",
        secure=_settings(request).secure,
        httponly=True,
        samesite=same_site,
    )


def keep(request: Request, response: Response, tool: str, token: str) -> None:
    """Put the token of a tool's session into its cookie, for as long as a session lives."""
    put(request, response, tool, token, seconds=_settings(request).session_days * 86_400)


def clear(response: Response) -> None:
    """Ask the browser to drop what it remembers of our pages, and stores; the cookies of a test stay."""
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def forget(request: Request, response: Response, name: str) -> None:
    """Take a cookie back."""
    response.delete_cookie(full_name(request, name), path="/", secure=_settings(request).secure, httponly=True)
