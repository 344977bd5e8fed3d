"""A file check as members of an answer."""

from dataclasses import asdict
from typing import Any

from api.keys.service import CallerRole
from api.regie.checks.service import OpenedCheck
from models.regie.check_life import CheckStatus
from models.regie.filecheck import Item, shares


def view(opened: OpenedCheck) -> dict[str, Any]:
    """Return a file check; a centre sees what was found once it is told."""
    found, drawn = opened.check, opened.check.drawn
    told = opened.caller.role is CallerRole.OPERATOR or found.status is not CheckStatus.LOOKING
    looked = {file.file: file.found for file in found.files} if told else {}
    return {
        "id": opened.stored.id,
        "centre_id": opened.stored.centre_id,
        "status": found.status,
        "drawn_on": drawn.on,
        "first": drawn.first,
        "last": drawn.last,
        "seed": drawn.seed,
        "population": drawn.population,
        "files": [
            {"file": file, "cheque": cheque, "looked": file in looked}
            | {item.value: looked.get(file, {}).get(item) for item in Item}
            for file, cheque in zip(drawn.files, drawn.cheques, strict=True)
        ],
        "shares": [asdict(row) for row in shares(found.files)] if told else None,
        "reply_until": found.preliminary.until if found.preliminary and not found.final else None,
        "replies": [row.text for row in found.replied],
        "reasons": found.final.reasons if found.final else None,
    }
