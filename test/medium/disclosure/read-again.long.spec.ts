import { chmod, copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CustodyLog } from '../../../src/custody';
import { BundleReadings, BundleRepairService } from '../../../src/features/disclosure';
import { FixityRepository } from '../../../src/features/evidence/fixity';
import { systemClock } from '../../../src/kernel/clock';
import type { BundleId, ClipId } from '../../../src/kernel/ids';
import { openDatabase, type Database } from '../../../src/platform/database';
import { openEvidenceMender, openEvidenceStore } from '../../../src/platform/object-store';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { openSealer, seedItem, type Sealer } from './support';

let world: World;
let sealer: Sealer;
let worker: Database;
let owner: Database;
let readings: BundleReadings;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  const { urls } = world.database;
  worker = await openDatabase(urls.worker, 2);
  owner = await openDatabase(urls.owner, 2);
  const { config } = world;
  const evidence = await openEvidenceStore(config.objects);
  readings = new BundleReadings({
    ...{ database: worker, evidence, config },
    custody: new CustodyLog(systemClock),
  });
});
afterAll(async () => {
  await owner.close();
  await worker.close();
  await sealer.close();
  await world.close();
});

const { signal } = new AbortController();

interface Sealed {
  readonly desk: Desk;
  readonly clip: string;
  readonly bundle: string;
  /** Of its file `bagit.txt`. */
  readonly file: string;
}

async function sealed(): Promise<Sealed> {
  const desk = await Desk.open(world);
  const { id: clip } = await seedItem(world, desk.home, desk.officer.id);
  await desk.decide([clip], { classification: 'evidence', originalToDefence: true });
  await desk.makeForms();
  const bundle = await desk.bundle(sealer, 'court');
  const { rows } = await world.admin.query<{ key: string }>(
    `SELECT object_key AS key FROM lintel.bundle_entry WHERE bundle_id = $1 AND path = 'bagit.txt'`,
    [bundle],
  );
  return { desk, clip, bundle, file: join(world.config.objects.root, 'evidence', rows[0]?.key ?? '') };
}

async function damage(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  await chmod(file, 0o600);
  await rm(file);
  await writeFile(file, bytes, { mode: 0o444 });
}

const due = (days: number) =>
  world.admin.query(
    `INSERT INTO lintel.bundle_reading (bundle_id, read_at)
     SELECT bundle_id, now() - make_interval(days => $1) FROM lintel.bundle_seal
     ON CONFLICT (bundle_id) DO UPDATE SET read_at = excluded.read_at`,
    [days],
  );

/** What was read of all that were due. */
async function readAll(): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (let one = await readings.next(signal); one !== undefined; one = await readings.next(signal))
    found.set(one.id, one.damage.length);
  return found;
}

const said = async ({ desk, bundle }: Sealed, type: string): Promise<object[]> => {
  await world.sign();
  const { rows } = await world.admin.query<{ detail: object }>(
    `SELECT event::jsonb -> 'detail' AS detail FROM custody.record
      WHERE subject = $1 AND event::jsonb ->> 'type' = $2 AND event::jsonb #>> '{detail,bundle}' = $3 ORDER BY seq`,
    [`investigation:${desk.home.investigation}`, type, bundle],
  );
  return rows.map(({ detail }) => detail);
};

