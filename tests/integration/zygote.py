"""A worker that can be killed a hundred times: the service is loaded once, and each worker is a fork of it.

``python -m tests.integration.zygote DATA_DIR PORT`` prints the process id of each worker; when one dies, the next is
made. The listening socket outlives the workers, so a client that tries again while there is none only waits.
"""

import os
import socket
import sys
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from api.app import create_app
from tests.conftest import settings


def work(app: FastAPI, listening: socket.socket) -> None:
    """Serve until killed."""
    config = uvicorn.Config(app, log_level="error", lifespan="on")
    uvicorn.Server(config).run(sockets=[listening])


def main(data_dir: Path, port: int) -> None:
    app = create_app(settings(data_dir))
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    listening.listen(64)
    while True:
        child = os.fork()
        if child == 0:
            work(app, listening)
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
