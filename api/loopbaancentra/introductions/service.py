"""Introductions: kept for the citizen, sent with consent, answered by the centre, withdrawn at any moment."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from api.keys.service import PREFIX, Caller, CallerRole, Keys, not_allowed
from api.loopbaancentra.introductions.schemas import CentreAnswerIn, IntroductionIn, IntroductionStatus
from api.problems import Issue, ProblemError, shown
from api.sessions import codes
from api.sessions.service import UnknownCodeError
from api.sessions.tries import Tries
from api.storage.introductions import Introduction, IntroductionStore
from models.loopbaancentra.search import Directory

LIFETIME = timedelta(days=90)
"""How long an introduction is kept."""


PAGE = 50
"""Introductions that a centre gets at a time, unless it asks for fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An introduction, and the citizen's code where it may be shown."""

    stored: Introduction
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """An introduction, and who opened it."""

    stored: Introduction
    caller: Caller

    def for_citizen(self) -> Introduction:
        """Return it to its citizen, and refuse a centre that acts for the citizen."""
        if self.caller.role is not CallerRole.HOLDER:
            raise not_allowed("the code of the citizen")
        return self.stored

    def for_centre(self) -> Introduction:
        """Return it to its centre, and refuse anybody else."""
        if self.caller.role is not CallerRole.CENTRE:
            raise not_allowed("the key of the centre")
        return self.stored


class UnknownIntroductionError(ProblemError):
    """An introduction that is not there or is somebody else's: never told apart."""

    def __init__(self) -> None:
        detail = "no such introduction for this code or key; it may have expired"
        super().__init__(404, "unknown-introduction", detail)


class MovedOnError(ProblemError):
    """An introduction on which this step is not possible any more."""

    def __init__(self, status: str, wanted: str) -> None:
        detail = f"the introduction is {status}; {wanted}; nothing was changed"
        super().__init__(409, "introduction-moved-on", detail)


class CentreNotShownError(ProblemError):
    """An introduction that is asked of a centre that does not show today."""

    def __init__(self, id_: str) -> None:
        detail = "allowed is the id of a centre that shows in the search today"
        issue = Issue(location="body", pointer="/centreId", code="unknown-id", detail=detail, value=shown(id_))
        super().__init__(422, "unknown-id", "the register does not show this centre", issue)


