import { setTimeout as sleep } from 'node:timers/promises';
import type { EvidenceStore } from '../../src/platform/object-store';
import { startCeph, type Ceph } from '../support/ceph';
import { startRedis, type TestRedis } from '../support/redis';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { expectKept, storeOf, untilKept } from './support/kept';
import { Plant } from './support/plant';
import { storeSettings } from './support/services';
import { FaultyStore } from './support/store-faults';

/** Longer than five tries and the pauses between them: 15 seconds. */
const LONG_MS = 20_000;

const chance = new Chance();
let redis: TestRedis;
let ceph: Ceph;
let store: FaultyStore;
let plant: Plant;
let evidence: EvidenceStore;

beforeAll(async () => {
  [redis, ceph] = await Promise.all([startRedis(), startCeph([])]);
  store = await FaultyStore.before(ceph.endpoint, chance);
  const settings = await storeSettings(ceph, store.endpoint);
  plant = await Plant.open({
    ...settings,
    REDIS_URL: redis.url,
    WORKER_LONGEST_WAIT_SECONDS: '2',
    WORKER_STUCK_SECONDS: '3',
  });
  evidence = await storeOf(plant, { ...settings, S3_ENDPOINT: ceph.endpoint });
});
afterAll(async () => {
  await plant.close();
  await store.close();
  await Promise.all([redis.stop(), ceph.stop()]);
});

const ready = async (): Promise<number> => (await fetch(`${plant.worker}/readyz`)).status;

it('S3 away for longer than all tries of a job: what was sent before, and what was under way, ends by itself', async () => {
  const officer = await Officer.at(plant);
  const [before, meanwhile] = [await officer.visitor(), await officer.visitor()];
  meanwhile.mayGoBack = true;
  const given = [];
  for (let count = 0; count < 3; count += 1) given.push(await before.add('a.bin', chance.bytes(200_000)));
  // It takes none of them before the store is gone.
  process.kill(plant.pid('worker'), 'SIGSTOP');
  await before.sendAll();
  await store.begin('down');
  const gone = Date.now();
  process.kill(plant.pid('worker'), 'SIGCONT');
  const late = meanwhile.add('b.bin', chance.bytes(200_000));
  await until('the worker that is not ready', async () => (await ready()) === 503);
  await until('a clip among what fails', async () => {
    const rows = await plant.rows(`SELECT 1 FROM lintel.clip_trouble WHERE kind = 'not-locked'`);
    return rows.length > 0;
  });
  await sleep(Math.max(0, LONG_MS - (Date.now() - gone)));
  await store.cure();
  given.push(await late);
  await meanwhile.sendAll();
  await untilKept(plant, given);
  await expectKept(plant, evidence, given);
  expect((await plant.run('jobs')).text).toContain('No job was given up.');
  await until('the worker that is ready', async () => (await ready()) === 200);
});
