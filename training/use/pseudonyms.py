"""Pseudonyms by a keyed hash: the same person has the same one in every export, and only the key leads back to it.

The key never stands beside what it hides: it is refused inside the data folder and inside an export.
"""

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from training.tables import InputError

BYTES = 32
"""Length of a key."""

SHOWN = 32
"""Hexadecimal digits of a pseudonym: 128 bits, so two persons never share one."""


@dataclass(frozen=True, slots=True, repr=False)
class Key:
    """What turns ids into pseudonyms."""

    secret: bytes

    def _hash(self, what: str, text: str) -> str:
        return hmac.new(self.secret, f"{what}\x1f{text}".encode(), hashlib.sha256).hexdigest()[:SHOWN]

    def session(self, id_: str) -> str:
        """Return the pseudonym of a session."""
        return self._hash("session", id_)

    def person(self, id_: str) -> str:
        """Return the pseudonym of a person."""
        return self._hash("person", id_)

    @property
    def fingerprint(self) -> str:
        """A few digits that tell keys apart and say nothing of them."""
        return self._hash("key", "")[:12]


def make(path: Path) -> Key:
    """Write a new key that only its owner can read.

    Raises
    ------
    FileExistsError
        When the file is there: a lost key cannot be made again.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_bytes(BYTES)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret.hex() + "\n")
    return Key(secret)


def read(path: Path, *, outside: Path) -> Key:
    """Read a key.

    Parameters
    ----------
    outside
        A folder in which it may not stand.

    Raises
    ------
    InputError
        When it is missing, is not a key, stands in that folder, or can be read by others.
    """
    if path.resolve().is_relative_to(outside.resolve()):
        raise InputError(f"--key {path} stands in {outside}, beside what it hides; keep it elsewhere")
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
        mode = path.stat().st_mode
    except FileNotFoundError as error:
        raise InputError(f"--key {path}: the file does not exist; `python -m training use key` makes one") from error
    except ValueError as error:
        raise InputError(f"--key {path}: not a key; `python -m training use key` makes one") from error
    if len(secret) != BYTES:
        raise InputError(f"--key {path}: {len(secret)} bytes; a key has {BYTES}")
    if mode & 0o077:
        raise InputError(f"--key {path}: others can read it (mode {mode & 0o777:o}); allowed is 600")
    return Key(secret)
