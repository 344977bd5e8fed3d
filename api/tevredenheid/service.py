"""Satisfaction: invite after a closing talk, take an answer once, and tell what many answers say together."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from starlette.concurrency import run_in_threadpool

from api.keys.service import Caller, CallerRole, not_allowed
from api.loopbaancheque.cheques.service import Opened, satisfaction_codes, satisfaction_forms
from api.outbox import Outbox
from api.problems import ProblemError
from api.sessions import codes
from api.sessions.tries import Tries
from api.storage.satisfaction import Given, Invitation, OpenAnswer, SatisfactionStore, UsedError
from api.tevredenheid.schemas import CODE_DAYS, GuidanceAnswersIn, ScoresIn, ThemesIn
from api.tevredenheid.texts import MAIL, SUBJECT
from item_bank.loopbaancentra.schema import Centre, Register
from item_bank.tevredenheid.bank import COUNT
from models.loopbaancheque import numbers
from models.tevredenheid.redaction import redact
from models.tevredenheid.scores import LEAST, Counters, Satisfaction, Tally, satisfaction
from models.tevredenheid.themes import Grouped, group

THEMED = 20_000
"""Open answers that are grouped at once."""

ANSWERED = COUNT + 1
"""Item that counts whether the question was answered."""


class UnknownInvitationError(ProblemError):
    """A code that was never given, or whose time is over: never told apart."""

    def __init__(self) -> None:
        super().__init__(404, "unknown-invitation", "no invitation has this code now")


class InvitationUsedError(ProblemError):
    """A code that was used; nobody can tell for what."""

    def __init__(self) -> None:
        detail = "this code was used already and works once; what it said is added up and cannot be changed"
        super().__init__(409, "invitation-used", detail)


class Voices:
    """What people say of their guidance.

    Parameters
    ----------
    secret
        The service's secret, that codes and their hashes are made with.
    site
        Address under which people reach the service, for mail; empty on a laptop.
    """

    def __init__(self, store: SatisfactionStore, tries: Tries, secret: codes.Key, outbox: Outbox, site: str) -> None:
        self.store, self.tries, self.secret, self.outbox, self.site = store, tries, secret, outbox, site

    def forms(self, code: str) -> tuple[str, ...]:
        """Return everything that may be stored of a code, that of a new one first."""
        return satisfaction_forms(self.secret, code)

    async def invite(self, opened: Opened) -> None:
        """Invite whoever holds a cheque that was closed, once; it counts for a counsellor who held every talk alone."""
        closed, activated, granted = opened.cheque.closed, opened.cheque.activated, opened.cheque.granted
        if closed is None or activated is None or granted is None:
            return
        guided = {talk.counsellor_id for talk in opened.cheque.sessions}
        told = next(fact for fact in opened.log if fact.kind == "closed").recorded_at
        told_on = told.replace(hour=0, minute=0, second=0, microsecond=0)
        made = [self.forms(code) for code in satisfaction_codes(self.secret, opened.stored)]
        if any([await self.store.find(forms, told) is not None for forms in made]):
            return  # told before, perhaps while another key was the present one
        await self.store.invite(
            Invitation(
                code_hash=made[0][0],
                centre_id=activated.centre_id,
                counsellor_id=guided.pop() if len(guided) == 1 else None,
                cheque=granted.terms.cheque_number,
                year=closed.on.year,
                expires_at=told_on + timedelta(days=CODE_DAYS),
            )
        )

    async def send(self, number: str, email: str, *, now: datetime) -> None:
        """Put the code of a cheque that was closed into the outbox; nothing of the address is kept elsewhere.

        Raises
        ------
        ProblemError
            404 when no code of this cheque waits, 409 when it was used.
        """
        seeds = self.secret.digests("satisfaction", numbers.normal_number(number))
        found = {code: await self.store.find(self.forms(code), now) for code in map(codes.resume_code, seeds)}
        code, used = next(((code, used) for code, used in found.items() if used is not None), ("", None))
        if used is None:
            raise UnknownInvitationError
        if used:
            raise InvitationUsedError
        text = MAIL.format(code=code, address=f"{self.site or 'http://127.0.0.1:8000'}/tevredenheid")
        await run_in_threadpool(self.outbox.put, email, SUBJECT, text)

    async def answer(self, body: GuidanceAnswersIn, address: str, register: Register, *, now: datetime) -> None:
        """Use a code up and add what was said.

        Raises
        ------
        ProblemError
            404 for a code that is not there, 409 for one that was used, 429 after too many wrong ones.
        """
        typed = codes.normal_code(body.code)
        forms = self.forms(typed or "")

        async def find() -> bool | None:
            return None if typed is None else await self.store.find(forms, now)

        used = await self.tries.look(address, find, now=now)
        if used is None:
            raise UnknownInvitationError
        centre_id = await self.store.centre_of(forms)
        names = [name for centre in register.centres if centre.id == centre_id for name in _names(centre)]
        try:
            await self.store.answer(forms, _given(body, names), least=LEAST)
        except UsedError:
            raise InvitationUsedError from None

    async def counters(self, query: ScoresIn, caller: Caller) -> tuple[Counters, Mapping[int, tuple[int, int]]]:
        """Return what may be shown, with invitations and answers by first and second cheque.

        Raises
        ------
        ProblemError
            403 when a centre asks for another.
        """
        centre_id = _own(query.centre_id, caller)
        sums = await self.store.sums(centre_id=centre_id, counsellor_id=query.counsellor_id or "", year=query.year)
        return _counters(sums), await self.store.responses(centre_id=centre_id, year=query.year)

    async def of_centres(self, year: int) -> dict[str, Satisfaction]:
        """Return what may be shown of each centre in a year."""
        return {id_: satisfaction(_counters(sums)) for id_, sums in (await self.store.by_centre(year)).items()}

    async def themes(self, query: ThemesIn, caller: Caller) -> tuple[list[OpenAnswer], Grouped]:
        """Return the open answers that a person looked at, grouped."""
        centre_id = _own(query.centre_id, caller)
        found = list(await self.store.texts(looked=True, centre_id=centre_id, question=query.question, most=THEMED))
        return found, await run_in_threadpool(group, [row.text for row in found])

    async def look(self, id_: str, text: str | None, caller: Caller) -> None:
        """Keep an open answer as somebody left it, or erase it.

        Raises
        ------
        ProblemError
            404 when it is not there, 409 when somebody left it in another way: what they took out does not come back.
        """
        was = await self.store.look(id_, text, caller.name)
        if was is None:
            raise ProblemError(404, "not-found", "no open answer has this id")
        if text is not None and was != text:
            detail = "somebody looked at this open answer before, and left it in another way; that stays"
            raise ProblemError(409, "looked-before", detail)


def _counters(sums: Mapping[int, tuple[int, int]]) -> Counters:
    """Return what was counted, from count and total by item."""
    tallies = [Tally(count=count, total=total) for count, total in (sums.get(i, (0, 0)) for i in range(ANSWERED + 1))]
    return Counters(n=tallies[0].count, items=tuple(tallies[1:ANSWERED]), answered=tallies[ANSWERED])


def _own(centre_id: str | None, caller: Caller) -> str | None:
    if caller.role is CallerRole.OPERATOR:
        return centre_id
    if centre_id not in (None, caller.centre_id):
        raise not_allowed("the operator's key, or that of this centre")
    return caller.centre_id


def _names(centre: Centre) -> list[str]:
    return [centre.name, *(counsellor.name for counsellor in centre.counsellors)]


def _given(body: GuidanceAnswersIn, names: list[str]) -> Given:
    items = {at: score for at, score in enumerate(body.scores, start=1) if score is not None}
    items |= {} if body.answered is None else {ANSWERED: int(body.answered)}
    said = {"good": body.open.good, "better": body.open.better, "suggestions": body.open.suggestions}
    clean = {question: re.sub(r"\s+", " ", redact(text, names).text) for question, text in said.items() if text}
    return Given(items=items, texts={codes.random_id(): (question, text) for question, text in clean.items()})
