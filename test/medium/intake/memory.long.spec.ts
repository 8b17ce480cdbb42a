import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { IntakeWorld } from './support/intake';
import { multipart, patchHeaders, VisitorBrowser, type Answer } from './support/visitor';

const MiB = 1024 ** 2;
const SIZE = 256 * MiB;
const EVERY = 64 * MiB;
/** Client and server share this process; a file held whole would need SIZE. */
const MOST_GROWTH = 48 * MiB;

// Collecting takes long where many suites have left their modules behind.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is really held, bytes: garbage is collected first, so that the collector's mood is not measured. */
function held(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

let world: IntakeWorld;
let browser: VisitorBrowser;
beforeAll(async () => {
  world = await IntakeWorld.open();
  browser = new VisitorBrowser(world.base);
  await browser.enter(await world.officer.invite());
});
afterAll(() => world.close());

/** Sends SIZE bytes between `before` and `after`; gives the answer and the most that was held on the way, bytes. */
async function stream(
  [method, path, headers]: [string, string, Record<string, string>],
  before: Buffer = Buffer.of(),
  after: Buffer = Buffer.of(),
): Promise<{ answer: Answer; peak: number }> {
  const length = String(before.length + SIZE + after.length);
  const { sent, answer } = browser.open(method, path, { ...headers, 'Content-Length': length });
  const piece = Buffer.alloc(MiB, 'x');
  let peak = 0;
  sent.write(before);
  for (let done = 0; done < SIZE; done += MiB) {
    if (!sent.write(piece)) await once(sent, 'drain');
    if (done % EVERY === 0) peak = Math.max(peak, held());
  }
  sent.end(after);
  return { answer: await answer, peak };
}

it('a large file needs no more memory than a small one, by tus and by form', async () => {
  await browser.uploadByTus('warm.mp4', Buffer.alloc(5 * MiB));
  await browser.upload([{ name: 'warm.mp4', bytes: Buffer.alloc(5 * MiB) }]);
  const start = held();
  const location = (await browser.create('big.mp4', SIZE)).headers.location ?? '';
  const byTus = await stream(['PATCH', location, patchHeaders(0)]);
  expect(byTus.answer.status).toBe(204);
  const { type, body } = multipart([{ name: 'big.mp4', bytes: Buffer.of() }]);
  const cut = body.indexOf('\r\n\r\n') + 4;
  const form = ['POST', '/files', { 'Content-Type': type }] as [string, string, Record<string, string>];
  const byForm = await stream(form, body.subarray(0, cut), body.subarray(cut));
  expect(byForm.answer.status).toBe(303);
  expect(
    (await browser.files()).filter(({ size, state }) => size === SIZE && state === 'waiting'),
  ).toHaveLength(2);
  expect(Math.max(byTus.peak, byForm.peak) - start).toBeLessThan(MOST_GROWTH);
});
