"""Drafts: what somebody has typed into a form of several pages, so that Back, reload and two tabs just work.

Every step is a draft of its own that never changes: going back shows exactly the step that was left, and two tabs
never mix. The store holds it sealed. The key is made of a secret that only the citizen's browser has, in a cookie that
ends with the browser's own session, and of the id in the address; the store knows only a hash of that id. So neither
the store nor an address in a log tells anything.
"""

import os
import zlib
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.sessions.codes import random_id, token_hash
from api.storage.drafts import DraftStore

LIFE = timedelta(hours=2)
"""How long a step can be opened again; the privacy page promises it."""

LIFE_HOURS = LIFE // timedelta(hours=1)
"""The same, as pages say it."""

LARGEST = 65_536
"""Bytes of a sealed draft; a profile with three hundred competences has some 4,000."""

NONCE = 12
"""Bytes of an AES-GCM nonce (NIST SP 800-38D, 8.2)."""


class DraftTooLargeError(ValueError):
    """A draft has more in it than any form of ours asks."""


def _cipher(browser: str, id_: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"draft {id_}".encode("ascii", "replace"))
    return AESGCM(derived.derive(browser.encode("utf-8", "replace")))


class Drafts:
    """Drafts of the tools' forms."""

    def __init__(self, store: DraftStore) -> None:
        self.store = store

    async def keep(self, tool: str, text: str, browser: str, *, now: datetime) -> str:
        """Keep a step; return the id that opens it in this browser.

        Parameters
        ----------
        browser
            The secret of the citizen's browser.

        Raises
        ------
        DraftTooLargeError
            When it has more than :data:`LARGEST` bytes.
        api.storage.database.StorageUnavailableError
            When the store does not answer; the page is then shown without an address of its own.
        """
        id_ = random_id()
        nonce = os.urandom(NONCE)
        packed = zlib.compress(text.encode("utf-8", "surrogatepass"), 6)
        sealed = nonce + _cipher(browser, id_).encrypt(nonce, packed, tool.encode("ascii"))
        if len(sealed) > LARGEST:
            raise DraftTooLargeError(f"the draft has {len(sealed)} bytes; allowed are {LARGEST}")
        await self.store.add(token_hash(id_), tool, sealed, now + LIFE)
        return id_

    async def read(self, tool: str, id_: str, browser: str, *, now: datetime) -> str | None:
        """Return what a step holds; ``None`` when it is past, another browser's, another tool's, or never was."""
        sealed = await self.store.find(token_hash(id_), tool, now=now)
        if sealed is None:
            return None
        try:
            packed = _cipher(browser, id_).decrypt(sealed[:NONCE], sealed[NONCE:], tool.encode("ascii"))
        except InvalidTag:
            return None
        return zlib.decompress(packed).decode("utf-8", "surrogatepass")
