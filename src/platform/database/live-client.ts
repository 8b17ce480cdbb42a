import { Client, type ClientConfig } from 'pg';

/** A line on which nothing was heard for so long is asked whether anybody is there; after ten seconds more without an answer it ends. */
export const SILENCE_MS = 10_000;
/** Less than it takes the system to give up a machine that is switched off. */
const CONNECT_MS = 10_000;

/**
 * A client of `pg` that notices a server which is gone without a word: a machine without power, a line that was cut. PostgreSQL may say nothing
 * for as long as a statement takes, so that whoever waits for an answer that never comes would wait, and hold the connection, for ever.
 */
export class LiveClient extends Client {
  constructor(config: ClientConfig = {}) {
    super({
      ...config,
      keepAlive: true,
      // Without it the system first asks after two hours.
      keepAliveInitialDelayMillis: SILENCE_MS,
      connectionTimeoutMillis: config.connectionTimeoutMillis ?? CONNECT_MS,
    });
  }
}
