"""Files of a centre: the cheques that it guides, with its own mark and the client's question beside the log."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from api.beheer.dependencies import Opened
from api.beheer.files.forms import Draft
from api.keys.service import Caller, CallerRole
from api.loopbaancheque.cheques import schemas
from api.loopbaancheque.cheques.facts import service as facts
from api.loopbaancheque.cheques.log import from_payload
from api.loopbaancheque.cheques.service import Call, Cheques, FileMovedOnError
from api.loopbaancheque.cheques.service import Opened as File
from api.storage.guidance import GuidanceStore, Note, Paper
from item_bank.loopbaancentra.schema import Register
from item_bank.loopbaancheque.agreements import agreements
from models.loopbaancheque.life import Cheque, replay

NOTE_KEPT = timedelta(days=730)
"""How long mark and question stay after they were last changed; our own choice, past aftercare and complaints."""

RUNNING = 5_000
"""Open cheques that are counted at once; no centre comes near."""

PAGE = 50
"""Files of a list at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A file in a list."""

    number: str
    cheque: Cheque
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An employee at work, in one request."""

    opened: Opened
    today: date
    now: datetime
    address: str

    @property
    def centre_id(self) -> str:
        """Return the centre."""
        return self.opened.staff.centre_id

    def call(self, draft: Draft | None = None) -> Call:
        """Return the call of the employee's centre: with a draft, one that counts once and late ones not at all."""
        staff = self.opened.staff
        return Call(
            bearer="",
            idempotency_key=draft.key if draft else "",
            request=draft.request if draft else "",
            today=self.today,
            now=self.now,
            address=self.address,
            caller=Caller(role=CallerRole.CENTRE, centre_id=staff.centre_id, person=staff.person),
            seen=draft.seen if draft else None,
        )


