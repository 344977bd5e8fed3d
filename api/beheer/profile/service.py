"""A centre's profile at its desk: written, looked at as citizens will see it, published or sent back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.beheer.files.service import Desk
from api.loopbaancentra.profiles.log import OFFER, About, content, readable, said
from api.loopbaancentra.profiles.service import Profiles
from api.problems import ProblemError
from api.sessions import codes
from api.storage.profiles import IN_FORCE, ProfileLine
from item_bank.loopbaancentra.schema import Centre, Location, Profile
from models.loopbaancentra.profile import asked_again, centre_as_told

NEW = "eigen"
"""How the id of a location begins that the centre added itself."""

MOST = 500
"""Locations that a centre may add to those of the register."""


class NotHereError(ProblemError):
    """What is no part of this centre's profile, or not for this employee to write: never told apart."""

    def __init__(self) -> None:
        super().__init__(404, "not-found", "no such part of this centre's profile for this employee")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """A centre as the register has it, and all that was said of it since.

    Attributes
    ----------
    base
        As in the register.
    lines
        By subject, oldest first.
    as_of
        Day on which the register was true.
    """

    base: Centre
    lines: Mapping[str, tuple[ProfileLine, ...]]
    as_of: date

    def version(self, subject: str) -> int:
        """Return the version of the newest line of a subject; 0 when nothing was said."""
        found = self.lines.get(subject)
        return found[-1].version if found else 0

    def newest(self, subject: str) -> ProfileLine | None:
        """Return the newest line of a subject."""
        found = self.lines.get(subject)
        return found[-1] if found else None

    def waits(self, subject: str) -> ProfileLine | None:
        """Return what was written of a subject and does not show yet."""
        found = self.newest(subject)
        return found if found is not None and found.kind == "written" else None

    def returned(self, subject: str) -> ProfileLine | None:
        """Return what a colleague sent back and nobody wrote anew since, with its reason."""
        found = self.newest(subject)
        return found if found is not None and found.kind == "returned" else None

    @property
    def to_mend(self) -> list[ProfileLine]:
        """Return the offer and locations that were sent back; a counsellor's own text stands at the counsellor."""
        mine = [subject for subject in sorted(self.lines) if not subject.startswith(f"{About.COUNSELLOR}:")]
        return [line for subject in mine if (line := self.returned(subject)) is not None]

    @property
    def offered(self) -> Profile:
        """Return the offer that a form goes on with: what was sent back, else what waits, else what shows."""
        line = self.returned(OFFER)
        told = readable(line) if line is not None else None
        return told if isinstance(told, Profile) else self.preview(self.as_of).profile

    @property
    def waiting(self) -> list[ProfileLine]:
        """Return all that does not show yet."""
        return [line for subject in sorted(self.lines) if (line := self.waits(subject)) is not None]

    def _holds(self) -> dict[str, ProfileLine]:
        return {
            subject: line for subject, found in self.lines.items() for line in found if line.kind in IN_FORCE
        }  # the last one of each stays

    @property
    def now(self) -> Centre:
        """Return the centre as citizens see it."""
        return centre_as_told(self.base, said(self._holds().values()))

    def preview(self, on: date) -> Centre:
        """Return the centre as citizens would see it with all that waits."""
        waiting = {line.subject: _on(line, on) for line in self.waiting}
        return centre_as_told(self.base, said((self._holds() | waiting).values()))

    def due(self, on: date) -> list[Location]:
        """Return the passive locations about which the centre is asked again, those left out where a change waits."""
        holds = self._holds()
        found = []
        for place in self.now.locations:
            subject = About.LOCATION.of(place.id)
            told = holds[subject].said_on if subject in holds else self.as_of
            if asked_again(place, told, on) and self.waits(subject) is None:
                found.append(place)
        return found


def _on(line: ProfileLine, on: date) -> ProfileLine:
    return ProfileLine(**{name: getattr(line, name) for name in ProfileLine.__slots__} | {"said_on": on})


