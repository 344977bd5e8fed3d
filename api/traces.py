"""Traces for OpenTelemetry: off unless ``TRACES_ENDPOINT`` names a collector; nothing of a person.

A span is one request: its method, the template of its route, its status, how long it took. No address, id, header or
word goes along, and what a client says of a trace it belongs to is not believed. Needs the extra ``traces``.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.metrics import named

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor, TracerProvider


class TracesError(ValueError):
    """Traces are asked of a service that was installed without them."""


def provider(processor: SpanProcessor) -> TracerProvider:
    """Return what makes spans; it tells the name and version of the service, and nothing of its machine."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    resource = Resource({"service.name": "loopbaanspiegel", "service.version": version("loopbaanspiegel")})
    found = TracerProvider(resource=resource, shutdown_on_exit=False)
    found.add_span_processor(processor)
    return found


def exporting(endpoint: str) -> TracerProvider:
    """Return what sends spans to a collector, some at a time, beside the event loop.

    Raises
    ------
    TracesError
        When the extra is not installed.
    """
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise TracesError("TRACES_ENDPOINT needs the extra: pip install 'loopbaanspiegel[traces]'") from error
    return provider(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))


def install(app: FastAPI, endpoint: str) -> None:
    """Trace the requests of a service where a collector is named, and nowhere else."""
    app.state.tracing = exporting(endpoint) if endpoint else None
    if app.state.tracing is not None:
        app.add_middleware(Trace, provider=app.state.tracing)


class Trace:
    """ASGI middleware: makes a span of each request.

    Parameters
    ----------
    provider
        What makes spans.
    """

    def __init__(self, app: ASGIApp, *, provider: TracerProvider) -> None:
        self.app, self._tracer = app, provider.get_tracer("loopbaanspiegel")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        from opentelemetry.context import Context
        from opentelemetry.trace import SpanKind

        span = self._tracer.start_span("request", context=Context(), kind=SpanKind.SERVER)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                span.set_attribute("http.response.status_code", message["status"])
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            method, route = named(scope)
            span.update_name(f"{method} {route}")
            span.set_attributes({"http.request.method": method, "http.route": route})
            span.end()
