"""What may be told about the file of a guidance: agreement, attendance, a talk taken back, a fee that is recovered.

Like ``life_commands``, each returns the events of a fact or says which rule forbids it. These facts do not move the day
up to which the guidance was told: a client may confirm today what a centre goes on to register about last week.
"""

from datetime import date

from models.loopbaancheque.life import Cheque, Status, Talk, status
from models.loopbaancheque.life_commands import Frame, LifeError, wrong_status
from models.loopbaancheque.life_events import Agreed, Attended, Event, FeeRecovered, Reversal, SessionReversed, Witness


def agree(
    cheque: Cheque, *, on: date, text_version: str, text_hash: str | None, by: Witness, frame: Frame
) -> list[Event]:
    """Return that the client accepted the agreement; the same text again changes nothing.

    Raises
    ------
    LifeError
        Before the cheque is issued, after the closing, for a day out of order or for another text than before.
    """
    if cheque.agreed:
        if cheque.agreed.text_version == text_version:
            return []
        detail = (
            f"the client accepted text {cheque.agreed.text_version!r} on {cheque.agreed.on}; a file has one agreement"
        )
        raise LifeError("already-agreed", detail, field="textVersion", value=text_version)
    now = status(cheque, frame.today, frame.rules)
    if now not in (Status.ISSUED, Status.ACTIVE) or cheque.paid is None:
        raise wrong_status(now, "an agreement is accepted for one that is issued or active")
    _check_between(on, cheque.paid.issued_on, frame, "acceptedOn", "the cheque was issued")
    return [Agreed(on=on, text_version=text_version, text_hash=text_hash, by=by)]


def _check_between(on: date, first: date, frame: Frame, field: str, since: str) -> None:
    if on > frame.today:
        raise LifeError("day-in-future", f"{field} lies after today, {frame.today}", field=field, value=on)
    if on < first:
        detail = f"{since} on {first}; {field} is then or later"
        raise LifeError("day-before-last-fact", detail, field=field, value=on)


def _talk(cheque: Cheque, session: int, frame: Frame) -> Talk:
    now = status(cheque, frame.today, frame.rules)
    if now not in (Status.ACTIVE, Status.CLOSED):
        raise wrong_status(now, "talks are told about while it is active or closed")
    if not 1 <= session <= len(cheque.talks):
        detail = f"this cheque has no such talk; allowed are the ids of its file, 1 to {len(cheque.talks)}"
        raise LifeError("unknown-session", detail, field="sessionId", value=session)
    return cheque.talks[session - 1]


def attend(cheque: Cheque, *, session: int, by: Witness, frame: Frame) -> list[Event]:
    """Return that the client confirmed a talk, today; a second time changes nothing."""
    talk = _talk(cheque, session, frame)
    if talk.reversed:
        detail = f"this talk was taken back on {talk.reversed.on}; there is nothing to confirm"
        raise LifeError("session-reversed", detail, field="sessionId", value=session)
    return [] if talk.attended else [Attended(on=frame.today, session=session, by=by)]


def take_back(cheque: Cheque, *, session: int, reason: Reversal, frame: Frame) -> list[Event]:
    """Return that a talk was registered wrongly, today; once.

    What was paid for it comes back in the next settlement; nothing is edited.
    """
    talk = _talk(cheque, session, frame)
    if talk.reversed:
        detail = f"this talk was taken back on {talk.reversed.on} already"
        raise LifeError("session-reversed", detail, field="sessionId", value=session)
    return [SessionReversed(on=frame.today, session=session, reason=reason)]


def recover(cheque: Cheque, *, case: str, percent: int = 100, frame: Frame) -> list[Event]:
    """Return that what Flanders paid, or a part of it, goes back after the decision on a case, today; once."""
    had = cheque.recovered
    if had:
        if (had.case, had.percent) == (case, percent):
            return []
        raise LifeError("recovered-before", f"{had.percent} % of the fee was recovered on {had.on}")
    if not 1 <= percent <= 100:
        raise LifeError("percent", "allowed is a part from 1 to 100 per cent", field="percent", value=percent)
    now = status(cheque, frame.today, frame.rules)
    if now not in (Status.ACTIVE, Status.CLOSED):
        raise wrong_status(now, "a fee is recovered of one that is active or closed")
    return [FeeRecovered(on=frame.today, case=case, percent=percent)]
