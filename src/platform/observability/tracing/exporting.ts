import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, TraceFlags, type Context } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Exporting, Tracer } from './span';

const KINDS = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER };
const TRACE_PARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-(0[01])$/;

function contextOf(parent: string): Context {
  const [, traceId = '', spanId = '', flags = '00'] = TRACE_PARENT.exec(parent) ?? [];
  if (traceId === '') return ROOT_CONTEXT;
  const traceFlags = flags === '01' ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

/** OpenTelemetry, set up by hand: none of its instrumentations runs, so that nothing is said that is not said here. */
export function openTracer({ endpoint, process }: Exporting): Tracer {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: 5_000,
  });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `lintel-${process}` }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  const spans = provider.getTracer('lintel');
  const current = new AsyncLocalStorage<Context>();
  return {
    within: ({ name, kind, facts, parent }, work) => {
      const around = parent === undefined ? (current.getStore() ?? ROOT_CONTEXT) : contextOf(parent);
      const span = spans.startSpan(name, { kind: KINDS[kind], attributes: { ...facts } }, around);
      return current.run(trace.setSpan(around, span), () =>
        work({
          end: ({ failed, name: better, facts: more }) => {
            if (better !== undefined) span.updateName(better);
            span.setAttributes({ ...more });
            if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
            span.end();
          },
        }),
      );
    },
    parent: () => {
      const at = current.getStore();
      const context = at === undefined ? undefined : trace.getSpanContext(at);
      return context === undefined
        ? undefined
        : `00-${context.traceId}-${context.spanId}-0${context.traceFlags & TraceFlags.SAMPLED}`;
    },
    close: () => provider.shutdown(),
  };
}
