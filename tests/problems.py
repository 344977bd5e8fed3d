"""The one assertion about errors: under /api every one is a problem (RFC 9457)."""

from httpx2 import Response


def assert_problem(response: Response, status: int, code: str, pointer: str | None = None) -> dict[str, object]:
    """Check an error and return its body.

    Parameters
    ----------
    pointer
        Where the first issue stands, when there must be one.
    """
    assert response.status_code == status, response.text[:500]
    assert response.headers["content-type"] == "application/problem+json"
    body = response.json()
    assert body["type"] == f"urn:problem-type:loopbaanspiegel:{code}"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    if pointer is not None:
        assert body["issues"][0]["pointer"] == pointer
        assert body["issues"][0]["detail"]
    return body
