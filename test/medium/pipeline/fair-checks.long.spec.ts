import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { DraftsService } from '../../../src/features/submissions';
import type { ClipId } from '../../../src/kernel/ids';
import { MediaTool } from '../../../src/platform/media';
import { addClip, police, visitor, type Police } from '../../factories/people';
import { clip as sample } from '../../fixtures/clips';
import { withAdmin } from '../../support/database';
import { startService, type Service } from '../../support/service';
import { until } from '../../support/until';
import { settings } from '../media/support';

/** Hostile pictures of one link, and clips of another that are timed among them. */
const HOSTILE = Number(process.env['LINTEL_FAIR_FILES'] ?? 10);
const TIMED = Number(process.env['LINTEL_FAIR_CLIPS'] ?? 3);
/** Two are at work when the clip comes, and two more while it is checked itself: an order, which no busy machine changes. */
const BEFORE = 4;
/**
 * So many times as long as alone a check may take among theirs: a worker takes as many of them at once as there are cores, so that hers has half a core
 * at the least where the machine does nothing else. Where it does, the whole comparison is made again, as often as said.
 */
const TIMES = 2;
const COMPARISONS = 4;

let service: Service;
let [attacked, other]: Police[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-fair-'));
  service = await startService();
  attacked = await police(service);
  other = await police(service);
  await service.startWorker();
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
};

/** A PNG of one colour: hundreds of megabytes from a few kilobytes. With `padding` bytes that mean nothing its claim is believed. */
async function bomb(side: number, padding: number): Promise<string> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const path = join(folder, `${side}-${padding}.png`);
  await writeFile(
    path,
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(Buffer.alloc(side * (side * 3 + 1)), { level: 1 })),
      chunk('juNk', Buffer.alloc(padding)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
  return path;
}

type Victim = Awaited<ReturnType<typeof visitor>>;

/** Milliseconds from the last byte of a clip until it is checked. */
async function checkTime(who: Victim, path: string): Promise<number> {
  const before = performance.now();
  const id = await addClip(service, who, path, 'clip.mp4', false);
  await until('the check', async () => (await stateOf(who, id)) === 'verified');
  return performance.now() - before;
}

const stateOf = (who: Victim, id: ClipId): Promise<string | undefined> =>
  who.act(async () => (await service.hers.get(DraftsService).clips()).find((one) => one.id === id)?.state);

const median = (times: readonly number[]): number =>
  [...times].sort((left, right) => left - right)[Math.floor(times.length / 2)] ?? NaN;

interface Jobs {
  readonly handed: number;
  readonly waiting: number;
  readonly done: number;
}

/** Of the hostile link: jobs in the workers' queue, those that wait behind themselves, and those that are done. */
const theirs = async (): Promise<Jobs> =>
  withAdmin(async (admin) => {
    const { rows } = await admin.query<Jobs>(
      `SELECT count(*) FILTER (WHERE done_at IS NULL AND relayed_at IS NOT NULL)::int AS handed,
              count(*) FILTER (WHERE done_at IS NULL AND relayed_at IS NULL)::int AS waiting,
              count(*) FILTER (WHERE done_at IS NOT NULL)::int AS done
         FROM lintel.outbox WHERE queue = 'verify' AND on_behalf_of = $1`,
      [attacked?.invitation.id],
    );
    return rows[0] ?? { handed: -1, waiting: -1, done: -1 };
  }, service.database.name);

it('refuses a picture by its header that is far too large for its bytes, and believes one that has them', async () => {
  const media = new MediaTool(settings());
  expect(await media.probe(await bomb(9_000, 0))).toMatchObject({ kind: 'undecodable', code: 'too-large' });
  expect(await media.probe(await bomb(7_100, 900_000))).toMatchObject({ kind: 'picture', width: 7_100 });
});

interface Comparison {
  /** The median among theirs by that alone. */
  readonly times: number;
  /** Theirs that were done while a check of hers was waited for. */
  readonly before: readonly number[];
}

async function compare(hostile: Victim, victim: Victim, path: string, picture: string): Promise<Comparison> {
  const alone: number[] = [];
  for (let at = 0; at < TIMED; at += 1) alone.push(await checkTime(victim, path));

  for (let at = 0; at < HOSTILE; at += 1) await addClip(service, hostile, picture, `${at}.png`, false);
  await until('they are at work', async () => (await theirs()).handed === 2);
  const [among, before]: [number[], number[]] = [[], []];
  for (let at = 0; at < TIMED; at += 1) {
    const { handed, waiting, done } = await theirs();
    if (handed + waiting < 2) break;
    expect(handed).toBeLessThanOrEqual(2);
    among.push(await checkTime(victim, path));
    before.push((await theirs()).done - done);
  }
  process.stdout.write(
    `a check alone ${median(alone).toFixed(0)} ms, among ${HOSTILE} hostile pictures ${median(among).toFixed(0)} ms, ` +
      `${(median(among) / median(alone)).toFixed(2)} times, ${before.join(', ')} of them before it\n`,
  );
  // Nothing of theirs is lost either.
  await until(
    'theirs are checked, too',
    async () => (await theirs()).handed + (await theirs()).waiting === 0,
  );
  return { times: median(among) / median(alone), before };
}

it(`checks a clip of another link in at most ${TIMES} times its time while ${HOSTILE} hostile pictures of one wait, and lets at most ${BEFORE} of them go before it`, async () => {
  if (attacked === undefined || other === undefined) throw new Error('nobody there');
  const [path, picture] = [await sample('h264'), await bomb(9_000, 1_300_000)];
  const [hostile, victim] = [
    await visitor(service, attacked.invitation),
    await visitor(service, other.invitation),
  ];
  // The first pays for what is loaded once.
  await checkTime(victim, path);
  const found: number[] = [];
  while (found.length < COMPARISONS && !found.some((times) => times <= TIMES)) {
    const { times, before } = await compare(hostile, victim, path, picture);
    found.push(times);
    expect(before.length).toBeGreaterThan(0);
    expect(Math.max(...before)).toBeLessThanOrEqual(BEFORE);
  }
  expect(Math.min(...found)).toBeLessThanOrEqual(TIMES);
}, 600_000);
