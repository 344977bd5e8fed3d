"""A code that its owner reads again: sealed with a key made of the owner's token, which is stored nowhere.

Whoever has the store and the service's key cannot open it; whoever has the token can, and may have the code anyway.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.sessions.codes import random_seed

NONCE = 12
"""Bytes of an AES-GCM nonce (NIST SP 800-38D, 8.2)."""


def _cipher(token: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"resume code")
    return AESGCM(derived.derive(token.encode("utf-8", "surrogatepass")))


def seal(token: str, code: str) -> bytes:
    """Return a code so that only whoever has the token reads it.

    Examples
    --------
    >>> unseal("a token", seal("a token", "bado-keli")), unseal("another", seal("a token", "bado-keli"))
    ('bado-keli', None)
    """
    nonce = random_seed()[:NONCE]
    return nonce + _cipher(token).encrypt(nonce, code.encode("ascii"), None)


def unseal(token: str, sealed: bytes | None) -> str | None:
    """Return a sealed code; ``None`` when there is none, or it was sealed for another token."""
    if sealed is None:
        return None
    try:
        return _cipher(token).decrypt(sealed[:NONCE], sealed[NONCE:], None).decode("ascii")
    except InvalidTag:
        return None
