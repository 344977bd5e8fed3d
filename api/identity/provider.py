"""OpenID Connect, authorization code flow with PKCE: who is this, without learning a name or a number.

Only the issuer's pairwise ``sub`` is used. State and nonce bind the answer to the browser and to the question.
"""

import contextlib
import json
import secrets
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from httpx2 import AsyncBaseTransport, AsyncClient, HTTPError, Timeout
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry

ALGORITHMS = ["RS256", "ES256", "PS256"]
"""Signatures of identity tokens that are believed; never ``none``, never one with a shared secret."""

SHOWN = 200
"""Characters of what a provider says that go into a message."""

TIMEOUT = Timeout(5.0, connect=2.0)

LEEWAY = 60
"""Seconds that the clocks of issuer and service may differ."""


class IdentityError(RuntimeError):
    """The identity provider did not say who this is; the message is for the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of the provider, and what the answer must fit.

    Attributes
    ----------
    url
        Where the browser goes.
    state, nonce, verifier
        Secrets of this one login.
    """

    url: str
    state: str
    nonce: str
    verifier: str


class Provider:
    """An identity provider.

    Parameters
    ----------
    issuer
        Its address, as its identity tokens name it.
    transport
        How it is reached; ``None`` is the network.
    """

    def __init__(
        self, issuer: str, client_id: str, client_secret: str, transport: AsyncBaseTransport | None = None
    ) -> None:
        self.issuer, self.client_id, self._secret, self._transport = issuer, client_id, client_secret, transport
        self._described: dict[str, Any] | None = None

    async def _description(self) -> dict[str, Any]:
        if self._described is None:
            address = self.issuer.rstrip("/") + "/.well-known/openid-configuration"
            found = await self._get(address)
            if found.get("issuer") != self.issuer:
                raise IdentityError(
                    f"{address} describes the issuer {str(found.get('issuer'))[:SHOWN]!r}; the setting OIDC_ISSUER is "
                    f"{self.issuer!r}; allowed is the same text, with or without the slash at its end as there"
                )
            self._described = found
        return self._described

    async def _get(self, address: str) -> dict[str, Any]:
        try:
            async with AsyncClient(transport=self._transport, timeout=TIMEOUT) as client:
                answer = await client.get(address)
                answer.raise_for_status()
                found: dict[str, Any] = answer.json()
        except (HTTPError, ValueError) as error:
            raise IdentityError(f"{address} does not answer: {type(error).__name__}") from error
        return found

    def _client(self, redirect_uri: str) -> AsyncOAuth2Client:
        return AsyncOAuth2Client(
            client_id=self.client_id,
            client_secret=self._secret or None,
            token_endpoint_auth_method="client_secret_basic" if self._secret else "none",
            scope="openid",
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            transport=self._transport,
            timeout=TIMEOUT,
        )

    async def ask(self, redirect_uri: str) -> Question:
        """Return where to send the browser.

        Raises
        ------
        IdentityError
            When the provider does not answer.
        """
        described = await self._description()
        nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        async with self._client(redirect_uri) as client:
            url, state = client.create_authorization_url(
                described["authorization_endpoint"], nonce=nonce, code_verifier=verifier
            )
        return Question(url=url, state=state, nonce=nonce, verifier=verifier)

    async def subject(self, code: str, verifier: str, nonce: str, redirect_uri: str) -> str:
        """Return who this is: the provider's ``sub`` for this service; :meth:`claims` says when it raises."""
        return str((await self.claims(code, verifier, nonce, redirect_uri))["sub"])

    async def claims(self, code: str, verifier: str, nonce: str, redirect_uri: str) -> dict[str, Any]:
        """Return what the identity token says: ``sub``, and of a coach ``role``, ``centre_id`` and ``name``.

        Raises
        ------
        IdentityError
            When the code is refused or the identity token is not what was asked for.
        """
        described = await self._description()
        try:
            async with self._client(redirect_uri) as client:
                answer = await client.fetch_token(described["token_endpoint"], code=code, code_verifier=verifier)
            keys = KeySet.import_key_set(await self._get(described["jwks_uri"]))  # type: ignore[arg-type] # checked there
            claims = _claims(answer["id_token"], keys)
            registry = JWTClaimsRegistry(
                leeway=LEEWAY,
                iss={"essential": True, "value": self.issuer},
                aud={"essential": True, "value": self.client_id},
                exp={"essential": True},
                sub={"essential": True},
                nonce={"essential": True, "value": nonce},
            )
            registry.validate(claims)
        except (OAuthError, JoseError, HTTPError, KeyError, ValueError) as error:
            why = f"{type(error).__name__} {str(error)[:SHOWN]!r}"
            raise IdentityError(f"the answer of {self.issuer!r} cannot be used: {why}") from error
        return dict(claims)


def _claims(token: str, keys: KeySet) -> dict[str, Any]:
    """Return the claims of a token that one of the keys signed; one without ``kid`` is tried with each that may fit.

    Source: OpenID Connect Core 1.0, 10.1: a token names its key where the issuer has several; many with one do not.
    """
    header = json.loads(urlsafe_b64decode(token.split(".", 1)[0] + "=="))
    if header.get("kid") is not None:
        return dict(jwt.decode(token, keys, algorithms=ALGORITHMS).claims)
    algorithm = header.get("alg")
    fits = [key for key in keys if key.get("use") in (None, "sig") and key.get("alg") in (None, algorithm)]
    for key in fits:
        with contextlib.suppress(JoseError, ValueError, TypeError):
            return dict(jwt.decode(token, key, algorithms=ALGORITHMS).claims)
    raise ValueError(f"none of {len(fits)} keys for {algorithm} fits a token without kid")
