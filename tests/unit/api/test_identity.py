"""Identity tokens of real providers: with and without the name of a key, and what the log says when they do not fit."""

import asyncio
import time
from typing import Any

import pytest
from httpx2 import ASGITransport
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from api.identity.provider import IdentityError, Provider

ISSUER = "https://aanmelden.example"
MINE, OTHER = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
RSA = RSAKey.generate_key(2048)


def provider(keys: list[Any], header: dict[str, str], signed_by: Any = MINE, **claims: object) -> Provider:
    said = {"iss": ISSUER, "aud": "wij", "sub": "persoon", "nonce": "n", "exp": int(time.time()) + 60} | claims

    async def answer(request: Request) -> JSONResponse:
        token = jwt.encode(header, said, signed_by)
        parts = {
            "issuer": claims.get("described", ISSUER),
            "jwks_uri": f"{ISSUER}/jwks",
            "token_endpoint": f"{ISSUER}/token",
            "keys": keys,
            "id_token": token,
            "access_token": "x",
            "token_type": "Bearer",
        }
        return JSONResponse(parts)

    paths = ("/.well-known/openid-configuration", "/jwks", "/token")
    app = Starlette(routes=[Route(path, answer, methods=["GET", "POST"]) for path in paths])
    return Provider(ISSUER, "wij", "", transport=ASGITransport(app=app))


def subject(found: Provider) -> str:
    return asyncio.run(found.subject("code", "v" * 48, "n", "https://wij.example/terug"))


def public(key: Any, **members: str) -> dict[str, Any]:
    return {**key.as_dict(private=False), **members}


def bare(key: Any) -> dict[str, Any]:
    return {name: value for name, value in public(key).items() if name != "kid"}


@pytest.mark.parametrize(
    "keys",
    [
        [bare(MINE)],
        [bare(OTHER), bare(MINE)],
        [public(OTHER, kid="a"), public(MINE, kid="b", use="sig", alg="ES256")],
        [bare(RSA), public(MINE, kid="b")],
        [{"kty": "unknown"}, bare(MINE)],
    ],
)
def test_a_token_that_names_no_key_is_accepted_where_one_fits(keys: list[Any]) -> None:
    assert subject(provider(keys, {"alg": "ES256"})) == "persoon"


@pytest.mark.parametrize(
    ("keys", "header"),
    [
        ([bare(OTHER)], {"alg": "ES256"}),
        ([public(MINE, use="enc")], {"alg": "ES256"}),
        ([public(MINE, kid="b")], {"alg": "ES256", "kid": "another"}),
        ([bare(RSA)], {"alg": "ES256"}),
    ],
)
def test_a_token_that_no_key_fits_is_refused_by_name(keys: list[Any], header: dict[str, str]) -> None:
    with pytest.raises(IdentityError, match="cannot be used"):
        subject(provider(keys, header))


def test_another_issuer_is_named_in_the_log() -> None:
    with pytest.raises(
        IdentityError, match=r"issuer 'https://aanmelden\.example/'; the setting OIDC_ISSUER is 'https://aan"
    ):
        subject(provider([bare(MINE)], {"alg": "ES256"}, described=f"{ISSUER}/"))
    with pytest.raises(IdentityError, match="iss"):
        subject(provider([bare(MINE)], {"alg": "ES256"}, iss=f"{ISSUER}/"))
