export { correlationId, newCorrelationId, withCorrelation } from './correlation';
export { httpLogger } from './http-logger';
export { createLogger, type Logger, type LoggerOptions } from './logger';
export { createRegistry } from './metrics';
export { redact, scrubText } from './redact';
