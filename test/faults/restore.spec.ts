import { existsSync, utimesSync } from 'node:fs';
import { databaseGrants } from '../../src/platform/database';
import { createTestDatabase, withAdmin } from '../support/database';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { Plant } from './support/plant';
import { expectWhole, settledPlant } from './support/truth';

const HOUR = 3_600_000;

let plant: Plant;
let name: string;
let officer: Officer;

beforeAll(async () => {
  const database = await createTestDatabase();
  name = database.name;
  plant = await Plant.open({}, database);
  officer = await Officer.at(plant);
});
afterAll(() => plant.close());

const copy = (from: string, to: string): Promise<void> =>
  withAdmin(async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${to} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${to} TEMPLATE ${from} OWNER lintel_owner`);
    for (const statement of databaseGrants(to)) await admin.query(statement);
  });

const held = (): Promise<number | undefined> => plant.metric('lintel_erasing_held');

it('a database that is older than the store: nothing is erased until a person has compared them', async () => {
  const [visitor, chance] = [await officer.visitor(), new Chance()];
  const early = await visitor.add('early.bin', chance.bytes(1_000));
  await visitor.sendAll();
  await settledPlant(plant);
  await plant.stopAll();
  await copy(name, `${name}_backup`);
  await plant.startAll();

  const late = await visitor.add('late.bin', chance.bytes(1_000));
  await visitor.sendAll();
  const draft = await visitor.add('draft.bin', chance.bytes(1_000));
  await settledPlant(plant);
  // Asked for each time: the log may grow by what is still being tidied up, and the store keeps the newest, not each of them.
  await until('the newest checkpoint in the store', async () => {
    const [newest] = await plant.rows<{ size: number }>(
      'SELECT max(size)::int AS size FROM custody.checkpoint',
    );
    return existsSync(plant.objects('evidence', 'checkpoints', String(newest?.size).padStart(16, '0')));
  });
  await plant.stopAll();
  await copy(`${name}_backup`, name);
  const file = plant.objects('incoming', draft.id);
  utimesSync(file, new Date(Date.now() - HOUR), new Date(Date.now() - HOUR));

  await plant.startAll();
  await until('the sweep that holds', async () => (await held()) === 1);
  const isSaid = (): boolean => plant.log('worker').includes('the database is older than the store');
  await until('the worker that says so', () => Promise.resolve(isSaid()));
  const doctor = await plant.run('doctor');
  expect(doctor.text).toMatch(/PROBLEM {2}restore: the database is older than the store/);
  expect(doctor.text).toMatch(/PROBLEM {2}originals: 1 locked without a row/);
  const compared = await plant.run('restore');
  expect(compared.text).toContain(`masters/${late.id}`);
  expect(compared.text).toContain(draft.id);

  // The log grows past what the store remembers of the other one: that changes nothing.
  const again = await officer.visitor();
  const next = [];
  for (let count = 0; count < 3; count += 1) next.push(await again.add('next.bin', chance.bytes(1_000)));
  await again.sendAll();
  await settledPlant(plant);
  await plant.bounce('worker');
  await until('the sweep that still holds', async () => (await held()) === 1);
  expect(existsSync(file)).toBe(true);

  const [investigation] = await plant.rows<{ urn: string }>('SELECT urn FROM lintel.investigation');
  const back = ['--take-back', late.id, '--urn', investigation?.urn ?? '', '--why', 'Disk failed'];
  expect(await plant.run('restore', ...back)).toEqual({
    code: 0,
    text: expect.stringContaining('Taken back in') as string,
  });
  await until('the master that it was', async () => {
    const rows = await plant.rows(
      `SELECT 1 FROM lintel.clip WHERE id = $1 AND state = 'master' AND stored_sha256 = $2`,
      [late.id, late.sha256],
    );
    return rows.length === 1;
  });
  expect(await plant.run('restore', '--take-back', late.id, '--urn', 'x', '--why', 'x')).toMatchObject({
    code: 1,
  });
  expect(await plant.run('restore', '--accept', '--why', 'Disk failed')).toMatchObject({ code: 0 });
  const said = await plant.rows<{ type: string }>(
    `SELECT event::jsonb ->> 'type' AS type FROM custody.record
      WHERE event::jsonb ->> 'type' IN ('restore-compared', 'master-taken-back') ORDER BY id`,
  );
  expect(said.map(({ type }) => type)).toEqual(['master-taken-back', 'restore-compared']);
  await plant.bounce('worker');
  await until('the sweep', () => Promise.resolve(!existsSync(file)));
  expect(await held()).toBe(0);

  // The store still remembers a longer log: that is for the operator to settle, and every check tells of it.
  const standing = (await plant.run('alarms')).text.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  expect(standing.length).toBeGreaterThan(0);
  for (const id of new Set(standing))
    await plant.run('alarms', '--resolve', id, '--why', 'A backup was brought back');
  await expectWhole(plant, [early, ...next]);
});
