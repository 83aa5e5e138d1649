"""OpenTelemetry: the one file that knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

NAME = "going-global"


def tracer() -> Tracer:
    """The process' own tracer; where nobody has set one up, one that sends spans by OTLP over HTTP.

    Where to, and with which headers, say OpenTelemetry's own variables (``OTEL_EXPORTER_OTLP_ENDPOINT``,
    ``OTEL_EXPORTER_OTLP_HEADERS``, ``OTEL_SERVICE_NAME``); without them it is its default, port 4318 of this machine.

    Raises:
        SettingsError: its packages are missing.
    """
    try:
        from opentelemetry import trace
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import SERVICE_NAME, OTELResourceDetector, Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise SettingsError(
            [
                "GOGLOBAL_CHAT_TRACING is 'opentelemetry', whose packages are missing: "
                "pip install 'going-global[tracing]'"
            ]
        ) from error
    if isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        resource = Resource.create({SERVICE_NAME: NAME}).merge(OTELResourceDetector().detect())
        provider = TracerProvider(resource=resource)
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
        trace.set_tracer_provider(provider)
    return trace.get_tracer(NAME)
