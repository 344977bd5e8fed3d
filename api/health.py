"""``GET /health`` in the form of the Belgian REST guide (BelGIF): UP, DEGRADED or DOWN, and why."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from api.lifespan import Engines

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
    """Report on what is served, the store of record, and Redis when it is configured."""
    state = request.app.state
    parts = {
        **_served(state.engines),
        "centres": _part(state.registers.current.register.version, state.registers.problem),
        "records": Part(status="UP" if await state.database.check() else "DOWN"),
        "redis": Part(status=await state.limiter.check()),
    }
    away = any(part.status == "DOWN" for part in parts.values())
    return Health(status="DEGRADED" if away else "UP", details=parts)


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
