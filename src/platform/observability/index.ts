export { correlationId, newCorrelationId, withCorrelation } from './correlation';
export { httpLogger } from './http-logger';
export { createLogger, type Logger, type LoggerOptions } from './logger';
export { httpMetrics } from './http-metrics';
export { createRegistry } from './metrics';
export { serveMetrics, type MetricsServer } from './metrics-server';
export { redact, scrubText } from './redact';
export { httpTraces, isTracing, startTraces, traced, tracedWithin, traceParent } from './tracing';
