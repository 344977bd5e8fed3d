"""The life of a file check: a sample is drawn, each file is looked at, the centre replies, a person concludes.

Nothing is concluded about a centre that could not reply (report 2019-2021, 3.3 and 4.6: coaching comes first).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from models.loopbaancheque.life_commands import LifeError
from models.regie.filecheck import MOST, Item, Looked, sample

REPLY_DAYS = 14
"""Days that a centre has to reply to a preliminary result; a choice of this project, no law says it."""


class CheckStatus(StrEnum):
    """Where a file check stands."""

    LOOKING = "looking"
    REPLY = "reply"
    FINAL = "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A sample was drawn from files whose cheques were closed within these days.

    Attributes
    ----------
    files, cheques
        Each file that was drawn, and whether it is of a first or second cheque.
    population
        Files that could be drawn.
    """

    on: date
    first: date
    last: date
    seed: str
    population: int
    files: tuple[str, ...]
    cheques: tuple[int, ...]
    kind: Literal["drawn"] = "drawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLooked:
    """A file was looked at; a later look takes its place."""

    on: date
    file: str
    agreement: bool | None
    plan: bool | None
    hours: bool | None
    kind: Literal["looked"] = "looked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preliminary:
    """The centre was told the preliminary result, and can reply until a day."""

    on: date
    until: date
    kind: Literal["preliminary"] = "preliminary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replied:
    """The centre replied."""

    on: date
    text: str
    kind: Literal["replied"] = "replied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """A person concluded, with reasons."""

    on: date
    reasons: str
    kind: Literal["final"] = "final"


CheckEvent = Drawn | FileLooked | Preliminary | Replied | Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """All that the log of a file check says."""

    drawn: Drawn
    looked: tuple[FileLooked, ...] = ()
    preliminary: Preliminary | None = None
    replied: tuple[Replied, ...] = ()
    final: Final | None = None

    @property
    def status(self) -> CheckStatus:
        """Where it stands."""
        if self.final is not None:
            return CheckStatus.FINAL
        return CheckStatus.LOOKING if self.preliminary is None else CheckStatus.REPLY

    @property
    def files(self) -> tuple[Looked, ...]:
        """What was found in each file that was looked at, the last look of each."""
        last = {look.file: look for look in self.looked}
        cheques = dict(zip(self.drawn.files, self.drawn.cheques, strict=True))
        return tuple(
            Looked(
                file=file,
                cheque=cheques[file],
                found={Item.AGREEMENT: look.agreement, Item.PLAN: look.plan, Item.HOURS: look.hours},
            )
            for file in self.drawn.files
            if (look := last.get(file)) is not None
        )


def replay(events: Iterable[CheckEvent]) -> Check:
    """Return the file check of a log.

    Raises
    ------
    ValueError
        When it does not begin with one sample.
    """
    first, *rest = events
    if first.kind != "drawn":
        raise ValueError(f"a log begins with a sample, not with {first.kind!r}")
    found = Check(drawn=first)
    for event in rest:
        match event:
            case Drawn():
                raise ValueError("a log has one sample")
            case FileLooked():
                found = replace(found, looked=(*found.looked, event))
            case Preliminary():
                found = replace(found, preliminary=event)
            case Replied():
                found = replace(found, replied=(*found.replied, event))
            case Final():
                found = replace(found, final=event)
    return found


def draw(files: Sequence[tuple[str, int]], *, seed: str, first: date, last: date, on: date) -> tuple[Drawn, ...]:
    """Return a sample of files.

    Parameters
    ----------
    files
        Each file with whether it is of a first or second cheque.
    """
    if not first <= last <= on:
        raise LifeError("day", f"allowed are days in order, until {on}", field="last", value=last)
    if not files:
        raise LifeError("no-files", "this centre closed no cheque within these days", field="centreId")
    cheques = dict(files)
    drawn = sample(cheques, seed, MOST)
    return (
        Drawn(
            on=on,
            first=first,
            last=last,
            seed=seed,
            population=len(cheques),
            files=drawn,
            cheques=tuple(cheques[file] for file in drawn),
        ),
    )


def _open(check: Check) -> None:
    if check.final is not None:
        raise LifeError("wrong-status", "the file check is final; nothing follows any more")


def look(check: Check, event: FileLooked) -> tuple[FileLooked, ...]:
    """Return what was found in a file of the sample; it may be looked at again until the end."""
    _open(check)
    if event.file not in check.drawn.files:
        raise LifeError("not-drawn", "this file is not in the sample", field="file", value=event.file)
    return (event,)


def tell(check: Check, *, on: date) -> tuple[Preliminary, ...]:
    """Return the preliminary result, once every file was looked at."""
    _open(check)
    left = len(check.drawn.files) - len(check.files)
    if left:
        raise LifeError("files-left", f"{left} files of the sample were not looked at yet")
    if check.preliminary is not None:
        raise LifeError("told-before", "the centre was told already")
    return (Preliminary(on=on, until=on + timedelta(days=REPLY_DAYS)),)


def reply(check: Check, text: str, *, on: date) -> tuple[Replied, ...]:
    """Return what the centre replies, as often as it likes until the end."""
    _open(check)
    if check.preliminary is None:
        raise LifeError("wrong-status", "a reply follows the preliminary result")
    return (Replied(on=on, text=text),)


def conclude(check: Check, reasons: str, *, on: date) -> tuple[Final, ...]:
    """Return the final result: after the centre replied, or let its days pass."""
    _open(check)
    if check.preliminary is None:
        raise LifeError("wrong-status", "a final result follows the preliminary one")
    if not check.replied and on <= check.preliminary.until:
        raise LifeError("reply-runs", f"the centre can reply until {check.preliminary.until}, that day included")
    if not reasons.strip():
        raise LifeError("reason-missing", "a final result states its reasons", field="reasons")
    return (Final(on=on, reasons=reasons.strip()),)
