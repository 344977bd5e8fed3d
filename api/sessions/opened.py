"""A session that was opened: what happened so far, which reply is the later one, and what its owner may see."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.problems import ProblemError
from api.sessions.sealing import unseal
from api.storage.sessions import Event, Session

TRIES_OF_A_PAGE = 1_000
"""Versions between two replies: so often may somebody press before the first answer came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session with what happened so far, and the secrets that its owner may see.

    Attributes
    ----------
    token
        Bearer token, as its owner has it; empty in what a worker remembers.
    resumed_at
        Position of the last time that somebody came back with the code; -1 when nobody did.
    """

    session: Session
    events: tuple[Event, ...]
    token: str
    resumed_at: int = -1

    @property
    def resume_code(self) -> str | None:
        """Code to continue elsewhere or later; ``None`` for sessions of before, whose owner asks another."""
        return unseal(self.token, self.session.code_sealed)

    @property
    def position(self) -> int:
        """Position of the last thing that happened; -1 for none."""
        return max(self.events[-1].position if self.events else -1, self.resumed_at)

    @property
    def version(self) -> int:
        """Number that the next reply may carry: higher than that of all that are kept; a client adds one per try."""
        return TRIES_OF_A_PAGE * (self.position + 1)

    @staticmethod
    def version_after(event: Event) -> int:
        """Return what :attr:`version` is once an event is kept."""
        return TRIES_OF_A_PAGE * (event.position + 1)

    def check_version(self, kinds: Collection[str], subject: str | None, version: int | None) -> None:
        """Refuse a reply that is older than one about the same that is kept; one without a version never is.

        Parameters
        ----------
        kinds
            Kinds of events that say something about the same: hide and show, for instance.
        subject
            What they are about; ``None`` where there is one of the kind.

        Raises
        ------
        ProblemError
            409 when it is older, or numbered higher than anybody was told.
        """
        if version is None:
            return
        if version >= self.version + TRIES_OF_A_PAGE:
            detail = f"allowed is the version that the last answer named, plus one for each try: now {self.version}"
            raise ProblemError(409, "wrong-version", f"no such version was told; {detail}")
        if any(kept > version for kept in self._versions(kinds, subject)):
            detail = "a later reply about the same is kept already; nothing was changed"
            raise ProblemError(409, "later-reply", detail)

    def newer(self, kinds: Collection[str], subject: str | None, version: int | None) -> bool:
        """Return whether a reply that says what is kept already is a later one: it is kept too, so that it stays so."""
        return version is not None and all(kept < version for kept in self._versions(kinds, subject))

    def _versions(self, kinds: Collection[str], subject: str | None) -> Iterator[int]:
        for event in self.events:
            if event.kind in kinds and subject in (None, event.subject):
                yield (event.payload or {}).get("version", TRIES_OF_A_PAGE * event.position)

    def event(
        self,
        kind: str,
        subject: str,
        *,
        now: datetime,
        value: int | None = None,
        propensity: float | None = None,
        milliseconds: int | None = None,
        payload: dict[str, Any] | None = None,
        ahead: int = 0,
    ) -> Event:
        """Return an event of this session that follows the last one.

        Parameters
        ----------
        ahead
            How many new events come before it, when several are kept at once.
        """
        return Event(
            position=self.position + 1 + ahead,
            kind=kind,
            subject=subject,
            value=value,
            propensity=propensity,
            milliseconds=milliseconds,
            language=self.session.language,
            bank_version=self.session.bank_version,
            model_version=self.session.model_version,
            payload=payload,
            recorded_at=now,
        )
