"""Papers of a file: kept in the store of record, so that a backup has them and what has expired is erased."""

import asyncio
import hashlib
from datetime import timedelta

from api.beheer.files.service import Desk, Files
from api.beheer.papers import texts
from api.problems import ProblemError
from api.sessions import codes
from api.storage.guidance import Paper
from api.web.forms import Sent
from api.web.scans import ScanError, look, media_type

KEPT = timedelta(days=3 * 365)
"""How long a scan stays: our own choice, past the year of complaints and the next file check."""

MOST = 20
"""Scans of a file."""

ROOM = 2 * 1_073_741_824
"""Bytes of all scans of a centre together: our own choice, about a thousand scans of 2 MB."""


class UnknownPaperError(ProblemError):
    """A scan that is not there, was removed, or is of another centre's file: never told apart."""

    def __init__(self) -> None:
        super().__init__(404, "unknown-paper", "no such paper in a file of this centre")


class Papers:
    """Papers of all files; each method sees those of the employee's centre alone.

    Parameters
    ----------
    clamd
        Where a virus scanner listens; empty for none.
    """

    def __init__(self, files: Files, clamd: str) -> None:
        self.files, self.store, self.clamd, self.room = files, files.store, clamd, ROOM

    async def add(self, desk: Desk, number: str, kind: str, sent: Sent) -> str:
        """Keep a scan; return why not in Dutch, or nothing. The same scan again changes nothing."""
        file = await self.files.open(desk, number)
        if kind not in texts.KINDS:
            return texts.KIND
        if file.cheque.annulled:
            return texts.GONE
        content = sent.content
        try:
            found = await asyncio.to_thread(media_type, content, sent.name, sent.claimed)
            await look(content, self.clamd)
        except ScanError as error:
            return texts.REFUSED[error.code]
        paper = Paper(
            id=codes.random_id(),
            number=file.stored.number,
            centre_id=desk.centre_id,
            kind=kind,
            media_type=found,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            added_by=desk.opened.staff.person,
            created_at=desk.now,
            removed_at=None,
            expires_at=desk.now + KEPT,
        )
        kept = await self.store.add_paper(paper, content, most=MOST, room=self.room)
        return texts.REFUSED["centre-full"] if kept is None else "" if kept else texts.FULL

    async def get(self, desk: Desk, number: str, paper_id: str) -> tuple[Paper, bytes]:
        """Return a scan with its content.

        Raises
        ------
        UnknownPaperError
            When it is not there.
        """
        file = await self.files.open(desk, number)
        found = await self.store.content(file.stored.number, paper_id)
        if found is None or hashlib.sha256(found[1]).hexdigest() != found[0].sha256:
            raise UnknownPaperError
        return found

    async def remove(self, desk: Desk, number: str, paper_id: str) -> None:
        """Erase a scan that was sent by mistake; that it was there stays to be seen."""
        file = await self.files.open(desk, number)
        await self.store.remove_paper(file.stored.number, paper_id, desk.now)
