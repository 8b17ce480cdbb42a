import { alarms as alarmsCommand } from '../../../src/apps/cli/alarms';
import { custodyLog } from '../../../src/apps/cli/doctor/custody-log';
import { verifyLog } from '../../../src/apps/cli/verify-live';
import type { Config } from '../../../src/config';
import { uuidV7, type EventId } from '../../../src/kernel/ids';
import { signedIn, type OfficerClient } from '../workspace/client';
import { cutTail, rechain } from '../custody/tampering.support';
import { openWorld, type World } from '../workspace/world';
import { Desk } from './desk';
import { openSealer, seedItem, type Sealer } from './support';

interface Alarm {
  readonly id: string;
  readonly what: string;
  readonly stands: boolean;
  readonly resolvedBy: string | null;
}

let world: World;
let sealer: Sealer;
let desk: Desk;
let client: OfficerClient;
let config: Config;
beforeAll(async () => {
  world = await openWorld();
  sealer = await openSealer(world);
  desk = await Desk.open(world);
  client = await signedIn(world, await world.officer('auditor'));
  const { id } = await seedItem(world, desk.home, desk.officer.id);
  await desk.decide([id], { classification: 'evidence', originalToDefence: true });
  await desk.makeForms();
  const { owner, intake, workspace, worker } = world.database.urls;
  const database = { ownerUrl: owner, intakeUrl: intake, workspaceUrl: workspace, workerUrl: worker };
  config = { ...world.config, database: { ...world.config.database, ...database } };
});
afterAll(async () => {
  await sealer.close();
  await world.close();
});

const stateOf = (id: string) => desk.get<{ state: string; stateReason: string }>(`/api/v1/bundles/${id}`);
const alarms = async (): Promise<Alarm[]> =>
  (JSON.parse((await client.call('GET', '/api/v1/custody/alarms')).text) as { items: Alarm[] }).items;

/** As a superuser: the newest batches are gone from every table. */
async function cut(count: number): Promise<void> {
  const { admin } = world;
  const tables = ['record', 'leaf', 'padding', 'node', 'checkpoint', 'head', 'pending'];
  for (const table of tables) await admin.query(`ALTER TABLE custody.${table} DISABLE TRIGGER ALL`);
  const { rows } = await admin.query<{ size: number }>(
    'SELECT size::int AS size FROM custody.checkpoint ORDER BY size DESC OFFSET $1 LIMIT 1',
    [count],
  );
  const size = rows[0]?.size ?? 0;
  await cutTail(admin, size);
  await admin.query('DELETE FROM custody.checkpoint WHERE size > $1', [size]);
  await admin.query(
    'DELETE FROM lintel.opening o WHERE NOT EXISTS (SELECT FROM custody.record r WHERE r.id = o.event_id)',
  );
  await admin.query('DELETE FROM custody.trail');
  const subjects = await admin.query<{ subject: string }>('SELECT DISTINCT subject FROM custody.record');
  for (const { subject } of subjects.rows) await rechain(admin, subject);
  for (const table of tables) await admin.query(`ALTER TABLE custody.${table} ENABLE TRIGGER ALL`);
}

it('stops the sealing until the operator has settled it, and is shown wherever the log is', async () => {
  const before = await desk.bundle(sealer, 'court');
  expect((await stateOf(before)).state).toBe('sealed');
  await world.sign();
  expect(await custodyLog(config)).toEqual([
    { what: 'custody log', found: 'holds all that is remembered of it' },
  ]);
  expect(await alarms()).toEqual([]);

  await cut(1);
  const refused = await desk.bundle(sealer, 'court');
  expect(await stateOf(refused)).toMatchObject({
    state: 'refused',
    stateReason: expect.stringContaining('Nothing is sealed until a person has dealt with that') as string,
  });
  // Which of the two it is depends on how much padding the next batch happened to get: a log that has grown again is another one.
  const what = expect.stringMatching(/^(log-shorter|other-history)$/) as string;
  expect(await alarms()).toContainEqual(expect.objectContaining({ what, stands: true }));
  const page = await client.page('/custody/checks');
  expect(page.text).toContain('Alarm: evidence of tampering');
  expect(page.text).toMatch(/The log has become shorter|The log is another one than/);
  const [found] = await custodyLog(config);
  expect(found).toMatchObject({ found: expect.stringContaining('EVIDENCE OF TAMPERING') as string });
  expect(await verifyLog(config, [], [])).toMatchObject({ exitCode: 1 });

  await expect(
    alarmsCommand(config, { resolve: '0193b3c0-0000-7000-8000-00000000000a', why: 'x' }),
  ).rejects.toThrow('Nothing was stated');
  await expect(alarmsCommand(config, { resolve: String((await alarms())[0]?.id) })).rejects.toThrow('--why');
  for (const { id } of (await alarms()).filter(({ stands }) => stands))
    await alarmsCommand(config, { resolve: id, why: 'a backup was brought back' });
  expect(await alarmsCommand(config, {})).toBe(0);
  expect((await alarms()).every(({ stands, resolvedBy }) => !stands && resolvedBy !== null)).toBe(true);
  expect((await client.page('/custody/checks')).text).toContain('was dealt with');

  await world.sign();
  const after = await desk.bundle(sealer, 'court');
  expect((await stateOf(after)).state).toBe('sealed');
  expect(await verifyLog(config, [], [])).toMatchObject({
    exitCode: 0,
    resolved: expect.any(Array) as unknown[],
  });
});

it('is said of events for which the signature has not come in ten minutes', async () => {
  const { admin } = world;
  await world.sign();
  await client.call('GET', '/api/v1/audit/events');
  const waiting = async () =>
    (await custodyLog(config)).filter(({ found }) => found.includes('to be signed'));
  expect(await waiting()).toEqual([]);
  await admin.query('ALTER TABLE custody.record DISABLE TRIGGER ALL');
  await admin.query(
    `UPDATE custody.record r SET event = regexp_replace(r.event, '"at":"....', '"at":"2001')
       FROM custody.pending p WHERE p.subject = r.subject AND p.seq = r.seq`,
  );
  await admin.query('ALTER TABLE custody.record ENABLE TRIGGER ALL');
  expect(await waiting()).toMatchObject([{ what: 'custody log', isWarning: true }]);
});

it('says that the clock of PostgreSQL stands behind what was written by it', async () => {
  const { admin } = world;
  const behind = async () =>
    (await custodyLog(config)).filter(({ found }) => found.includes('behind the newest'));
  expect(await behind()).toEqual([]);
  await admin.query('ALTER TABLE custody.record DISABLE TRIGGER ALL');
  await admin.query(
    `UPDATE custody.record SET id = $1 WHERE id = (SELECT id FROM custody.record ORDER BY id DESC LIMIT 1)`,
    [uuidV7<EventId>(Date.now() + 3_600_000)],
  );
  await admin.query('ALTER TABLE custody.record ENABLE TRIGGER ALL');
  expect(await behind()).toMatchObject([
    {
      what: 'custody log',
      found: expect.stringMatching(/^the clock of PostgreSQL is 3[56]\d\d s behind/) as string,
    },
  ]);
});
