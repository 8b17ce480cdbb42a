import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../../src/config';
import { evidenceKey, openEvidenceStore, type EvidenceStore } from '../../../src/platform/object-store';
import { PATIENCE_MS, until } from '../../support/until';
import type { Load } from './load';
import { hadNoWorker, machineOf, type Had } from './machine';
import type { Given } from './people';
import type { Plant, Settings } from './plant';
import { isFullRun } from './runs';

/** From the cure of a fault on, for everything that was acknowledged to be evidence, without a person. */
export const CURED_WITHIN_MS = 60_000;

/** Clips that were acknowledged and are not evidence when they must be. */
export class NotKept extends Error {
  constructor(
    readonly missing: readonly string[],
    readonly had: Had,
    log: string,
    options: ErrorOptions,
  ) {
    super(`${(options.cause as Error).message}: ${missing.join(' ')}\n${log}`, options);
  }
}

export const storeOf = (plant: Plant, settings: Settings = {}): Promise<EvidenceStore> =>
  openEvidenceStore(loadConfig({ OBJECTS_ROOT: `${plant.home}/objects`, ...settings }).objects);

interface Master {
  readonly id: string;
  readonly sha256: string | null;
  readonly key: string | null;
  readonly masters: number;
}

const LOOK = `
  SELECT c.id, c.stored_sha256 AS sha256, c.evidence_key AS key,
         (SELECT count(*)::int FROM custody.record r WHERE r.subject = 'clip:' || c.id AND r.event::jsonb ->> 'type' = 'master-defined') AS masters
    FROM lintel.clip c WHERE c.id = ANY($1::uuid[]) AND c.state = 'master'`;

/** Between two looks at the database, each of which costs a connection. */
const LOOKS_EVERY_MS = 200;

/**
 * Waits until each clip is a master by the hash that its device found, logged once; gives how long that took, milliseconds.
 * @throws naming those that are not
 */
export async function untilKept(plant: Plant, sent: readonly Given[], ms = CURED_WITHIN_MS): Promise<number> {
  const begun = Date.now();
  const had = machineOf(plant);
  let missing: readonly string[] = [];
  const look = async (): Promise<boolean> => {
    const rows = await plant.rows<Master>(LOOK, [sent.map(({ id }) => id)]).catch(() => []);
    const kept = new Map(rows.map((row) => [row.id, row]));
    missing = sent
      .filter(({ id, sha256 }) => kept.get(id)?.sha256 !== sha256 || kept.get(id)?.masters !== 1)
      .map(({ id }) => id);
    if (missing.length > 0) await sleep(LOOKS_EVERY_MS);
    return missing.length === 0;
  };
  await until('the last master', look, ms).catch((cause: unknown) => {
    throw new NotKept(missing, had(), plant.log('worker').slice(-3_000), { cause });
  });
  return Date.now() - begun;
}

export interface Kept {
  readonly given: readonly Given[];
  /** From the cure to the last of them being evidence. */
  readonly ms: number;
  /** It took longer than it may, and no worker had a processor in most of that time: this proves nothing either way. */
  readonly starved?: NotKept;
}

const starvedOf = (error: unknown): NotKept | undefined =>
  error instanceof NotKept && hadNoWorker(error.had) ? error : undefined;

const EVER_MS = 900_000;

/**
 * From the cure on: what was acknowledged by then must be evidence within a minute, while the load ends what it is at, and that within a
 * minute of its end.
 * @param spareStarved whether a machine without a processor for the worker may take longer; lost may be nothing even there
 */
export async function keptAfterCure(plant: Plant, load: Load, spareStarved: boolean): Promise<Kept> {
  const cured = Date.now();
  try {
    const [given] = await Promise.all([load.end(), untilKept(plant, [...load.sent])]);
    await untilKept(plant, given);
    return { given, ms: Date.now() - cured };
  } catch (error) {
    const starved = starvedOf(error);
    if (!spareStarved || starved === undefined) throw error;
    const given = await load.end();
    await untilKept(plant, given, EVER_MS);
    return { given, ms: Date.now() - cured, starved };
  }
}

async function hashOf(store: EvidenceStore, key: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of await store.read(evidenceKey(key))) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** They may take longer than masters, and longest after the many clips of a full run or a piece. */
const COPIES_WITHIN_MS = isFullRun ? 300_000 : PATIENCE_MS;

/** @throws naming the kinds of work that are left, and how often each was tried */
async function untilNothingIsLeft(plant: Plant): Promise<void> {
  let left: unknown;
  const ended = async (): Promise<boolean> => {
    const rows = await plant.rows<{ of: string; count: number }>(
      `SELECT name AS of, count(*)::int AS count FROM lintel.outbox WHERE done_at IS NULL GROUP BY name
       UNION ALL SELECT 'events to be put in order', count(*)::int FROM custody.pending HAVING count(*) > 0`,
    );
    left = rows;
    return rows.length === 0;
  };
  await until('the end of all work', ended, COPIES_WITHIN_MS).catch((error: unknown) => {
    const log = plant.log('worker').slice(-3_000);
    throw new Error(`${(error as Error).message}: ${JSON.stringify(left)}\n${log}`, { cause: error });
  });
}

/** Every byte of them read from the store again, as many masters there as rows, nothing left to do, the log proven, the doctor content. */
export async function expectKept(plant: Plant, store: EvidenceStore, sent: readonly Given[]): Promise<void> {
  await untilKept(plant, sent);
  const rows = await plant.rows<Master>(LOOK, [sent.map(({ id }) => id)]);
  expect(rows.length).toBe(new Set(sent.map(({ id }) => id)).size);
  const hashes = new Map(sent.map(({ id, sha256 }) => [id, sha256]));
  for (const { id, key } of rows) {
    expect([id, await hashOf(store, key ?? '')]).toEqual([id, hashes.get(id)]);
    const { version, lockedUntil } = await store.stat(evidenceKey(key ?? ''));
    if (version !== undefined) expect([id, lockedUntil]).toEqual([id, expect.any(Date)]);
  }
  await untilNothingIsLeft(plant);
  const [masters] = await plant.rows<{ keys: string[] }>(
    `SELECT array_agg(evidence_key ORDER BY evidence_key COLLATE "C") AS keys FROM lintel.clip WHERE state = 'master'`,
  );
  const stored: string[] = [];
  for await (const { key } of store.list('masters/')) stored.push(key);
  expect(stored.sort()).toEqual(masters?.keys ?? []);
  expect(await plant.run('verify', '--live')).toMatchObject({ code: 0 });
  const doctor = await plant.run('doctor');
  expect(doctor.text.split('\n').filter((line) => line.startsWith('PROBLEM'))).toEqual([]);
}
