"""Writes what is the same in everybody's answer before the first citizens ask for it.

The first answers of a worker took up to ten times as long as those after them: each wrote the competences and trainings
of its occupations, which later ones find written. Here they are written one occupation after another once the worker
answers, so that it does not start later for it.
"""

import asyncio

from fastapi import FastAPI

from api.jobbereik import answers
from api.lifespan import Engines

PAUSE = 0.005
"""Seconds between two occupations: who asks meanwhile waits for one of them at most, which takes a millisecond."""

LOOK = 1.0
"""Seconds between looks whether another engine serves, of another catalogue, model or vacancies."""


async def run(engines: Engines) -> None:
    """Write it for the engine that serves, and for each that replaces it."""
    written = None
    while True:
        engine = engines.current
        if engine is not written:
            for position in range(engine.catalogue.n_occupations):
                answers.prepare(engine, position)
                await asyncio.sleep(PAUSE)
            written = engine
        await asyncio.sleep(LOOK)


def install(app: FastAPI) -> None:
    """Let it run beside an application that has its engines."""
    app.state.background.append(lambda: run(app.state.engines))
