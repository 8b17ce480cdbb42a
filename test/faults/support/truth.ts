import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { verifyLog } from '../../../src/apps/cli/verify-live';
import { describeVerdict } from '../../../src/verifier';
import { until } from '../../support/until';
import type { Given } from './people';
import type { Plant } from './plant';

/** Of every clip that can be seen; those with sound have a picture of it, too. */
const COPIES = ['contact-sheet', 'frames', 'poster', 'proxy', 'thumbnail'];

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

interface Row {
  readonly state: string;
  readonly sha256: string | null;
  readonly key: string | null;
  readonly sent: boolean;
  readonly copies: readonly string[];
  readonly failed: readonly string[];
  readonly events: readonly string[];
}

const LOOK = `
  SELECT c.state, c.stored_sha256 AS sha256, c.evidence_key AS key, c.sent_at IS NOT NULL AS sent,
    (SELECT coalesce(array_agg(kind ORDER BY kind), '{}') FROM lintel.rendition WHERE clip_id = c.id AND state = 'made') AS copies,
    (SELECT coalesce(array_agg(kind ORDER BY kind), '{}') FROM lintel.rendition WHERE clip_id = c.id AND state = 'failed') AS failed,
    (SELECT coalesce(array_agg(event::jsonb->>'type' ORDER BY seq), '{}') FROM custody.record WHERE subject = 'clip:' || c.id) AS events
  FROM lintel.clip c WHERE c.id = $1`;

/** Waits until no work is left anywhere: outbox, queues, receipts that can go on record, log. Fails when something is stuck. */
export async function settledPlant(plant: Plant): Promise<void> {
  let left: unknown;
  await until('the end of all work', async () => {
    try {
      const [row] = await plant.rows<{ left: number; receipts: number; pending: number }>(
        `SELECT (SELECT count(*) FROM lintel.outbox WHERE done_at IS NULL)::int AS left,
                  (SELECT count(*) FROM lintel.receipt_proof p JOIN lintel.receipt r USING (submission_id)
                    WHERE p.event_id IS NULL AND NOT EXISTS (
                      SELECT FROM jsonb_array_elements(r.clips) c WHERE c ->> 'storedSha256' IS NULL))::int AS receipts,
                  (SELECT count(*) FROM custody.pending)::int AS pending`,
      );
      left = row;
      return row?.left === 0 && row.receipts === 0 && row.pending === 0;
    } catch {
      return false; // the database is just coming back
    }
  }).catch((error: unknown) => {
    throw new Error(
      `${(error as Error).message}: ${JSON.stringify(left)}\n${plant.log('worker').slice(-3_000)}`,
    );
  });
}

/**
 * Every sent clip has become one master with the hash that her device found, locked, with one set of working copies
 * (or the one reason why there is none), each step logged once; and the log verifies.
 */
export async function expectWhole(plant: Plant, sent: readonly Given[]): Promise<void> {
  await settledPlant(plant);
  for (const { id, sha256 } of sent) {
    const [row] = await plant.rows<Row>(LOOK, [id]);
    expect({ id, ...row }).toMatchObject({ id, state: 'master', sent: true, sha256 });
    const file = plant.objects('evidence', row?.key ?? '');
    expect(await hashOf(file)).toBe(sha256);
    expect((await stat(file)).mode & 0o777).toBe(0o444);
    const { copies, failed, events } = row as Row;
    const [shown, missing] = [copies, failed].map((kinds) => kinds.filter((kind) => kind !== 'waveform'));
    if (missing?.length) expect([shown, missing]).toEqual([[], ['proxy']]);
    else expect(shown).toEqual(COPIES);
    const once = [
      'clip-received',
      'clip-verified',
      'submission-sent',
      'master-defined',
      'malware-scanned',
      'exhibit-registered',
    ];
    const counted = events.filter((type) => once.includes(type));
    expect(counted).toEqual([...new Set(counted)]);
    expect(events.slice(0, 1)).toEqual(['clip-received']);
    expect(events).toEqual(expect.arrayContaining(once.slice(0, 5)));
    const made = events.filter((type) => type.startsWith('rendition-')).length;
    expect(made).toBe(copies.length + failed.length);
  }
  await expectNothingOver(plant);
  await expectProven(plant);
}

/** What `lintel verify --live` says, without a process of its own: suites look after each of their faults. */
export async function expectProven(plant: Plant): Promise<void> {
  const verdict = await verifyLog(plant.config, [], []);
  expect({ code: verdict.exitCode, text: describeVerdict(verdict) }).toEqual({
    code: 0,
    text: expect.stringMatching(/^Proven(:|; \d+ alarms? dealt with by a person:)/) as string,
  });
}

/** As many masters in the store as rows, and nothing of a sent clip left in `incoming`. */
async function expectNothingOver(plant: Plant): Promise<void> {
  const keys = await plant.rows<{ key: string }>(
    `SELECT evidence_key AS key FROM lintel.clip WHERE state = 'master'`,
  );
  const masters = (await readdir(plant.objects('evidence', 'masters')).catch(() => []))
    .filter((name) => !name.startsWith('.'))
    .map((name) => `masters/${name}`);
  expect(masters.sort()).toEqual(keys.map(({ key }) => key).sort());
  const arrived = await readdir(plant.objects('arrived')).catch(() => []);
  const incoming = [...(await readdir(plant.objects('incoming'))), ...arrived];
  const left = keys.filter(({ key }) => incoming.includes(key.replace('masters/', '')));
  expect(left).toEqual([]);
}
