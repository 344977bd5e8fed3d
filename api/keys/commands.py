"""``python -m api keys``: issue, list and revoke the keys of centres and the operator."""

import argparse
import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from api.dependencies import BRUSSELS
from api.keys import groups
from api.keys.coaches import Coaches
from api.keys.service import EMPLOYEE, CallerRole, Keys
from api.settings import Settings
from api.storage.coaches import CoachStore
from api.storage.database import Database, DatabaseUrlError, StorageUnavailableError, database_url
from api.storage.groups import GroupStore
from api.storage.keys import KeyStore
from api.storage.migrations import migrate
from item_bank.loopbaancentra.codes import RegisterError
from item_bank.loopbaancentra.snapshot import load_active
from item_bank.manifest import ManifestError

Verb = Callable[[Keys, argparse.Namespace, Settings], Awaitable[str]]


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    top = argparse.ArgumentParser(prog="python -m api keys", description=__doc__)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    issue = verbs.add_parser("issue", help="make a key and show it once")
    issue.add_argument("who", nargs="?", choices=["coach", "group"], help="coach: of --centre; group: with its sums")
    whose = issue.add_mutually_exclusive_group()
    whose.add_argument("--operator", action="store_true", help="for whoever decides about and issues cheques")
    whose.add_argument("--centre", metavar="ID", help="for a centre of the active register")
    issue.add_argument("--label", default="", help="what you call it, up to 100 characters")
    issue.add_argument(
        "--name", default="", help="of a coach or a group, as citizens see it, or of the employee of --operator"
    )
    issue.add_argument("--organisation", default="", help="who sees the sums of a group, up to 100 characters")
    issue.set_defaults(run=_issue)
    listing = verbs.add_parser("list", help="print all keys; never the keys themselves")
    listing.set_defaults(run=_list)
    revoke = verbs.add_parser("revoke", help="end a key at once")
    revoke.add_argument("id", metavar="ID", help="as `list` shows it")
    revoke.set_defaults(run=_revoke)
    return top


async def _issue(keys: Keys, options: argparse.Namespace, settings: Settings) -> str:
    if len(options.label) > 100:
        raise RegisterError(f"label has {len(options.label)} characters; at most 100")
    if options.centre is not None:
        register = load_active(settings.data_dir)
        if options.centre not in {centre.id for centre in register.centres}:
            raise RegisterError(f"centre {options.centre!r} does not stand in register {register.version}")
    if options.who == "group":
        return await _issue_group(keys, options)
    if options.who == "coach" or (options.name and not options.operator):
        return await _issue_coach(keys, options)
    if options.centre is None and not options.operator:
        raise RegisterError("a key is one --operator, --centre ID, coach or group")
    if options.name and not re.fullmatch(EMPLOYEE, options.name):
        raise RegisterError(f"name {options.name[:80]!r} is none of an employee; allowed is {EMPLOYEE}")
    role = CallerRole.OPERATOR if options.operator else CallerRole.CENTRE
    id_, key = await keys.issue(
        role,
        centre_id=options.centre,
        label=options.label,
        now=datetime.now(UTC),
        employee=options.name.casefold() or None,
    )
    return f"{id_}\n{key}\nKeep the second line now: it cannot be shown again."


async def _issue_coach(keys: Keys, options: argparse.Namespace) -> str:
    if options.who != "coach" or options.centre is None or not 0 < len(options.name.strip()) <= 100:
        raise RegisterError("a coach needs: issue coach --centre ID --name NAME, a name of 1 to 100 characters")
    coaches = Coaches(CoachStore(keys.store.database), keys)
    coach, key = await coaches.issue(options.centre, options.name.strip(), now=datetime.now(UTC))
    told = "Keep the second line now: it cannot be shown again. The third is the code that the coach tells clients."
    return f"{coach.key_id}\n{key}\n{coach.code}\n{told}"


async def _issue_group(keys: Keys, options: argparse.Namespace) -> str:
    name, organisation = options.name.strip(), options.organisation.strip()
    if not (0 < len(name) <= 100 and 0 < len(organisation) <= 100) or options.centre or options.operator:
        raise RegisterError("a group needs: issue group --name NAME --organisation NAME, each of 1 to 100 characters")
    now = datetime.now(UTC)
    store = GroupStore(keys.store.database)
    group, key = await groups.issue(store, keys, name, organisation, on=now.astimezone(BRUSSELS).date(), now=now)
    told = "Keep the second line now: it cannot be shown again. The third is the code with which people join."
    return f"{group.key_id}\n{key}\n{group.code}\n{told}"


async def _list(keys: Keys, _options: argparse.Namespace, _settings: Settings) -> str:
    rows = [
        f"{key.id}  {key.role:8}  {key.centre_id or '-':24}  {key.issued_at:%Y-%m-%d}  "
        f"{'revoked' if key.revoked_at else 'in force'}  {key.employee or '-':16}  {key.label}".rstrip()
        for key in await keys.store.all()
    ]
    return "\n".join(rows) or "no keys yet"


async def _revoke(keys: Keys, options: argparse.Namespace, _settings: Settings) -> str:
    if not await keys.revoke(options.id, now=datetime.now(UTC)):
        raise RegisterError(f"no key in force has id {options.id!r}; `list` shows them")
    await CoachStore(keys.store.database).remove_by_key(options.id, datetime.now(UTC))
    return f"revoked: {options.id}"


async def _run(options: argparse.Namespace, settings: Settings) -> str:
    database = Database(database_url(settings.database_url, settings.data_dir))
    try:
        await migrate(database)
        verb: Verb = options.run
        return await verb(Keys(KeyStore(database)), options, settings)
    finally:
        await database.close()


def main(arguments: Sequence[str]) -> int:
    """Run a command; return 0, or 2 after an error that a person can mend."""
    options = parser().parse_args(arguments)
    try:
        sys.stdout.write(asyncio.run(_run(options, Settings())) + "\n")
    except (RegisterError, ManifestError, DatabaseUrlError, StorageUnavailableError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    return 0
