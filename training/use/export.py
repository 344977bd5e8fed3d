"""The export: what consenting persons answered, under pseudonyms, with no cell of fewer than ten persons.

An export is pseudonymous, not anonymous: whoever holds the key can find a session back. It holds no id, code, account,
day or time. ``persons.csv`` has a row for each session, ``answers.csv`` one for each last reply, and ``manifest.json``
says how many rows were suppressed. Upstream: the store of record. Downstream: recipes, ``drift``.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from item_bank.activation import written_whole
from item_bank.manifest import ManifestError, read_manifest, seal, verify
from training import provenance
from training.tables import InputError, write_rows
from training.use import lineage
from training.use.disclosure import LEAST, Background, coarsened, shown
from training.use.pseudonyms import Key
from training.use.records import Session

KIND = "use-export"
PERSONS, ANSWERS = "persons.csv", "answers.csv"
PERSON_COLUMNS = ("session", "person", "tool", "language", "work_status", "month", "bank_version", "model_version")
ANSWER_COLUMNS = ("session", "place", "kind", "subject", "value", "propensity", "reason")
REPLIES = ("answer", "rating")
"""Kinds of events that are replies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The last reply of a session to one question.

    Attributes
    ----------
    place
        Order of the first reply to it, from 1.
    value
        1 to 5; ``None`` when it was not known or passed over.
    propensity
        Probability with which the question was drawn; ``None`` when it was not asked for.
    """

    session: str
    tool: str
    person: str
    place: int
    kind: str
    subject: str
    value: int | None
    propensity: float | None
    reason: str

    def cells(self) -> tuple[str, ...]:
        """Return it as it is written."""
        value = "" if self.value is None else str(self.value)
        propensity = "" if self.propensity is None else f"{self.propensity:.6g}"
        return (self.session, str(self.place), self.kind, self.subject, value, propensity, self.reason)


def replies(session: Session, name: str, person: str) -> list[Reply]:
    """Return the last reply of a session to each question, in the order of the first ones."""
    found: dict[tuple[str, str], Reply] = {}
    for event in session.events:
        if event.kind not in REPLIES:
            continue
        key = (event.kind, event.subject)
        found[key] = Reply(
            session=name,
            tool=session.tool,
            person=person,
            place=found[key].place if key in found else len(found) + 1,
            kind=event.kind,
            subject=event.subject,
            value=event.value,
            propensity=event.propensity,
            reason=str(event.payload.get("reason", "")),
        )
    return list(found.values())


def background(session: Session) -> Background:
    """Return what may be told of a session besides its answers."""
    return Background(
        tool=session.tool,
        bank_version=session.bank_version,
        model_version=session.model_version,
        language=session.language,
        work_status=str(session.details.get("workStatus") or ""),
        month=session.month,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What an export holds and what it suppressed.

    Attributes
    ----------
    persons
        Background by pseudonym of the session.
    names
        Pseudonym of the person by that of the session.
    suppressed
        Numbers: sessions left out, sessions made coarser, replies left out.
    """

    persons: Mapping[str, Background]
    names: Mapping[str, str]
    replies: Sequence[Reply]
    suppressed: Mapping[str, int]


def contents(sessions: Sequence[Session], key: Key) -> Contents:
    """Put sessions under pseudonyms and suppress small cells.

    Raises
    ------
    InputError
        When fewer than ten persons are left.
    """
    answered = [session for session in sessions if any(event.kind in REPLIES for event in session.events)]
    rows = {key.session(s.id): (key.person(s.person), background(s)) for s in answered}
    kept = coarsened(rows)
    given = [
        r for s in answered if key.session(s.id) in kept for r in replies(s, key.session(s.id), key.person(s.person))
    ]
    told = shown(given, lambda row: (row.tool, row.kind, row.subject), lambda row: row.person)
    left = {row.session for row in told}
    persons = {session: row for session, row in kept.items() if session in left}
    names = {session: rows[session][0] for session in persons}
    if len(set(names.values())) < LEAST:
        raise InputError(
            f"{len({person for person, _ in rows.values()})} persons allowed it; an export needs {LEAST} who answered"
            " the same questions"
        )
    coarser = sum(row != rows[session][1] for session, row in persons.items())
    suppressed = {
        "sessions": len(answered) - len(persons),
        "sessionsMadeCoarser": coarser,
        "replies": sum(r.kind in REPLIES for s in answered for r in replies(s, "", "")) - len(told),
    }
    return Contents(persons=persons, names=names, replies=told, suppressed=suppressed)


def _written(folder: Path, found: Contents) -> None:
    rows = sorted(found.persons.items())
    write_rows(
        folder / PERSONS,
        PERSON_COLUMNS,
        (
            (name, found.names[name], r.tool, r.language, r.work_status, r.month, r.bank_version, r.model_version)
            for name, r in rows
        ),
    )
    ordered = sorted(found.replies, key=lambda row: (row.session, row.place))
    write_rows(folder / ANSWERS, ANSWER_COLUMNS, (row.cells() for row in ordered))
    for path in folder.iterdir():
        path.chmod(0o600)


def write(found: Contents, data_dir: Path, key: Key, at: datetime) -> Path:
    """Write an export whole or not at all; the same contents on the same day are the same export.

    Who is in it is written down before it gets its name, so no export is ever without its list.

    Raises
    ------
    OSError
        When the disk is full; no export is left behind then.
    """
    root = lineage.exports_dir(data_dir)
    root.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    for cells in sorted(reply.cells() for reply in found.replies):
        digest.update("\x1f".join(cells).encode())
    for name, row in sorted(found.persons.items()):
        digest.update(f"{name}{row}".encode())
    final = root / f"{at:%Y-%m-%d}-{digest.hexdigest()[:8]}"
    if not final.is_dir():
        with written_whole(final) as partial:
            partial.chmod(0o700)
            _written(partial, found)
            seal(partial, kind=KIND, metadata=_facts(found, key, at))
            lineage.note_export(data_dir, final.name, partial, found.persons, at)
    return final


def _facts(found: Contents, key: Key, at: datetime) -> dict[str, object]:
    tools = Counter(row.tool for row in found.persons.values())
    return {
        "exportedOn": f"{at:%Y-%m-%d}",
        "persons": len(set(found.names.values())),
        "sessions": dict(sorted(tools.items())),
        "replies": len(found.replies),
        "suppressed": dict(found.suppressed),
        "leastPersonsOfACell": LEAST,
        "keyFingerprint": key.fingerprint,
        **provenance.made_by(),
        "note": "pseudonymous, not anonymous: keep it as personal data, and the key elsewhere",
    }


def facts(folder: Path) -> Mapping[str, object]:
    """Return what an export says of itself, after its files were checked.

    Raises
    ------
    InputError
        When it is damaged, or no export.
    """
    try:
        verify(folder, kind=KIND)
        return read_manifest(folder, kind=KIND).metadata
    except ManifestError as error:
        raise InputError(f"{folder}: {error}") from error
