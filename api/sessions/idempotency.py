"""The Idempotency-Key of a client: the same key with the same request changes nothing and answers the same.

A key belongs to the address that sent it and to the request that it came with; what is stored of it is a keyed hash.
"""

from dataclasses import dataclass

from pydantic import BaseModel

from api.problems import Issue, ProblemError

HEADER = "Idempotency-Key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Idempotency:
    """A client's Idempotency-Key, with what it belongs to: a key of another address or request is another key."""

    key: str
    address: str
    request: str


class KeyReusedError(ProblemError):
    """A key came with another request before."""

    def __init__(self) -> None:
        detail = "this key came with another request; allowed is a new key for each new request, such as a UUID"
        issue = Issue(location="header", pointer=f"/{HEADER}", code="idempotency-key-reused", detail=detail)
        super().__init__(422, "idempotency-key-reused", f"the {HEADER} was used for another request", issue)


def idempotency(key: str | None, address: str, body: BaseModel) -> Idempotency | None:
    """Return the key of a request with its body; ``None`` when the client sent none."""
    return Idempotency(key=key, address=address, request=body.model_dump_json()) if key else None
