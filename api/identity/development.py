"""A built-in identity provider for laptops: test persons, coaches, an administrator and staff, no password; no HTTPS.

It answers on the machine itself only: a browser there, at a name of that machine, with no proxy in between.

It speaks the same OpenID Connect as a real one, so that the whole way can be tried and tested. It keeps nothing: its
codes are signed and say what they stand for.
"""

import base64
import hashlib
import json
import secrets
import time
from ipaddress import ip_address
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from fastapi import APIRouter, Depends, Query, Request, Response
from joserfc import jwt
from joserfc.jwk import ECKey
from starlette.responses import JSONResponse

from api.problems import ProblemError
from api.sessions import codes
from api.sessions.codes import Key
from api.settings import Settings
from api.web.forms import read_form, text
from api.web.rendering import render

PATH = "/ontwikkeling/identiteit"
CLIENT_ID = "loopbaanspiegel"
PERSONS = ("Testpersoon A", "Testpersoon B", "Testpersoon C")
COACHES = {"Testcoach A": "voorbeeldcentrum-001", "Testcoach B": "voorbeeldcentrum-002"}
"""Test coaches, each with an example centre."""

ADMINISTRATORS = {"Testbeheerder A": "voorbeeldcentrum-001"}
"""Who invites and removes the coaches of an example centre."""

INVITED = "Nieuwe testcoach"
"""Somebody who becomes a coach by an invitation only."""

EMPLOYEES = {
    "Testmedewerker A": "voorbeeldcentrum-001",
    "Testmedewerker B": "voorbeeldcentrum-002",
    "Testbegeleider A": "voorbeeldcentrum-001",
}
"""Test employees, each with the example centre whose administration they do."""

COUNSELLORS = {"Testbegeleider A": "voorbeeldcentrum-001-a"}
"""Who of them is a counsellor of the register, and writes an own text."""

DIRECTORS = ("Testregisseur A", "Testregisseur B", "Testregisseur C")
"""The director's team: three, since some decisions need two or three pairs of eyes."""

BACK = {
    "/mijn-loopbaan/terug": PERSONS,
    "/coach/terug": (*COACHES, *ADMINISTRATORS, INVITED),
    "/loopbaancentra/beheer/terug": tuple(EMPLOYEES),
    "/regie/terug": DIRECTORS,
}
"""Where browsers are sent back to, and who may be chosen for it."""

CODE_SECONDS = 120
_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def _is_loopback(name: str) -> bool:
    """Return whether a host is the machine itself.

    Examples
    --------
    >>> [name for name in ("localhost", "127.0.0.9", "::1", "192.0.2.1", "loopbaan.example") if _is_loopback(name)]
    ['localhost', '127.0.0.9', '::1']
    """
    try:
        return name == "localhost" or ip_address(name).is_loopback
    except ValueError:
        return False


def allowed(settings: Settings) -> bool:
    """Return whether a service has this provider: only on a laptop, which is reached at a name of its own."""
    if settings.oidc_issuer or settings.secure or settings.trusted_proxies:
        return False
    return not settings.public_url or _is_loopback(urlsplit(settings.public_url).hostname or "")


def is_local(request: Request) -> bool:
    """Return whether a request comes from the machine itself, at a name of that machine, through no proxy."""
    client = request.client.host if request.client else ""
    forwarded = any(name in request.headers for name in ("forwarded", "x-forwarded-for", "x-forwarded-proto", "via"))
    return _is_loopback(client) and _is_loopback(request.url.hostname or "") and not forwarded


async def _local(request: Request) -> None:
    if not is_local(request):
        raise ProblemError(404, "not-found", "the test provider answers on the machine itself only")


router = APIRouter(prefix=PATH, include_in_schema=False, dependencies=[Depends(_local)])


def issuer(base_url: str) -> str:
    """Return the address of the provider on a service that is reached at ``base_url``."""
    return base_url.rstrip("/") + PATH


def _key(request: Request) -> Key:
    found: Key = request.app.state.sessions.key
    return found


def _signing_key(request: Request) -> ECKey:
    """Return the key that signs identity tokens: the same in all workers, since it comes from their secret."""
    number = int.from_bytes(_key(request).digest("development-identity", "signing"), "big") % (_P256_ORDER - 1) + 1
    private = ec.derive_private_key(number, ec.SECP256R1())
    return ECKey.import_key(private, {"use": "sig", "alg": "ES256"})


