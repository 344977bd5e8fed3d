"""Shares: made after a look at what will be seen, by their citizen only, ended at once, with a log of who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.account.service import Accounts, Login
from api.account.shared.schemas import SharedOut
from api.account.shared.service import Choice, UnknownShareError, seen
from api.keys.coaches import Coaches
from api.plan import service as plans
from api.problems import Issue, ProblemError, shown
from api.sessions import codes
from api.sessions.codes import Key
from api.sessions.tries import Tries
from api.shares.schemas import READS_SHOWN, SettleIn, ShareIn
from api.storage.account import KeptResult
from api.storage.coaches import Coach
from api.storage.reads import Read, ReadLog
from api.storage.shares import Message, Share, ShareStore, TooManyError, UnknownResultError
from models.jobbereik.engine import Jobbereik
from models.loopbaancentra.search import Directory
from models.plan.schema import Action
from models.shares.terms import ExpiryError, last_day
from models.wording import say

SHARES_MOST = 50
"""Shares of one citizen that may be in force at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A share as it was asked, checked; not made yet.

    Attributes
    ----------
    coach
        Who may see it; ``None`` for whoever has link and code.
    told
        The same, as the citizen reads it.
    """

    body: ShareIn
    coach: Coach | None
    told: str
    expires_on: date
    preview: SharedOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A share as its citizen sees it.

    Attributes
    ----------
    gone
        Whether the coach is one no more: then nobody sees anything, whatever day was chosen.
    """

    share: Share
    told: str
    in_force: bool
    last_read_at: datetime | None
    gone: bool = False

    @property
    def whom(self) -> str:
        """Return with whom it is shared, within a sentence."""
        return TO_LINK if self.share.coach_id is None else self.told


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """One share of a citizen, with what a coach left and who looked.

    Attributes
    ----------
    more
        After which line those who looked before begin; empty when all are told.
    """

    row: Row
    messages: tuple[Message, ...]
    reads: tuple[Read, ...]
    result_ids: tuple[str, ...]
    more: str = ""


BY_LINK, TO_LINK = say("Wie de link en de code heeft"), say("wie de link en de code heeft")
"""Who sees a share without a coach: by itself, and within a sentence."""


def _wrong(member: str, code: str, detail: str, value: object) -> ProblemError:
    issue = Issue(location="body", pointer=member, code=code, detail=detail, value=shown(str(value)))
    return ProblemError(422, "invalid-request", f"this cannot be shared: {detail}", issue)


def told(name: str | None, centre_id: str | None, directory: Directory, on: date) -> str:
    """Return what a citizen reads of a coach: name and centre; without one it is whoever has link and code."""
    centre = None if centre_id is None else directory.mandated(centre_id, on)
    return BY_LINK if name is None else f"{name}, {centre.name if centre else centre_id}"


