"""Which routes an address is compared with: only those under its own beginning, each read once.

The framework compares an address with every route of the service until one fits; there are more than five hundred, and
for the last of them that took longer than their answer. And what it includes it reads anew: the parameters of each
route when the service starts, and again when the first citizen comes.
"""

from collections.abc import Iterable, Iterator
from copy import copy

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, request_response
from starlette._utils import get_route_path
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

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


class Group(BaseRoute):
    """Routes of which every address begins alike; any other address is compared with none of them.

    Attributes
    ----------
    start
        How their addresses begin.
    routes
        The routes, in the order in which an address is compared with them.
    """

    def __init__(self, start: str) -> None:
        self.start, self._inside = start, start + "/"
        self.routes: list[APIRoute] = []

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether one of them answers; else whether one of them has the address, by another method."""
        path = get_route_path(scope)
        if path != self.start and not path.startswith(self._inside):
            return Match.NONE, {}
        partly: Scope | None = None
        for route in self.routes:
            match, found = route.matches(scope)
            if match is Match.FULL:
                return match, found
            if match is Match.PARTIAL and partly is None:
                partly = found
        return (Match.NONE, {}) if partly is None else (Match.PARTIAL, partly)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the route that was found answer."""
        await scope["route"].handle(scope, receive, send)


def _of(app: FastAPI, route: APIRoute) -> APIRoute:
    """Return a route of a service: what was read of its parameters stays, a test replaces what the service asks for."""
    own = copy(route)
    own.dependency_overrides_provider = app
    own.app = request_response(own.get_route_handler())
    return own


def install(app: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Let a service answer routers; those whose addresses begin alike stand together, where the first of them does.

    Nothing of the service is for all routes alike (prefix, tags, limits), so including them would add nothing to them.
    """
    groups: dict[str, Group] = {}
    for router in routers:
        own = [_of(app, route) for route in router.routes if isinstance(route, APIRoute)]
        if len(own) < len(router.routes):
            raise TypeError(f"{router.prefix or 'a router'} has a route that is no path operation")
        starts = {beginning(route.path) for route in own}
        start = starts.pop() if len(starts) == 1 else ""
        if not start:
            app.router.routes.extend(own)
            continue
        if start not in groups:
            groups[start] = Group(start)
            app.router.routes.append(groups[start])
        groups[start].routes.extend(own)


def every(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """Yield every route of a service, also those that stand together."""
    for route in routes:
        yield from route.routes if isinstance(route, Group) else (route,)
