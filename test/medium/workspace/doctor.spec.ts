import { signIn } from '../../../src/apps/cli/doctor/sign-in';
import { loadConfig } from '../../../src/config';
import { openWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await openWorld({ TOTP_REQUIRED: 'true' });
});
afterAll(() => world.close());

const report = async (env: NodeJS.ProcessEnv): Promise<string[]> => {
  const { owner, intake, workspace, worker } = world.database.urls;
  const settings = {
    DATABASE_URL: owner,
    INTAKE_DATABASE_URL: intake,
    WORKSPACE_DATABASE_URL: workspace,
    WORKER_DATABASE_URL: worker,
  };
  return (await signIn(loadConfig({ ...settings, ...env }))).map(
    ({ found, mend = 'nothing' }) => `${found}; ${mend}`,
  );
};

it('says who has no second step, and what that comes to', async () => {
  expect(await report({ TOTP_REQUIRED: 'true' })).toEqual(['every officer has a second step; nothing']);
  const { email } = await world.officer();
  expect(await report({ TOTP_REQUIRED: 'true' })).toEqual([
    `1 without a second step: ${email}. They can do nothing but set one up; nothing`,
  ]);
  expect(await report({ TOTP_REQUIRED: 'false' })).toEqual([
    'the database does not have the settings of the configuration; run lintel migrate',
  ]);
  await world.admin.query('UPDATE lintel.sign_in_setting SET second_step_needed = false');
  expect(await report({ TOTP_REQUIRED: 'false' })).toEqual([`1 without a second step: ${email}; nothing`]);
  expect(
    await report({ NODE_ENV: 'production', TOTP_REQUIRED: 'false', INTAKE_PUBLIC_URL: 'https://i.example' }),
  ).toEqual([`1 without a second step: ${email}; set TOTP_REQUIRED=true, and run lintel migrate`]);
});

it('warns in production where a provider need not say that it asked for a second step', async () => {
  const env = {
    ...{ NODE_ENV: 'production', INTAKE_PUBLIC_URL: 'https://i.example', LOCAL_SIGN_IN: 'false' },
    ...{ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'x', OIDC_ROLES: 'a=auditor' },
  };
  expect(await report(env)).toEqual([
    'the force’s sign-in service need not say that it asked for a second step; set OIDC_ACR_VALUES or OIDC_AMR to what it says then (docs/sign-in.md)',
  ]);
  for (const said of [{ OIDC_AMR: 'mfa' }, { OIDC_ACR_VALUES: 'gold' }, { NODE_ENV: 'test' }])
    expect(await report({ ...env, ...said })).toEqual([]);
});
