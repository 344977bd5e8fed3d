"""Writes what is the same in everybody's answer before the first citizens ask for it.

The first answers of a worker took up to ten times as long as those after them: each wrote the competences and trainings
of its occupations, which later ones find written. Here they are written one occupation after another once the worker
answers, so that it does not start later for it.
"""

import asyncio
import logging
from collections.abc import Callable

from fastapi import FastAPI

from api.jobbereik import answers
from api.lifespan import Engines
from models.jobbereik.engine import Jobbereik

PAUSE = 0.005
"""Seconds between two occupations: who asks meanwhile waits for one of them at most, which takes a millisecond."""

LOOK = 1.0
"""Seconds between looks whether another engine serves, of another catalogue, model or vacancies."""


_LOG = logging.getLogger(__name__)


async def run(
    engines: Engines,
    write: Callable[[Jobbereik, int], None] = answers.prepare,
    *,
    pause: float = PAUSE,
    look: float = LOOK,
) -> None:
    """Write it for the engine that serves, and for each that replaces it.

    What can't be written is told in the log and left to the answers, which write what they need.
    """
    written = None
    while True:
        engine = engines.current
        if engine is not written:
            try:
                for position in range(engine.catalogue.n_occupations):
                    write(engine, position)
                    await asyncio.sleep(pause)
            except Exception as error:
                _LOG.error("writing before anybody asks failed, each answer writes it: %s", type(error).__name__)
            written = engine
        await asyncio.sleep(look)


def install(app: FastAPI) -> None:
    """Let it run beside an application that has its engines."""
    app.state.background.append(lambda: run(app.state.engines))