class Introductions:
    """All introductions.

    Parameters
    ----------
    secret
        The service's secret, that hashes of codes are made with.
    tries
        Counts wrong codes.
    """

    def __init__(self, store: IntroductionStore, keys: Keys, secret: codes.Key, tries: Tries) -> None:
        self.store, self.keys, self.secret, self.tries = store, keys, secret, tries

    async def _forms(self, code: str) -> tuple[str, ...]:
        """Return what may be stored of a code; the first is what is stored of a new one."""
        return await self.secret.code_forms("introduction", codes.normal_code(code) or "no code")

    async def _of_code(self, code: str, now: datetime) -> Introduction | None:
        forms = await self._forms(code)
        found = await self.store.find_by_code(forms, now)
        if found is not None and found.code_hash != forms[0]:
            await self.store.change(found.id, found.status, code_hash=forms[0])
        return found

    async def ask(self, body: IntroductionIn, directory: Directory, *, now: datetime) -> Seen:
        """Keep a request, and send it where the citizen agrees.

        Raises
        ------
        CentreNotShownError
            When no centre of that id shows today.
        """
        if directory.centre(body.centre_id, now.date()) is None:
            raise CentreNotShownError(body.centre_id)
        code = codes.resume_code(codes.random_seed())
        found = Introduction(
            id=codes.random_id(),
            code_hash=await self.secret.kept_code("introduction", code),
            centre_id=body.centre_id,
            status=IntroductionStatus.SENT if body.consent else IntroductionStatus.KEPT,
            contact=body.contact.model_dump(exclude_none=True),
            message=body.message,
            steps=[*body.steps],
            answer=None,
            created_at=now,
            sent_at=now if body.consent else None,
            answered_at=None,
            expires_at=now + LIFETIME,
        )
        await self.store.add(found)
        return Seen(stored=found, code=code)

    async def of_code(self, code: str, *, now: datetime) -> Introduction:
        """Return the introduction of a citizen's code.

        Raises
        ------
        UnknownIntroductionError
            When there is none.
        """
        found = await self._of_code(code, now)
        if found is None:
            raise UnknownIntroductionError
        return found

    async def of_typed(self, code: str, address: str, *, now: datetime) -> Introduction:
        """Return the introduction of a code that somebody typed.

        Raises
        ------
        UnknownCodeError
            When there is none.
        TooManyTriesError
            After five wrong ones in fifteen minutes from one address.
        """
        found = await self.tries.look(address, lambda: self._of_code(code, now), now=now)
        if found is None:
            raise UnknownCodeError("no introduction has this code; a code has five words of four letters")
        return found

    async def of_address(self, code: str, address: str, *, now: datetime) -> Introduction:
        """Return the introduction of a code in an address that was kept, as addresses once had it.

        Raises
        ------
        UnknownIntroductionError
            When there is none.
        """
        try:
            return await self.of_typed(code, address, now=now)
        except UnknownCodeError as error:
            raise UnknownIntroductionError from error

    async def open(self, id_: str, bearer: str, address: str, *, now: datetime) -> Opened:
        """Return an introduction to its citizen or its centre.

        Raises
        ------
        ProblemError
            401 for a key that is not in force, 403 for the operator, 404 for anybody else's, 429 after wrong codes.
        """
        key = bearer.startswith(PREFIX)
        caller = await self.keys.caller(bearer) if key else Caller(role=CallerRole.HOLDER)
        if caller.role is CallerRole.OPERATOR:
            raise not_allowed("the code of the citizen or the key of the centre")

        async def mine() -> Introduction | None:
            forms = () if key else await self._forms(bearer)  # whether or not there is one, so that it takes as long
            found = await self.store.find(id_, now) if re.fullmatch("[0-9a-f]{32}", id_) else None
            if found is None:
                return None
            sent = found.centre_id == caller.centre_id and found.sent_at is not None
            return found if (sent if key else found.code_hash in forms) else None

        # A key was checked above and has 256 bits: a centre that asks for what is not its own tries no code.
        found = await (mine() if key else self.tries.look(address, mine, now=now))
        if found is None:
            raise UnknownIntroductionError
        return Opened(stored=found, caller=caller)

    async def of_centre(
        self, bearer: str, *, now: datetime, after: str = "", most: int = PAGE
    ) -> tuple[Introduction, ...]:
        """Return at most so many of those that were sent to the centre of a key, from after one of them on.

        Raises
        ------
        ProblemError
            401 or 403 for anybody but a centre.
        """
        caller = await self.keys.caller(bearer)
        if caller.centre_id is None:
            raise not_allowed("the key of a centre")
        return await self.store.of_centre(caller.centre_id, now, after=after, most=most)

    async def _change(self, found: Introduction, **values: Any) -> Introduction:  # noqa: ANN401 - columns
        if not await self.store.change(found.id, found.status, **values):
            raise MovedOnError(found.status, "somebody else changed it at this moment")
        return replace(found, **values)

    async def send(self, found: Introduction, *, now: datetime) -> Introduction:
        """Send what was kept: the citizen agrees now."""
        if found.status != IntroductionStatus.KEPT:
            raise MovedOnError(found.status, "only one that is kept can be sent")
        return await self._change(found, status=IntroductionStatus.SENT, sent_at=now)

    async def withdraw(self, found: Introduction) -> Introduction:
        """Withdraw, and erase at once what the citizen told; again changes nothing."""
        if found.status == IntroductionStatus.WITHDRAWN:
            return found
        erased: dict[str, Any] = {"contact": None, "message": None, "steps": None}
        if found.status == IntroductionStatus.KEPT:
            # A consent at this moment, in another tab perhaps, never keeps somebody from withdrawing.
            withdrawn = {"status": IntroductionStatus.WITHDRAWN} | erased
            if not await self.store.change(found.id, found.status, **withdrawn):
                return await self._change(replace(found, status=IntroductionStatus.SENT), **withdrawn)
            return replace(found, **withdrawn)
        return await self._change(found, status=IntroductionStatus.WITHDRAWN, **erased)

    async def answer(self, found: Introduction, body: CentreAnswerIn, *, now: datetime) -> Introduction:
        """Keep the centre's answer."""
        if found.status != IntroductionStatus.SENT:
            raise MovedOnError(found.status, "only one that was sent and not answered yet can be answered")
        status = IntroductionStatus.ACCEPTED if body.accepted else IntroductionStatus.DECLINED
        return await self._change(found, status=status, answer=body.text, answered_at=now)
