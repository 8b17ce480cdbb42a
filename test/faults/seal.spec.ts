import { execFile } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { chmod, cp, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { hashStream } from '../../src/platform/digest';
import { verifyPath } from '../../src/verifier';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { OfficerBrowser } from './support/people';
import { Plant } from './support/plant';
import { settledPlant } from './support/truth';

const MiB = 1024 ** 2;
const GiB = 1024 ** 3;

/** Of a bundle that is streamed: more than any file of four bytes' length, and 33 times the memory that it may cost. */
const STREAMED_GIB = Number(process.env['LINTEL_STREAMED_GIB'] ?? 4.125);

/** More than the sockets between two processes hold. */
const SIZE = 24_000_000;

let plant: Plant;
let officer: Officer;
let discloser: OfficerBrowser;
let cases: string;
let memory: string;

/** A disclosure officer of the investigation, who has decided about its one exhibit. */
async function discloserOf(clip: string): Promise<OfficerBrowser> {
  const email = 'discloser@example.test';
  const options = ['--email', email, '--name', 'Dana Discloser', '--role', 'disclosure'];
  const made = await plant.run('create-officer', ...options);
  await officer.browser.must('POST', `${cases}/members`, { email });
  const browser = new OfficerBrowser(plant.workspace);
  const password = made.text.trim().split(' ').at(-1) ?? '';
  await browser.must('POST', '/session', { email, password });
  await browser.must('POST', '/password', { current: password, wanted: 'three random words' });
  await browser.must('POST', '/session/confirmation', { password: 'three random words' });
  const verdict = { classification: 'evidence', meetsTest: false, reason: 'Shows the man' };
  await browser.must('POST', `${cases}/decisions`, { items: [clip], ...verdict });
  await browser.must('POST', `${cases}/schedules`, { form: 'MG12', signedName: 'Dana Discloser' });
  return browser;
}

beforeAll(async () => {
  memory = await mkdtemp('/dev/shm/lintel-seal-');
  plant = await Plant.open();
  officer = await Officer.at(plant);
  cases = `/investigations/${officer.investigation}`;
  const visitor = await officer.visitor();
  const { id } = await visitor.add('clip.bin', Buffer.alloc(SIZE, new Chance().bytes(997)), SIZE);
  await visitor.sendAll();
  await officer.accept(id);
  discloser = await discloserOf(id);
  await settledPlant(plant);
});
afterAll(async () => {
  await plant.close();
  await rm(memory, { recursive: true, force: true });
});

interface Bundle {
  readonly state: string;
  readonly seal: { readonly totalSize: number; readonly keyFingerprint: string } | null;
}

const bundle = (id: string): Promise<Bundle> => discloser.must<Bundle>('GET', `/bundles/${id}`);
const ask = async (): Promise<string> =>
  (await discloser.must<{ id: string }>('POST', `${cases}/bundles`, { kind: 'court' })).id;

/** Bytes of the archive from `start` on, as far as they come. */
async function fetchFrom(id: string, start: number, enough = Infinity): Promise<Buffer> {
  const { archiveUrl } = await discloser.must<{ archiveUrl: string }>('POST', `/bundles/${id}/downloads`, {
    reason: 'For the court',
  });
  const headers = { Cookie: discloser.cookie, Range: `bytes=${start}-` };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(new URL(archiveUrl, plant.workspace), { headers, agent: false }, resolve).on('error', reject);
  });
  expect(answer.statusCode).toBe(206);
  const chunks: Buffer[] = [];
  let [size, isKilled] = [0, false];
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size < enough || isKilled) continue;
      isKilled = true;
      await plant.bounce('workspace');
    }
  } catch (error) {
    // The line broke, as it does when the process behind it is killed.
    if (enough === Infinity) throw error;
  }
  return Buffer.concat(chunks);
}

/** Sealed once, named once, and proven by the verifier. */
async function expectSealedOnce(id: string, bytes: Buffer): Promise<void> {
  await settledPlant(plant);
  const found = await bundle(id);
  expect(found).toMatchObject({ state: 'sealed', seal: { totalSize: bytes.length } });
  const [counts] = await plant.rows(
    `SELECT (SELECT count(*) FROM lintel.bundle_seal WHERE bundle_id = $1)::int AS seals,
            (SELECT count(*) FROM lintel.bundle_state WHERE bundle_id = $1 AND state = 'sealed')::int AS states,
            (SELECT count(*) FROM lintel.bundle_entry WHERE bundle_id = $1)::int AS entries,
            (SELECT count(DISTINCT path) FROM lintel.bundle_entry WHERE bundle_id = $1)::int AS paths,
            (SELECT count(*) FROM custody.record WHERE event::jsonb->>'type' = 'bundle-sealed'
               AND event::jsonb->'detail'->>'bundle' = $1::text)::int AS events`,
    [id],
  );
  const { entries, ...once } = counts as Record<string, number>;
  expect(once).toEqual({ seals: 1, states: 1, events: 1, paths: entries });
  const file = join(plant.home, 'bundle.zip');
  await writeFile(file, bytes);
  const keyFingerprint = found.seal?.keyFingerprint ?? '';
  const { exitCode, text } = await verifyPath(file, { keyFingerprint });
  expect({ exitCode, text }).toMatchObject({ exitCode: 0 });
}

