import { Home, until, type Lintel } from '../medium/start/lintel';
import { freePort } from '../support/port';
import { Chance } from './support/chance';
import { Officer } from './support/cast';
import { Visitor } from './support/people';
import { SHORTER_LOCK } from './support/runs';

/** The same at both starts: links and sessions belong to an address. */
const freePorts = async (): Promise<Record<string, string>> => ({
  INTAKE_PORT: String(await freePort()),
  WORKSPACE_PORT: String(await freePort()),
  WORKER_HEALTH_PORT: String(await freePort()),
  INTERNAL_PORT: String(await freePort()),
});

/** Whoever ends with the process that is killed before it is gone, too. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

describe('a machine that loses power: every process and the supervisor killed with -9 at once', () => {
  const home = new Home();
  let lintel: Lintel | undefined;
  afterAll(async () => {
    await lintel?.kill('SIGTERM');
    home.remove();
  });

  it('starts again with the same command and goes on where everybody was', async () => {
    const ports = {
      ...SHORTER_LOCK,
      LIMIT_FREE_BYTES: '1',
      ...(await freePorts()),
    };
    lintel = await home.start(ports).running();
    const workspace = lintel.told('Workspace, for officers');
    const officer = await Officer.signIn(
      workspace,
      lintel.told('Sign in as'),
      lintel.told('with the one-time password'),
    );
    const visitor = await Visitor.in(await officer.invite());
    const chance = new Chance();
    const sent = await visitor.add('sent.bin', chance.bytes(200_000));
    await visitor.sendAll();
    const half = chance.bytes(200_000);
    const location = await visitor.begin('half.bin', half.length);
    expect((await visitor.patch(location, 0, half.subarray(0, 120_000))).status).toBe(204);

    const killed = [lintel.pid, ...home.children().values(), home.postmaster ?? 0];
    expect(killed.every((pid) => pid > 0)).toBe(true);
    for (const pid of killed) kill(pid);
    await lintel.end();
    await until(() => home.children().size === 0);
    lintel = await home.start(ports).running();

    expect(await visitor.offset(location)).toBe(120_000);
    await visitor.goOn(location, half);
    const resumed = await visitor.fingerprint(location, half);
    await visitor.sendAll();
    const references = [await officer.accept(sent.id), await officer.accept(resumed.id)];
    expect(references).toEqual(['AB/1', 'AB/2']);
    for (const { id, sha256 } of [sent, resumed]) {
      const clip = await officer.browser.must<{ storedSha256: string }>('GET', `/clips/${id}`);
      expect(clip.storedSha256).toBe(sha256);
    }
    await until(async () => (await home.run(['verify', '--live'])).output.startsWith('Proven:'));
  });
});
