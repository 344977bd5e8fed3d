"""Quality actions: a plan opens one, and what happens to it is added to its log in one step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.keys.service import Caller, CallerRole, not_allowed
from api.problems import ProblemError, RuleError
from api.regie.actions.log import LOG, action
from api.regie.actions.schemas import ActionPlanIn, NewActionIn
from api.sessions import codes
from api.storage.cases import CaseFact, CaseMovedError, CaseStore, StoredCase
from item_bank.loopbaancentra.schema import Register
from models.loopbaancheque.life_commands import LifeError
from models.regie import action_life
from models.regie.action_life import ActionEvent, QualityAction

KIND = "quality-action"
ATTEMPTS = 5
VALUE_RULES = frozenset({"day", "follow-up-day", "reason-missing", "result", "unknown-centre"})
"""Rules about a value that can be mended in the request; the others are about where the action stands."""


class ForbiddenActionError(RuleError):
    """What the rules of quality actions forbid: 422 for a value, 409 for where it stands."""

    RULE, VALUES = "action-rule", VALUE_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedAction:
    """A quality action with its log."""

    stored: StoredCase
    log: tuple[CaseFact, ...]
    action: QualityAction


Act = Callable[[QualityAction], Sequence[ActionEvent]]


def planned(body: ActionPlanIn, before: QualityAction | None, on: date) -> Sequence[ActionEvent]:
    """Return the plan that a request holds."""
    return action_life.plan(
        before,
        about=body.kind,
        day=body.day,
        theme=body.theme,
        agreements=body.agreements,
        follow_up_on=body.follow_up_on,
        on=on,
    )


def _opened(stored: StoredCase, log: tuple[CaseFact, ...]) -> OpenedAction:
    return OpenedAction(stored=stored, log=log, action=action(log))


class QualityActions:
    """All quality actions."""

    def __init__(self, store: CaseStore) -> None:
        self.store = store

    async def plan(
        self, body: NewActionIn, register: Register, caller: Caller, *, today: date, now: datetime
    ) -> OpenedAction:
        """Plan a talk with a centre of the register.

        Raises
        ------
        ProblemError
            422 for a value that cannot be used.
        """
        if body.centre_id not in {one.id for one in register.centres}:
            detail = "allowed are the ids of the register"
            raise ForbiddenActionError(LifeError("unknown-centre", detail, field="centreId", value=body.centre_id))
        try:
            events = planned(body, None, today)
        except LifeError as error:
            raise ForbiddenActionError(error) from error
        stored = StoredCase(id=codes.random_id(), kind=KIND, centre_id=body.centre_id, created_at=now)
        facts = LOG.lines(events, 0, caller.name, now)
        await self.store.add(stored, facts)
        return _opened(stored, facts)

    async def open(self, id_: str, caller: Caller) -> OpenedAction:
        """Return an action to the operator or its centre.

        Raises
        ------
        ProblemError
            404 when it is not there, or is another centre's.
        """
        stored = await self.store.find(id_)
        mine = stored is not None and (caller.role is CallerRole.OPERATOR or caller.centre_id == stored.centre_id)
        if stored is None or stored.kind != KIND or not mine:
            raise ProblemError(404, "not-found", "no such quality action for this key")
        return _opened(stored, await self.store.log(id_))

    async def page(self, after: str, most: int) -> list[OpenedAction]:
        """Return a page of all actions, in the order of their ids."""
        return [
            _opened(one, await self.store.log(one.id)) for one in await self.store.all(KIND, after=after, most=most)
        ]

    async def open_ones(self) -> list[OpenedAction]:
        """Return the actions that are not closed, the most urgent first."""
        found = [_opened(*pair) for pair in await self.store.unfinished(KIND, "closed")]
        return sorted(found, key=lambda one: one.action.due_on or date.max)

    async def closed(self, most: int, skip: int) -> list[OpenedAction]:
        """Return closed actions, the newest first."""
        return [_opened(*pair) for pair in await self.store.recent(KIND, most, ended="closed", skip=skip)]

    async def of_centre(self, centre_id: str) -> list[OpenedAction]:
        """Return the actions of a centre, the newest first."""
        return [_opened(*pair) for pair in await self.store.every(KIND, centre_id)]

    async def act(self, id_: str, caller: Caller, act: Act, by: CallerRole, *, now: datetime) -> OpenedAction:
        """Add what an act finds to the log.

        Raises
        ------
        ProblemError
            404, 403 for who may not do this, 409 or 422 for what the rules forbid.
        """
        for _ in range(ATTEMPTS):
            opened = await self.open(id_, caller)
            if caller.role is not by:
                raise not_allowed(f"the {by}'s key")
            try:
                events = act(opened.action)
            except LifeError as error:
                raise ForbiddenActionError(error) from error
            if not events:
                return opened
            try:
                await self.store.append(id_, LOG.lines(events, len(opened.log), caller.name, now))
            except CaseMovedError:
                continue
            return await self.open(id_, caller)
        raise ProblemError(409, "action-busy", "other requests changed this action at the same time; try again")
