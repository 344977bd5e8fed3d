"""Secrets of a session: the bearer token, and the resume code that a person can say and type.

A code is five made-up words of two syllables: 12 consonants and 5 vowels that are heard apart, so
(12 x 5)^10 codes, 59 bits. Codes and tokens are random and stored as hashes only: neither the store nor the
service's key, nor both together, tell them again. What is stored of a code is slow to make and takes memory, so that
whoever has both cannot try the codes out.
"""

import asyncio
import hashlib
import hmac
import os
import re
import secrets
import threading
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

CONSONANTS = "bdfgklmnprst"
VOWELS = "aeiou"
WORDS = 5
AVOIDED = frozenset({"kaka", "pipi", "piki", "lulu", "teta", "tito", "nono", "poti", "pisi", "sufi", "nigo", "nega"})
"""Words that are drawn again, because somebody would rather not say them."""


def _word(draw: "Draw") -> str:
    while True:
        word = "".join(draw(CONSONANTS) + draw(VOWELS) for _ in range(2))
        if word not in AVOIDED:
            return word


class Draw:
    """Draws letters from a secret seed, evenly: the bytes come from HMAC-SHA256 in counter mode.

    Parameters
    ----------
    seed
        32 secret bytes; the same seed draws the same letters.
    """

    def __init__(self, seed: bytes) -> None:
        self._seed, self._counter, self._bytes = seed, 0, bytearray()

    def __call__(self, letters: str) -> str:
        """Return one letter."""
        ceiling = 256 - 256 % len(letters)
        while True:
            if not self._bytes:
                block = hmac.digest(self._seed, self._counter.to_bytes(8, "big"), "sha256")
                self._bytes, self._counter = bytearray(block), self._counter + 1
            value = self._bytes.pop()
            if value < ceiling:
                return letters[value % len(letters)]


def resume_code(seed: bytes) -> str:
    """Return the code that a secret seed stands for.

    Examples
    --------
    >>> len(resume_code(b"0" * 32).split("-")), resume_code(b"0" * 32) == resume_code(b"0" * 32)
    (5, True)
    """
    draw = Draw(seed)
    return "-".join(_word(draw) for _ in range(WORDS))


def normal_code(text: str) -> str | None:
    """Return a code as it is stored, or ``None`` when a text cannot be one; case, spaces and marks are forgiven.

    Examples
    --------
    >>> normal_code(" Bado keli, FUMA-nopi  resu ")
    'bado-keli-fuma-nopi-resu'
    >>> normal_code("abc") is None
    True
    """
    letters = re.sub(r"[^a-z]", "", text.lower())
    if not re.fullmatch(f"(?:[{CONSONANTS}][{VOWELS}]){{{2 * WORDS}}}", letters):
        return None
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def token(seed: bytes) -> str:
    """Return the bearer token that a secret seed of 32 bytes stands for: 256 bits, safe in headers and cookies."""
    return urlsafe_b64encode(seed).rstrip(b"=").decode("ascii")


def token_hash(text: str) -> str:
    """Return what is stored of a token; a token has 256 bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def same(one: str, other: str) -> bool:
    r"""Tell whether two texts are the same in a time that does not depend on them; any signs, also half surrogates.

    Examples
    --------
    >>> same("é", "é"), same("\udaef", "a")
    (True, False)
    """
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))


def random_seed() -> bytes:
    """Return 32 fresh secret bytes."""
    return secrets.token_bytes(32)


def random_id() -> str:
    """Return a fresh id of 128 bits in hexadecimal."""
    return secrets.token_hex(16)


ID_SIGNS, KEPT_SIGNS = 8, 64
"""Signs of a key's id, and of what is stored: id, a point, and as much of the hash as fits (220 bits)."""


COST, BLOCK, LANES = 2**14, 8, 1
"""How dear the slow hash of a code is (scrypt, RFC 7914): 16 MiB and some 40 ms of one processor.

Guidance for passwords asks five such lanes; a random code of 59 bits is 2^29 times harder to guess than a password that
stands among the thousand million most used ones, so that one lane leaves it far harder still.
"""

SLOW_BYTES = 27
"""Bytes of a slow hash: with the id of its key and a mark it fits where a fast one stood."""

AT_ONCE = 2
"""Slow hashes that a worker makes at once: they bound its memory (32 MiB) and leave processors to others."""

FAST_MARK, SLOW_MARK = ".", "~"
"""What stands behind the id of a key: whether a fast or a slow hash follows."""

_MAKING = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="codes")


