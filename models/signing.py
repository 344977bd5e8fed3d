"""Signatures of artifacts: an operator's Ed25519 key over the manifest, and through it over every file.

Signing is optional. When ``DATA_DIR/models/trusted.pem`` holds a public key, nothing that was promoted serves without
a signature that it made; what comes with the release is not signed.
"""

import base64
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from item_bank.manifest import MANIFEST, write_text_durably
from models.store import ARTIFACTS, ArtifactError

SIGNATURE = "manifest.sig"
TRUSTED = "trusted.pem"


def make_key(private: Path, public: Path) -> None:
    """Write a new pair of keys; the private one is readable by its owner only and is never overwritten.

    Raises
    ------
    FileExistsError
        When a private key stands there already.
    """
    key = Ed25519PrivateKey.generate()
    private.parent.mkdir(parents=True, exist_ok=True)
    private.touch(mode=0o600, exist_ok=False)
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    write_text_durably(public, pem.decode("ascii"))


def sign(folder: Path, private: Path) -> None:
    """Sign the manifest of an artifact.

    Raises
    ------
    ArtifactError
        When the file is not an Ed25519 key without a password, or the artifact came with the release.
    """
    if folder.is_relative_to(ARTIFACTS):
        raise ArtifactError(f"{folder}: came with the release, which is not signed")
    try:
        key = load_pem_private_key(private.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise ArtifactError(f"{private}: not a private key without a password ({error})") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ArtifactError(f"{private}: not an Ed25519 key")
    made = base64.b64encode(key.sign((folder / MANIFEST).read_bytes())).decode("ascii")
    write_text_durably(folder / SIGNATURE, made + "\n")


def check_signature(folder: Path, models: Path) -> None:
    """Refuse an artifact that the trusted key did not sign; without a trusted key everything passes.

    Raises
    ------
    ArtifactError
        When the signature is missing or was made by another key or over something else.
    """
    trusted = models / TRUSTED
    if not trusted.is_file() or folder.is_relative_to(ARTIFACTS):
        return
    try:
        key = load_pem_public_key(trusted.read_bytes())
        if not isinstance(key, Ed25519PublicKey):
            raise ArtifactError(f"{trusted}: not an Ed25519 key")
        key.verify(base64.b64decode((folder / SIGNATURE).read_text(encoding="ascii")), (folder / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise ArtifactError(f"{folder}: not signed, and {trusted} asks a signature") from error
    except (InvalidSignature, ValueError) as error:
        raise ArtifactError(f"{folder}: the signature is not by {trusted}") from error
