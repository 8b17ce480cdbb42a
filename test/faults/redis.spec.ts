import { setTimeout as sleep } from 'node:timers/promises';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { work } from './support/load';
import { Plant } from './support/plant';
import { startRedis, type TestRedis } from '../support/redis';
import { expectWhole } from './support/truth';

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
