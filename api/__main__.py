"""``python -m api``: serve on a host and a port.

``python -m api keys`` looks after the keys of centres and coaches, ``migrate`` after the store, ``verify`` after the
log of reads, ``secrets`` after the service's keys, ``backup`` and ``restore`` after what persons made, ``regie`` after
the director's yearly facts; ``sbom`` prints what the service is made of.
"""

import argparse
import gc
import sys
from collections.abc import Callable
from importlib import import_module

import uvicorn
from fastapi import FastAPI

from api import logs

LOOP = "asyncio"
"""This loop takes in every connection that waits. uvloop takes one a round, and a round of a busy worker is long: who
came new then waited seconds, even to be refused."""

LEAVE_WITHIN = 20
"""Seconds that a worker that stops waits for answers on their way: who does not read one would hold it up for ever."""

COMMANDS = {
    "keys": "api.keys.commands",
    "backup": "api.backup",
    "restore": "api.backup",
    "migrate": "api.storage.commands",
    "regie": "api.regie.commands",
    "sbom": "api.sbom",
    "secrets": "api.storage.keyed",
    "verify": "api.storage.verifying",
}
"""Modules of the other commands; each is read when it is asked, and none of them to serve."""

_NAMED = frozenset({"backup", "restore"})
"""Commands of one module, which is told which of them was asked."""


def served() -> FastAPI:
    """Return the service; what uvicorn calls in each worker.

    What is read now stays: `create_app_from_environment` looks for garbage from then on.
    """
    gc.disable()
    from api.app import create_app_from_environment

    return create_app_from_environment()


def main() -> None:
    """Read the arguments and serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m api", description="Serve Loopbaanspiegel.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer (1)")
    arguments = parser.parse_args()
    uvicorn.run(
        "api.__main__:served",
        factory=True,
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        loop=LOOP,
        timeout_graceful_shutdown=LEAVE_WITHIN,
        server_header=False,
        proxy_headers=False,  # TRUSTED_PROXIES decides which addresses are believed
        log_config=None,  # api.logs has what is logged, and how
        access_log=False,  # nothing about a visitor is written down
    )


def command(name: str) -> Callable[[list[str]], int]:
    """Return what a command runs."""
    run: Callable[[list[str]], int] = import_module(COMMANDS[name]).main
    return run


if __name__ == "__main__":
    logs.configure()
    if sys.argv[1:] and sys.argv[1] in COMMANDS:
        sys.exit(command(sys.argv[1])(sys.argv[1 if sys.argv[1] in _NAMED else 2 :]))
    main()
