"""The identity provider of this service, for everything that lets people log in."""

from fastapi import Request
from httpx2 import ASGITransport

from api.identity import development
from api.identity.provider import Provider
from api.settings import Settings

BROWSER_SECONDS = 900
"""Seconds that a login at the identity provider may take."""


def settings(request: Request) -> Settings:
    """Return the settings of the service."""
    found: Settings = request.app.state.settings
    return found


def provider(request: Request) -> Provider | None:
    """Return the identity provider, or ``None`` when there is none: then results are kept under a code only."""
    chosen = settings(request)
    if chosen.oidc_issuer:
        return Provider(chosen.oidc_issuer, chosen.oidc_client_id, chosen.oidc_client_secret)
    if not (development.allowed(chosen) and development.is_local(request)):
        return None
    here = development.issuer(str(request.base_url))
    return Provider(here, development.CLIENT_ID, "", transport=ASGITransport(app=request.app))


def back(request: Request, path: str) -> str:
    """Return where the identity provider sends the browser back to: a path of ours, at the address people use."""
    base = settings(request).public_url or str(request.base_url)
    return base.rstrip("/") + path
