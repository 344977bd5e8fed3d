"""Each fact that can be told about a cheque: who may tell it, and what it becomes in the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.keys.service import Caller, CallerRole, not_allowed
from api.loopbaancheque.cheques import schemas
from api.loopbaancheque.cheques.reviews import service as reviews
from api.loopbaancheque.cheques.service import Call, Cheques, Decide, Opened, UnknownChequeError
from api.problems import Issue, ProblemError
from item_bank.loopbaancentra.schema import Centre, Register
from item_bank.loopbaancheque.agreements import agreements
from models.loopbaancheque import life_commands as commands
from models.loopbaancheque import life_file
from models.loopbaancheque.life_commands import LifeError
from models.loopbaancheque.life_events import Event, Witness


@dataclass(frozen=True, slots=True)
class Tellers:
    """Who may tell a fact, and how that is said to whoever may not."""

    needed: str
    roles: tuple[CallerRole, ...]

    def check(self, caller: Caller) -> None:
        """Refuse everybody else."""
        if caller.role not in self.roles:
            raise not_allowed(self.needed)


OPERATOR = Tellers("the operator's key", (CallerRole.OPERATOR,))
CENTRE = Tellers("the key of a centre", (CallerRole.CENTRE,))
FILE = Tellers("the key of a centre or the client number", (CallerRole.CENTRE, CallerRole.HOLDER))
HOLDER = Tellers("the operator's key or the client number", (CallerRole.OPERATOR, CallerRole.HOLDER))


async def _tell(
    cheques: Cheques, number: str, call: Call, by: Tellers, command: Decide, *, anyone: bool = False
) -> Opened:
    """Add what a command finds to the log of a cheque, where the caller may tell it."""

    def decide(opened: Opened) -> Sequence[Event]:
        by.check(opened.caller)
        return command(opened)

    return await cheques.tell(number, call, decide, anyone=anyone)


async def request(cheques: Cheques, body: schemas.ChequeIn, call: Call) -> Opened:
    """Judge a request by the rules of its day and keep what follows; the facts are kept only where that was agreed.

    Raises
    ------
    ProblemError
        401 or 403 for anybody but the operator, 422 for a national number that cannot be one.
    """
    caller = await cheques.keys.caller(call.bearer)
    OPERATOR.check(caller)
    schemas.check_insz(body.insz)
    facts = body.facts.model_dump(mode="json", by_alias=True) if body.keep_facts else None
    return await reviews.keep(cheques, reviews.judged(body.facts, call.today), caller, call, facts)


async def pay(cheques: Cheques, number: str, body: schemas.PaymentIn, call: Call) -> Opened:
    """Keep a payment; the cheque is issued with it."""
    return await _tell(
        cheques,
        number,
        call,
        OPERATOR,
        lambda opened: commands.pay(
            opened.cheque,
            on=body.paid_on,
            amount_cents=body.amount_cents,
            payer=body.payer,
            printed=body.valid_until,
            frame=opened.frame,
        ),
    )


def _mandated(register: Register, centre_id: str, on: date, told: date) -> Centre:
    centre = next((found for found in register.centres if found.id == centre_id), None)
    if centre is None or not centre.mandate.holds(on):
        detail = f"the centre has no mandate on {on}; allowed is a start within its mandate, told while it holds one"
        issue = Issue(location="body", pointer="/startedOn", code="no-mandate", detail=detail, value=str(told))
        raise ProblemError(409, "cheque-rule", f"{detail}; nothing was changed", issue)
    return centre


async def activate(cheques: Cheques, number: str, body: schemas.ActivationIn, call: Call, register: Register) -> Opened:
    """Keep the start at the caller's centre; telling the same start again changes nothing."""

    def decide(opened: Opened) -> Sequence[Event]:
        if not cheques.holds(opened.stored, body.client_number):
            raise UnknownChequeError
        centre_id = opened.caller.centre_id or ""
        had = opened.cheque.activated
        if had is not None and had.centre_id == centre_id and (call.caller or had.on == body.started_on):
            return ()  # at a desk a cheque is opened once more by both its numbers
        _mandated(register, centre_id, call.today, body.started_on)  # or an earlier day would do
        centre = _mandated(register, centre_id, body.started_on, body.started_on)
        return commands.activate(
            opened.cheque, on=body.started_on, centre_id=centre_id, vat=centre.vat, frame=opened.frame
        )

    return await cheques.tried(call, lambda: _tell(cheques, number, call, CENTRE, decide, anyone=True))


def _counsellor(register: Register, opened: Opened, counsellor_id: str | None) -> str | None:
    centre = next((found for found in register.centres if found.id == opened.caller.centre_id), None)
    own = {one.id for one in centre.counsellors} if centre else set()
    if counsellor_id is not None and counsellor_id not in own:
        detail = "the centre of this key has no such counsellor; allowed are the ids of its register"
        raise LifeError("unknown-counsellor", detail, field="counsellorId", value=counsellor_id)
    return counsellor_id


async def hold_session(
    cheques: Cheques, number: str, body: schemas.SessionIn, call: Call, register: Register
) -> Opened:
    """Keep a talk, or one of the aftercare."""

    def decide(opened: Opened) -> Sequence[Event]:
        if body.aftercare:
            return _aftercare(opened, body)
        if body.minutes is None:
            raise LifeError("minutes-missing", "a talk that is not aftercare has a length", field="minutes")
        return commands.hold_session(
            opened.cheque,
            on=body.held_on,
            minutes=body.minutes,
            mode=body.mode,
            themes=body.themes,
            other_theme=body.other_theme,
            counsellor_id=_counsellor(register, opened, body.counsellor_id),
            starts_at=body.starts_at,
            frame=opened.frame,
        )

    return await _tell(cheques, number, call, CENTRE, decide)


