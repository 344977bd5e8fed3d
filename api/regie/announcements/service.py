"""Messages of the director: told to all centres at once, never changed, and marked as read by each employee."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.keys.service import Caller, not_allowed
from api.problems import Issue, ProblemError
from api.regie.announcements.schemas import AnnouncementIn
from api.sessions import codes
from api.storage.announcements import Announcement, AnnouncementStore, Read
from item_bank.loopbaancentra.schema import Register

MOST = 200
"""Messages that are listed, the newest."""

SHOWN = 5
"""Unread messages on a start page; the page of messages has all."""


class DayError(ProblemError):
    """A day of effect that lies before the message is told."""

    def __init__(self, told: date, today: date) -> None:
        detail = f"allowed is {today} or later: nobody can follow what is told afterwards"
        issue = Issue(location="body", pointer="/effectiveOn", code="day", detail=detail, value=str(told))
        super().__init__(422, "invalid-request", "1 value cannot be used: body/effectiveOn", issue)


BY_KEY = "key"
"""Who read what a centre's own system marked as read with its key: no employee is named so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForCentre:
    """A message, and who of one centre read it."""

    message: Announcement
    reads: tuple[Read, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A message, and how many centres with a mandate read it; the names of those that did not, in order."""

    message: Announcement
    read: int
    centres: int
    missing: tuple[str, ...]


class Announcements:
    """All messages."""

    def __init__(self, store: AnnouncementStore) -> None:
        self.store = store

    async def tell(
        self, body: AnnouncementIn, register: Register, caller: Caller, *, today: date, now: datetime
    ) -> Told:
        """Tell all centres.

        Raises
        ------
        DayError
            When it would hold before it is told.
        """
        if body.effective_on < today:
            raise DayError(body.effective_on, today)
        message = Announcement(
            id=codes.random_id(),
            kind=body.kind,
            title=body.title,
            text=body.text,
            effective_on=body.effective_on,
            author=caller.name,
            published_at=now,
        )
        await self.store.add(message)
        return (await self._counted([message], register, today))[0]

    async def recent(self, register: Register, today: date) -> list[Told]:
        """Return messages with how many centres read each, newest first."""
        return await self._counted(await self.store.recent(MOST), register, today)

    async def _counted(self, found: Sequence[Announcement], register: Register, today: date) -> list[Told]:
        mandated = {str(centre.id): centre.name for centre in register.centres if centre.mandate.holds(today)}
        readers = await self.store.readers([one.id for one in found])
        told: list[Told] = []
        for one in found:
            read = readers[one.id] & set(mandated)
            missing = sorted(name for id_, name in mandated.items() if id_ not in read)
            told.append(Told(message=one, read=len(read), centres=len(mandated), missing=tuple(missing)))
        return told

    async def unread(self, centre_id: str, person: str) -> tuple[list[Announcement], int]:
        """Return some that somebody of a centre did not read, what binds first, and how many there are."""
        return await self.store.unread(centre_id, person, SHOWN)

    async def for_centre(self, centre_id: str) -> list[tuple[Announcement, list[Read]]]:
        """Return messages, newest first, each with who of a centre read it."""
        reads: dict[str, list[Read]] = {}
        for read in await self.store.reads(centre_id):
            reads.setdefault(read.announcement_id, []).append(read)
        return [(one, reads.get(one.id, [])) for one in await self.store.recent(MOST)]

    async def of_key(self, caller: Caller, *, unread: bool) -> list[ForCentre]:
        """Return messages for a centre's own system, newest first.

        Raises
        ------
        ProblemError
            403 for the operator's key.
        """
        found = [ForCentre(message=one, reads=tuple(reads)) for one, reads in await self.for_centre(_centre_of(caller))]
        return [one for one in found if not (unread and any(row.person == BY_KEY for row in one.reads))]

    async def read_by_key(self, id_: str, caller: Caller, *, now: datetime) -> ForCentre:
        """Keep that a centre's own system read a message; again changes nothing.

        Raises
        ------
        ProblemError
            403 for the operator's key, 404 when there is none.
        """
        await self.read(id_, _centre_of(caller), BY_KEY, now=now)
        return next(one for one in await self.of_key(caller, unread=False) if one.message.id == id_)

    async def read(self, id_: str, centre_id: str, person: str, *, now: datetime) -> None:
        """Keep that somebody of a centre read a message; again changes nothing.

        Raises
        ------
        ProblemError
            404 when there is none.
        """
        if not await self.store.read(Read(announcement_id=id_, centre_id=centre_id, person=person, read_at=now)):
            raise ProblemError(404, "not-found", "no such message")


def _centre_of(caller: Caller) -> str:
    if caller.centre_id is None:
        raise not_allowed("the key of a centre")
    return caller.centre_id
