import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../../support/database';
import { freePort } from '../../support/port';
import { until } from '../../support/until';

const ROOT = join(__dirname, '../../..');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** As `npm test` has built it. */
const PROGRAM = join(ROOT, 'dist/src/apps/workspace/main.js');

function start(env: NodeJS.ProcessEnv, log: 'ignore' | 'pipe' = 'ignore'): ChildProcess {
  return spawn(process.execPath, [PROGRAM], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', WORKSPACE_PORT: '0', INTERNAL_PORT: '0', ...env },
    stdio: ['ignore', log, 'pipe', 'ipc'],
  });
}

async function listening(child: ChildProcess): Promise<number> {
  const [message] = (await once(child, 'message')) as [{ listening: number }];
  return message.listening;
}

const exitOf = async (child: ChildProcess): Promise<number | null> => {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
};

/** Process ids of the children that send bundles (proc(5)). */
async function issuersOf({ pid }: ChildProcess): Promise<number[]> {
  const own = `/proc/${String(pid)}/task`;
  const lists = await Promise.all(
    (await readdir(own)).map((task) => readFile(`${own}/${task}/children`, 'utf8').catch(() => '')),
  );
  const children = lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
  const lines = await Promise.all(
    children.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')),
  );
  return children.filter((_, index) => lines[index]?.includes('issuer/main') === true);
}

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
    expect(await exitOf(child)).toBe(0);
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
    expect(await exitOf(child)).toBe(1);
    expect(said).toBe('workspace could not start: WORKSPACE_DATABASE_URL is missing.\n');
  });

  it('starts the process that sends bundles again when that is killed, and takes it along when it is killed itself', async () => {
    const port = await freePort();
    const child = start({ WORKSPACE_DATABASE_URL: database.urls.workspace, INTERNAL_PORT: String(port) });
    await listening(child);
    const answers = async (): Promise<boolean> =>
      (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status === 200;
    const [first = 0] = await issuersOf(child);
    expect(await answers()).toBe(true);
    process.kill(first, 'SIGKILL');
    await until(
      'it answers again',
      async () => !(await issuersOf(child)).includes(first) && (await answers()),
    );

    const [second = 0] = await issuersOf(child);
    child.kill('SIGKILL');
    await until('both are gone', () => Promise.resolve(!existsSync(`/proc/${second}`)));
  });
});
