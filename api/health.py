"""``GET /health`` in the form of the Belgian REST guide (BelGIF): UP, DEGRADED or DOWN, and why."""

import asyncio
from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from api.lifespan import Engines
from api.problems import ProblemError, documented

Status = Literal["UP", "DEGRADED", "DOWN"]


class Part(BaseModel):
    """How one part is doing."""

    status: Literal["UP", "DOWN", "NOT_CONFIGURED"]
    details: dict[str, str] = Field(default_factory=dict)


class Health(BaseModel):
    """How the service is doing."""

    status: Status = Field(description="DEGRADED: it answers, but a part that it can do without is away.")
    details: dict[str, Part]


router = APIRouter(tags=["health"])


@router.get("/health", summary="Whether the service answers, and which parts are away")
async def health(request: Request) -> Health:
    """Report on what is served, the store of record, and Redis when it is configured; within a second."""
    state = request.app.state
    problem, redis = await asyncio.gather(state.database.problem(), state.limiter.check())
    parts = {
        **_served(state.engines),
        "centres": _part(state.registers.current.register.version, state.registers.problem or state.followed.problem),
        "records": Part(status="DOWN" if problem else "UP", details={"problem": problem} if problem else {}),
        "redis": Part(status=redis),
    }
    away = any(part.status == "DOWN" for part in parts.values())
    return Health(status="DEGRADED" if away else "UP", details=parts)


@router.get("/health/live", summary="Whether the process answers; when it does not, start it again")
async def live() -> Health:
    """Ask nothing of anything else: a store that is away is no reason to start a worker again."""
    return Health(status="UP", details={})


@router.get("/health/ready", summary="Whether a worker may get requests", responses=documented(503))
async def ready(request: Request) -> Health:
    """503 while it starts or stops, and while it cannot keep anything; the tools that keep nothing go on then."""
    state = request.app.state
    problem = await state.database.problem()
    if problem or not state.serving:
        raise ProblemError(503, "not-ready", problem or "the worker starts or stops", headers={"Retry-After": "2"})
    return Health(status="UP", details={"records": Part(status="UP")})


def _part(version: str, problem: str) -> Part:
    details = {"version": version} | ({"problem": problem} if problem else {})
    return Part(status="DOWN" if problem else "UP", details=details)


def _served(engines: Engines) -> dict[str, Part]:
    """Return how the catalogue, the models and the vacancies that are served are doing."""
    promoted, vacancies = engines.promoted, engines.current.vacancies
    models = {name: folder.name for name, folder in promoted.folders.items()}
    if promoted.problem:
        models["problem"] = promoted.problem
    return {
        "catalogue": _part(engines.current.catalogue.version, engines.problem),
        "models": Part(status="DOWN" if promoted.problem else "UP", details=models),
        "vacancies": Part(
            status="NOT_CONFIGURED" if vacancies is None else "UP",
            details={} if vacancies is None else {"version": vacancies.version, "source": vacancies.source.value},
        ),
    }
