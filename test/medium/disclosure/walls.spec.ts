import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inScope, officerSession } from '../../factories/acting';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { openSealer, seedItem, type Sealer } from './support';

let world: World;
let sealer: Sealer;
let workspace: Client;
let worker: Client;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  workspace = new Client({ connectionString: world.database.urls.workspace });
  worker = new Client({ connectionString: world.database.urls.worker });
  await workspace.connect();
  await worker.connect();
});
afterAll(async () => {
  await workspace.end();
  await worker.end();
  await sealer.close();
  await world.close();
});

const attempt = async (client: Client, sql: string, values: unknown[]): Promise<string> =>
  client.query(sql, values).then(
    () => 'done',
    (error: unknown) => (error as Error).message,
  );

/** As PostgreSQL lets the officer of a case, and takes it back. */
const attemptBy = async (desk: Desk, sql: string, values: unknown[]): Promise<string> =>
  inScope(workspace, 'officer', await officerSession(world.admin, desk.officer.id), () =>
    attempt(workspace, sql, values),
  );

const one = async (sql: string, values: unknown[]): Promise<string> =>
  String((await world.admin.query<{ id: string }>(sql, values)).rows[0]?.id);

async function scene() {
  const desk = await Desk.open(world);
  const [evidence, sensitive] = [
    await seedItem(world, desk.home, desk.officer.id),
    await seedItem(world, desk.home, desk.officer.id),
  ];
  await desk.decide([evidence.id], { classification: 'evidence', originalToDefence: true });
  await desk.decide([sensitive.id], { classification: 'sensitive' });
  await desk.makeForms();
  return { desk, evidence, sensitive };
}

const ITEM = `INSERT INTO lintel.bundle_item (bundle_id, position, clip_id, decision_id, folder, label, is_exhibit, producer, description)
  SELECT $1, 99, $2, d.id, 'x', 'x', true, '', '' FROM lintel.decision d WHERE d.clip_id = $2 ORDER BY place DESC LIMIT 1`;

describe('the database itself, whatever the code says', () => {
  /** Of those that change nothing of it: what they try is refused or taken back, and each asks for a bundle of its own. */
  let made: Awaited<ReturnType<typeof scene>>;
  beforeAll(async () => {
    made = await scene();
  });

  it('shows the record of a bundle’s list of files to auditors, and to no officer: it goes along in the bundle', async () => {
    const { desk } = made;
    const bundle = await desk.bundle(sealer, 'court');
    const auditor = await world.officer('auditor');
    const seen = async (officer: string): Promise<number> =>
      inScope(workspace, 'officer', await officerSession(world.admin, officer), async () => {
        const sql = 'SELECT 1 FROM custody.record WHERE subject = $1';
        return (await workspace.query(sql, [`bundle:${bundle}`])).rows.length;
      });
    expect([await seen(auditor.id), await seen(desk.officer.id)]).toEqual([1, 0]);
  });

  it.each(['defence', 'court'])('takes no sensitive item into a %s bundle', async (kind) => {
    const { desk, sensitive } = made;
    const { id } = await desk.post(desk.ofCase('bundles'), { kind });
    expect(await attemptBy(desk, ITEM, [id, sensitive.id])).toMatch(/must not go into that bundle/);
  });

  it.each(['defence', 'court'])(
    'takes no MG6D, no MG6E and no withheld list into a %s bundle',
    async (kind) => {
      const { desk, evidence } = made;
      const { id } = await desk.post(desk.ofCase('bundles'), { kind });
      for (const form of ['MG6D', 'MG6E']) {
        const schedule = await one(
          'SELECT id FROM lintel.schedule WHERE investigation_id = $1 AND form = $2',
          [desk.home.investigation, form],
        );
        const sql = 'INSERT INTO lintel.bundle_schedule (bundle_id, schedule_id) VALUES ($1, $2)';
        expect(await attemptBy(desk, sql, [id, schedule])).toMatch(/must not go into that bundle/);
      }
      const withheld = `INSERT INTO lintel.bundle_withheld (bundle_id, position, clip_id, label, what, why) VALUES ($1, 1, $2, '', '', '')`;
      expect(await attemptBy(desk, withheld, [id, evidence.id])).toMatch(/for the prosecutor alone/);
    },
  );

  it('takes no sensitive item onto an MG6C or an MG12', async () => {
    const { desk, sensitive } = made;
    for (const form of ['MG6C', 'MG12']) {
      const schedule = await one('SELECT id FROM lintel.schedule WHERE investigation_id = $1 AND form = $2', [
        desk.home.investigation,
        form,
      ]);
      const sql = `INSERT INTO lintel.schedule_item (schedule_id, position, clip_id, label, description, producer) VALUES ($1, 99, $2, 'x', 'x', '')`;
      expect(await attemptBy(desk, sql, [schedule, sensitive.id])).toMatch(/no place on that form/);
    }
  });

  it.each([
    ['defence', 'data/custody/investigation/records.txt'],
    ['court', 'data/custody/investigation/records.txt'],
    ['defence', 'data/originals/QX-99999/QX-99999.mp4'],
    ['court', 'data/viewing/QX-99999/proxy.mp4'],
    ['defence', 'data/schedules/MG6D.csv'],
    ['defence', 'data/schedules/withheld-items.csv'],
    ['court', 'data/schedules/MG6C.pdf'],
  ])('takes no file that is not of its own into a %s bundle: %s', async (kind, path) => {
    const { desk, evidence } = made;
    const { id } = await desk.post(desk.ofCase('bundles'), { kind });
    const entry = `INSERT INTO lintel.bundle_entry (bundle_id, position, path, size, crc32, sha256, object_key)
      SELECT $1, 1, p, 1, 1, repeat('0', 64), 'x' FROM unnest($2::text[]) p`;
    const own = `data/originals/${evidence.reference.replace('/', '-')}/x.mp4`;
    expect(await attempt(worker, entry, [id, [path]])).toMatch(/a file must not go into that bundle/);
    expect(await attempt(worker, entry, [id, [own]])).toBe('done');
  });

  it('lets no worker seal what holds an item that has become sensitive or is under review', async () => {
    const { desk, evidence } = await scene();
    const first = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
    const second = await desk.post(desk.ofCase('bundles'), { kind: 'court' });
    const seal = `INSERT INTO lintel.bundle_state (bundle_id, state, reason) VALUES ($1, 'sealed', '')`;
    await desk.review();
    expect(await attempt(worker, seal, [first['id']])).toMatch(/must not go into this bundle any more/);
    await desk.decide([evidence.id], { classification: 'sensitive' });
    expect(await attempt(worker, seal, [second['id']])).toMatch(/must not go into this bundle any more/);
  });

  it('lets the police side seal nothing and the worker ask for nothing', async () => {
    const { desk } = made;
    const { id } = await desk.post(desk.ofCase('bundles'), { kind: 'defence' });
    const state = `INSERT INTO lintel.bundle_state (bundle_id, state, reason) VALUES ($1, $2, '')`;
    expect(await attemptBy(desk, state, [id, 'sealed'])).toMatch(/row-level security/);
    expect(await attempt(worker, state, [id, 'revoked'])).toMatch(/row-level security/);
    expect(await attempt(worker, ITEM, [id, randomUUID()])).toMatch(/permission denied/);
  });
});
