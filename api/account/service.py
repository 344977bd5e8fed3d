"""Accounts: begin with a code or an identity, keep results, adopt sessions, download, delete for good."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from api.account import log
from api.logs import SecurityEvent, security
from api.problems import ProblemError
from api.sessions import codes
from api.sessions.sealing import seal, unseal
from api.sessions.service import (
    TRIES,
    TRY_WINDOW,
    Sessions,
    TooManyTriesError,
    UnknownCodeError,
    check_may_try,
    tell_tried,
)
from api.storage.account import Account, AccountStore, Deleted, KeptResult, TooManyResultsError
from api.storage.database import GoneError, StorageUnavailableError
from api.storage.plan import PlanStore
from api.web.tool import Names

LOGIN_FOR = timedelta(hours=12)
"""How long a login holds at most."""

IDLE_FOR = timedelta(hours=2)
"""How long a login holds that nobody uses."""

MOVED_EVERY = timedelta(minutes=10)
"""How often the end of a login that is used moves on; not at each request, which would be a write each."""

KEPT_FOR = timedelta(days=3 * 365)
"""How long an account is kept after its owner last came back."""

NEW_FOR = timedelta(days=180)
"""How long an account is kept that its owner never came back to."""

RESULTS_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """An account that its owner has opened.

    Attributes
    ----------
    token
        Secret of the login, in the cookie or the header.
    csrf
        Text that each form of this login carries.
    resume_code
        Code to come back with; ``None`` when the owner comes back through the identity provider, or when the login is
        of before codes were random: the owner then has the code, or asks another.
    """

    account: Account
    token: str
    csrf: str
    resume_code: str | None


class Accounts:
    """Accounts of all citizens."""

    def __init__(self, store: AccountStore, plans: PlanStore, sessions: Sessions) -> None:
        self.store, self.plans, self.sessions, self.key = store, plans, sessions, sessions.key

    async def _log_in(
        self, account: Account, now: datetime, *, code: str | None, forms: Sequence[str] = (), new: bool = False
    ) -> Login:
        token = codes.token(codes.random_seed())  # a new one at each login, so that nobody can plant one
        await self.store.log_in(
            account.id,
            codes.token_hash(token),
            code_sealed=None if code is None else seal(token, code),
            until=now + IDLE_FOR,
            ends_at=now + LOGIN_FOR,
            keep_until=now + (NEW_FOR if new else KEPT_FOR),
            codes=forms,
        )
        security(SecurityEvent.LOGIN, how="code" if account.subject_hash is None else "identity")
        return _login(account, token, code)

    def _new(self, now: datetime) -> Account:
        return Account(
            id=codes.random_id(),
            subject_hash=None,
            resume_hash=None,
            salt="",
            created_at=now,
            expires_at=now + NEW_FOR,
        )

    async def begin(self, *, now: datetime) -> Login:
        """Make an account that its owner comes back to with a code."""
        code = codes.resume_code(codes.random_seed())
        account = replace(self._new(now), resume_hash=await self.key.kept_code("account", code))
        return await self._log_in(await self.store.add(account), now, code=code, new=True)

    async def log_in(self, issuer: str, subject: str, *, now: datetime) -> Login:
        """Open the account of somebody whom an identity provider knows, or make it."""
        forms = self.key.forms("subject", issuer, subject)
        known = await self.store.find_by_subject(forms)
        found = known or await self.store.add(replace(self._new(now), subject_hash=forms[0]))
        if found.subject_hash != forms[0]:
            await self.store.set_hash(found.id, subject_hash=forms[0])
        return await self._log_in(found, now, code=None, new=known is None)

    async def resume(self, code: str, address: str, *, now: datetime) -> Login:
        """Open the account of a code.

        Raises
        ------
        UnknownCodeError
            When no account has it.
        TooManyTriesError
            After five wrong ones in fifteen minutes from one address.
        """
        normal, address_hash = codes.normal_code(code) or "no code", self.key.hash("address", address)
        await check_may_try(self.store.database, address_hash, now=now)
        forms = await self.key.code_forms("account", normal)
        found, allowed = await self.store.find_by_code(
            forms,
            address_hash,
            now=now,
            since=now - TRY_WINDOW,
            most=TRIES,
        )
        tell_tried(found=found is not None, allowed=allowed)
        if not allowed:
            raise TooManyTriesError
        if found is None:
            raise unknown_code()
        try:
            return await self._log_in(found, now, code=normal, forms=forms)
        except GoneError:  # another code was asked a moment ago, or the account deleted
            raise unknown_code() from None

    async def open(self, token: str, *, now: datetime) -> Login | None:
        """Return the account of a login that still holds; using it lets it hold for longer, up to its end."""
        found = await self.store.find_by_login(codes.token_hash(token), now=now) if token else None
        if found is None:
            return None
        account, until, ends_at, sealed = found
        longer = min(now + IDLE_FOR, ends_at)
        if longer - until > MOVED_EVERY or until < longer == ends_at:
            with suppress(StorageUnavailableError):  # a store that is read only still lets people look
                await self.store.move_login(codes.token_hash(token), longer)
        return _login(account, token, unseal(token, sealed))

    async def replace(self, token: str) -> None:
        """End the login that a browser had before another one began in it."""
        if token:
            await self.store.log_out(codes.token_hash(token))

    async def log_out_all(self, login: Login) -> None:
        """End every login of an account, this one too."""
        ended = await self.store.log_out_all(login.account.id)
        security(SecurityEvent.SESSIONS_ENDED, logins=ended)

    async def renew(self, login: Login, *, now: datetime) -> Login:
        """Give an account another code, and end every other login: whoever had the old code is out.

        Raises
        ------
        ProblemError
            409 when its owner comes back through the identity provider, and so has no code; 401 when this login was
            ended at the same moment.
        """
        if login.account.resume_hash is None:
            raise ProblemError(409, "no-code", "this account has no code: its owner logs in at the identity provider")
        code = codes.resume_code(codes.random_seed())
        stored = await self.key.kept_code("account", code)
        try:
            async with self.store.database.together():  # another code and a login that shows it, or neither
                await self.store.renew(login.account.id, codes.token_hash(login.token), stored)
                found = await self._log_in(replace(login.account, resume_hash=stored), now, code=code)
        except GoneError:
            raise login_needed() from None
        security(SecurityEvent.CODE_RENEWED)
        return found

    async def log_out(self, login: Login) -> None:
        """End a login."""
        await self.store.log_out(codes.token_hash(login.token))
        security(SecurityEvent.LOGOUT)

    async def keep(
        self, login: Login, tool: str, document: object, names: Names, *, on: date, now: datetime
    ) -> KeptResult:
        """Keep a result, with what it says.

        Raises
        ------
        ProblemError
            422 when it cannot be kept, 409 when the account is full.
        """
        checked = log.check(tool, document)
        result = KeptResult(
            id=codes.random_id(),
            account_id=login.account.id,
            tool=tool,
            taken_on=on,
            document=checked,
            created_at=now,
            summary=list(log.read(tool, checked, names).lines),
        )
        try:
            await self.store.keep(result, most=RESULTS_MAX)
        except TooManyResultsError as error:
            raise ProblemError(409, "account-full", f"{error}; delete one first") from error
        return result

    async def results(self, login: Login) -> tuple[KeptResult, ...]:
        """Return what is kept, newest first."""
        return await self.store.results(login.account.id)

    async def page(self, login: Login, after: str, most: int) -> tuple[tuple[KeptResult, ...], int]:
        """Return some of what is kept, newest first, how many, and behind them the one before of each tool."""
        return await self.store.page(login.account.id, after, most)

    async def result(self, login: Login, result_id: str) -> tuple[KeptResult, KeptResult | None]:
        """Return one result, and the one before it of the same tool.

        Raises
        ------
        ProblemError
            404 when the account has none with this id, whoever else may have it.
        """
        found, before = await self.store.result(login.account.id, result_id)
        if found is None:
            raise unknown_result()
        return found, before

    async def counts(self, login: Login) -> tuple[int, int]:
        """Return how many results and how many actions an account keeps."""
        account_id = login.account.id
        return await self.store.count_results(account_id), await self.plans.count(account_id)

    async def drop_result(self, login: Login, result_id: str) -> None:
        """Forget a result.

        Raises
        ------
        ProblemError
            404 when the account has none with this id.
        """
        if not await self.store.drop_result(login.account.id, result_id):
            raise unknown_result()

    async def adopt(self, login: Login, tool: str, token: str, *, now: datetime) -> None:
        """Take over a session, so that it is kept as long as the account and deleted with it.

        Raises
        ------
        NotAdoptableError
            When there is no such session, or another account has it.
        """
        opened = await self.sessions.open_by_token(tool, token, now=now)
        taken = opened is not None and await self.store.adopt(
            login.account.id, opened.session.id, keep_until=now + KEPT_FOR
        )
        if not taken:
            raise NotAdoptableError

    async def delete(self, login: Login, *, now: datetime) -> dict[str, Any]:
        """Forget the account with everything of it at once, and return the receipt; nothing of it is kept here."""
        deleted = await self.store.delete(login.account.id) or Deleted(results=0, actions=0, sessions=0)
        security(SecurityEvent.ACCOUNT_DELETED)
        return self.receipt(codes.random_id(), deleted, now)

    def receipt(self, number: str, deleted: Deleted, now: datetime) -> dict[str, Any]:
        """Return a receipt that the service can recognise without keeping it: it is signed with its secret."""
        members = {
            "number": number,
            "deletedAt": now.isoformat(timespec="seconds"),
            "results": deleted.results,
            "actions": deleted.actions,
            "sessions": deleted.sessions,
        }
        return members | {"signature": self._signature(members)}

    def _signature(self, members: dict[str, Any]) -> str:
        return self.key.hash("receipt", *_named(members))

    def recognises(self, receipt: dict[str, Any]) -> bool:
        """Return whether a receipt was given by this service and not changed."""
        members = {name: value for name, value in receipt.items() if name != "signature"}
        return self.key.fits(str(receipt.get("signature", "")), "receipt", *_named(members))


def _named(members: dict[str, Any]) -> list[str]:
    return [f"{name}={members[name]}" for name in sorted(members)]


def _login(account: Account, token: str, code: str | None) -> Login:
    csrf = codes.token_hash(f"csrf {token}")  # of the token alone: a form that is open outlives a change of the key
    return Login(account=account, token=token, csrf=csrf, resume_code=code)


class NotAdoptableError(ProblemError):
    """There is no session with this token, or another account has taken it over."""

    def __init__(self) -> None:
        super().__init__(404, "unknown-session", "no session that can be taken over has this token")


def unknown_code() -> UnknownCodeError:
    """Return the problem of a code that opens no account."""
    return UnknownCodeError("no account has this code; it has five words of four letters")


def unknown_result() -> ProblemError:
    """Return the problem of a result that the account does not have."""
    return ProblemError(404, "unknown-result", "this account keeps no such result")


def login_needed() -> ProblemError:
    """Return the problem of a missing or ended login."""
    detail = "this address needs the header Authorization: Bearer ACCOUNT_TOKEN of a login that still holds"
    return ProblemError(401, "token-needed", detail, headers={"WWW-Authenticate": "Bearer"})
