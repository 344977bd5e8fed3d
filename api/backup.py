"""``python -m api backup DIR`` and ``restore DIR``: what persons made, as one folder that can prove it is whole.

A backup is taken while the service runs: SQLite through its own online backup, PostgreSQL through ``pg_dump``, which
must be installed. The service's secret is no part of it, so that whoever finds a backup cannot make tokens and codes
again: keep ``SECRET_KEY`` elsewhere. Catalogues and models are imported again, or copied as files.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, make_url

from api.settings import Settings
from api.storage.database import DatabaseUrlError, database_url
from api.storage.migrations import head
from item_bank.activation import written_whole
from item_bank.manifest import ManifestError, seal, verify

KIND = "backup"
SQLITE, POSTGRES = "records.sqlite", "records.dump"


class BackupError(RuntimeError):
    """A backup cannot be made or put back; nothing was changed."""


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise BackupError(f"{name} is not installed here; it comes with the client of PostgreSQL")
    return found


def _environment(url: URL) -> dict[str, str]:
    """Return how PostgreSQL's own tools reach the store; a password never stands among their arguments."""
    query = {name: str(value) for name, value in url.query.items()}
    said = {
        "PGHOST": url.host or query.get("host"),
        "PGPORT": str(url.port) if url.port else query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
    }
    return dict(os.environ) | {name: value for name, value in said.items() if value}


def _run(command: list[str], url: URL) -> None:
    done = subprocess.run(command, env=_environment(url), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{Path(command[0]).name} failed: {done.stderr.strip()[:500]}")


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite database page by page while others write to it."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)


def _revision(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        if (found := connection.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise BackupError(f"{path} is damaged: {found}")
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def backup(settings: Settings, folder: Path) -> Path:
    """Write a backup into a new folder, while the service runs.

    Raises
    ------
    BackupError
        When the folder is there already, or the store or a tool of it is not.
    """
    url = make_url(database_url(settings.database_url, settings.data_dir))
    if folder.exists():
        raise BackupError(f"{folder} is there already; name a new folder")
    with written_whole(folder) as partial:
        partial.chmod(0o700)
        if url.get_backend_name() == "sqlite":
            path = Path(url.database or "")
            if not path.is_file():
                raise BackupError(f"{path} is not there; DATA_DIR or DATABASE_URL says where the store is")
            _copy(path, partial / SQLITE)
            seal(partial, kind=KIND, metadata={"store": "sqlite", "revision": _revision(partial / SQLITE)})
        else:
            _run([_tool("pg_dump"), "--format=custom", "--no-owner", "--file", str(partial / POSTGRES)], url)
            seal(partial, kind=KIND, metadata={"store": "postgresql", "revision": ""})
    return folder


def restore(settings: Settings, folder: Path, *, replace: bool) -> None:
    """Put a backup back; the service does not run meanwhile, and brings the store to its newest shape when it starts.

    Raises
    ------
    BackupError, item_bank.manifest.ManifestError
        When the backup is damaged, of another kind of store or of a newer release, or would replace what is there.
    """
    url = make_url(database_url(settings.database_url, settings.data_dir))
    said = verify(folder, kind=KIND).metadata
    if said["store"] != url.get_backend_name():
        raise BackupError(f"{folder} is a backup of {said['store']}, and DATABASE_URL names {url.get_backend_name()}")
    if str(said["revision"]) > head():
        newer = f"{folder} has revision {said['revision']}, this release knows {head()}"
        raise BackupError(f"{newer}; restore it with a newer one")
    if url.get_backend_name() == "sqlite":
        _put_back(folder / SQLITE, Path(url.database or ""), replace=replace)
        return
    clean = ["--clean", "--if-exists"] if replace else []
    command = [_tool("pg_restore"), "--no-owner", "--single-transaction", *clean, "--dbname", url.database or ""]
    _run([*command, str(folder / POSTGRES)], url)


def _put_back(source: Path, target: Path, *, replace: bool) -> None:
    if target.is_file() and target.stat().st_size and not replace:
        raise BackupError(f"{target} is there; --replace puts the backup in its place")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    shutil.copyfile(source, partial)
    partial.chmod(0o600)
    for name in (f"{target.name}-wal", f"{target.name}-shm"):
        target.with_name(name).unlink(missing_ok=True)
    partial.replace(target)


def main(arguments: list[str]) -> int:
    """Run a command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m api", description=__doc__)
    parser.add_argument("command", choices=["backup", "restore"])
    parser.add_argument("folder", type=Path, help="folder of the backup")
    parser.add_argument("--replace", action="store_true", help="restore: put it in the place of what is there")
    options = parser.parse_args(arguments)
    try:
        if options.command == "backup":
            backup(Settings(), options.folder)
        else:
            restore(Settings(), options.folder, replace=options.replace)
    except (BackupError, DatabaseUrlError, ManifestError, sqlite3.Error, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0
