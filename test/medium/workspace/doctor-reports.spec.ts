import { reportsOfPressure } from '../../../src/apps/cli/doctor/reports';
import { loadConfig } from '../../../src/config';
import { openWorld, seedCase, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const report = async (env: NodeJS.ProcessEnv = {}): Promise<string[]> => {
  const { owner, intake, workspace, worker } = world.database.urls;
  const settings = {
    DATABASE_URL: owner,
    INTAKE_DATABASE_URL: intake,
    WORKSPACE_DATABASE_URL: workspace,
    WORKER_DATABASE_URL: worker,
  };
  return (await reportsOfPressure(loadConfig({ ...settings, ...env }))).map(
    ({ found, mend = 'nothing' }) => `${found}; ${mend}`,
  );
};
const PRODUCTION = { NODE_ENV: 'production', INTAKE_PUBLIC_URL: 'https://i.example' };

it('says where a report of pressure would reach nobody, and which wait for nobody', async () => {
  const member = await world.officer('supervisor');
  const home = await seedCase(world, member.id);
  const nobody =
    'those of 1 investigation(s) would reach nobody: there is no supervisor who is not on the case';
  const mend = 'give somebody who works on none of these the role of a supervisor';
  expect(await report()).toEqual([`${nobody}; nothing`]);
  expect(await report(PRODUCTION)).toEqual([`${nobody}; ${mend}`]);
  await world.admin.query(
    `INSERT INTO lintel.concern (id, invitation_id, investigation_id, kind, words) VALUES (gen_random_uuid(), $1, $2, 'pressured', '')`,
    [home.invitation, home.investigation],
  );
  expect(await report()).toEqual([`1 wait, and no supervisor may see them; ${mend}`]);
  await world.officer('supervisor');
  expect(await report(PRODUCTION)).toEqual(['each would reach a supervisor who is not on the case; nothing']);
});
