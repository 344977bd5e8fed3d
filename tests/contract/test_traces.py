"""Traces: templates of routes and statuses, and nothing of what people say; off unless a setting names a collector."""

import sys

import pytest
from fastapi import FastAPI
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.testclient import TestClient

from api import traces

CANARY = "kanarievogel"


def test_a_span_holds_the_template_and_the_status_and_nothing_of_a_person(client: TestClient, app: FastAPI) -> None:
    kept = InMemorySpanExporter()
    traced = TestClient(
        traces.Trace(app, provider=traces.provider(SimpleSpanProcessor(kept))), raise_server_exceptions=False
    )
    traced.get(f"/api/v1/jobbereik/occupations?q={CANARY}", headers={"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"})
    traced.get(f"/orient/beroep/{CANARY}", headers={"user-agent": CANARY}, follow_redirects=False)
    traced.post("/api/v1/account/resume", json={"resumeCode": CANARY}, headers={"authorization": f"Bearer {CANARY}"})
    traced.get(f"/{CANARY}")
    spans = kept.get_finished_spans()
    assert [span.name for span in spans] == [
        "GET /api/v1/jobbereik/occupations",
        "GET /orient/beroep/{id}",
        "POST /api/v1/account/resume",
        "GET none",
    ]
    for span in spans:
        told = span.to_json()
        assert CANARY not in told
        assert "testclient" not in told
        assert set(span.attributes or {}) == {"http.request.method", "http.route", "http.response.status_code"}
        assert span.parent is None
        assert format(span.get_span_context().trace_id, "032x") != "a" * 32
    assert spans[3].attributes is not None
    assert spans[3].attributes["http.response.status_code"] == 404


def test_without_the_setting_nothing_is_traced_and_without_the_extra_the_service_says_so(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert app.state.tracing is None
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http.trace_exporter", None)
    with pytest.raises(traces.TracesError, match="traces"):
        traces.exporting("http://127.0.0.1:4318/v1/traces")
