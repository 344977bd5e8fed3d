"""What the active catalogue has: ids and postcodes that it does not have are refused where they stand."""

from api.problems import Issue, ProblemError, pointer, shown
from item_bank.postcodes.table import postcodes
from models.jobbereik.profile import UnknownIdError


def unknown_id(error: UnknownIdError, *path: str | int) -> ProblemError:
    """Return an id that the catalogue does not have as a problem with the place where it stands."""
    issue = Issue(
        location="body",
        pointer=pointer(path),
        code="unknown-id",
        detail="the active catalogue does not have this id; the searches and /jobbereik/vocabulary give those it has",
        value=shown(error.value),
    )
    return ProblemError(422, "unknown-id", f"{issue.pointer[1:]} is not in the active catalogue", issue)


def check_postcode(postcode: str | None, location: str, *path: str | int) -> None:
    """Refuse a postcode that is none.

    Raises
    ------
    ProblemError
        422, with the place where it stands.
    """
    if postcode is None or postcodes().find(postcode) is not None:
        return
    issue = Issue(
        location=location,
        pointer=pointer(path),
        code="unknown-postcode",
        detail="no place in Belgium has this postcode; allowed are four digits such as 9000",
        value=shown(postcode),
    )
    raise ProblemError(422, "invalid-request", f"{issue.pointer[1:]} is not a postcode in Belgium", issue)
