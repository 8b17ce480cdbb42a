import { createServer, type AddressInfo } from 'node:net';
import { buildProgram } from '../../e2e/intake/support/program';
import { environmentOf, settingsOf } from './compartment';
import { Home, until, type Lintel } from './lintel';

beforeAll(buildProgram);

const status = async (url: string): Promise<number> =>
  fetch(url).then(
    (answer) => answer.status,
    () => 0,
  );

describe('lintel start', () => {
  let home: Home;
  let lintel: Lintel | undefined;

  beforeAll(() => {
    home = new Home();
  });

  afterAll(async () => {
    await lintel?.kill('SIGTERM');
    home.remove();
  });

  const start = async (): Promise<Lintel> => (lintel = await home.start().running());

  it('serves from nothing, with an officer, a sample investigation and an upload link', async () => {
    const started = await start();
    const told = (label: string): string => started.told(label);
    expect(told('with the one-time password')).toMatch(/\S{8,}/);
    expect(told('Sample investigation')).toMatch(/SAMPLE/);
    expect(told('with the access code')).toMatch(/^\d{4} \d{4}$/);
    // "Not found", so that no browser's history shows it; its page asks for the code of this very link.
    const link = told('Its upload link');
    expect(await status(link)).toBe(404);
    expect(await (await fetch(link)).text()).toContain(`name="link" value="${link.split('/').at(-1) ?? ''}"`);
    expect(await status(`${told('Workspace, for officers')}/readyz`)).toBe(200);
    expect([...home.children().keys()].sort()).toEqual(['intake', 'issuer', 'worker', 'workspace']);
  });

  it('gives each process its own way into the database and no other', () => {
    for (const [name, pid] of home.children()) {
      const settings = settingsOf(home, name);
      const urls = Object.entries(settings).filter(([setting]) => setting.endsWith('DATABASE_URL'));
      expect(urls.map(([, url]) => new URL(url).username)).toEqual(
        name === 'issuer' ? [] : [`lintel_${name}`],
      );
      expect('WORKSPACE_SESSION_SECRET' in settings).toBe(name === 'workspace');
      expect(environmentOf(pid).filter((text) => /SECRET|DATABASE_URL|KEY/.test(text))).toEqual([]);
    }
  });

  it('lets the operator look after it while it runs', async () => {
    const doctor = await home.run(['doctor']);
    expect(doctor.output).toContain('ok       database as intake: reachable, with its own rights alone');
    expect(doctor.output).toContain('ok       compartments: each process has its own');
    expect(doctor.output).toContain('ok       jobs: none was given up');
    expect(doctor).toMatchObject({ code: 0 });
    expect((await home.run(['jobs'])).output).toBe('No job was given up.\n');
    const made = await home.run(['create-officer', '--email', 'ann@lintel.example', '--name', 'Ann Example']);
    expect(made).toMatchObject({ code: 0, output: expect.stringContaining('one-time password') as string });
    const again = await home.run([
      'create-officer',
      '--email',
      'ann@lintel.example',
      '--name',
      'Ann Example',
    ]);
    expect(again.code).toBe(1);
    expect(again.output.trim().split('\n')).toHaveLength(1);
    await until(async () => (await home.run(['verify', '--live'])).output.startsWith('Proven:'));
    expect((await home.run(['migrate'])).output).toBe('The database is up to date.\n');
  });

  it('refuses a second start from the same home in one sentence', async () => {
    expect(await home.run(['start'])).toEqual({
      code: 1,
      output: `Lintel already runs from ${home.env.LINTEL_HOME} (process ${lintel?.pid ?? 0}).\n`,
    });
  });

  it('starts a process again that was killed', async () => {
    const workspace = lintel?.told('Workspace, for officers') ?? '';
    const before = home.children().get('workspace') ?? 0;
    process.kill(before, 'SIGKILL');
    await until(() => (home.children().get('workspace') ?? before) !== before);
    await until(async () => (await status(`${workspace}/readyz`)) === 200);
    expect(lintel?.output).toMatch(/workspace ended \(SIGKILL\); starting it again in 0\.5 s/);
  });

  it('starts the database again that was killed, and serves on', async () => {
    const workspace = lintel?.told('Workspace, for officers') ?? '';
    const before = home.postmaster ?? 0;
    process.kill(before, 'SIGKILL');
    await until(() => home.postmaster !== undefined && home.postmaster !== before);
    await until(async () => (await status(`${workspace}/readyz`)) === 200);
    expect((await home.run(['verify', '--live'])).output).toMatch(/^Proven:/);
  });

  it('leaves no process behind when it is killed itself, and the next start goes on with the data', async () => {
    expect(await lintel?.kill('SIGKILL')).toBe('SIGKILL');
    await until(() => home.children().size === 0);
    const next = await start();
    expect(next.output).toContain('The last start was killed');
    expect(next.output).not.toContain('first run');
  });

  it('drains and stops everything when told to, and ends well', async () => {
    expect(await lintel?.kill('SIGINT')).toBe(0);
    expect(lintel?.output).toMatch(/Stopping\.\.\.\nStopped\.\n$/);
    expect(home.children().size).toBe(0);
    expect(home.postmaster).toBeUndefined();
    expect((await home.run(['verify', '--live'])).output).toMatch(/^Proven:/);
    expect(home.postmaster).toBeUndefined();
  });
});

describe('what keeps lintel start from starting is said in one sentence', () => {
  let home: Home;
  beforeEach(() => (home = new Home()));
  afterEach(() => home.remove());

  it('a port in use', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    expect(await home.run(['start'], { INTAKE_PORT: String(port) })).toEqual({
      code: 1,
      output: `127.0.0.1:${port}, where intake listens, is in use: stop what uses it, or set INTAKE_PORT to another port.\n`,
    });
    await new Promise((resolve) => squatter.close(resolve));
  });

  it('a database that cannot be reached, without its password', async () => {
    const url = 'postgres://lintel_owner:hunter2@127.0.0.1:1/lintel';
    const env = {
      DATABASE_URL: url,
      INTAKE_DATABASE_URL: url,
      WORKSPACE_DATABASE_URL: url,
      WORKER_DATABASE_URL: url,
    };
    expect(await home.run(['start'], env)).toEqual({
      code: 1,
      output: 'The database at 127.0.0.1:1 cannot be reached (ECONNREFUSED).\n',
    });
  });

  it("settings of a database of one's own that are missing", async () => {
    const { code, output } = await home.run(['start'], { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/lintel' });
    expect({ code, output }).toEqual({
      code: 1,
      output:
        'With a database of your own, also set INTAKE_DATABASE_URL, WORKSPACE_DATABASE_URL, WORKER_DATABASE_URL.\n',
    });
  });

  it('a home that cannot be written', async () => {
    expect(await home.run(['start'], { LINTEL_HOME: '/dev/null/lintel' })).toEqual({
      code: 1,
      output:
        '/dev/null/lintel cannot be written: give this account the folder, or set LINTEL_HOME to another.\n',
    });
  });

  it('bad settings, all at once', async () => {
    const { code, output } = await home.run(['start'], { INTAKE_PORT: 'x', LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(output).toMatch(/INTAKE_PORT/);
    expect(output).toMatch(/LOG_LEVEL/);
  });
});
