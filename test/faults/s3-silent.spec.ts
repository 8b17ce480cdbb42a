import { setTimeout as sleep } from 'node:timers/promises';
import { evidenceKey, type EvidenceStore } from '../../src/platform/object-store';
import { startCeph, type Ceph } from '../support/ceph';
import { startRedis, type TestRedis } from '../support/redis';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { expectKept, storeOf, untilKept } from './support/kept';
import type { Given } from './support/people';
import { Plant } from './support/plant';
import { storeSettings } from './support/services';
import { FaultyStore } from './support/store-faults';

/** Three tries of a second, and the pauses between them; a part that is sent has six seconds each time. */
const SOON_MS = 15_000;
const SENT_MS = 40_000;
const AWAY = /A part of (our|the) service does not work at the moment|The store broke off/;

const chance = new Chance();
let redis: TestRedis;
let ceph: Ceph;
let store: FaultyStore;
let plant: Plant;
let evidence: EvidenceStore;
let throughFault: EvidenceStore;
let officer: Officer;
let kept: Given;

beforeAll(async () => {
  [redis, ceph] = await Promise.all([startRedis(), startCeph([])]);
  store = await FaultyStore.before(ceph.endpoint, chance);
  const settings = await storeSettings(ceph, store.endpoint);
  plant = await Plant.open({
    ...settings,
    REDIS_URL: redis.url,
    S3_ANSWER_SECONDS: '1',
    WORKER_LONGEST_WAIT_SECONDS: '2',
  });
  evidence = await storeOf(plant, { ...settings, S3_ENDPOINT: ceph.endpoint });
  throughFault = await storeOf(plant, { ...settings, S3_ANSWER_SECONDS: '1' });
  officer = await Officer.at(plant);
  const visitor = await officer.visitor();
  kept = await visitor.add('a.bin', chance.bytes(3_000_000));
  await visitor.sendAll();
  await untilKept(plant, [kept]);
});
afterEach(() => store.cure());
afterAll(async () => {
  await plant.close();
  await store.close();
  await Promise.all([redis.stop(), ceph.stop()]);
});

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = sleep(ms, undefined, { ref: false }).then(() => {
    throw new Error(`no answer in ${ms} ms`);
  });
  return Promise.race([work, late]);
}

const original = async (): Promise<string> => {
  const answer = await officer.browser.must<{ contentUrl: string }>('POST', `/clips/${kept.id}/downloads`, {
    content: 'original',
    reason: 'to look at it',
  });
  return answer.contentUrl;
};

const keyOf = async () => {
  const [row] = await plant.rows<{ key: string }>(
    'SELECT evidence_key AS key FROM lintel.clip WHERE id = $1',
    [kept.id],
  );
  return evidenceKey(row?.key ?? '');
};

describe('S3 that takes what comes and says nothing', () => {
  it('holds no officer: what is fetched answers that it does not work at the moment, and when to come again', async () => {
    const url = await original();
    await store.begin('silent');
    const answer = await within(SOON_MS, officer.browser.get(url));
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '10']);
    expect(answer.text).toMatch(AWAY);
    await store.cure();
    const whole = await officer.browser.get(url);
    expect(whole.status).toBe(200);
    expect(whole.body.length).toBeGreaterThanOrEqual(3_000_000);
  });

  it('holds no victim, whose upload goes on when it speaks again, with all bytes as they were', async () => {
    const visitor = await officer.visitor();
    visitor.mayGoBack = true;
    const bytes = chance.bytes(400_000);
    const location = await visitor.begin('b.bin', bytes.length);
    await visitor.patch(location, 0, bytes.subarray(0, 100_000));
    await store.begin('silent');
    const part = await within(SENT_MS, visitor.patch(location, 100_000, bytes.subarray(100_000, 200_000)));
    expect(part.status).toBeGreaterThanOrEqual(500);
    expect(part.text).not.toMatch(/ECONN|smithy|Timeout/i);
    await store.cure();
    await visitor.goOn(location, bytes);
    const given = await visitor.fingerprint(location, bytes);
    await visitor.sendAll();
    await untilKept(plant, [given]);
    await expectKept(plant, evidence, [given]);
  });

  it('holds up no work for longer than it is silent: what was sent meanwhile is locked then', async () => {
    const visitor = await officer.visitor();
    const given = await visitor.add('c.bin', chance.bytes(200_000));
    process.kill(plant.pid('worker'), 'SIGSTOP');
    await visitor.sendAll();
    await store.begin('silent');
    process.kill(plant.pid('worker'), 'SIGCONT');
    await sleep(10_000);
    await store.cure();
    await untilKept(plant, [given]);
    await expectKept(plant, evidence, [given]);
  });
});

describe('S3 that falls silent in the middle of a file', () => {
  it('is given up by whoever waits for more of it, as torn', async () => {
    const key = await keyOf();
    await store.begin('stalling');
    const reading = async (): Promise<number> => {
      let seen = 0;
      for await (const piece of await throughFault.read(key)) seen += (piece as Buffer).length;
      return seen;
    };
    await expect(within(SOON_MS, reading())).rejects.toMatchObject({ code: 'torn-read' });
  });

  it('is not said to be so of a reader who pauses', async () => {
    const body = await throughFault.read(await keyOf());
    let seen = 0;
    for await (const piece of body) {
      if (seen === 0) await sleep(3_000);
      seen += (piece as Buffer).length;
    }
    expect(seen).toBe(3_000_000);
  });

  it('cuts the download of an officer, which can be asked for again', async () => {
    const url = await original();
    await store.begin('stalling');
    await expect(within(SOON_MS, officer.browser.get(url))).rejects.toMatchObject({ code: 'ECONNRESET' });
    await store.cure();
    expect((await officer.browser.get(url)).body.length).toBeGreaterThanOrEqual(3_000_000);
  });
});
