import { readdir, readFile, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clip } from '../../fixtures/clips';
import { until } from '../../support/until';
import type { Officer } from '../support/cast';
import { Chance } from '../support/chance';
import type { Given } from '../support/people';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { expectWhole } from '../support/truth';

let plant: Plant;
let officer: Officer;

/** The worker dies at each of the points in turn, the first of which is armed. */
async function dieAt(points: readonly string[]): Promise<void> {
  for (const [index, point] of points.entries()) {
    await until(`death ${point}`, () => Promise.resolve(!plant.isRunning('worker')));
    const next = points[index + 1];
    if (next !== undefined) plant.arm(next);
    await plant.start('worker');
  }
}

const BEFORE_SENDING = ['before relayed', 'after relayed', 'before verified', 'after verified'];
const AFTER_SENDING = [
  'before the master has its name',
  'after the master has its name',
  'before master',
  'after master',
  'while ffmpeg runs',
  'before rendition',
  'after rendition',
  'before sequenced',
];

/** `stage` is asked for when its processes run. */
export function workerIsKilled(stage: () => Stage): void {
  beforeAll(() => {
    ({ plant, officer } = stage());
  });

  describe('the worker, killed with -9', () => {
    it('at every step of one clip: it becomes one master with one set of working copies', async () => {
      const visitor = await officer.visitor();
      const bytes = await readFile(await clip('hevc10'));
      const location = await visitor.begin('clip.mp4', bytes.length);
      plant.arm(BEFORE_SENDING[0] ?? '');
      await visitor.goOn(location, bytes, 1024 ** 2);
      const given = await visitor.fingerprint(location, bytes);
      await dieAt(BEFORE_SENDING);
      await until('the check', async () => (await visitor.files())[0]?.state === 'checked');
      plant.arm(AFTER_SENDING[0] ?? '');
      await visitor.sendAll();
      await dieAt(AFTER_SENDING);
      expect(plant.isArmed).toBe(false);
      await expectWhole(plant, [given]);
    });

    it('at random moments of many clips: nothing is lost or doubled', async () => {
      const chance = new Chance();
      const videos = await Promise.all(
        [clip('silent'), clip('text')].map(async (path) => readFile(await path)),
      );
      const sent: Given[] = [];
      for (let count = 0; count < 3; count += 1) {
        const visitor = await officer.visitor();
        for (const bytes of videos) sent.push(await visitor.add('clip.mp4', bytes));
        await visitor.sendAll();
        await sleep(chance.below(1_500));
        await plant.bounce('worker');
      }
      await expectWhole(plant, sent);
    });

    it('again and again: what it had half written is removed by the next', async () => {
      const scratch = join(plant.home, 'scratch');
      await plant.kill('worker');
      const left = await readdir(scratch);
      expect(left.length).toBeGreaterThan(1);
      const longAgo = new Date(Date.now() - 180_000);
      for (const name of left) await utimes(join(scratch, name), longAgo, longAgo);
      await plant.start('worker');
      const [own, ...others] = await readdir(scratch);
      expect(others).toEqual([]);
      expect(left).not.toContain(own);
    });
  });
}
