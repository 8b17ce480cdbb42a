import { setTimeout as sleep } from 'node:timers/promises';
import type { EmbeddedPostgres } from '../../../platform/database/embedded';
import type { LogLimits } from '../../../platform/old-logs';
import { Refusal } from '../refusal';
import { say } from '../say';

const LOOK_EVERY_MS = 1_000;

/**
 * Starts the embedded database again whenever it has died, and keeps its log within its limits, until `stop`.
 * @throws Refusal when it comes back on another port: the processes would look for it in vain.
 */
export async function keepDatabase(
  postgres: EmbeddedPostgres,
  restart: () => Promise<EmbeddedPostgres>,
  logs: LogLimits,
  stop: AbortSignal,
): Promise<void> {
  for (;;) {
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
    if (stop.aborted) return;
    if (await postgres.isRunning()) {
      await postgres.rotateLog(logs).catch(() => undefined);
      continue;
    }
    say('PostgreSQL ended unexpectedly; starting it again.');
    const again = await restart();
    if (again.port !== postgres.port) {
      throw new Refusal('Something else has taken the port of the database: start Lintel again.');
    }
  }
}
