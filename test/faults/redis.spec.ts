import { setTimeout as sleep } from 'node:timers/promises';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { untilKept } from './support/kept';
import { work } from './support/load';
import { Plant } from './support/plant';
import { startRedis, type TestRedis } from '../support/redis';
import { expectWhole } from './support/truth';

/** Longer than the lock of a job. */
const HANGS_MS = 15_000;

let redis: TestRedis;
let plant: Plant;
let officer: Officer;

beforeAll(async () => {
  redis = await startRedis();
  plant = await Plant.open({ REDIS_URL: redis.url, WORKER_OVERDUE_SECONDS: '4' });
  officer = await Officer.at(plant);
});
afterAll(async () => {
  await plant.close();
  await redis.stop();
});

it('Redis, killed under load and back with an empty memory: what it lost is handed over again', async () => {
  const chance = new Chance();
  const load = work(officer, [await officer.visitor(), await officer.visitor()], chance, { pauseMs: 200 });
  for (let round = 0; round < 2; round += 1) {
    await sleep(300 + chance.below(1_500));
    await redis.lose();
  }
  await expectWhole(plant, await load.end());
  expect(plant.isRunning('worker')).toBe(true);
});

it('Redis that hangs: the victim uploads and sends, officers work, and what is to be done is done when it answers again', async () => {
  const chance = new Chance();
  const visitor = await officer.visitor();
  const early = await visitor.add('early.bin', chance.bytes(100_000));
  await visitor.sendAll();
  await untilKept(plant, [early]);
  redis.freeze();
  const begun = Date.now();
  try {
    const given = await visitor.add('during.bin', chance.bytes(100_000));
    await visitor.sendAll();
    await officer.accept(early.id);
    expect(Date.now() - begun).toBeLessThan(10_000);
    for (const base of [plant.intake, plant.workspace])
      expect((await fetch(`${base}/readyz`)).status).toBe(200);
    expect((await fetch(`${plant.worker}/readyz`)).status).toBe(503);
    await sleep(Math.max(0, HANGS_MS - (Date.now() - begun)));
    redis.thaw();
    await untilKept(plant, [early, given]);
    await expectWhole(plant, [early, given]);
  } finally {
    redis.thaw();
  }
}, 240_000);
