"""``python -m api``: serve on a host and a port.

``python -m api keys`` looks after the keys of centres and coaches, ``migrate`` after the store, ``verify`` after the
log of reads, ``secrets`` after the service's keys, ``backup`` and ``restore`` after what persons made, ``regie`` after
the director's yearly facts; ``sbom`` prints what the service is made of.
"""

import argparse
import gc
import sys

import uvicorn

from api import backup, logs, sbom
from api.keys import commands as keys
from api.regie import commands as regie
from api.storage import commands as storage
from api.storage import keyed, verifying

LOOP = "asyncio"
"""This loop takes in every connection that waits. uvloop takes one a round, and a round of a busy worker is long: who
came new then waited seconds, even to be refused."""


def main() -> None:
    """Read the arguments and serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m api", description="Serve Loopbaanspiegel.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer (1)")
    arguments = parser.parse_args()
    if arguments.workers == 1:
        gc.disable()  # what is loaded now stays; `create_app_from_environment` looks for garbage from then on
    uvicorn.run(
        "api.app:create_app_from_environment",
        factory=True,
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        loop=LOOP,
        server_header=False,
        proxy_headers=False,  # TRUSTED_PROXIES decides which addresses are believed
        log_config=None,  # api.logs has what is logged, and how
        access_log=False,  # nothing about a visitor is written down
    )


if __name__ == "__main__":
    logs.configure()
    if sys.argv[1:2] == ["keys"]:
        sys.exit(keys.main(sys.argv[2:]))
    if sys.argv[1:2] in (["backup"], ["restore"]):
        sys.exit(backup.main(sys.argv[1:]))
    if sys.argv[1:2] == ["migrate"]:
        sys.exit(storage.main(sys.argv[2:]))
    if sys.argv[1:2] == ["regie"]:
        sys.exit(regie.main(sys.argv[2:]))
    if sys.argv[1:2] == ["sbom"]:
        sys.exit(sbom.main(sys.argv[2:]))
    if sys.argv[1:2] == ["secrets"]:
        sys.exit(keyed.main(sys.argv[2:]))
    if sys.argv[1:2] == ["verify"]:
        sys.exit(verifying.main(sys.argv[2:]))
    main()