def _behind() -> None:
    """Let this thread have what nobody else wants of a processor; on Linux each thread has a priority of its own."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


_BESIDE = ThreadPoolExecutor(1, thread_name_prefix="codes-beside", initializer=_behind)


class Key:
    """The service's secret: makes hashes that nobody without it can make, and knows those of other accepted keys.

    What is stored begins with the id of the key that made it, so that the operator can count what still needs a key
    that is to go (``python -m api secrets``). Whatever is found by a hash of another key is written anew with this one.

    Parameters
    ----------
    secret
        At least 32 bytes.
    accepted
        Other keys, of before or of tomorrow: what they made is still known.
    """

    def __init__(self, secret: bytes, *accepted: bytes) -> None:
        for found in (secret, *accepted):
            if len(found) < 32:
                raise ValueError(f"a secret key has {len(found)} bytes; at least 32 are needed")
        self._secrets = tuple(dict.fromkeys((secret, *accepted)))

    def digest(self, purpose: str, *parts: str) -> bytes:
        """Return 32 bytes for some texts; each purpose has its own."""
        return hmac.digest(self._secrets[0], _message(purpose, *parts), "sha256")

    def hash(self, purpose: str, *parts: str) -> str:
        """Return :meth:`digest` in hexadecimal."""
        return self.digest(purpose, *parts).hex()

    def digests(self, purpose: str, *parts: str) -> tuple[bytes, ...]:
        """Return what :meth:`digest` is with each key, the present one first."""
        message = _message(purpose, *parts)
        return tuple(hmac.digest(secret, message, "sha256") for secret in self._secrets)

    def hashes(self, purpose: str, *parts: str) -> tuple[str, ...]:
        """Return what :meth:`hash` is with each key, the present one first."""
        return tuple(made.hex() for made in self.digests(purpose, *parts))

    def digest_like(self, kept: str, purpose: str, *parts: str) -> bytes:
        """Return :meth:`digest` with the key that made something kept; with the present one where that is not said."""
        made = dict(zip(self.ids, self._secrets, strict=True)).get(kept[:ID_SIGNS], self._secrets[0])
        return hmac.digest(made, _message(purpose, *parts), "sha256")

    def fits(self, given: str, purpose: str, *parts: str) -> bool:
        """Return whether a hash that came along was made with one of the keys."""
        return any([same(given, made) for made in self.hashes(purpose, *parts)])  # noqa: C419 - all of them, always

    @property
    def ids(self) -> tuple[str, ...]:
        """The id of each key, the present one first; it tells nothing of the key."""
        return tuple(made[:ID_SIGNS] for made in self.hashes("key-id"))

    def kept(self, purpose: str, *parts: str) -> str:
        """Return what is stored of a secret: the id of the present key and a hash with it."""
        return self.forms(purpose, *parts)[0]

    def forms(self, purpose: str, *parts: str) -> tuple[str, ...]:
        """Return everything that may be stored of a secret: :meth:`kept` of each key, and the form without an id."""
        made = self.hashes(purpose, *parts)
        named = (f"{id_}{FAST_MARK}{hash_}"[:KEPT_SIGNS] for id_, hash_ in zip(self.ids, made, strict=True))
        return (*named, *made)

    def slow(self, kept: str) -> str:
        """Return the slow form of what :meth:`kept` of one of the keys is; it computes for a while.

        It is made from the fast form, so that what a release of before kept can be made slow without its code. The salt
        is one for each key and not one for each row: a code comes alone, and is looked up by what is made of it here.
        """
        id_, _, made = kept.partition(FAST_MARK)
        pepper = hmac.digest(self._secrets[self.ids.index(id_)], _message("code-pepper"), "sha256")
        memory = 2 * 128 * BLOCK * (COST + LANES)
        derived = hashlib.scrypt(
            made.encode("ascii"), salt=pepper, n=COST, r=BLOCK, p=LANES, maxmem=memory, dklen=SLOW_BYTES
        )
        return f"{id_}{SLOW_MARK}{derived.hex()}"

    async def slow_beside(self, kept: str) -> str:
        """Return :meth:`slow` for which nobody waits: it is computed after everything for which somebody does."""
        return await asyncio.get_running_loop().run_in_executor(_BESIDE, self.slow, kept)

    async def code_forms(self, purpose: str, *parts: str) -> tuple[str, ...]:
        """Return everything that may be stored of a code: the slow form of each key, and what was kept before."""
        fast = self.forms(purpose, *parts)
        loop = asyncio.get_running_loop()
        making = [loop.run_in_executor(_MAKING, self.slow, form) for form in fast[: len(self._secrets)]]
        return (*(await asyncio.gather(*making)), *fast)

    async def kept_code(self, purpose: str, *parts: str) -> str:
        """Return what is stored of a new code: its slow form with the present key."""
        kept = self.kept(purpose, *parts)
        return await asyncio.get_running_loop().run_in_executor(_MAKING, self.slow, kept)


def _message(purpose: str, *parts: str) -> bytes:
    return b"\0".join(part.encode("utf-8", "surrogatepass") for part in (purpose, *parts))