@router.get("/.well-known/openid-configuration")
async def describe(request: Request) -> Response:
    """Describe the provider."""
    here = issuer(str(request.base_url))
    return JSONResponse(
        {
            "issuer": here,
            "authorization_endpoint": here + "/aanmelden",
            "token_endpoint": here + "/token",
            "jwks_uri": here + "/jwks",
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["ES256"],
            "code_challenge_methods_supported": ["S256"],
        }
    )


@router.get("/jwks")
async def keys(request: Request) -> Response:
    """Return the public key."""
    return JSONResponse({"keys": [_signing_key(request).as_dict(private=False)]})


@router.get("/aanmelden")
async def choose(
    request: Request,
    redirect_uri: Annotated[str, Query()],
    state: Annotated[str, Query()],
    nonce: Annotated[str, Query()],
    code_challenge: Annotated[str, Query()],
) -> Response:
    """Show the test persons, each as a link back to the service."""
    base = str(request.base_url).rstrip("/")
    back = next((base + path for path in BACK if redirect_uri == base + path), None)
    if back is None:
        raise ProblemError(400, "unreadable-request", f"the test provider sends nobody to {redirect_uri[:100]}")
    links = []
    for person in BACK[back.removeprefix(base)]:
        code = _code(_key(request), {"person": person, "nonce": nonce, "challenge": code_challenge, "uri": back})
        links.append((person, f"{back}?{urlencode({'code': code, 'state': state})}"))
    return render(request, "account/ontwikkeling.html", {"links": links})


def _code(key: Key, content: dict[str, str]) -> str:
    body = json.dumps(content | {"until": int(time.time()) + CODE_SECONDS, "once": secrets.token_hex(8)})
    told = base64.urlsafe_b64encode(body.encode()).decode()
    return f"{told}.{key.hash('development-code', told)}"


def _content(key: Key, code: str) -> dict[str, Any]:
    body, _, signature = code.partition(".")
    if not codes.same(signature, key.hash("development-code", body)):
        raise ProblemError(400, "unreadable-request", "this code was not given by the test provider")
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body))
    return found


@router.post("/token")
async def give(request: Request) -> Response:
    """Give the identity token for a code, when the verifier fits its challenge."""
    form = await read_form(request, max_fields=10, max_files=0)
    code_verifier, redirect_uri = text(form, "code_verifier"), text(form, "redirect_uri")
    content, now = _content(_key(request), text(form, "code")), int(time.time())
    if content["until"] < now or content["challenge"] != _challenge(code_verifier) or content["uri"] != redirect_uri:
        return JSONResponse({"error": "invalid_grant"}, status_code=400)
    token = jwt.encode({"alg": "ES256"}, _claims(request, content, now), _signing_key(request))
    return JSONResponse({"access_token": secrets.token_hex(16), "token_type": "Bearer", "id_token": token})


def _challenge(verifier: str) -> str:
    """Return the PKCE challenge of a verifier (RFC 7636, 4.2: S256)."""
    digest = hashlib.sha256(verifier.encode("ascii", "replace")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _role(person: str) -> dict[str, str]:
    """Return what somebody may do, for whom there is a role."""
    if person in DIRECTORS:
        return {"role": "director", "name": person}
    roles = {"coach": COACHES, "centre-administrator": ADMINISTRATORS, "centre-employee": EMPLOYEES}
    found = ((role, of.get(person)) for role, of in roles.items())
    return next(({"role": role, "centre_id": id_, "name": person} for role, id_ in found if id_), {})


def _claims(request: Request, content: dict[str, Any], now: int) -> dict[str, Any]:
    subject = _key(request).hash("development-subject", content["person"])
    person = content["person"]
    counsellor = {"counsellor_id": COUNSELLORS[person]} if person in COUNSELLORS else {}
    return {
        **_role(person),
        **counsellor,
        "iss": issuer(str(request.base_url)),
        "aud": CLIENT_ID,
        "sub": subject,
        "nonce": content["nonce"],
        "iat": now,
        "exp": now + 300,
    }
