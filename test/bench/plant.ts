import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { Officer } from '../faults/support/cast';
import { startCluster } from '../faults/support/cluster';
import { Visitor } from '../faults/support/people';
import { Plant, type Settings } from '../faults/support/plant';
import { PATIENCE_MS, until } from '../support/until';
import type { TusTarget } from './tus-client';

/** The built processes on a durable PostgreSQL of their own, as `npm start` runs them. Needs dist/. */
export interface BenchPlant {
  readonly plant: Plant;
  readonly officer: Officer;
  /** As a superuser, to look. */
  readonly admin: Client;
  /** When the last byte of a clip is hashed and looked into. */
  checked(place: string): Promise<void>;
  /** When no work waits or runs. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export const idOf = (place: string): string => place.split('/').at(-1) ?? '';

export async function openPlant(settings: Settings = {}): Promise<BenchPlant> {
  const plant = await Plant.open(settings, await startCluster());
  const admin = new Client({ connectionString: plant.urls.admin });
  await admin.connect();
  const isSo = async (sql: string, values: unknown[] = []): Promise<boolean> =>
    ((await admin.query(sql, values)).rowCount ?? 0) > 0;
  return {
    ...{ plant, admin, officer: await Officer.at(plant) },
    checked: async (place) => {
      const isChecked = (): Promise<boolean> =>
        isSo(`SELECT FROM lintel.clip WHERE id = $1 AND state = 'verified'`, [idOf(place)]);
      const end = performance.now() + PATIENCE_MS;
      // Oftener than tests ask: it is timed.
      while (!(await isChecked())) {
        if (performance.now() > end) throw new Error('a clip was not checked');
        await sleep(10);
      }
    },
    idle: async () => {
      await until(
        'the end of all work',
        async () => !(await isSo('SELECT FROM lintel.outbox WHERE done_at IS NULL')),
        600_000,
      );
    },
    close: async () => {
      await admin.end();
      await plant.close();
    },
  };
}

/** A victim who has come in by a link of their own. */
export async function victimOf({ officer }: BenchPlant): Promise<TusTarget> {
  const visitor = await Visitor.in(await officer.invite());
  return { base: visitor.base, headers: { Origin: visitor.base, Cookie: visitor.cookie } };
}