it('a worker that is killed with -9 while it seals, again and again: one bundle, sealed once', async () => {
  const points = ['while a bundle is written', 'before the seal', 'after the seal'];
  plant.arm(points[0] ?? '');
  const id = await ask();
  for (const [index] of points.entries()) {
    await until(`death ${points[index] ?? ''}`, () => Promise.resolve(!plant.isRunning('worker')));
    const next = points[index + 1];
    if (next !== undefined) plant.arm(next);
    await plant.start('worker');
  }
  await until('the seal', async () => (await bundle(id)).state === 'sealed');
  expect(plant.isArmed).toBe(false);
  await expectSealedOnce(id, await fetchFrom(id, 0));
});

it('a workspace that is killed with -9 while a bundle is fetched: it goes on at that byte', async () => {
  const id = await ask();
  await until('the seal', async () => (await bundle(id)).state === 'sealed');
  const first = await fetchFrom(id, 0, 1_000_000);
  const { seal } = await bundle(id);
  expect(first.length).toBeLessThan(seal?.totalSize ?? 0);
  await expectSealedOnce(id, Buffer.concat([first, await fetchFrom(id, first.length)]));
});

/** Of /proc/PID/FILE (proc(5)). */
async function processFact(file: 'status' | 'io', name: string): Promise<number> {
  const text = await readFile(`/proc/${plant.pid('workspace')}/${file}`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
}

/**
 * The original of a sealed bundle becomes so large that nobody would keep it: a hole, as a superuser digs it. It lies in
 * memory then, where a hole is read as nothing; of one on a disk the kernel makes pages first, which takes longer than to send.
 */
async function enlarge(id: string, size: number): Promise<void> {
  const [original] = await plant.rows<{ key: string }>(
    `SELECT object_key AS key FROM lintel.bundle_entry WHERE bundle_id = $1 AND path LIKE 'data/originals/%'`,
    [id],
  );
  const file = plant.objects('evidence', original?.key ?? '');
  const folder = plant.objects('evidence');
  await cp(folder, memory, { recursive: true });
  await rm(folder, { recursive: true });
  await symlink(memory, folder);
  await chmod(file, 0o644);
  await truncate(file, size);
  // What is not as it was sealed is not sent to its end.
  const { sha256 } = await hashStream(createReadStream(file, { highWaterMark: MiB }));
  await plant.rows('ALTER TABLE lintel.bundle_entry DISABLE TRIGGER ALL');
  await plant.rows(
    'UPDATE lintel.bundle_entry SET size = $2, sha256 = $4 WHERE bundle_id = $1 AND object_key = $3',
    [id, size, original?.key, sha256],
  );
}

it(`the workspace streams ${STREAMED_GIB} GiB, and grows by less than 128 MiB over what it holds at rest`, async () => {
  const id = await ask();
  await until('the seal', async () => (await bundle(id)).state === 'sealed');
  await fetchFrom(id, 0);
  // It may write in the folder that is about to move.
  await plant.stop('worker');
  await enlarge(id, STREAMED_GIB * GiB);
  const { archiveUrl } = await discloser.must<{ archiveUrl: string }>('POST', `/bundles/${id}/downloads`, {
    reason: 'For the court',
  });
  const atRest = (await processFact('status', 'VmRSS')) * 1024;
  // From here on the peak is counted anew (proc(5), clear_refs).
  await writeFile(`/proc/${plant.pid('workspace')}/clear_refs`, '5');
  const written = await processFact('io', 'write_bytes');
  const url = new URL(archiveUrl, plant.workspace).href;
  const form = '%{http_code} %{size_download}';
  const curl = ['-sS', '-H', `Cookie: ${discloser.cookie}`, '-o', '/dev/null', '-w', form, url];
  const { stdout } = await promisify(execFile)('curl', curl);
  const peak = (await processFact('status', 'VmHWM')) * 1024;
  const [status, size] = stdout.split(' ').map(Number);
  process.stdout.write(
    `${STREAMED_GIB} GiB by the workspace: at rest ${Math.round(atRest / MiB)} MiB, at most ${Math.round(peak / MiB)} MiB\n`,
  );
  expect(status).toBe(200);
  expect(size).toBeGreaterThan(STREAMED_GIB * GiB);
  expect(peak - atRest).toBeLessThan(128 * MiB);
  // Its log lines alone.
  expect((await processFact('io', 'write_bytes')) - written).toBeLessThan(MiB);
});
