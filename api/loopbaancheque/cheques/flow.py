"""What the holder of a cheque confirms with one button of its page."""

import re
from contextlib import suppress

from pydantic import ValidationError
from starlette.datastructures import FormData

from api.loopbaancheque.cheques import schemas
from api.loopbaancheque.cheques.facts import service as facts
from api.loopbaancheque.cheques.service import Call, Cheques, ForbiddenFactError, Opened
from api.web.forms import text
from item_bank.loopbaancheque.agreements import agreements


async def confirm(cheques: Cheques, number: str, form: FormData, call: Call) -> Opened | None:
    """Keep that the holder accepts the agreement that was shown, or was at a talk; again changes nothing.

    What cannot be told any more, for example of a talk that was taken back since, changes nothing: the page that
    follows shows where the file stands.
    """
    talk, version = text(form, "gesprek", 3), text(form, "overeenkomst", 32)
    with suppress(ForbiddenFactError, ValidationError):  # a client number that can be none is no number of theirs
        if re.fullmatch(r"[1-9]\d{0,2}", talk):
            attended = schemas.AttendanceIn.model_validate(
                {"session_id": talk, "client_number": call.bearer}, by_name=True
            )
            return await facts.attend(cheques, number, attended, call)
        if version in {one.version for one in agreements()}:
            agreed = schemas.AgreementIn.model_validate(
                {"client_number": call.bearer, "accepted_on": str(call.today), "text_version": version}, by_name=True
            )
            return await facts.agree(cheques, number, agreed, call)
    return None
