"""``GET /metrics`` for Prometheus: requests, times, what is refused, the store, what is served; nothing of a person.

Labels are templates of routes, classes of statuses and names of models; never an address, an id or a word of somebody.
It answers only to ``METRICS_TOKEN``. Each worker counts for itself, and a scrape reaches one of them: let workers that
are scraped listen on ports of their own, one each.
"""

import hmac
import time
from collections.abc import Iterator

from fastapi import APIRouter, FastAPI, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds; the bar for what is accepted under overload is 0.25, the deadline of a page 3."""

PREFIX = "loopbaanspiegel"

router = APIRouter(include_in_schema=False)


class Metrics:
    """What a worker counts; each application has its own."""

    def __init__(self, app: FastAPI) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            f"{PREFIX}_requests", "Requests that were answered", ["method", "route", "status"], registry=self.registry
        )
        self.seconds = Histogram(
            f"{PREFIX}_request_seconds",
            "From the request until the answer had begun",
            ["method", "route"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.store = Histogram(
            f"{PREFIX}_store_seconds", "A transaction in the store", ["kind"], buckets=BUCKETS, registry=self.registry
        )
        self.registry.register(_Standing(app))

    def count(self, scope: Scope, status: int, seconds: float) -> None:
        """Count an answer under the template of its route."""
        method, name = named(scope)
        self.requests.labels(method, name, f"{status // 100}xx").inc()
        self.seconds.labels(method, name).observe(seconds)

    def stored(self, kind: str, seconds: float) -> None:
        """Count a transaction in the store."""
        self.store.labels(kind).observe(seconds)


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def named(scope: Scope) -> tuple[str, str]:
    """Return the method of a request and the template of its route: nothing that somebody sent."""
    route = getattr(scope.get("route"), "path", None)
    name = route if isinstance(route, str) else "static" if scope["path"].startswith("/static/") else "none"
    return (scope["method"] if scope["method"] in _METHODS else "other"), name


class _Standing(Collector):
    """How a worker stands at the moment that somebody asks."""

    def __init__(self, app: FastAPI) -> None:
        self._state = app.state

    def collect(self) -> Iterator[Metric]:
        """Return what is read now."""
        gate, sessions, engines = self._state.gate, self._state.sessions, self._state.engines
        yield GaugeMetricFamily(f"{PREFIX}_in_flight", "Requests that are being answered", value=gate.running)
        yield GaugeMetricFamily(f"{PREFIX}_waiting", "Requests that wait for their turn", value=gate.waiting)
        yield GaugeMetricFamily(f"{PREFIX}_slots", "Requests that are answered at a time", value=gate.slots)
        yield GaugeMetricFamily(f"{PREFIX}_loop_late_seconds", "How late the event loop was", value=gate.late)
        yield GaugeMetricFamily(f"{PREFIX}_streams", "Streams that are open", value=len(self._state.news))
        shed = CounterMetricFamily(f"{PREFIX}_turned_away", "Requests that were not answered", labels=["reason"])
        for reason in ("full", "expired", "gone", "deadline"):
            shed.add_metric([reason], gate.turned_away[reason])
        yield shed
        yield GaugeMetricFamily(f"{PREFIX}_session_events", "Events held in memory", value=sessions.remembered)
        yield GaugeMetricFamily(f"{PREFIX}_sessions", "Sessions held in memory", value=sessions.remembered_sessions)
        served = GaugeMetricFamily(f"{PREFIX}_served_info", "Versions that are served", labels=["part", "version"])
        served.add_metric(["catalogue", engines.current.catalogue.version], 1)
        for name, folder in engines.promoted.folders.items():
            served.add_metric([name, folder.name], 1)
        yield served
        refused = GaugeMetricFamily(f"{PREFIX}_refused_version", "Whether a choice is refused", labels=["part"])
        refused.add_metric(["catalogue"], bool(engines.problem))
        refused.add_metric(["models"], bool(engines.promoted.problem))
        yield refused


class Measure:
    """ASGI middleware: counts every answer, also those of what is refused."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self.app, self.metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.metrics.count(scope, message["status"], time.perf_counter() - start)
            await send(message)

        await self.app(scope, receive, sending)


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Give the figures of this worker to whoever has the token; without the setting there is no such page."""
    token: str = request.app.state.settings.metrics_token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        raise HTTPException(404)
    found: Metrics = request.app.state.metrics
    return Response(generate_latest(found.registry), media_type=CONTENT_TYPE_LATEST)
