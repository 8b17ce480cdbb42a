import { readFile } from 'node:fs/promises';
import type { ProcessName } from '../../src/config';
import { clip } from '../fixtures/clips';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { expectKept, storeOf, untilKept } from './support/kept';
import { work, type Load } from './support/load';
import type { Given } from './support/people';
import { Plant } from './support/plant';
import { KILL_POINTS } from './support/points';
import { isFullRun, report, rounds } from './support/report';

/** Without a full run so many of them, others each time (FAULTS_SEED says which). */
const SAMPLE = 6;

const all = Object.entries(KILL_POINTS).flatMap(([name, points]) =>
  points.map((point) => ({ name: name as ProcessName, point })),
);

jest.setTimeout(isFullRun ? rounds * all.length * 60_000 : 900_000);

it('there are 40 of them at least, each once', () => {
  const names = all.map(({ point }) => point);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(40);
});

it('kill -9 at named points under load: after each, all that was acknowledged is evidence within a minute', async () => {
  const chance = new Chance();
  const plant = await Plant.open();
  let load: Load | undefined;
  try {
    const officer = await Officer.at(plant);
    const films = await Promise.all(
      [clip('hevc10'), clip('silent')].map(async (path) => readFile(await path)),
    );
    const visitors = await Promise.all([officer.visitor(), officer.visitor()]);
    const sent: Given[] = [];
    for (const { name, point } of isFullRun ? all : chance.some(all, SAMPLE)) {
      let [slowest, clips] = [0, 0];
      for (let round = 0; round < rounds; round += 1) {
        load = work(officer, visitors, chance, { films, pauseMs: 100 });
        plant.arm(point);
        await until(`the death of ${name} ${point}`, () => Promise.resolve(!plant.isArmed));
        await until(`the end of ${name}`, () => Promise.resolve(!plant.isRunning(name)));
        await plant.start(name);
        const given = await load.end();
        slowest = Math.max(slowest, await untilKept(plant, given));
        clips += given.length;
        sent.push(...given);
      }
      report({ fault: `${name} killed ${point}`, times: rounds, clips, slowestSeconds: slowest / 1_000 });
    }
    await expectKept(plant, await storeOf(plant), sent);
    const references = await plant.rows<{ reference: string }>('SELECT reference FROM lintel.exhibit');
    expect(new Set(references.map(({ reference }) => reference)).size).toBe(sent.length);
  } finally {
    load?.end().catch(() => undefined);
    await plant.close();
  }
});
