"""The cookie in which pages keep the token of a tool's session: strict, not readable by scripts."""

from fastapi import Request, Response

from api.settings import Settings


def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


def name(request: Request, tool: str) -> str:
    """Return the name of a tool's cookie; ``__Host-`` where the service is reached through HTTPS."""
    return f"__Host-{tool}" if _settings(request).secure else tool


def read(request: Request, tool: str) -> str:
    """Return the token in the cookie, or an empty text."""
    return request.cookies.get(name(request, tool), "")


def keep(request: Request, response: Response, tool: str, token: str) -> None:
    """Put a token into the cookie, for as long as a session lives."""
    settings = _settings(request)
    response.set_cookie(
        name(request, tool),
        token,
        max_age=settings.session_days * 86_400,
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="strict",
    )


def forget(request: Request, response: Response, tool: str) -> None:
    """Take the cookie back."""
    response.delete_cookie(name(request, tool), path="/", secure=_settings(request).secure, httponly=True)
