"""``GET /health`` in the form of the Belgian REST guide (BelGIF): UP, DEGRADED or DOWN, and why."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

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
    engines, limiter = request.app.state.engines, request.app.state.limiter
    catalogue = {"version": engines.current.catalogue.version}
    if engines.problem:
        catalogue["problem"] = engines.problem
    promoted = engines.promoted
    models = {name: folder.name for name, folder in promoted.folders.items()}
    if promoted.problem:
        models["problem"] = promoted.problem
    registers = request.app.state.registers
    centres = {"version": registers.current.register.version}
    if registers.problem:
        centres["problem"] = registers.problem
    vacancies = engines.current.vacancies
    stored = await request.app.state.database.check()
    parts = {
        "catalogue": Part(status="DOWN" if engines.problem else "UP", details=catalogue),
        "models": Part(status="DOWN" if promoted.problem else "UP", details=models),
        "vacancies": Part(
            status="NOT_CONFIGURED" if vacancies is None else "UP",
            details={} if vacancies is None else {"version": vacancies.version, "source": vacancies.source.value},
        ),
        "centres": Part(status="DOWN" if registers.problem else "UP", details=centres),
        "records": Part(status="UP" if stored else "DOWN"),
        "redis": Part(status=await limiter.check()),
    }
    away = any(part.status == "DOWN" for part in parts.values())
    return Health(status="DEGRADED" if away else "UP", details=parts)
