"""Plans: add, change, order and tick off actions; take over what results suggest."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from api.account.overview.service import findings
from api.account.service import Accounts, Login
from api.plan import schemas
from api.problems import Issue, ProblemError
from api.sessions import codes
from api.storage.account import KeptResult
from api.storage.plan import LaterChangeError, PlanFullError, PlannedAction, order_version
from api.tools import TITLES
from models.jobbereik.engine import Jobbereik
from models.plan.checks import check
from models.plan.proposals import propose
from models.plan.schema import ACTIONS_MAX, Action


def hints(action: Action, on: date) -> list[schemas.HintOut]:
    """Return what could make an action easier to do."""
    return [schemas.HintOut(field=row.field.value, code=row.code, text=row.text) for row in check(action, on=on)]


def shown(row: PlannedAction, on: date) -> schemas.ActionOut:
    """Return an action with the remarks on it; what is done needs none."""
    action = row.action
    return schemas.ActionOut(
        id=row.id,
        what=action.what,
        why=action.why,
        with_whom=action.with_whom,
        by_when=action.by_when,
        how_seen=action.how_seen,
        origin=action.origin,
        origin_label=action.origin_label,
        done_on=row.done_on,
        version=row.version,
        hints=[] if row.done_on else hints(action, on),
    )


async def plan(accounts: Accounts, login: Login, on: date) -> schemas.PlanOut:
    """Return the plan of an account."""
    rows = await accounts.plans.actions(login.account.id)
    return schemas.PlanOut(actions=[shown(row, on) for row in rows], version=order_version(rows))


async def add(accounts: Accounts, login: Login, action: Action, *, now: datetime) -> str:
    """Put an action at the end, and return its id.

    Raises
    ------
    ProblemError
        409 when the plan is full.
    """
    id_ = codes.random_id()
    try:
        await accounts.plans.add(login.account.id, id_, action, now=now, most=ACTIONS_MAX)
    except PlanFullError as error:
        raise ProblemError(409, "plan-full", f"{error}; take one out first") from error
    return id_


async def one(accounts: Accounts, login: Login, action_id: str, on: date) -> schemas.ActionOut:
    """Return one action.

    Raises
    ------
    ProblemError
        404 when the plan does not have it.
    """
    for row in await accounts.plans.actions(login.account.id):
        if row.id == action_id:
            return shown(row, on)
    raise unknown_action()


async def replace(
    accounts: Accounts, login: Login, action_id: str, action: Action, *, version: int | None = None, now: datetime
) -> None:
    """Write an action anew.

    Raises
    ------
    ProblemError
        404 when the plan does not have it.
    ChangedSinceError
        When it was changed after the version that the request names.
    """
    with _told():
        if not await accounts.plans.replace(login.account.id, action_id, action, version=version, now=now):
            raise unknown_action()


async def tick(
    accounts: Accounts,
    login: Login,
    action_id: str,
    done_on: date | None,
    *,
    version: int | None = None,
    now: datetime,
) -> None:
    """Tick an action off, or open it again.

    Raises
    ------
    ProblemError
        404 when the plan does not have it.
    ChangedSinceError
        As :func:`replace` does.
    """
    with _told():
        if not await accounts.plans.tick(login.account.id, action_id, done_on, version=version, now=now):
            raise unknown_action()


async def drop(accounts: Accounts, login: Login, action_id: str) -> None:
    """Take an action out.

    Raises
    ------
    ProblemError
        404 when the plan does not have it.
    """
    if not await accounts.plans.drop(login.account.id, action_id):
        raise unknown_action()


async def order(accounts: Accounts, login: Login, ids: Sequence[str], *, version: int | None = None) -> None:
    """Put the actions in another order.

    Raises
    ------
    ProblemError
        422 when these are not exactly the plan's actions.
    ChangedSinceError
        When the order was changed after the version that the request names.
    """
    with _told():
        known = await accounts.plans.order(login.account.id, ids, version=version)
    if not known:
        detail = "allowed is every action of the plan, once each"
        issue = Issue(location="body", pointer="/ids", code="other-actions", detail=detail)
        raise ProblemError(422, "invalid-request", f"this is not the plan's list of actions; {detail}", issue)


async def move(accounts: Accounts, login: Login, action_id: str, by: int, *, version: int | None = None) -> None:
    """Move an action up or down; at an end it stays.

    Raises
    ------
    ChangedSinceError
        As :func:`order` does: a button that is pressed twice moves once.
    """
    rows = await accounts.plans.actions(login.account.id)
    ids = [row.id for row in rows]
    if action_id not in ids:
        raise unknown_action()
    place = ids.index(action_id)
    ids.insert(max(0, place + by), ids.pop(place))
    await order(accounts, login, ids, version=order_version(rows) if version is None else version)


def proposals(engine: Jobbereik, results: Sequence[KeptResult], known: Sequence[PlannedAction]) -> tuple[Action, ...]:
    """Return what the newest result of each tool suggests and the plan does not have yet."""
    planned = {row.action.what for row in known}
    found = propose(findings(engine, results), TITLES)
    return tuple(action for action in found if action.what not in planned)


class ChangedSinceError(ProblemError):
    """What a request is about was changed after its sender saw it."""

    def __init__(self, detail: str) -> None:
        super().__init__(409, "later-change", f"{detail}; nothing was changed: read it again")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except LaterChangeError as error:
        raise ChangedSinceError(str(error)) from error


def unknown_action() -> ProblemError:
    """Return the problem of an action that the plan does not have."""
    return ProblemError(404, "unknown-action", "this plan has no such action")
