import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../../support/database';

const ROOT = join(__dirname, '../../..');

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** As `npm test` has built it. */
const PROGRAM = join(ROOT, 'dist/src/apps/workspace/main.js');

function start(env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [PROGRAM], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'silent', WORKSPACE_PORT: '0', INTERNAL_PORT: '0', ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
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

describe('the workspace process', () => {
  it('tells its parent the port, and ends in order when it is told to', async () => {
    const child = start({ WORKSPACE_DATABASE_URL: database.urls.workspace });
    const port = await listening(child);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
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
});
