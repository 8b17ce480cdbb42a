import type { Plant } from './plant';

/** What a wait had of the machine. */
export interface Had {
  readonly seconds: number;
  /** Seconds of them in which each process was ready to run and had no processor. */
  readonly waited: Readonly<Record<string, number>>;
}

/** From now on, until it is asked. */
export function machineOf(plant: Pick<Plant, 'waited'>): () => Had {
  const [begun, before] = [performance.now(), plant.waited()];
  return () => ({
    seconds: Math.round(performance.now() - begun) / 1_000,
    waited: Object.fromEntries(
      // A process that was started meanwhile begins from nothing.
      [...plant.waited()].map(([name, seconds]) => {
        const since = seconds - (before.get(name) ?? 0);
        return [name, Math.round(since < 0 ? seconds : since)];
      }),
    ),
  });
}

/**
 * A clip whose sending was acknowledged has nothing left to do but what a worker does, and any worker can do it. So only they count, and
 * each of them must have waited for a processor in more than half of the time.
 */
export function hadNoWorker({ seconds, waited }: Had): boolean {
  const workers = Object.entries(waited).filter(([name]) => /(?:^| )worker$/.test(name));
  return workers.length > 0 && workers.every(([, without]) => without * 2 > seconds);
}
