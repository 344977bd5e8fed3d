"""What an account keeps: checked when it comes, read back in words; each tool's record says how."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from api.problems import Issue, ProblemError, pointer
from api.tools import KEEPS
from api.web.tool import Names, Reading, UnfitDocumentError


def unknown_tool(tool: str) -> ProblemError:
    """Return the problem of a tool whose results are not kept."""
    detail = f"allowed are {', '.join(KEEPS)}"
    issue = Issue(location="body", pointer="/tool", code="unknown-tool", detail=detail, value=tool[:100])
    return ProblemError(422, "invalid-request", f"no tool is called like this; {detail}", issue)


def check(tool: str, document: object) -> dict[str, Any]:
    """Return a document that may be kept.

    Raises
    ------
    ProblemError
        422 when the tool is unknown, or the document is too large or misses what is needed.
    """
    if tool not in KEEPS:
        raise unknown_tool(tool)
    try:
        return KEEPS[tool].check(document)
    except ValidationError as error:
        first = error.errors()[0]
        raise _unfit("/document" + pointer(first["loc"]), str(first["msg"])) from error
    except UnfitDocumentError as error:
        raise _unfit("/document", str(error)) from error


def _unfit(where: str, detail: str) -> ProblemError:
    issue = Issue(location="body", pointer=where, code="unfit-document", detail=detail)
    return ProblemError(422, "invalid-request", f"this result cannot be kept: {detail}", issue)


def read(tool: str, document: Mapping[str, Any], names: Names) -> Reading:
    """Return what a kept result says."""
    return KEEPS[tool].read(document, names)
