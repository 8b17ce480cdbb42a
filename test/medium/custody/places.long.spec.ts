import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { exportRecords, sequenceOnce, verifyLive } from '../../../src/custody';
import { inSlots, SLOT_LEAVES } from '../../../src/custody/pure/places';
import { parseProof } from '../../../src/custody/pure/tlog-proof';
import { verifyExport } from '../../../src/verifier';
import { copyMade, newClip, openLog, type TestLog } from './log.support';

describe('the places of records in a real log', () => {
  let log: TestLog;
  beforeEach(async () => {
    log = await openLog(2, inSlots);
  });
  afterEach(() => log.close());

  /** Of one clip, with others in the same batch, as its recipient gets it. */
  async function placesOf(others: number): Promise<number[]> {
    const clip = newClip();
    const facts = [...Array.from({ length: others }, () => newClip()), clip, clip, clip];
    for (const subject of facts) await log.append(copyMade(subject));
    await log.sequence();
    const folder = await mkdtemp(join(tmpdir(), 'lintel-places-'));
    await log.worker.snapshot((tx) => exportRecords(tx, [clip], folder));
    expect(await verifyExport(folder, { keys: log.keys })).toMatchObject({ exitCode: 0, events: 3 });
    const files = await readdir(join(folder, 'proofs'));
    const proofs = await Promise.all(files.map((file) => readFile(join(folder, 'proofs', file), 'utf8')));
    await rm(folder, { recursive: true });
    return proofs.map((proof) => parseProof(proof)?.index ?? -1);
  }

  it('gives each record a place that nothing but its batch decides, and proves all of it, padding with it', async () => {
    for (const others of [0, 1, 2, 3, 40]) {
      const places = await placesOf(others);
      const slots = new Set(places.map((place) => Math.floor(place / SLOT_LEAVES)));
      expect(slots.size).toBe(1);
      expect(new Set(places).size).toBe(3);
    }
    expect(await verifyLive(log.worker, { keys: log.keys })).toMatchObject({
      exitCode: 0,
      events: 61,
      unsigned: 0,
    });
  });

  it('goes on from a log that had no padding', async () => {
    const older = await openLog(2);
    await older.fill(newClip(), 5);
    await older.append(copyMade(newClip()));
    await sequenceOnce(older.worker, [older.signer]);
    expect(await verifyLive(older.worker, { keys: older.keys })).toMatchObject({ exitCode: 0, events: 6 });
    await older.close();
  });

  it.each([
    ['a seed is another', `UPDATE custody.padding SET seed = sha256(seed)`],
    ['a batch is said to be longer', 'UPDATE custody.padding SET until = until + 1'],
    ['a batch is gone', 'DELETE FROM custody.padding'],
    ['a node of padding is another', 'UPDATE custody.node SET hash = sha256(hash) WHERE level = 7'],
    [
      'a record is called padding',
      'DELETE FROM custody.leaf WHERE index = (SELECT max(index) FROM custody.leaf)',
    ],
  ])('shows it when %s', async (_, sql) => {
    const clip = newClip();
    await log.fill(clip, 3);
    await log.tamper((admin) => admin.query(sql));
    expect(await verifyLive(log.worker, { keys: log.keys })).toMatchObject({ exitCode: 1 });
  });

  it('does not show officers which places are padding', async () => {
    await log.fill(newClip(), 1);
    const client = new Client({ connectionString: log.test.urls.workspace });
    await client.connect();
    await expect(client.query('SELECT * FROM custody.padding')).rejects.toThrow('permission denied');
    await client.end();
  });
});
