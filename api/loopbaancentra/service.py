"""Search, one centre and a referral over a worker's register, replaced whole when another is activated."""

import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.loopbaancentra.schemas import ReferralIn, SearchIn
from api.loopbaancentra.texts import PAY_NOTE, SAMPLE_NOTE, UNKNOWN_NOTE
from api.problems import Issue, ProblemError, shown
from item_bank.loopbaancentra import snapshot
from item_bank.loopbaancentra.schema import Centre, Register
from item_bank.postcodes.table import Place, postcodes
from item_bank.schema import CatalogueError
from models.loopbaancentra.mandates import follow
from models.loopbaancentra.profile import Said, register_as_told
from models.loopbaancentra.query import Found, Query
from models.loopbaancentra.referral import NextStep, next_steps, uses_centres
from models.loopbaancentra.search import Directory
from models.loopbaancheque.schema import Outcome
from models.regie.mandate_life import Mandate

_LOG = logging.getLogger(__name__)


class Registers:
    """Holds the register that answers; a request takes it once and keeps it until it is answered.

    Attributes
    ----------
    current
        The register that answers, with what centres published since, ready to be searched.
    base
        The same as it was activated, without what was decided or published since.
    problem
        Why the register that was activated is not the one that is served; empty when it is.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._asked = snapshot.active_version(data_dir)
        self.base, self._decided = snapshot.load_active(data_dir), dict[str, Sequence[Mandate]]()
        self._published: Mapping[str, Said] = {}
        self._alone = threading.Lock()
        self.current = Directory(self.base)
        self.problem = ""

    def follow(self, decided: Mapping[str, Sequence[Mandate]]) -> None:
        """Let mandates be as the director decided about them, by the id of the centre."""
        with self._alone:
            self._decided = dict(decided)
            self.current = self._over(self.base)

    def refresh(self) -> None:
        """Read the register that is active now, when it is another; on failure the old one goes on serving."""
        try:
            asked = snapshot.active_version(self.data_dir)
            if asked == self._asked:
                return
            self._asked = asked
            base = snapshot.load_active(self.data_dir)
            with self._alone:
                self.current, self.base = self._over(base), base
        except (CatalogueError, ValueError, OSError) as error:  # a damaged manifest is a ValueError
            self.problem = str(error)
            _LOG.error("the register that was activated cannot be served, the old one goes on: %s", error)
        else:
            self.problem = ""
            _LOG.info("serving register %s", base.version)

    def publish(self, published: Mapping[str, Said]) -> None:
        """Let centres be as they say themselves, by their id."""
        with self._alone:
            self._published = dict(published)
            self.current = self._over(self.base)

    def _over(self, base: Register) -> Directory:
        """Put what was decided and what was published over a register."""
        return Directory(register_as_told(follow(base, self._decided), self._published))


class UnknownCentreError(ProblemError):
    """A centre that is not there, is passive, or whose mandate does not hold: never told apart."""

    def __init__(self, id_: str) -> None:
        super().__init__(404, "not-found", f"no centre {shown(id_)!r} shows today")


class PlaceError(ProblemError):
    """A place to search from that cannot be used."""

    def __init__(self, location: str, pointer: str, code: str, detail: str, value: str) -> None:
        issue = Issue(location=location, pointer=pointer, code=code, detail=detail, value=shown(value))
        super().__init__(422, "invalid-request", f"1 value cannot be used: {location}{pointer}", issue)


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Where somebody can go; ``found`` is ``None`` where no centre helps."""

    steps: Sequence[NextStep]
    found: Found | None
    notes: tuple[str, ...]


def day_seed(on: date) -> int:
    """Return the seed of a day: everybody sees the same order, and another one tomorrow."""
    return on.toordinal()


def place_of(postcode: str | None, radius_km: int | None, location: str = "query") -> Place | None:
    """Return the place of a postcode.

    Raises
    ------
    PlaceError
        When it does not exist, or a radius has no postcode to start from.
    """
    if postcode is None:
        if radius_km is not None:
            detail = "a radius needs a postcode to start from"
            raise PlaceError(location, "/radiusKm", "postcode-needed", detail, str(radius_km))
        return None
    found = postcodes().find(postcode)
    if found is None:
        detail = "allowed is a Belgian postcode that exists"
        raise PlaceError(location, "/postcode", "unknown-postcode", detail, postcode)
    return found


def search(directory: Directory, query: SearchIn, on: date) -> Found:
    """Return the centres that fit, in the fair order of the day."""
    place = place_of(query.postcode, query.radius_km)
    wanted = Query(place=place, radius_km=query.radius_km, wishes=query.to_wishes())
    return directory.search(wanted, on=on, seed=day_seed(on), limit=query.limit, offset=query.offset)


def find(directory: Directory, id_: str, on: date) -> Centre:
    """Return a centre that citizens see.

    Raises
    ------
    UnknownCentreError
        When it is not there, is passive, or its mandate does not hold.
    """
    centre = directory.centre(id_, on)
    if centre is None:
        raise UnknownCentreError(id_)
    return centre


def refer(directory: Directory, body: ReferralIn, on: date) -> Referral:
    """Return next steps with their reasons, and centres near the citizen where these help."""
    place = place_of(body.postcode, body.radius_km, "body")
    situation = body.to_situation()
    found, notes = None, []
    if uses_centres(situation):
        wanted = Query(place=place, radius_km=body.radius_km, wishes=body.wishes.to_wishes())
        found = directory.search(wanted, on=on, seed=day_seed(on), limit=body.limit)
        notes = [SAMPLE_NOTE] if directory.register.sample else []
        notes += [PAY_NOTE] if situation.outcome is Outcome.NOT_ELIGIBLE else []
        notes += [UNKNOWN_NOTE] if situation.outcome in (Outcome.UNKNOWN, None) else []
    return Referral(steps=next_steps(situation, on), found=found, notes=tuple(notes))