describe('the files that sealing wrote of a bundle', () => {
  it('are read again as often as all that is kept, and the log says so; none is read of what is given out no more', async () => {
    const [kept, revoked] = [await sealed(), await sealed()];
    await revoked.desk.post(
      `/api/v1/bundles/${revoked.bundle}/revoke`,
      { reason: 'To the wrong court' },
      204,
    );
    await due(89);
    expect(await readAll()).toEqual(new Map());
    await due(91);
    const found = await readAll();
    expect(found.get(kept.bundle)).toBe(0);
    expect(found.has(revoked.bundle)).toBe(false);
    expect(await readAll()).toEqual(new Map());
    const [checked, ...more] = await said(kept, 'fixity-checked');
    expect(more).toEqual([]);
    const { rows } = await world.admin.query<{ sha256: string }>(
      `SELECT DISTINCT sha256 FROM lintel.bundle_entry WHERE bundle_id = $1 AND object_key LIKE 'bundles/%'`,
      [kept.bundle],
    );
    const listed = (checked as { readonly checked: readonly { readonly sha256: string }[] }).checked;
    expect(listed.map(({ sha256 }) => sha256).sort()).toEqual(rows.map(({ sha256 }) => sha256).sort());
    expect(await said(revoked, 'fixity-checked')).toEqual([]);
  });

  it('are found damaged before a recipient finds it: the officers read it, and a right copy ends it', async () => {
    const one = await sealed();
    const { desk, bundle, file } = one;
    const right = join(world.config.objects.root, 'right-copy');
    await copyFile(file, right);
    await damage(file);
    await due(91);
    expect((await readAll()).get(bundle)).toBe(1);
    expect(await said(one, 'fixity-failed')).toEqual([expect.objectContaining({ what: 'bundle-file' })]);

    const page = await desk.client.page(`/bundles/${bundle}`);
    expect(page.text).toContain('A stored file of this bundle is damaged (bagit.txt)');
    const work = await desk.client.page('/');
    expect(work.text).toContain(`href="/bundles/${bundle}"`);
    expect(work.text).toContain('A stored file of this bundle is damaged.');
    const stranger = await Desk.open(world);
    expect((await stranger.client.page('/')).text).not.toContain(bundle);

    const repair = new BundleRepairService(
      owner,
      await openEvidenceMender(world.config.objects),
      new CustodyLog(systemClock),
    );
    const wanted = { bundle: bundle as BundleId, path: 'bagit.txt', why: 'A disk failed' };
    await expect(repair.repair(wanted)).rejects.toThrow('None of the copies');
    expect(await repair.repair({ ...wanted, copy: right })).toMatchObject({ from: 'copy' });
    expect(await repair.repair({ ...wanted, copy: right })).toBeUndefined();
    expect(await said(one, 'fixity-repaired')).toEqual([expect.objectContaining({ from: 'copy' })]);
    expect((await readings.check(bundle as BundleId, signal))?.damage).toEqual([]);
    expect((await desk.client.page(`/bundles/${bundle}`)).text).not.toContain('is damaged');
    expect((await desk.client.page('/')).text).not.toContain(`href="/bundles/${bundle}"`);
    expect((await desk.download(bundle)).answer.status).toBe(200);
  });
});

it.each(['revoked', 'erased'] as const)(
  'damage of a bundle that is given out no more ends with that: %s',
  async (how) => {
    const { desk, clip, bundle, file } = await sealed();
    await damage(file);
    await readings.check(bundle as BundleId, signal);
    const standing = async (): Promise<number | null> => {
      const sql = 'SELECT FROM lintel.bundle_reading WHERE bundle_id = $1 AND damaged_since IS NOT NULL';
      return (await world.admin.query(sql, [bundle])).rowCount;
    };
    expect(await standing()).toBe(1);
    if (how === 'revoked') await desk.post(`/api/v1/bundles/${bundle}/revoke`, { reason: 'Damaged' }, 204);
    else await world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [clip]);
    await readings.next(signal);
    expect(await standing()).toBe(0);
    expect((await desk.client.page('/')).text).not.toContain(`href="/bundles/${bundle}"`);
  },
);

it('a sealed bundle is read from where the right version of an original lies', async () => {
  const { desk, clip, bundle } = await sealed();
  const store = join(world.config.objects.root, 'evidence', 'masters');
  // As a store with versions names it.
  await copyFile(join(store, clip), join(store, `${clip}-right`));
  await damage(join(store, clip));
  await expect(desk.download(bundle)).rejects.toThrow();
  const { rows } = await world.admin.query<{ size: number; sha256: string }>(
    'SELECT size::float8 AS size, stored_sha256 AS sha256 FROM lintel.clip WHERE id = $1',
    [clip],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no clip');
  const file = { what: 'original', key: `masters/${clip}`, size: row.size, sha256: row.sha256 as never };
  await owner.transaction((tx) =>
    new FixityRepository().readFrom(tx, clip as ClipId, file, `masters/${clip}-right`),
  );
  const { bytes } = await desk.download(bundle);
  expect(bytes.length).toBe(
    (await desk.get<{ seal: { totalSize: number } }>(`/api/v1/bundles/${bundle}`)).seal.totalSize,
  );
});
