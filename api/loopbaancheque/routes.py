"""JSON routes of the rules of the loopbaancheque under /api/v1/loopbaancheque: parse, one call, return."""

from fastapi import APIRouter, Response

from api.loopbaancheque import answers, schemas
from api.problems import PROBLEMS

router = APIRouter(prefix="/api/v1/loopbaancheque", tags=["loopbaancheque"], responses=PROBLEMS)

JSON = "application/json"


@router.post(
    "/eligibility",
    response_model=schemas.EligibilityOut,
    summary="May this citizen request a loopbaancheque on this day, and why?",
)
async def eligibility(body: schemas.EligibilityIn) -> Response:
    """Condition by condition under the rules of the day of the request. Facts may be null; nothing is stored."""
    return Response(answers.eligibility(body), media_type=JSON)


@router.get("/rules", summary="The rules as data: every version, every number, with its source")
async def rules() -> schemas.RulesOut:
    """Return what is known, since when, from which source and how surely; unknown is said."""
    return schemas.RulesOut.model_validate(answers.rules())


@router.get("/agreements", summary="The agreement between client and centre: our texts, and which one is in force")
async def agreements() -> schemas.AgreementsOut:
    """Return every version with its SHA-256. A centre may use a text of its own."""
    return schemas.AgreementsOut.model_validate(answers.agreements())
