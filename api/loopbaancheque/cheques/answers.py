"""A cheque as members of an answer."""

from typing import Any

from api.keys.service import CallerRole
from api.loopbaancheque.cheques.service import Opened
from models.loopbaancheque import file
from models.loopbaancheque import life_deadlines as deadlines
from models.loopbaancheque.life import Cheque, Status, Talk, money, right, status
from models.loopbaancheque.life_events import Mode

_MAY: dict[tuple[CallerRole, Status], tuple[str, ...]] = {
    (CallerRole.OPERATOR, Status.REFUSED): ("objections",),
    (CallerRole.HOLDER, Status.REFUSED): ("objections",),
    (CallerRole.OPERATOR, Status.AWAITING_PAYMENT): ("payments", "annulments"),
    (CallerRole.OPERATOR, Status.PAYMENT_LAPSED): ("payments",),
    (CallerRole.OPERATOR, Status.ISSUED): ("annulments",),
    (CallerRole.OPERATOR, Status.ACTIVE): ("annulments",),
    (CallerRole.OPERATOR, Status.CLOSED): ("annulments",),
    (CallerRole.CENTRE, Status.ACTIVE): ("sessions", "closings"),
    (CallerRole.CENTRE, Status.CLOSED): ("sessions",),
}
"""What each caller may tell. Decisions are not among it: what waits for one, waits in the queue of cases.

Facts may be told late, so a lapsed payment can still turn out to be in time.
"""


def _may_tell(opened: Opened, now: Status) -> list[str]:
    found = list(_MAY.get((opened.caller.role, now), ()))
    return [what for what in found if what != "objections" or opened.cheque.objected is None]


def _deadlines(cheque: Cheque, now: Status, opened: Opened) -> dict[str, Any]:
    rules = opened.frame.rules
    objection = now is Status.REFUSED and cheque.objected is None
    payment = cheque.granted is not None and cheque.paid is None and now is not Status.ANNULLED
    return {
        "objection_until": deadlines.objection_until(cheque.refusals[-1].on, rules) if objection else None,
        "payment_until": deadlines.payment_until(cheque.granted.on, rules) if payment and cheque.granted else None,
        "valid_until": cheque.paid.valid_until if cheque.paid else None,
        "aftercare_until": deadlines.aftercare_until(cheque.closed.on, rules) if cheque.closed else None,
    }


def _minutes(cheque: Cheque) -> dict[str, int | None]:
    terms = cheque.granted.terms if cheque.granted else None
    unit = terms.registration_minutes if terms else 0  # before a cheque is granted nothing can be registered
    return {
        "total": terms.half_hours * unit if terms else None,
        "registered": cheque.half_hours * unit,
        "online": cheque.online_half_hours * unit,
        "remaining": cheque.remaining_half_hours * unit,
    }


def _money(cheque: Cheque, opened: Opened) -> dict[str, Any]:
    found = money(cheque, opened.frame.today, opened.frame.rules)
    return {
        "contribution_cents": found.contribution if cheque.granted else None,
        "fee_cents": found.fee,
        "state_share_cents": found.state_share,
        "refund_cents": found.refund,
        "recovered_cents": found.recovered,
    }


def _documents(cheque: Cheque) -> dict[str, bool] | None:
    closed = cheque.closed
    if closed is None:
        return None
    return {
        "plan_present": closed.plan,
        "agreement_present": closed.agreement,
        "attendance_present": closed.attendance,
    }


def _session(talk: Talk) -> dict[str, Any]:
    held = talk.held
    return {
        "id": str(talk.number),
        "on": held.on,
        "half_hours": held.half_hours,
        "online": held.mode is Mode.ONLINE,
        "mode": held.mode,
        "counsellor_id": held.counsellor_id,
        "starts_at": f"{held.starts_at:%H:%M}" if held.starts_at else None,
        "attendance": talk.attended.by if talk.attended else None,
        "attended_on": talk.attended.on if talk.attended else None,
        "reversed": talk.reversed.reason if talk.reversed else None,
    }


def file_view(opened: Opened) -> dict[str, Any]:
    """Return the file of a guidance."""
    cheque = opened.cheque
    lacks, agreed = file.missing(cheque), cheque.agreed
    return {
        "number": opened.stored.number,
        "complete": not lacks,
        "missing": lacks,
        "agreement": None
        if agreed is None
        else {
            "accepted_on": agreed.on,
            "text_version": agreed.text_version,
            "text_hash": agreed.text_hash,
            "by": agreed.by,
        },
        "agreement_proof": file.agreement(cheque),
        "attendance_proof": file.attendance(cheque),
        "sessions": [_session(talk) for talk in cheque.talks],
        "themes": cheque.themes,
        "half_hours": cheque.half_hours,
        "closed_on": cheque.closed.on if cheque.closed else None,
        "incomplete_reason": cheque.closed.incomplete if cheque.closed else None,
    }


def cheque_view(opened: Opened) -> dict[str, Any]:
    """Return where a cheque stands today, for whoever asks."""
    cheque, today = opened.cheque, opened.frame.today
    now = status(cheque, today, opened.frame.rules)
    decided = cheque.granted or (cheque.refusals[-1] if cheque.refusals else None)
    refused = now in (Status.REFUSED, Status.OBJECTED)
    return {
        "number": opened.stored.number,
        "client_number": opened.client_number,
        "satisfaction_code": opened.satisfaction_code,
        "status": now,
        "right": right(cheque, today, opened.frame.rules),
        "requested_on": cheque.requested.on,
        "rule_version": cheque.requested.version,
        "cheque_number": cheque.granted.terms.cheque_number if cheque.granted else None,
        "reasons": list(cheque.refusals[-1].reasons) if refused else [],
        "decided_by": decided.decider if decided else None,
        "payer": cheque.paid.payer if cheque.paid else None,
        "centre_id": cheque.activated.centre_id if cheque.activated else None,
        "issued_on": cheque.paid.issued_on if cheque.paid else None,
        "started_on": cheque.activated.on if cheque.activated else None,
        "closed_on": cheque.closed.on if cheque.closed else None,
        "deadlines": _deadlines(cheque, now, opened),
        "minutes": _minutes(cheque),
        "money": _money(cheque, opened),
        "themes": cheque.themes,
        "documents": _documents(cheque),
        "may_tell": _may_tell(opened, now),
        "log": [
            {
                "position": fact.position,
                "kind": fact.kind,
                "happened_on": fact.happened_on,
                "told_by": fact.actor.partition(":")[0],
                "recorded_at": fact.recorded_at,
            }
            for fact in opened.log
        ],
    }
