"""Which routers an address is compared with: only those under its own beginning.

The framework compares an address with every route of the service until one fits; there are more than five hundred, and
for the last of them that took longer than their answer.
"""

from collections.abc import Iterable

from fastapi import APIRouter
from starlette._utils import get_route_path
from starlette.routing import Match
from starlette.types import Scope

API = "/api/v1/"


def beginning(path: str) -> str:
    """Return the fixed beginning of an address: its first part, of the API the first one behind its version.

    Examples
    --------
    >>> beginning("/mijn-loopbaan/delen/{id}"), beginning("/api/v1/shares/{id}/reads"), beginning("/{name}")
    ('/mijn-loopbaan', '/api/v1/shares', '')
    """
    before = API if path.startswith(API) else "/"
    first = path[len(before) :].partition("/")[0]
    return "" if "{" in first or not first else before + first


class Group(APIRouter):
    """Routers of which every address begins alike; any other address is compared with none of them."""

    def __init__(self, start: str) -> None:
        super().__init__()
        self.start, self._inside = start, start + "/"

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether one of them answers."""
        path = get_route_path(scope)
        if path != self.start and not path.startswith(self._inside):
            return Match.NONE, {}
        return super().matches(scope)


def grouped(routers: Iterable[APIRouter]) -> list[APIRouter]:
    """Return routers so that those whose addresses begin alike stand together, in the order of the first of them."""
    groups: dict[str, Group] = {}
    found: list[APIRouter] = []
    for router in routers:
        starts = {beginning(str(getattr(route, "path", ""))) for route in router.routes}
        start = starts.pop() if len(starts) == 1 else ""
        if not start:
            found.append(router)
            continue
        if start not in groups:
            groups[start] = Group(start)
            found.append(groups[start])
        groups[start].include_router(router)
    return found