class Shares:
    """Shares of all citizens."""

    def __init__(self, store: ShareStore, log: ReadLog, coaches: Coaches, key: Key, tries: Tries) -> None:
        self.store, self.log, self.coaches, self.key, self.tries = store, log, coaches, key, tries

    async def _coach(
        self, code: str | None, login: Login, directory: Directory, on: date, now: datetime
    ) -> Coach | None:
        if code is None:
            return None

        async def mandated() -> Coach | None:
            found = await self.coaches.of_code(code)
            return None if found is None or directory.mandated(found.centre_id, on) is None else found

        coach = await self.tries.look(f"account {login.account.id}", mandated, now=now)
        if coach is None:
            detail = "allowed is the code of a coach whose centre has a mandate today: five words of four letters"
            raise _wrong("/coachCode", "unknown-coach", detail, code)
        return coach

    async def ask(
        self,
        accounts: Accounts,
        login: Login,
        body: ShareIn,
        engine: Jobbereik,
        directory: Directory,
        *,
        on: date,
        now: datetime,
    ) -> Asked:
        """Return what would be seen; nothing is shared.

        Raises
        ------
        ProblemError
            422 for a result that the account does not keep, a day or a code that is not allowed; 429 after five wrong
            codes in fifteen minutes.
        """
        try:
            until = last_day(body.expires_on, on)
        except ExpiryError as error:
            raise _wrong("/expiresOn", "out-of-range", str(error), body.expires_on) from error
        coach = await self._coach(body.coach_code, login, directory, on, now)
        results = self._chosen(body, await accounts.results(login))
        plan = await accounts.plans.actions(login.account.id) if body.include_plan else ()
        choice = Choice(answers=body.include_answers, plan=body.include_plan, other_people=body.include_other_people)
        preview = seen(engine, results, plan, choice, on=on)
        who = told(coach.name, coach.centre_id, directory, on) if coach else BY_LINK
        return Asked(body=body, coach=coach, told=who, expires_on=until, preview=preview)

    @staticmethod
    def _chosen(body: ShareIn, kept: Sequence[KeptResult]) -> tuple[KeptResult, ...]:
        known = {result.id for result in kept}
        for place, id_ in enumerate(body.result_ids):
            if id_ not in known:
                raise _unknown_result(place, id_)
        return tuple(result for result in kept if result.id in body.result_ids)

    async def make(self, login: Login, asked: Asked, *, on: date, now: datetime) -> tuple[Share, str | None]:
        """Share what was asked: the citizen agrees now; return it, with the code of a link.

        Raises
        ------
        ProblemError
            409 when as many as may be are in force; 422 when a result was deleted meanwhile.
        """
        body, id_ = asked.body, codes.random_id()
        code = None if asked.coach else codes.resume_code(codes.random_seed())
        share = Share(
            id=id_,
            account_id=login.account.id,
            coach_id=asked.coach.id if asked.coach else None,
            centre_id=asked.coach.centre_id if asked.coach else None,
            code_hash=None if code is None else await self.code_hash(id_, code),
            alias=body.alias or f"Deelnemer {id_[:4].upper()}",
            answers=body.include_answers,
            plan=body.include_plan,
            other_people=body.include_other_people,
            created_at=now,
            expires_on=asked.expires_on,
            revoked_at=None,
        )
        ids = list(dict.fromkeys(body.result_ids))
        try:
            await self.store.add(share, ids, most=SHARES_MOST, on=on)
        except UnknownResultError as error:
            raise _unknown_result(error.args[0], ids[error.args[0]]) from error
        except TooManyError as error:
            raise ProblemError(409, "shares-full", f"{error}; end one first; nothing was shared") from error
        return share, code

    async def code_hash(self, share_id: str, code: str) -> str:
        """Return what is stored of the code of a link."""
        return await self.key.kept_code("share-link", share_id, codes.normal_code(code) or "no code")

    async def all(self, login: Login, directory: Directory, *, on: date) -> tuple[Row, ...]:
        """Return every share of a citizen, newest first."""
        found = await self.store.of_account(login.account.id)
        last = await self.log.last_reads([row[0].id for row in found])
        return tuple(
            _row(share, told(name, centre_id, directory, on), last.get(share.id), on, gone=gone)
            for share, name, centre_id, gone in found
        )

    async def one(
        self,
        login: Login,
        share_id: str,
        directory: Directory,
        *,
        on: date,
        after: str = "",
        most: int = READS_SHOWN,
    ) -> Owned:
        """Return one share of a citizen, in force or not.

        Parameters
        ----------
        after, most
            After which line of the log those who looked begin, and how many.

        Raises
        ------
        UnknownShareError
            When it is somebody else's or not there.
        """
        found = await self.store.owned(login.account.id, share_id)
        if found is None:
            raise UnknownShareError
        row = next(row for row in await self.all(login, directory, on=on) if row.share.id == share_id)
        reads = await self.log.of_share(share_id, most + 1, after)
        more = reads[most - 1].id if len(reads) > most else ""
        return Owned(row=row, messages=found[1], reads=reads[:most], result_ids=found[2], more=more)

    async def revoke(self, login: Login, share_id: str, *, now: datetime) -> None:
        """End a share at once.

        Raises
        ------
        ProblemError
            404 when it is somebody else's or not there, 409 when it was ended before.
        """
        if await self.store.revoke(login.account.id, share_id, now):
            return
        if await self.store.owned(login.account.id, share_id) is None:
            raise UnknownShareError
        raise ProblemError(409, "share-ended", "you ended this before; nobody sees it; nothing was changed")

    async def settle(
        self, accounts: Accounts, login: Login, share_id: str, message_id: str, body: SettleIn, *, now: datetime
    ) -> None:
        """Take a message over, hide it or open it again; a suggestion that is taken over becomes an action once.

        Raises
        ------
        ProblemError
            404 when it is not there, 409 when the plan is full or the message was settled otherwise since it was read.
        """
        async with self.store.database.together():  # taken over and in the plan, or neither
            found = await self.store.owned(login.account.id, share_id)
            message = next((row for row in found[1] if row.id == message_id), None) if found else None
            if message is None:
                raise UnknownShareError
            news = await self.store.settle(share_id, message_id, body.state, body.was)
            if not news and message.state != body.state:
                raise ProblemError(409, "later-change", f"this message is {message.state} now; nothing was changed")
            if news and body.state == "taken":
                await self._take_over(accounts, login, message, body, now)

    async def _take_over(
        self, accounts: Accounts, login: Login, message: Message, body: SettleIn, now: datetime
    ) -> None:
        if message.kind == "note":
            return
        what = body.what or message.text
        await plans.add(accounts, login, Action(what=what, origin_label="een voorstel van je coach"), now=now)


def _row(share: Share, told_: str, last_read_at: datetime | None, on: date, *, gone: bool) -> Row:
    in_force = share.revoked_at is None and share.expires_on >= on and not gone
    return Row(share=share, told=told_, in_force=in_force, last_read_at=last_read_at, gone=gone)


def _unknown_result(place: int, id_: str) -> ProblemError:
    return _wrong(f"/resultIds/{place}", "unknown-result", "allowed are results that you keep yourself", id_)