class Portraits:
    """Profiles of all centres; each method sees that of the employee's centre alone."""

    def __init__(self, profiles: Profiles) -> None:
        self.profiles, self.store = profiles, profiles.store

    async def open(self, desk: Desk) -> Portrait:
        """Return the profile of the employee's centre.

        Raises
        ------
        NotHereError
            When the register has no such centre.
        """
        register, served = self.profiles.registers.base, desk.opened.centre
        centre = next((one for one in register.centres if one.id == desk.centre_id), None)
        if centre is None or served is None:
            raise NotHereError
        centre = replace(centre, mandate=served.mandate)
        lines: dict[str, list[ProfileLine]] = {}
        for line in await self.store.of_centre(desk.centre_id):
            lines.setdefault(line.subject, []).append(line)
        return Portrait(base=centre, lines={name: tuple(row) for name, row in lines.items()}, as_of=register.as_of)

    async def due(self, desk: Desk) -> list[tuple[Location, int]]:
        """Return the passive locations about which the centre is asked again, each with its version."""
        if desk.opened.centre is None or all(place.active for place in desk.opened.centre.locations):
            return []
        found = await self.open(desk)
        return [(place, found.version(About.LOCATION.of(place.id))) for place in found.due(desk.today)]

    async def write(self, desk: Desk, found: Portrait, subject: str, told: Profile | Location | str, seen: int) -> bool:
        """Keep what somebody wrote; return whether no colleague was first. The same words again change nothing.

        The version is that of the form: another one than the profile has, older or made up, keeps nothing.
        """
        members = content(told)
        newest = found.newest(subject)
        if newest is not None and newest.kind != "returned" and newest.content == members:
            return True
        return seen == found.version(subject) and await self._add(desk, subject, seen, "written", members)

    async def decide(self, desk: Desk, subject: str, seen: int, reason: str | None) -> bool:
        """Show what waits to citizens, or with a reason send it back; return whether it still waited so.

        Raises
        ------
        NotHereError
            When the employee may not decide about it.
        """
        found = await self.open(desk)
        line = found.waits(subject)
        if line is None or line.version != seen:
            return False
        if not may_decide(found, line, desk.opened.staff.person):
            raise NotHereError
        kind = "published" if reason is None else "returned"
        done = await self._add(desk, subject, seen, kind, line.content, reason or "")
        await self.profiles.refresh()
        return done

    async def answer(self, desk: Desk, id_: str, seen: int, *, stops: bool) -> bool:
        """Keep that a passive location still is passive, or that it stops; return whether that still was asked."""
        found = await self.open(desk)
        place = next((one for one in found.due(desk.today) if one.id == id_), None)
        subject = About.LOCATION.of(id_)
        if place is None or found.version(subject) != seen:
            return False
        kind, told = ("published", None) if stops else ("confirmed", place)
        done = await self._add(desk, subject, seen, kind, content(told))
        await self.profiles.refresh()
        return done

    async def _add(
        self, desk: Desk, subject: str, seen: int, kind: str, members: Mapping[str, Any], reason: str = ""
    ) -> bool:
        return await self.store.add(
            ProfileLine(
                centre_id=desk.centre_id,
                subject=subject,
                version=seen + 1,
                kind=kind,
                content=members,
                reason=reason,
                person=desk.opened.staff.person,
                said_on=desk.today,
                recorded_at=desk.now,
            )
        )


def may_decide(found: Portrait, line: ProfileLine, person: str) -> bool:
    """Return whether somebody may publish a line: a counsellor's own text is looked at by somebody else.

    A centre with one counsellor has nobody else.
    """
    own = line.subject.startswith(f"{About.COUNSELLOR}:")
    return not own or line.person != person or len(found.base.counsellors) == 1


def fresh_id() -> str:
    """Return the id of a location that is not there yet; its form carries it, so that it is kept once."""
    return f"{NEW}-{codes.random_id()}"


def location_of(found: Portrait, id_: str) -> Location | None:
    """Return what was last said of a location, also when it was sent back; ``None`` for one that is new.

    Raises
    ------
    NotHereError
        When the centre has no such location, or as many as it may have.
    """
    places = {str(place.id): place for place in found.preview(found.as_of).locations}
    back = found.returned(About.LOCATION.of(id_))
    told = readable(back) if back is not None else None
    if id_ in places:
        return told if isinstance(told, Location) else places[id_]
    if not re.fullmatch(rf"{NEW}-[0-9a-f]{{32}}", id_) or len(places) >= len(found.base.locations) + MOST:
        raise NotHereError
    return told if isinstance(told, Location) else None


def own_text(found: Portrait, desk: Desk) -> str:
    """Return the subject of the employee's own text.

    Raises
    ------
    NotHereError
        When the employee is no counsellor of the centre.
    """
    own = desk.opened.staff.counsellor_id
    if own not in {str(one.id) for one in found.base.counsellors}:
        raise NotHereError
    return About.COUNSELLOR.of(own)
