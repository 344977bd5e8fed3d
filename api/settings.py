"""All settings, typed, each with a default that runs on a laptop. Environment variables carry the same names."""

import os
from pathlib import Path
from typing import Annotated

from limits import parse_many
from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict


def _rates(text: str) -> str:
    parse_many(text)
    return text


def _secrets() -> Path | None:
    """Return the folder with a file for each secret, when there is one; a file is named like its setting."""
    folder = Path(os.environ.get("SECRETS_DIR") or "/run/secrets")
    return folder if folder.is_dir() else None


Rates = Annotated[str, AfterValidator(_rates)]


class Settings(BaseSettings):
    """Settings of the service; ``api/README.md`` lists them for operators, and a test holds the two together."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, secrets_dir=_secrets())

    data_dir: Path = Field(default=Path("data"), description="Folder of imported catalogues and their indexes.")
    database_url: str = Field(
        default="",
        description="Store of record: postgresql://user:password@host/name or sqlite:///FILE; empty means a "
        "SQLite file in DATA_DIR.",
    )
    secret_key: str = Field(
        default="",
        description="Secret of 32 characters or more that codes are stored with, the same for all workers; "
        "on a laptop empty makes one in DATA_DIR/secret.key, behind HTTPS it is needed.",
    )
    accepted_keys: str = Field(
        default="",
        description="Other keys whose codes are still known, separated by white space: those before SECRET_KEY, or the "
        "next one while workers restart.",
    )
    public_url: str = Field(
        default="",
        pattern=r"^(https?://[^/]+)?$",
        description="Address under which people reach the service, such as https://loopbaan.example; with https "
        "cookies are secure. Empty means a laptop.",
    )
    session_days: int = Field(default=180, ge=1, le=1_000, description="Days that a session is kept after its start.")
    oidc_issuer: str = Field(
        default="",
        pattern=r"^(https://.+)?$",
        description="Address of the OpenID Connect provider that accounts log in with. Empty: on a laptop a built-in "
        "provider of test persons, in production no accounts but codes only.",
    )
    oidc_client_id: str = Field(default="", description="Name under which that provider knows the service.")
    oidc_client_secret: str = Field(default="", description="Secret that it gave the service; empty for PKCE alone.")
    redis_url: str = Field(
        default="",
        description="Redis or Valkey that workers share rate limits through, such as redis://127.0.0.1:6379/0; "
        "empty keeps them in process.",
    )
    reference_dir: Path | None = Field(
        default=None,
        description="Folder of reference data, for measuring and quality tests only; the service never reads it.",
    )
    api_rate_limit: Rates = Field(
        default="6000/minute",
        description="Requests under /api that one address may make; several limits are separated by a semicolon.",
    )
    page_rate_limit: Rates = Field(
        default="1200/minute", description="Pages that one address may ask for; written like API_RATE_LIMIT."
    )
    start_rate_limit: Rates = Field(
        default="300/minute;3000/hour",
        description="Accounts and sessions that one address may begin; written like API_RATE_LIMIT.",
    )
    introduction_rate_limit: Rates = Field(
        default="30/hour",
        description="Introductions and complaints that one address may send; written like API_RATE_LIMIT.",
    )
    sent_rate_limit: Rates = Field(
        default="268435456/hour", description="Bytes that one address may send; written like API_RATE_LIMIT."
    )
    trusted_proxies: int = Field(
        default=0,
        ge=0,
        le=5,
        description="Proxies in front of the service, 0 to 5; so many of the last addresses of X-Forwarded-For are "
        "believed.",
    )
    max_body_bytes: int = Field(
        default=1_048_576, ge=1_024, le=16_777_216, description="Largest request body in bytes, 1 KiB to 16 MiB."
    )
    metrics_token: str = Field(
        default="",
        pattern=r"^(\S{16,})?$",
        description="Secret of 16 characters or more with which Prometheus reads /metrics; empty: no such page.",
    )
    traces_endpoint: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description="Where OpenTelemetry's traces go over HTTP, such as http://127.0.0.1:4318/v1/traces; empty: "
        "nowhere. Needs the extra `traces`.",
    )
    queue_seconds: float = Field(
        default=0.075,
        gt=0,
        le=60,
        description="Seconds that a request waits for its turn at most; what would wait longer is refused at once.",
    )
    deadline_seconds: float = Field(
        default=3.0, gt=0, le=600, description="Seconds in which an answer begins, or the request is ended."
    )
    catalogue_poll_seconds: float = Field(
        default=2.0,
        ge=0.05,
        le=3_600,
        description="How often a worker looks whether another catalogue was activated, in seconds.",
    )
    clamd: str = Field(
        default="",
        pattern=r"^([^\s/:]+:\d{1,5})?$",
        description="Virus scanner (clamd) that looks at scans of papers before they are kept, host:port; empty for "
        "none.",
    )
    smtp_url: str = Field(
        default="",
        pattern=r"^(smtps?://[^\s/]+)?$",
        description="Mail server that sends invitations, smtp://user:password@host:587 (STARTTLS) or smtps://host:465; "
        "empty leaves them as files in DATA_DIR/outbox.",
    )
    mail_from: str = Field(
        default="",
        pattern=r"^([^\s@<>]+@[^\s@<>]+)?$",
        description="Address that mail comes from; without one nothing is sent.",
    )
    contact_email: str = Field(
        default="",
        max_length=200,
        description="Address that the contact and accessibility pages show; empty says that the operator has not "
        "filled it in.",
    )

    @property
    def secure(self) -> bool:
        """Whether people reach the service through HTTPS."""
        return self.public_url.startswith("https://")