def _aftercare(opened: Opened, body: schemas.SessionIn) -> Sequence[Event]:
    counted = (body.minutes, body.other_theme, body.counsellor_id, body.starts_at)
    if body.themes or any(member is not None for member in counted):
        detail = "aftercare is not counted: minutes, themes, otherTheme, counsellorId and startsAt are left out"
        raise LifeError("aftercare-not-counted", detail, field="aftercare", value=True)
    return commands.give_aftercare(opened.cheque, on=body.held_on, mode=body.mode, frame=opened.frame)


def _witness(cheques: Cheques, opened: Opened, client_number: str) -> Witness:
    """Return who says so; the client's number has to come along, whoever does."""
    if not cheques.holds(opened.stored, client_number):
        raise UnknownChequeError
    return Witness.CLIENT if opened.caller.role is CallerRole.HOLDER else Witness.CENTRE


def _not_of_another(opened: Opened) -> Opened:
    """Refuse a centre when the guidance runs at another one: for it the cheque does not exist."""
    had = opened.cheque.activated
    if opened.caller.role is CallerRole.CENTRE and had and had.centre_id != opened.caller.centre_id:
        raise UnknownChequeError
    return opened


async def agree(cheques: Cheques, number: str, body: schemas.AgreementIn, call: Call) -> Opened:
    """Keep that the client accepted the agreement: a centre may be told before the guidance starts there."""
    known = next((one for one in agreements() if one.version == body.text_version), None)

    def decide(opened: Opened) -> Sequence[Event]:
        by = _witness(cheques, _not_of_another(opened), body.client_number)
        return life_file.agree(
            opened.cheque,
            on=body.accepted_on,
            text_version=body.text_version,
            text_hash=known.sha256 if known else None,
            by=by,
            frame=opened.frame,
        )

    found = await cheques.tried(call, lambda: _tell(cheques, number, call, FILE, decide, anyone=True))
    return _not_of_another(found)


async def attend(cheques: Cheques, number: str, body: schemas.AttendanceIn, call: Call) -> Opened:
    """Keep that the client confirmed a talk."""

    def decide(opened: Opened) -> Sequence[Event]:
        by = _witness(cheques, opened, body.client_number)
        return life_file.attend(opened.cheque, session=int(body.session_id), by=by, frame=opened.frame)

    return await cheques.tried(call, lambda: _tell(cheques, number, call, FILE, decide))


async def take_back(cheques: Cheques, number: str, body: schemas.ReversalIn, call: Call) -> Opened:
    """Keep that a talk was registered wrongly."""

    def decide(opened: Opened) -> Sequence[Event]:
        session = int(body.session_id)
        return life_file.take_back(opened.cheque, session=session, reason=body.reason, frame=opened.frame)

    return await _tell(cheques, number, call, CENTRE, decide)


async def close(cheques: Cheques, number: str, body: schemas.ClosingIn, call: Call) -> Opened:
    """Keep the closing talk; whoever holds the cheque is then asked how it was."""
    closed = await _tell(
        cheques,
        number,
        call,
        CENTRE,
        lambda opened: commands.close(
            opened.cheque,
            on=body.closed_on,
            plan=body.plan_present,
            agreement=body.agreement_present,
            attendance=body.attendance_present,
            incomplete=body.incomplete_reason,
            loses_hours=body.citizen_agrees_to_lose_hours,
            frame=opened.frame,
        ),
    )
    for told in cheques.after_closing:
        await told(closed)
    return closed


async def object_to(cheques: Cheques, number: str, body: schemas.ObjectionIn, call: Call) -> Opened:
    """Keep an objection, with a place in the queue; somebody else looks again."""
    await cheques.open(number, call)  # here a wrong client number stays counted: what follows is undone as a whole
    async with cheques.reviews.database.together():
        opened = await _tell(
            cheques,
            number,
            call,
            HOLDER,
            lambda opened: commands.object_to_refusal(opened.cheque, on=body.objected_on, frame=opened.frame),
        )
        await reviews.object_to(cheques, opened, body.text or None, call)
        return opened


async def decide(cheques: Cheques, number: str, body: schemas.DecisionIn, call: Call) -> Opened:
    """Keep what a person decided about a cheque that has no case in the queue.

    Raises
    ------
    ProblemError
        409 where a case waits: it is decided there, by its rules.
    """
    told: list[Event] = []

    def judge(opened: Opened) -> Sequence[Event]:
        terms = reviews.terms(opened.cheque.requested.on, body.cheque_number)
        told[:] = commands.decide(
            opened.cheque, granted=body.granted, reasons=[*map(str, body.reasons)], terms=terms, frame=opened.frame
        )
        return told

    async with cheques.reviews.database.together():
        opened = await _tell(cheques, number, call, OPERATOR, judge)
        if told:
            await reviews.check_none_waits(cheques, opened)
        return opened


async def annul(cheques: Cheques, number: str, body: schemas.AnnulmentIn, call: Call) -> Opened:
    """Keep that a cheque does not count."""
    return await _tell(
        cheques,
        number,
        call,
        OPERATOR,
        lambda opened: commands.annul(
            opened.cheque, on=body.annulled_on, reason=body.reason, fact_on=body.fact_on, frame=opened.frame
        ),
    )
