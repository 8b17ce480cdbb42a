import { createWorkspace } from '../../../src/apps/workspace/app';
import type { Config } from '../../../src/config';
import { resealSecondSteps, type Officer } from '../../../src/features/identity';
import { openDatabase } from '../../../src/platform/database';
import { createLogger } from '../../../src/platform/observability';
import { Authenticator } from '../../support/authenticator';
import { freePort } from '../../support/port';
import { workspaceScripts } from '../../support/workspace-scripts';
import { OfficerClient, signedIn } from './client';
import { openWorld, PASSWORD, type World } from './world';

const [BEFORE, NOW] = ['ab'.repeat(32), 'cd'.repeat(32)];

let world: World;
beforeAll(async () => {
  world = await openWorld({ WORKSPACE_SECRET_KEY: BEFORE });
});
afterAll(() => world.close());

/** The same service, started anew with other keys. */
async function under<T>(keys: Partial<Config['workspace']>, work: (base: string) => Promise<T>): Promise<T> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const config = { ...world.config, workspace: { ...world.config.workspace, publicUrl: base, ...keys } };
  const logger = createLogger({ process: 'workspace', level: 'silent' });
  const databaseUrl = world.database.urls.workspace;
  const http = await createWorkspace({
    config,
    databaseUrl,
    logger,
    scriptsFolder: await workspaceScripts(),
  });
  await http.app.listen(port, '127.0.0.1');
  try {
    return await work(base);
  } finally {
    await http.close();
  }
}

const signIn = async (base: string, { email }: Officer, code: string | undefined): Promise<number> =>
  (await new OfficerClient(base).call('POST', '/api/v1/session', { email, password: PASSWORD, code })).status;

const reseal = async (keys: Partial<Config['workspace']>): Promise<object> => {
  const owner = await openDatabase(world.database.urls.owner, 1);
  try {
    const workspace = { ...world.config.workspace, ...keys };
    return await owner.transaction((tx) => resealSecondSteps(tx, { workspace }));
  } finally {
    await owner.close();
  }
};

it('the key of second steps can be replaced: apps and recovery codes go on working, and the key of before can go', async () => {
  const officer = await world.officer();
  const client = await signedIn(world, officer);
  const begun = JSON.parse((await client.call('POST', '/api/v1/second-factor')).text) as { secret: string };
  const app = new Authenticator(begun.secret);
  const code = app.code(-1);
  const set = await client.call('POST', '/api/v1/second-factor/confirmation', { code });
  const { recoveryCodes } = JSON.parse(set.text) as { recoveryCodes: string[] };
  const unused = (): Promise<unknown> => world.admin.query('UPDATE lintel.officer_totp SET last_step = 0');

  const between = { secretKey: NOW, formerSecretKey: BEFORE };
  await under(between, async (base) => {
    expect(await signIn(base, officer, app.code())).toBe(200);
    expect(await signIn(base, officer, recoveryCodes[0])).toBe(200);
    expect(await signIn(base, officer, recoveryCodes[0])).toBe(401);
    expect(await signIn(base, officer, 'abcd-efgh-jkmn-pqrs-tuvw-xyz2')).toBe(401);
  });
  await expect(reseal({ secretKey: NOW })).rejects.toThrow('does not open');
  expect(await reseal(between)).toEqual({ resealed: 1, all: 1 });
  expect(await reseal(between)).toEqual({ resealed: 0, all: 1 });
  await unused();
  await under({ secretKey: NOW }, async (base) => {
    expect(await signIn(base, officer, app.code())).toBe(200);
    expect(await signIn(base, officer, recoveryCodes[1])).toBe(401);
  });
  await under(between, async (base) => {
    expect(await signIn(base, officer, recoveryCodes[1])).toBe(200);
  });
});