class Files:
    """Files of all centres; each method sees those of the employee's centre alone."""

    def __init__(self, cheques: Cheques, store: GuidanceStore) -> None:
        self.cheques, self.store = cheques, store

    async def rows(self, centre_id: str, *, ended: bool, page: int = 1) -> tuple[list[Row], int]:
        """Return the files of a centre that run, or that ended, and how many there are."""
        numbers, total = await self.store.numbers(centre_id, ended=ended, most=PAGE, skip=PAGE * (page - 1))
        logs, notes = await self.store.logs(numbers), await self.store.notes(numbers)
        found = []
        for number in numbers:
            cheque = replay(from_payload(fact.kind, fact.happened_on, fact.payload) for fact in logs[number])
            found.append(Row(number=number, cheque=cheque, mark=notes[number].mark if number in notes else ""))
        return found, total

    async def running(self, centre_id: str) -> list[Cheque]:
        """Return all guidance of a centre that runs."""
        numbers, _ = await self.store.numbers(centre_id, ended=False, most=RUNNING)
        logs = await self.store.logs(numbers)
        return [replay(from_payload(f.kind, f.happened_on, f.payload) for f in logs[number]) for number in numbers]

    async def open(self, desk: Desk, number: str) -> File:
        """Return a file of the employee's centre; for any other it does not exist."""
        return await self.cheques.open(number, desk.call())

    async def note(self, desk: Desk, file: File) -> Note:
        """Return mark and question of a file; empty ones where nothing was written."""
        number = file.stored.number
        found = (await self.store.notes([number])).get(number)
        return found or Note(number=number, centre_id=desk.centre_id, expires_at=desk.now)

    async def papers(self, file: File) -> tuple[Paper, ...]:
        """Return the scans of a file."""
        return await self.store.papers(file.stored.number)

    async def start(self, desk: Desk, draft: Draft, register: Register) -> File:
        """Open a cheque with both numbers; one that the centre guides already is opened as it is."""
        body = schemas.ActivationIn.model_validate(
            {"client_number": draft.typed["klantnummer"], "started_on": str(draft.values["dag"])}, by_name=True
        )
        call = replace(desk.call(draft), seen=None)
        return await facts.activate(self.cheques, draft.typed["nummer"], body, call, register)

    async def talk(self, desk: Desk, number: str, draft: Draft, register: Register) -> File:
        """Register a talk."""
        values = draft.values
        body = schemas.SessionIn.model_validate(
            {
                "held_on": str(values["dag"]),
                "minutes": values["minuten"],
                "mode": values["vorm"],
                "themes": values["thema"],
                "other_theme": draft.typed["ander"] or None,
                "counsellor_id": draft.typed["begeleider"] or None,
                "starts_at": values.get("uur"),
            },
            by_name=True,
        )
        return await facts.hold_session(self.cheques, number, body, desk.call(draft), register)

    async def agree(self, desk: Desk, number: str, draft: Draft) -> File:
        """Keep that the client accepts the text in force, today, on the counsellor's screen."""
        body = schemas.AgreementIn.model_validate(
            {
                "client_number": draft.typed["klantnummer"],
                "accepted_on": str(desk.today),
                "text_version": agreements()[-1].version,
            },
            by_name=True,
        )
        return await facts.agree(self.cheques, number, body, desk.call(draft))

    async def attend(self, desk: Desk, number: str, draft: Draft) -> File | None:
        """Keep that the client was at talks, on the counsellor's screen; each counts once by itself."""
        found = None
        talks = (await self.open(desk, number)).cheque.talks
        waiting = {str(talk.number) for talk in talks if not (talk.attended or talk.reversed)}
        chosen = draft.chosen["gesprek"]
        # What a colleague took back or kept meanwhile is left out: the others are all kept or none.
        for talk in [one for one in chosen if one in waiting] or chosen:
            body = schemas.AttendanceIn.model_validate(
                {"session_id": talk, "client_number": draft.typed["klantnummer"]}, by_name=True
            )
            found = await facts.attend(self.cheques, number, body, replace(desk.call(), seen=None))
        return found

    async def take_back(self, desk: Desk, number: str, talk: str, draft: Draft) -> File:
        """Take a talk back."""
        body = schemas.ReversalIn.model_validate({"session_id": talk, "reason": draft.values["reden"]}, by_name=True)
        return await facts.take_back(self.cheques, number, body, desk.call(draft))

    async def close(self, desk: Desk, number: str, draft: Draft) -> File:
        """Close a file."""
        values = draft.values
        body = schemas.ClosingIn.model_validate(
            {
                "closed_on": str(values["dag"]),
                "plan_present": values["plan"],
                "agreement_present": values["overeenkomst"],
                "attendance_present": values["aanwezig"],
                "incomplete_reason": values["reden"],
                "citizen_agrees_to_lose_hours": values["verliest"],
            },
            by_name=True,
        )
        return await facts.close(self.cheques, number, body, desk.call(draft))

    async def aftercare(self, desk: Desk, number: str, draft: Draft, register: Register) -> File:
        """Keep a talk after the closing."""
        body = schemas.SessionIn.model_validate(
            {"held_on": str(draft.values["dag"]), "mode": draft.values["vorm"], "aftercare": True}, by_name=True
        )
        return await facts.hold_session(self.cheques, number, body, desk.call(draft), register)

    async def write(self, desk: Desk, number: str, draft: Draft) -> File:
        """Keep mark and question.

        Raises
        ------
        FileMovedOnError
            When a colleague changed them since.
        """
        file = await self.open(desk, number)
        note = Note(
            number=file.stored.number,
            centre_id=desk.centre_id,
            mark=draft.typed["kenmerk"],
            question=draft.typed["vraag"],
            version=(draft.seen or 0) + 1,
            changed_by=desk.opened.staff.person,
            expires_at=desk.now + NOTE_KEPT,
        )
        if not await self.store.write(note):
            had = await self.note(desk, file)
            if (had.mark, had.question) != (note.mark, note.question):
                raise FileMovedOnError
        return file
