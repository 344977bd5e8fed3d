"""A file as its page shows it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from api.beheer.dependencies import Opened
from api.beheer.files import texts
from api.beheer.files.forms import UNIT, Draft, filled, today
from api.beheer.files.service import PAGE, Row
from api.beheer.papers.texts import KINDS
from api.loopbaancheque.cheques.service import Opened as File
from api.storage.guidance import Note, Paper
from api.web.days import dutch_day
from item_bank.loopbaancheque.agreements import agreements
from models.loopbaancheque import file as files
from models.loopbaancheque import life_deadlines as deadlines
from models.loopbaancheque.life import Cheque, Status, Talk, status
from models.loopbaancheque.life_events import Mode, Witness
from models.wording import euro

SHORT = 60
"""Letters of the question in a list."""

WITNESS = {
    Witness.CLIENT: "bevestigd door je klant",
    Witness.CENTRE: "bevestigd op jouw scherm met het klantnummer",
}

FACTS = {
    "requested": "aangevraagd",
    "granted": "toegekend",
    "refused": "geweigerd",
    "objected": "niet akkoord met de weigering",
    "paid": "betaald door de klant",
    "activated": "begeleiding gestart",
    "session": "gesprek",
    "agreed": "akkoord met de overeenkomst",
    "attended": "aanwezigheid bevestigd",
    "session-reversed": "gesprek teruggenomen",
    "closed": "slotgesprek",
    "aftercare": "gesprek in de nazorg",
    "annulled": "geannuleerd",
    "fee-recovered": "vergoeding teruggevorderd",
}
"""Lines of the log."""


def hours(half_hours: int) -> str:
    """Write half hours as hours.

    Examples
    --------
    >>> hours(1), hours(4), hours(7)
    ('een half uur', '2 uur', '3,5 uur')
    """
    if half_hours == 1:
        return "een half uur"
    whole, half = divmod(half_hours, 2)
    return f"{whole},5 uur" if half else f"{whole} uur"


def _who(actor: str, person: str | None, me: str) -> str:
    role = actor.partition(":")[0]
    if role != "centre":
        return {"operator": "VDAB", "regie": "VDAB", "holder": "je klant"}.get(role, role)
    return "je centrum, met zijn sleutel" if person is None else "jij" if person == me else f"collega {person[:4]}"


def _talk(talk: Talk, names: dict[str, str]) -> dict[str, Any]:
    held = talk.held
    when = dutch_day(held.on) + (f", {held.starts_at:%H:%M}" if held.starts_at else "")
    return {
        "number": talk.number,
        "when": when,
        "length": hours(held.half_hours),
        "mode": texts.MODES[held.mode],
        "who": names.get(held.counsellor_id or "", ""),
        "attended": WITNESS[talk.attended.by] if talk.attended else "",
        "reversed": texts.REVERSALS[talk.reversed.reason] if talk.reversed else "",
    }


def _now(opened: Opened, found: File) -> dict[str, Any]:
    """Return where a file stands, beside a form that a colleague was ahead of."""
    names, closed = counsellors(opened), found.cheque.closed
    return {
        "talks": [_talk(talk, names) for talk in found.cheque.talks],
        "closed_on": dutch_day(closed.on) if closed else "",
    }


def counsellors(opened: Opened) -> dict[str, str]:
    """Return the counsellors of the centre by id."""
    return {str(one.id): one.name for one in opened.centre.counsellors} if opened.centre else {}


def _state(cheque: Cheque, file: File) -> tuple[Status, str]:
    now = status(cheque, file.frame.today, file.frame.rules)
    return now, texts.STATUS.get(now, str(now))


def listed(rows: Sequence[Row], total: int, page: int) -> dict[str, Any]:
    """Return files in a list."""
    return {
        "rows": [
            {
                "number": row.number,
                "mark": row.mark,
                "started": dutch_day(row.cheque.activated.on) if row.cheque.activated else "",
                "last": dutch_day(row.cheque.sessions[-1].on) if row.cheque.sessions else "",
                "left": hours(row.cheque.remaining_half_hours) if row.cheque.remaining_half_hours else "",
                "closed": dutch_day(row.cheque.closed.on) if row.cheque.closed else "",
                "lacks": len([what for what in files.missing(row.cheque) if what != "closing-talk"]),
            }
            for row in rows
        ],
        "total": total,
        "page": page,
        "pages": -(-total // PAGE),
    }


def _terms(file: File) -> int:
    return file.cheque.granted.terms.half_hours if file.cheque.granted else 0


def file(opened: Opened, found: File, note: Note, papers: Sequence[Paper], draft: Draft) -> dict[str, Any]:
    """Return what the page of a file shows."""
    cheque, (now, words) = found.cheque, _state(found.cheque, found)
    names = counsellors(opened)
    lacks = files.missing(cheque)
    aftercare = deadlines.aftercare_until(cheque.closed.on, found.frame.rules) if cheque.closed else None
    return {
        "opened": opened,
        "number": found.stored.number,
        "mark": note.mark,
        "question": note.question,
        "note_version": note.version,
        "note_by": note.changed_by,
        "who": lambda person: _who("centre:", person, opened.staff.person),
        "seen": found.told,
        "state": words,
        "running": now is Status.ACTIVE,
        "closed": now is Status.CLOSED,
        "can_reverse": now in (Status.ACTIVE, Status.CLOSED),
        "used": hours(cheque.half_hours) if cheque.half_hours else "nog niets",
        "left": hours(cheque.remaining_half_hours) if cheque.remaining_half_hours else "niets",
        "has_left": cheque.remaining_half_hours > 0,
        "total": hours(_terms(found)),
        "started": dutch_day(cheque.activated.on) if cheque.activated else "",
        "closed_on": dutch_day(cheque.closed.on) if cheque.closed else "",
        "incomplete": texts.INCOMPLETE[cheque.closed.incomplete] if cheque.closed and cheque.closed.incomplete else "",
        "aftercare_until": dutch_day(aftercare) if aftercare else "",
        "aftercare": [(dutch_day(one.on), texts.MODES[one.mode]) for one in cheque.aftercare],
        "missing": [texts.MISSING[what] for what in lacks],
        "agreed": _agreed(cheque),
        "talks": [_talk(talk, names) for talk in cheque.talks],
        "unconfirmed": [talk.number for talk in cheque.talks if not (talk.attended or talk.reversed)],
        "themes": [texts.THEMES[theme] for theme in cheque.themes],
        "papers": papers,
        "paper_kinds": KINDS,
        "log": [
            (dutch_day(fact.happened_on), FACTS[fact.kind], _who(fact.actor, fact.person, opened.staff.person))
            for fact in found.log
        ],
        "draft": draft,
        "reversals": texts.REVERSALS,
        "modes": texts.MODES,
        "day": dutch_day,
        "today": today(found.frame.today),
    }


def _agreed(cheque: Cheque) -> str:
    if cheque.agreed is None:
        return ""
    said = cheque.agreed
    text = f"tekst {said.text_version}" if said.text_hash else f"de eigen tekst van het centrum, “{said.text_version}”"
    return f"Akkoord op {dutch_day(said.on)} met {text}, {WITNESS[said.by]}."


def next_talk(opened: Opened, found: File, on: date) -> Draft:
    """Return a talk with the defaults of last time, so that it often needs no change."""
    last = found.cheque.sessions[-1] if found.cheque.sessions else None
    names = list(counsellors(opened))
    left = found.cheque.remaining_half_hours
    typed = {
        "dag": today(on),
        "duur": str(min(last.half_hours if last else 2, left) or 1),
        "vorm": str(last.mode if last else Mode.ON_SITE),
        "begeleider": (last.counsellor_id if last else None) or (names[0] if len(names) == 1 else ""),
        "uur": "",
        "ander": (last.other_theme if last else None) or "",
    }
    return filled(typed, {"thema": [str(theme) for theme in last.themes] if last else []}, found.told)


def talk(opened: Opened, found: File, note: Note, draft: Draft) -> dict[str, Any]:
    """Return what the form of a talk shows."""
    most = max(found.cheque.remaining_half_hours, 1)
    return {
        "opened": opened,
        "number": found.stored.number,
        "mark": note.mark,
        "left": hours(found.cheque.remaining_half_hours) if found.cheque.remaining_half_hours else "niets",
        **_now(opened, found),
        "lengths": [(str(count), hours(count)) for count in range(1, min(most, 600 // UNIT) + 1)],
        "modes": texts.MODES,
        "counsellors": counsellors(opened),
        "themes": texts.THEMES,
        "seen": found.told,
        "draft": draft,
    }


def closing(opened: Opened, found: File, note: Note, papers: Sequence[Paper], draft: Draft) -> dict[str, Any]:
    """Return what the form of the closing talk shows: what is there, and what is asked for what is not."""
    cheque = found.cheque
    there = {paper.kind for paper in papers if paper.removed_at is None}
    return {
        "opened": opened,
        "number": found.stored.number,
        "mark": note.mark,
        "seen": found.told,
        "left": hours(cheque.remaining_half_hours) if cheque.remaining_half_hours else "",
        **_now(opened, found),
        "agreed": _agreed(cheque),
        "attended": files.attendance(cheque) is not None,
        "there": there,
        "reasons": texts.INCOMPLETE,
        "draft": draft,
    }


def first_closing(found: File, papers: Sequence[Paper]) -> Draft:
    """Return the closing talk as its form begins: today, with the papers that are there."""
    there = {paper.kind for paper in papers if paper.removed_at is None}
    typed = {"dag": today(found.frame.today), "plan": "", "verliest": "", "onvolledig": "", "reden": ""}
    typed |= {"overeenkomst": "ja" if "agreement" in there else "", "aanwezig": "ja" if "attendance" in there else ""}
    return filled(typed, seen=found.told)


def agreement(opened: Opened, found: File, note: Note, draft: Draft) -> dict[str, Any]:
    """Return what the client reads on the counsellor's screen."""
    text = agreements()[-1]
    return {
        "opened": opened,
        "number": found.stored.number,
        "mark": note.mark,
        "seen": found.told,
        "version": text.version,
        "lines": text.clauses,
        "draft": draft,
    }


def money(cents: int) -> str:
    """Write an amount, also one that goes back.

    Examples
    --------
    >>> money(13650), money(-4550)
    ('136,50 euro', 'min 45,50 euro')
    """
    return ("min " if cents < 0 else "") + str(euro(abs(cents)))
