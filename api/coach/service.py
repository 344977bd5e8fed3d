"""What a coach does: see what is shared and in force at this moment, and leave notes and suggestions there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api.account.shared.service import UnknownShareError
from api.coach.schemas import SuggestionIn
from api.keys.coaches import Coaches
from api.problems import Issue, ProblemError, shown
from api.sessions import codes
from api.sessions.codes import Key
from api.sessions.service import TRIES, TRY_WINDOW, TooManyTriesError, check_may_try, tell_tried
from api.storage.coaches import Coach
from api.storage.reads import ReadLog
from api.storage.shares import Granted, Message, Reader, Share, ShareStore, TooManyError
from models.loopbaancentra.search import Directory
from models.wording import say

MESSAGES_MOST = 200

RESULTS, SHEET = "shared-results", "conversation-sheet"
"""What the log says was looked at."""

OPENED_FOR = timedelta(hours=1)
"""How long a browser that gave the code of a link shows what is shared without asking it again."""

BY_LINK = Reader(id=None, said=say("Iemand met de link en de code"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Something that is shared with a coach."""

    share: Share
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A coach who asks.

    Attributes
    ----------
    centre_name
        Of the centre; empty when its mandate does not hold today, and then the coach sees nothing.
    """

    coach: Coach
    centre_name: str

    @property
    def active(self) -> bool:
        """Return whether the coach may see anything."""
        return self.centre_name != ""

    @property
    def reader(self) -> Reader:
        """Return how the log names the coach. Without a mandate nothing is shared with the reader."""
        sees = self.active and not self.coach.administrator  # who looks after a centre sees what nobody shares
        return Reader(id=self.coach.id if sees else "", said=f"{self.coach.name}, {self.centre_name}"[:160])


class Desk:
    """What is shared with coaches."""

    def __init__(self, coaches: Coaches, store: ShareStore, log: ReadLog, key: Key) -> None:
        self.coaches, self.store, self.log, self.key = coaches, store, log, key

    @staticmethod
    def caller(coach: Coach, directory: Directory, on: date) -> Caller:
        """Return a coach as the register of this moment knows the centre."""
        centre = directory.mandated(coach.centre_id, on)
        return Caller(coach=coach, centre_name=centre.name if centre else "")

    async def clients(self, caller: Caller, *, on: date, now: datetime) -> tuple[Client, ...]:
        """Return what is shared with a coach, newest first; nothing without a mandate."""
        if not caller.active:
            return ()
        found = await self.store.of_coach(caller.coach.id, on=on, now=now)
        seen = await self.log.last_reads([share.id for share in found])
        return tuple(Client(share=share, new=share.id not in seen) for share in found)

    async def read(self, reader: Reader, share_id: str, what: str, *, on: date, now: datetime) -> Granted:
        """Return what is shared, and write down that it was looked at.

        Raises
        ------
        UnknownShareError
            When nothing is in force for this reader at this moment.
        """
        found = await self.store.read(share_id, reader, what, on=on, now=now)
        if found is None:
            raise UnknownShareError
        return found

    async def _write(
        self, reader: Reader, share_id: str, kind: str, about: str | None, text: str, on: date, now: datetime
    ) -> Message:
        message = Message(
            id=codes.random_id(), share_id=share_id, kind=kind, about=about, text=text, state="open", written_at=now
        )
        try:
            there = await self.store.write(message, reader, most=MESSAGES_MOST, on=on, now=now)
        except TooManyError as error:
            raise ProblemError(409, "messages-full", f"{error}; nothing was written") from error
        if not there:
            raise UnknownShareError
        return message

    async def note(self, reader: Reader, share_id: str, text: str, *, on: date, now: datetime) -> Message:
        """Leave a note."""
        return await self._write(reader, share_id, "note", None, text, on, now)

    async def suggest(
        self, reader: Reader, share_id: str, body: SuggestionIn, label: str | None, *, on: date, now: datetime
    ) -> Message:
        """Leave a suggestion.

        Parameters
        ----------
        label
            What it is about, in Dutch; ``None`` when nothing of that id is known.

        Raises
        ------
        ProblemError
            404 when nothing is in force, 422 when it is about something that is not known.
        """
        about = body.occupation_id or body.tool
        if about is not None and label is None:
            member = "/occupationId" if body.occupation_id else "/tool"
            detail = "allowed is the id of an occupation of the active catalogue, or the one word of a tool"
            issue = Issue(location="body", pointer=member, code="unknown-id", detail=detail, value=shown(about))
            raise ProblemError(422, "unknown-id", "nothing is known by this id", issue)
        text = body.text or f"Bekijk {label}"
        return await self._write(reader, share_id, body.said, about, text, on, now)

    async def open_link(
        self, share_id: str, code: str, address: str, *, on: date, now: datetime, token: str | None = None
    ) -> None:
        """Let pass whoever gives the code of a link.

        Parameters
        ----------
        token
            A fresh random text that shows for :data:`OPENED_FOR` that the code was given; kept as a hash.

        Raises
        ------
        ProblemError
            404 for a link that is not in force or another code: never told apart; 429 after five wrong ones in
            fifteen minutes from one address.
        """
        address_hash = self.key.hash("address", address)
        await check_may_try(self.store.database, address_hash, now=now)
        right, allowed = await self.store.opens(
            share_id,
            await self.key.code_forms("share-link", share_id, codes.normal_code(code) or "no code"),
            address_hash,
            on=on,
            now=now,
            since=now - TRY_WINDOW,
            most=TRIES,
            opening=None if token is None else (codes.token_hash(token), now + OPENED_FOR),
        )
        tell_tried(found=right, allowed=allowed)
        if not allowed:
            raise TooManyTriesError
        if not right:
            raise UnknownShareError

    async def was_opened(self, share_id: str, token: str, *, now: datetime) -> bool:
        """Return whether a text shows that the code of a link was given within the hour."""
        return token != "" and await self.store.was_opened(share_id, codes.token_hash(token), now=now)
