import { readFile } from 'node:fs/promises';
import type { ProcessName } from '../../src/config';
import { clip } from '../fixtures/clips';
import { until } from '../support/until';
import { Officer } from './support/cast';
import { Chance } from './support/chance';
import { expectKept, keptAfterCure, storeOf, type Kept } from './support/kept';
import { work, type Load } from './support/load';
import type { Given } from './support/people';
import { Plant } from './support/plant';
import { KILL_POINTS } from './support/points';
import { Report } from './support/report';
import { startServices } from './support/services';
import { isFullRun, isPiece, LOAD_PAUSE_MS, rounds, WAITS_MS } from './support/runs';

/** Without a full run so many of them in each place, others each time (FAULTS_SEED says which). */
const SAMPLE = 2;

const all = Object.entries(KILL_POINTS).flatMap(([name, points]) =>
  points.map((point) => ({ name: name as ProcessName, point, fault: `${name} killed ${point}` })),
);

/** What files and queue are on. */
const PLACES = ['files and PostgreSQL', 'S3 and Redis'] as const;
/** The one that is coded anew; of the other ffmpeg only copies the pictures, at once. */
const [CODED, COPIED] = ['hevc10', 'silent'] as const;
/** Time that a piece spends on copies is not spent on another fault: it sends what is coded anew only where that has to run. */
const isSent = (film: string, point: string): boolean =>
  !isPiece || film === COPIED || point === 'while ffmpeg runs';
const chance = new Chance();
/** A piece has one of them, every third S3 and Redis, which costs the most. */
const places = isPiece ? [PLACES[chance.seed % 3 === 0 ? 1 : 0]] : PLACES;

jest.setTimeout(isFullRun ? rounds * all.length * 60_000 + WAITS_MS : 900_000);

it('there are 40 of them at least, each once', () => {
  const names = all.map(({ point }) => point);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(40);
});

it.each(places)(
  'kill -9 at named points under load, on %s: all that was acknowledged is evidence within a minute',
  async (place) => {
    const reported = new Report('kill-points', chance.seed, place);
    reported.begins(all.length);
    const services = place === 'S3 and Redis' ? await startServices() : undefined;
    const plant = await Plant.prepare(services?.settings);
    let load: Load | undefined;
    try {
      await plant.startAll();
      const officer = await Officer.at(plant);
      const films = await Promise.all(
        [CODED, COPIED].map(async (film) => ({ film, bytes: await readFile(await clip(film)) })),
      );
      const visitors = await Promise.all([officer.visitor(), officer.visitor()]);
      // docs/reliability.md, Known limits
      for (const visitor of visitors) visitor.mayGoBack = services !== undefined;
      const sent: Given[] = [];
      const kill = async (name: ProcessName, point: string): Promise<Kept> => {
        load = work(officer, visitors, chance, {
          films: films.flatMap(({ film, bytes }) => (isSent(film, point) ? bytes : [])),
          pauseMs: LOAD_PAUSE_MS ?? (isFullRun ? 100 : 800),
        });
        plant.arm(point);
        await until(`the death of ${name} ${point}`, () => Promise.resolve(!plant.isArmed));
        await until(`the end of ${name}`, () => Promise.resolve(!plant.isRunning(name)));
        await plant.start(name);
        return keptAfterCure(plant, load, isPiece);
      };
      const points = chance.some(all, isFullRun ? all.length : SAMPLE);
      points.sort((a, b) => reported.onRecord(a.fault) - reported.onRecord(b.fault));
      for (const { name, point, fault } of points) {
        await reported.untilTheMachineHasTime();
        if (!reported.wants(fault)) continue;
        let [slowest, clips, times] = [0, 0, 0];
        for (let round = 0; round < rounds; round += 1) {
          const { given, ms, starved } = await kill(name, point).catch((error: unknown) => {
            reported.failed(fault, error);
            throw error;
          });
          sent.push(...given);
          if (starved !== undefined) {
            reported.starved(fault, starved, { ms });
            continue;
          }
          slowest = Math.max(slowest, ms);
          clips += given.length;
          times += 1;
        }
        if (times > 0) reported.add({ fault, times, clips, slowestSeconds: slowest / 1_000 });
      }
      await reported.untilItHasTimeToLook();
      await expectKept(plant, await storeOf(plant, services?.settings), sent);
      const references = await plant.rows<{ reference: string }>('SELECT reference FROM lintel.exhibit');
      expect(new Set(references.map(({ reference }) => reference)).size).toBe(sent.length);
      reported.whole(sent.length);
    } finally {
      load?.end().catch(() => undefined);
      await plant.close();
      await services?.stop();
    }
  },
);
