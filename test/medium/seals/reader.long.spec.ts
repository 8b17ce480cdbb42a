import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MediaTool } from '../../../src/platform/media';
import { SealReader } from '../../../src/platform/media/seal';
import { C2PA_UUID } from '../../../src/platform/seals/container-bmff';
import { UNCHECKED, type SealReading } from '../../../src/platform/seals';
import { clip } from '../../fixtures/clips';
import { inFolder, settings } from '../media/support';

const GOOD: SealReading = {
  ...UNCHECKED,
  ...{ integrity: 'unchanged', trust: 'no-list', fault: null, certificate: 'a'.repeat(64) },
};
/** A film that holds the mark of a seal, and none: the program is started for it. */
const marked = async (folder: string): Promise<string> => {
  const path = join(folder, 'marked.mp4');
  await writeFile(path, Buffer.concat([await readFile(await clip('h264')), C2PA_UUID]));
  return path;
};
const say = (answer: unknown): string => `console.log(${JSON.stringify(JSON.stringify(answer))});`;

/** For a program that answers, on a busy machine. */
const PATIENT_SECONDS = 60;

/** What is answered where another program stands in for the reader, as one that a file has taken over. */
const readBy = (program: string, stallSeconds = 2): Promise<SealReading | null> =>
  inFolder(async (folder) => {
    const script = join(folder, 'other.mjs');
    await writeFile(script, program);
    const reader = new SealReader(settings({ stallSeconds }), [script]);
    return reader.read(await marked(folder), new Date());
  });

it('takes the answer of the program', async () => {
  expect(await readBy(say({ seal: GOOD }), PATIENT_SECONDS)).toEqual(GOOD);
  expect(await readBy(say({ seal: null }), PATIENT_SECONDS)).toBeNull();
});

it.each([
  ['that ends at once', 'process.exit(3)'],
  ['that fails', 'throw new Error("made to fail")'],
  ['that says nothing', ''],
  ['that is killed', 'process.kill(process.pid, "SIGKILL")'],
  ['that goes on for ever', 'for (;;);'],
  [
    'that fills its memory',
    'const all = []; for (;;) all.push(Buffer.alloc(50_000_000, 1), new Array(5_000_000).fill({}));',
  ],
  ['that says something else', 'console.log("{}")'],
  ['that says what is no JSON', 'console.log("{unchanged, trusted}")'],
  ['that says a word that is not known', say({ seal: { ...GOOD, trust: 'very-trusted' } })],
  ['that says more than was asked', say({ seal: { ...GOOD, officer: 'Sample' } })],
  ['that says less than was asked', say({ seal: { integrity: 'unchanged', trust: 'trusted' } })],
  ['that says a hash that is none', say({ seal: { ...GOOD, manifest: '<b>' } })],
  ['that talks too long', say({ seal: { ...GOOD, generator: 'x'.repeat(20_000) } })],
])('says of a program %s that the seal cannot be checked', async (_, program) => {
  expect(await readBy(program)).toEqual(UNCHECKED);
});

it('shows the program its file and no other, no network and no way to write', async () => {
  const program = `
    import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
    import { connect } from 'node:net';
    const tries = {
      read: () => readFileSync('/etc/passwd'), code: () => readFileSync(${JSON.stringify(__filename)}),
      write: () => writeFileSync('/job/out', 'x'), change: () => writeFileSync('/job/clip', 'x'),
      environment: () => { if (Object.keys(process.env).filter((name) => name !== 'PWD').length === 0) throw new Error('none'); },
    };
    const done = Object.entries(tries).filter(([, go]) => { try { go(); return true; } catch { return false; } }).map(([name]) => name);
    const there = readdirSync('.').sort().join();
    const socket = connect(53, '1.1.1.1');
    const end = (how) => { console.log(JSON.stringify({ seal: { ...${JSON.stringify(GOOD)}, name: [...done, how].join(), generator: there } })); process.exit(0); };
    socket.on('connect', () => end('connected')).on('error', (error) => end(error.code));`;
  expect(await readBy(program, PATIENT_SECONDS)).toMatchObject({
    // Refused by the filter of system calls, and where there is none by the missing network.
    name: expect.stringMatching(/^(EPERM|ENETUNREACH)$/) as string,
    generator: 'clip,read-seal.mjs',
  });
});

it('says before any file comes that the reader is missing', async () => {
  const missing = new SealReader(settings(), ['/nowhere/read-seal.mjs']);
  expect(await missing.problems()).toEqual(['The reader of makers’ seals is not built: run npm run build.']);
  expect((await new MediaTool(settings()).check()).problems).toEqual([]);
});

it('goes on without a file of anchors that is missing', async () => {
  const tool = new MediaTool(settings({ trustAnchors: ['/nowhere/anchors.pem'] }));
  await inFolder(async (folder) => expect(await tool.seal(await marked(folder), new Date())).toBeNull());
});

it('runs with little memory for decoders, too', async () => {
  const tool = new MediaTool(settings({ memoryBytes: 256 * 1024 ** 2 }));
  await inFolder(async (folder) => expect(await tool.seal(await marked(folder), new Date())).toBeNull());
});

it('does not start the program for a file without the mark of a seal', async () => {
  await inFolder(async (folder) => {
    const script = join(folder, 'other.mjs');
    await writeFile(script, say({ seal: GOOD }));
    const reader = new SealReader(settings({ stallSeconds: PATIENT_SECONDS }), [script]);
    expect(await reader.read(await clip('h264'), new Date())).toBeNull();
    expect(await reader.read(await marked(folder), new Date())).toEqual(GOOD);
  });
});

it('is stopped when the work is cancelled', async () => {
  await inFolder(async (folder) => {
    const script = join(folder, 'other.mjs');
    await writeFile(script, 'setInterval(() => console.log("."), 100)');
    const reader = new SealReader(settings(), [script]);
    const reading = reader.read(await marked(folder), new Date(), AbortSignal.timeout(700));
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
