import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_OPTIONS } from '../../../src/apps/cli/start/node-options';
import type { ProcessName } from '../../../src/config';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { until } from '../../support/until';

const ROOT = join(__dirname, '../../..');

let database: TestDatabase;
let home: string;
beforeAll(async () => {
  database = await createTestDatabase();
  home = await mkdtemp(join(tmpdir(), 'lintel-process-'));
});
afterAll(async () => {
  await database.drop();
  await rm(home, { recursive: true, force: true });
});

/** As `npm test` has built them. */
const programOf = (name: string): string => join(ROOT, `dist/src/apps/${name}/main.js`);

function start(
  env: NodeJS.ProcessEnv,
  log: 'ignore' | 'pipe' = 'ignore',
  name: ProcessName = 'workspace',
): ChildProcess {
  // As a service has it: V8 leaves the code aside that was made for other options.
  return spawn(process.execPath, [...NODE_OPTIONS[name], programOf(name)], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', LINTEL_HOME: home, WORKSPACE_PORT: '0', ...env },
    stdio: ['ignore', log, 'pipe', 'ipc'],
  });
}

async function listening(child: ChildProcess): Promise<number> {
  const [message] = (await once(child, 'message')) as [{ listening: number }];
  return message.listening;
}

/** `close`: when all that it said is here, too. It does not come where the line to the child was cut before. */
const exitOf = async (child: ChildProcess, event: 'exit' | 'close' = 'exit'): Promise<number | null> => {
  const [code] = (await once(child, event)) as [number | null];
  return code;
};

describe('the workspace process', () => {
  it('tells its parent the port, and ends in order when it is told to', async () => {
    const child = start({ WORKSPACE_DATABASE_URL: database.urls.workspace });
    const port = await listening(child);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });

  it('has nothing to warn of when it starts and stops', async () => {
    const child = start({ WORKSPACE_DATABASE_URL: database.urls.workspace, LOG_LEVEL: 'warn' }, 'pipe');
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
    await listening(child);
    child.kill('SIGTERM');
    expect(await exitOf(child, 'close')).toBe(0);
    expect(said).toBe('');
  });

  it('ends with its parent', async () => {
    const child = start({ WORKSPACE_DATABASE_URL: database.urls.workspace });
    await listening(child);
    child.disconnect();
    expect(await exitOf(child)).toBe(0);
  });

  it('says in one sentence what it lacks', async () => {
    const child = start({});
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    expect(await exitOf(child, 'close')).toBe(1);
    expect(said).toBe('workspace could not start: WORKSPACE_DATABASE_URL is missing.\n');
  });
});

describe('the issuer process', () => {
  const issuer = { INTERNAL_PORT: '0', INTERNAL_SECRET: 'what intake shows the issuer, long enough' };
  const statusOf = async (url: string, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(url, { headers })).status;

  it('answers who shows its secret, asks the workspace, and ends in order', async () => {
    const workspace = start({ WORKSPACE_DATABASE_URL: database.urls.workspace });
    await listening(workspace);
    const child = start(issuer, 'ignore', 'issuer');
    const internal = `http://127.0.0.1:${await listening(child)}`;
    expect(await statusOf(`${internal}/readyz`)).toBe(200);
    expect(await statusOf(`${internal}/recipient/bundle`)).toBe(403);
    expect(await statusOf(`${internal}/recipient/archive`, { 'Lintel-Internal-Secret': 'another' })).toBe(
      403,
    );
    const shown = { 'Lintel-Internal-Secret': issuer.INTERNAL_SECRET };
    expect(await statusOf(`${internal}/recipient/bundle`, shown)).toBe(401);
    workspace.kill('SIGKILL');
    await exitOf(workspace);
    expect(await statusOf(`${internal}/recipient/bundle`, shown)).toBe(503);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });

  it('is answered whichever workspace ends, and also when a new one finds its port taken', async () => {
    const first = start({ WORKSPACE_DATABASE_URL: database.urls.workspace });
    const port = await listening(first);
    const child = start(issuer, 'ignore', 'issuer');
    const ready = `http://127.0.0.1:${await listening(child)}/readyz`;
    const refused = start({
      WORKSPACE_DATABASE_URL: database.urls.workspace,
      WORKSPACE_PORT: String(port),
    });
    expect(await exitOf(refused)).toBe(1);
    expect(await statusOf(ready)).toBe(200);
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const newer = start({ WORKSPACE_DATABASE_URL: database.urls.workspace });
      await listening(newer);
      newer.kill(signal);
      await exitOf(newer);
      await until('the one that is left answers', async () => (await statusOf(ready)) === 200);
    }
    first.kill('SIGTERM');
    child.kill('SIGTERM');
    expect(await Promise.all([exitOf(first), exitOf(child)])).toEqual([0, 0]);
  });

  it('does not start without the secret', async () => {
    const child = start({ INTERNAL_PORT: '0' }, 'ignore', 'issuer');
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    expect(await exitOf(child, 'close')).toBe(1);
    expect(said).toBe('issuer could not start: INTERNAL_SECRET is missing.\n');
  });
});
