import type { LoggerService } from '@nestjs/common';
import type { Logger } from '../observability';

/** Nest's own messages in the one log; its start-up chatter only at debug. */
export function nestLogger(logger: Logger): LoggerService {
  const say =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown): void => {
      logger[level](message instanceof Error ? { err: message } : { nest: String(message) }, 'framework');
    };
  return {
    log: say('debug'),
    debug: say('debug'),
    warn: say('warn'),
    error: say('error'),
    fatal: say('fatal'),
  };
}
