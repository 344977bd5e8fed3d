"""The service's secret: from the settings, or on a laptop made once and kept in the data folder.

Where people reach the service through HTTPS, it comes from the settings alone, and no copy of it lies in the data
folder: a key that lies beside the data that it locks is copied with them.
"""

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
        When the secret is weak, or a service behind HTTPS has none in its settings.
    """
    text = settings.secret_key.strip()
    if not text and settings.secure:
        raise SecretKeyError(
            f"SECRET_KEY is empty; a service behind HTTPS has it apart from its data: as a setting, or as the file "
            f"secret_key of SECRETS_DIR. A key that was kept in {settings.data_dir / FILE} until now is moved there, "
            "unchanged, so that every code goes on working"
        )
    accepted = settings.accepted_keys.split()
    if settings.secure:
        _check_apart(settings, {text, *accepted})
    text = text or _kept(settings.data_dir / FILE)
    if len(text) < 32:
        raise SecretKeyError(f"SECRET_KEY has {len(text)} characters; at least 32 are needed")
    if is_weak(text):
        raise SecretKeyError("SECRET_KEY repeats itself or has few different characters; take 32 random bytes")
    for place, other in enumerate(accepted, 1):  # a weak one may be what somebody is leaving
        if len(other) < 32:
            raise SecretKeyError(f"key {place} of ACCEPTED_KEYS has {len(other)} characters; at least 32 are needed")
    return Key(text.encode("utf-8"), *(other.encode("utf-8") for other in accepted))


def _check_apart(settings: Settings, used: set[str]) -> None:
    """Refuse a key of which a copy lies in the data folder."""
    data = settings.data_dir.resolve()
    folder = settings.model_config.get("secrets_dir")
    if isinstance(folder, Path) and folder.resolve().is_relative_to(data) and (folder / "secret_key").exists():
        raise SecretKeyError(f"SECRETS_DIR {folder} lies in DATA_DIR {data}; allowed is a folder apart from the data")
    copy = data / FILE
    if copy.exists() and copy.read_text(encoding="utf-8").strip() in used:
        raise SecretKeyError(f"{copy} holds a key that is in use, beside the data; move it away, the setting has it")


def is_weak(text: str) -> bool:
    """Return whether a secret can be guessed: it has few different characters, or repeats a shorter one.

    Examples
    --------
    >>> is_weak("changeme" * 5), is_weak("a" * 40), is_weak("0f9a3c5e7b1d2864" * 2), is_weak(secrets.token_hex(16))
    (True, True, True, False)
    """
    return len(set(text)) < 8 or text in (text + text)[1:-1]


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
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()
