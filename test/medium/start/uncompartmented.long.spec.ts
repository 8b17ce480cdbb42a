import { rmSync } from 'node:fs';
import { buildProgram } from '../../e2e/intake/support/program';
import { Home, type Lintel } from './lintel';

/** As on a machine that has no bubblewrap, or that allows no user namespaces. */
const NONE = { BWRAP_PATH: '/nowhere/bwrap' };
const SENTENCE =
  /The processes of Lintel are not kept apart from each other: .*; install bubblewrap, and allow user namespaces or start Lintel as root\./;

const home = new Home();
let lintel: Lintel | undefined;
beforeAll(buildProgram);
afterAll(async () => {
  await lintel?.kill('SIGTERM');
  rmSync(home.folder, { recursive: true, force: true });
});

describe('where no compartments can be made', () => {
  it('production refuses to start, in one sentence, and no process runs', async () => {
    const refused = home.start({ ...NONE, NODE_ENV: 'production' });
    expect(await refused.end()).toBe(1);
    expect(refused.output.split('\n').filter((line) => SENTENCE.test(line))).toHaveLength(1);
    expect(refused.output).not.toContain('Press Ctrl-C');
    expect([...home.children().keys()]).toEqual([]);
  });

  it('lintel start says so in one sentence and serves all the same, and doctor repeats it', async () => {
    lintel = await home.start(NONE).running();
    const [sentence] = SENTENCE.exec(lintel.output) ?? [''];
    expect(sentence).not.toBe('');
    expect(lintel.output.split('\n').filter((line) => SENTENCE.test(line))).toHaveLength(1);
    expect([...home.children().keys()].sort()).toEqual(['intake', 'issuer', 'worker', 'workspace']);
    const doctor = await home.run(['doctor'], NONE);
    expect(doctor.output).toContain(`PROBLEM  compartments: ${sentence}`);
    expect(doctor.output).toContain('production refuses to start without');
    expect(doctor.code).toBe(1);
  });
});
