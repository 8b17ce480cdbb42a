import type { ServerResponse } from 'node:http';
import pino, { type DestinationStream, type Level, type Logger } from 'pino';
import { correlationId } from './correlation';
import { describeRequest, redact, scrubText } from './redact';

export type { Logger };

export interface LoggerOptions {
  /** Which process speaks: intake, workspace, worker or cli. */
  readonly process: string;
  readonly level: Level | 'silent';
}

/**
 * The one logger: JSON lines without tokens, codes, names, cookies or private links, each with the correlation id of
 * its request or job. What slips through the fields is scrubbed once more from the finished line.
 */
export function createLogger(options: LoggerOptions, destination?: DestinationStream): Logger {
  return pino(
    {
      level: options.level,
      base: { process: options.process, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => {
        const correlation = correlationId();
        return correlation === undefined ? {} : { correlation };
      },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redact(fields) as Record<string, unknown>,
      },
      serializers: {
        // The formatter above has already described errors; pino's own serialiser would copy their every field.
        err: (error: unknown) => error,
        req: describeRequest,
        res: (response: ServerResponse) => ({ status: response.statusCode }),
      },
      hooks: { streamWrite: scrubText },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
}
