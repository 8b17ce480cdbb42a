import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../platform/observability';

/** Work that is done again and again, one run at a time, until it is stopped. */
export interface Repeating {
  stop(): Promise<void>;
}

/**
 * Runs `work`, waits `pauseMs`, and so on; goes on at once while `work` says there is more. A failure is logged when it
 * begins, not at each turn: an outage may last for hours.
 */
export function repeat(
  name: string,
  pauseMs: number,
  logger: Logger,
  work: () => Promise<boolean>,
): Repeating {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    let troubled = false;
    while (!stopping.signal.aborted) {
      let more = false;
      try {
        more = await work();
        if (troubled) logger.info(`${name} works again`);
        troubled = false;
      } catch (error) {
        if (!troubled) logger.error({ err: error }, `${name} fails`);
        troubled = true;
      }
      if (!more) await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}
