import type { LoggerService } from '@nestjs/common';
import type { Logger } from '../observability';

/**
 * TypeOrmModule says so of a second application in one process, such as the workspace's for its issuer. It does not hold:
 * each has a container of its own, and TypeORM 1 keeps no list of data sources.
 */
const UNTRUE = /^A data source with the \w+ name is already registered/;

/** Nest's own messages in the one log; its start-up chatter only at debug. */
export function nestLogger(logger: Logger): LoggerService {
  const say =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown): void => {
      if (typeof message === 'string' && UNTRUE.test(message)) return;
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
