"""The service's secret: from the settings, or made once and kept in the data folder."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from api.sessions.codes import Key
from api.settings import Settings

FILE = "secret.key"


class SecretKeyError(ValueError):
    """The secret cannot be used."""


def load(settings: Settings) -> Key:
    """Return the key; workers that start together end up with the same one.

    Raises
    ------
    SecretKeyError
        When the secret is too short.
    """
    text = settings.secret_key or _kept(settings.data_dir / FILE)
    if len(text) < 32:
        raise SecretKeyError(f"SECRET_KEY has {len(text)} characters; at least 32 are needed")
    return Key(text.encode("utf-8"))


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        own = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(32))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(own)  # fails when another worker was first, whose key then counts
        own.unlink()
    return path.read_text(encoding="ascii").strip()
