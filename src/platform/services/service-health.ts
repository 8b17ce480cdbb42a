import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../observability';
import { whyAway } from './away';

/** A service that does not answer, for so long and why. */
export interface Away {
  readonly service: string;
  readonly since: Date;
  readonly why: string;
}

export interface HealthSettings {
  /** Pause between two looks while something is away, milliseconds. */
  readonly lookMs: number;
  /** What has not answered by then is away, milliseconds. */
  readonly patienceMs: number;
}

const DEFAULTS: HealthSettings = { lookMs: 1_000, patienceMs: 5_000 };

/** What is wanted needs a service that is away. */
class StillAway extends Error {
  readonly code = 'service-away';
  constructor() {
    super('A service that this needs is away.');
    this.name = 'StillAway';
  }
}

/** Named rather than quoted: the messages of drivers may hold addresses. */
const wordsOf = (error: unknown): string =>
  whyAway(error) ?? (error instanceof Error ? (error.message.split('\n', 1)[0] ?? error.name) : 'no answer');

/**
 * A circuit breaker for each service that work needs. One look at a service that fails opens its breaker; the first that
 * succeeds closes it. While one is open, `whenWell` holds back whatever asks.
 */
export class ServiceHealth {
  private readonly probes = new Map<string, () => Promise<unknown>>();
  private readonly open = new Map<string, Away>();
  private looking: Promise<void> | undefined;
  private watching: Promise<void> | undefined;
  private readonly closed = new AbortController();

  constructor(
    private readonly logger: Logger,
    private readonly settings: HealthSettings = DEFAULTS,
  ) {}

  /** `probe` rejects while the service cannot be used. */
  add(service: string, probe: () => Promise<unknown>): void {
    this.probes.set(service, probe);
  }

  get away(): readonly Away[] {
    return [...this.open.values()];
  }

  /** Asks every service now; gives those that are away. */
  async look(): Promise<readonly Away[]> {
    this.looking ??= this.askAll().finally(() => {
      this.looking = undefined;
    });
    await this.looking;
    if (this.open.size > 0) this.watch();
    return this.away;
  }

  /** Resolves when no service is known to be away. @throws StillAway after `ms`; the signal's reason */
  async whenWell(signal: AbortSignal, ms: number): Promise<void> {
    const deadline = Date.now() + ms;
    while (this.open.size > 0) {
      signal.throwIfAborted();
      if (Date.now() > deadline) throw new StillAway();
      await sleep(this.settings.lookMs / 4, undefined, { signal });
    }
  }

  close(): void {
    this.closed.abort();
  }

  /** Looks again and again until all are well. */
  private watch(): void {
    this.watching ??= (async () => {
      while (this.open.size > 0 && !this.closed.signal.aborted) {
        await sleep(this.settings.lookMs, undefined, { signal: this.closed.signal }).catch(() => undefined);
        await this.askAll();
      }
    })().finally(() => {
      this.watching = undefined;
    });
  }

  private async askAll(): Promise<void> {
    await Promise.all([...this.probes].map(([service, probe]) => this.ask(service, probe)));
  }

  private async ask(service: string, probe: () => Promise<unknown>): Promise<void> {
    const given = new AbortController();
    const late = sleep(this.settings.patienceMs, undefined, { signal: given.signal, ref: false }).then(() => {
      throw new Error(`no answer within ${this.settings.patienceMs / 1_000} s`);
    });
    late.catch(() => undefined);
    try {
      await Promise.race([probe(), late]);
      if (this.open.delete(service)) this.logger.info({ service }, 'a service is back');
    } catch (error) {
      if (this.open.has(service) || this.closed.signal.aborted) return;
      const why = wordsOf(error);
      this.open.set(service, { service, since: new Date(), why });
      this.logger.error({ service, err: error }, 'a service is away: work waits for it');
    } finally {
      given.abort();
    }
  }
}

/** @throws while a service is away: for `/readyz` */
export async function refuseWhileAway(health: ServiceHealth): Promise<void> {
  const away = await health.look();
  if (away.length > 0) throw new Error(`away: ${away.map(({ service }) => service).join(', ')}`);
}
