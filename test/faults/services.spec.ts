import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withQueues } from '../../src/apps/cli/jobs';
import { startRedis, type TestRedis } from '../support/redis';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { startCluster, type Cluster } from './support/cluster';
import { Plant } from './support/plant';
import { expectWhole } from './support/truth';

/** Longer than five tries and the pauses between them. */
const LONG_MS = 17_000;
const isRoot = process.getuid?.() === 0;

let redis: TestRedis;
let cluster: Cluster;
let plant: Plant;
let officer: Officer;

const ready = async (url: string): Promise<number> => (await fetch(`${url}/readyz`)).status;
const untilAll = (status: number): Promise<unknown> =>
  until(`every process answers ${status}`, async () => {
    const found = await Promise.all([plant.worker, plant.intake, plant.workspace].map(ready));
    return found.every((one) => one === status);
  });
const scratch = (): string => join(plant.home, 'scratch');

const there = (): string => plant.objects('evidence');
const away = (): string => `${there()}.away`;
function takeEvidenceAway(): void {
  renameSync(there(), away());
  writeFileSync(there(), 'not mounted');
}
function bringEvidenceBack(): void {
  if (!existsSync(away())) return;
  rmSync(there());
  renameSync(away(), there());
}

beforeAll(async () => {
  redis = await startRedis();
  cluster = await startCluster();
  plant = await Plant.prepare(
    { REDIS_URL: redis.url, WORKER_LONGEST_WAIT_SECONDS: '2', WORKER_STUCK_SECONDS: '3' },
    cluster,
  );
  if (isRoot) {
    mkdirSync(scratch());
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=80m,mode=700', 'tmpfs', scratch()]);
  }
  await plant.startAll();
  officer = await Officer.at(plant);
});
// A fault that outlives its test would be blamed on the next.
afterEach(() => {
  plant.setClock(0);
  bringEvidenceBack();
  rmSync(join(scratch(), 'filler'), { force: true });
});
afterAll(async () => {
  await plant.stopAll();
  if (isRoot) execFileSync('umount', [scratch()]);
  await plant.close();
  await redis.stop();
});

it('PostgreSQL away for longer than all tries, the queue being elsewhere: work goes on by itself', async () => {
  const [visitor, chance] = [await officer.visitor(), new Chance()];
  const given = [];
  for (let count = 0; count < 4; count += 1) given.push(await visitor.add('a.bin', chance.bytes(200_000)));
  await visitor.sendAll();
  await cluster.stop();
  await untilAll(503);
  await sleep(LONG_MS);
  await cluster.start();
  await expectWhole(plant, given);
  await untilAll(200);
});

it('the store of evidence away for longer than all tries: officers see what waits, and it goes on by itself', async () => {
  const [visitor, chance] = [await officer.visitor(), new Chance()];
  const given = await visitor.add('b.bin', chance.bytes(200_000));
  takeEvidenceAway();
  await visitor.sendAll();
  const begun = Date.now();
  await until('the clip among what fails', async () => {
    const rows = await plant.rows(
      `SELECT 1 FROM lintel.clip_trouble WHERE clip_id = $1 AND kind = 'not-locked'`,
      [given.id],
    );
    return rows.length === 1;
  });
  await until('the worker that is not ready', async () => (await ready(plant.worker)) === 503);
  // Held back in a worker's hands at first, and again at each try: in between it is in the list.
  // The command is asked when it is there: each time it is a process.
  await withQueues(plant.config, plant.urls.worker, (queues) =>
    until('the clip among the jobs that wait', async () => {
      const waiting = await queues.waitingJobs();
      if (!waiting.some(({ name }) => name === 'promote-clip')) return false;
      const { text } = await plant.run('jobs');
      return /wait\(s\) and will be done by itself[^]*promote-clip[^]*evidence is away/.test(text);
    }),
  );
  await sleep(Math.max(0, LONG_MS - (Date.now() - begun)));
  bringEvidenceBack();
  await expectWhole(plant, [given]);
  expect(await plant.rows(`SELECT 1 FROM lintel.clip_trouble WHERE clip_id = $1`, [given.id])).toEqual([]);
  await until('the worker that is ready', async () => (await ready(plant.worker)) === 200);
});

(isRoot ? it : it.skip)('a full scratch disk: nothing is begun, nothing is blamed on the file', async () => {
  const [visitor, chance] = [await officer.visitor(), new Chance()];
  const given = await visitor.add('c.bin', chance.bytes(200_000));
  writeFileSync(join(scratch(), 'filler'), Buffer.alloc(40 * 1024 ** 2));
  await until('the worker that is not ready', async () => (await ready(plant.worker)) === 503);
  await visitor.sendAll();
  await sleep(2_000);
  expect(
    await plant.rows(`SELECT 1 FROM lintel.clip WHERE id = $1 AND state = 'master'`, [given.id]),
  ).toEqual([]);
  rmSync(join(scratch(), 'filler'));
  await expectWhole(plant, [given]);
});

it('a clock that jumps while work is waiting: the work is done when the clock is right', async () => {
  const [visitor, chance] = [await officer.visitor(), new Chance()];
  const given = await visitor.add('d.bin', chance.bytes(200_000));
  await plant.stop('worker');
  await visitor.sendAll();
  plant.setClock(10_000);
  await plant.start('worker');
  await until('the worker that is not ready', async () => (await ready(plant.worker)) === 503);
  await sleep(2_000);
  plant.setClock(0);
  await expectWhole(plant, [given]);
});

it('no job was given up in all of that: one that is stays in the list', async () => {
  expect((await plant.run('jobs')).text).toContain('No job was given up.');
});
