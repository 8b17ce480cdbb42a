import { setTimeout as sleep } from 'node:timers/promises';
import type { Officer } from '../support/cast';
import { Chance } from '../support/chance';
import { work } from '../support/load';
import type { Given, Visitor } from '../support/people';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { isFullRun } from '../support/runs';
import { expectWhole, settledPlant } from '../support/truth';

const draw = new Chance();
/** Half of the moments of one way to send, others each time (FAULTS_SEED says which); all in a full run. */
const drawn = (...points: readonly string[]): string[] =>
  draw.some(points, isFullRun ? points.length : Math.ceil(points.length / 2));

let plant: Plant;
let officer: Officer;
/** All that was sent. */
const whole: Given[] = [];

/** To be looked at in the end. Nothing is at work when the next point is armed. */
async function isSent(...given: Given[]): Promise<void> {
  whole.push(...given);
  await settledPlant(plant);
}

/** What is being added when intake dies goes on by itself: it is there once, and is sent. */
async function addedThrough(point: string, visitor: Visitor, add: () => Promise<Given>): Promise<Given> {
  plant.arm(point);
  const gone = plant.gone('intake');
  const adding = add();
  await gone;
  await plant.start('intake');
  const given = await adding;
  expect(await visitor.files()).toMatchObject([{ id: given.id }]);
  await visitor.sendAll();
  await isSent(given);
  return given;
}

/** `stage` is asked for when its processes run. */
export function intakeIsKilled(stage: () => Stage): void {
  describe('intake, killed with -9', () => {
    beforeAll(() => {
      ({ plant, officer } = stage());
    });

    it('at random moments of uploads and sends: everybody goes on, and all that was sent is whole', async () => {
      const chance = new Chance();
      const visitors = await Promise.all([officer.visitor(), officer.visitor(), officer.visitor()]);
      const load = work(officer, visitors, chance, { pauseMs: 200 });
      for (let round = 0; round < 4; round += 1) {
        await sleep(50 + chance.below(700));
        await plant.bounce('intake');
      }
      const sent = await load.end();
      expect(sent.length).toBeGreaterThanOrEqual(visitors.length);
      for (const visitor of visitors) expect(await visitor.files()).toEqual([]);
      await isSent(...sent);
    });

    it.each(drawn('before begun', 'after begun', 'before the record of an upload'))(
      '%s: the file is there once, and goes on from its first byte',
      async (point) => {
        const visitor = await officer.visitor();
        await addedThrough(point, visitor, () => visitor.add('clip.bin', new Chance().bytes(10_000)));
      },
    );

    it.each(
      drawn(
        ...['before begun', 'after begun', 'before the record of an upload', 'after the record of an upload'],
        ...['after the last byte', 'before received', 'after received'],
      ),
    )('%s: a small file that comes at once is there once, and whole with its fingerprint', async (point) => {
      const visitor = await officer.visitor();
      const bytes = new Chance().bytes(10_000);
      const given = await addedThrough(point, visitor, () => visitor.addAtOnce('clip.bin', bytes));
      const told = await plant.rows('SELECT device_sha256 AS hash FROM lintel.clip WHERE id = $1', [
        given.id,
      ]);
      expect(told).toEqual([{ hash: given.sha256 }]);
    });

    it.each(drawn('after the last byte', 'before received', 'after received'))(
      '%s: the upload counts as whole afterwards, once',
      async (point) => {
        const visitor = await officer.visitor();
        const bytes = new Chance().bytes(10_000);
        const location = await visitor.begin('clip.mp4', bytes.length);
        plant.arm(point);
        const gone = plant.gone('intake');
        await expect(visitor.patch(location, 0, bytes)).rejects.toThrow();
        await gone;
        await plant.start('intake');
        expect(await visitor.offset(location)).toBe(bytes.length);
        const given = await visitor.fingerprint(location, bytes);
        expect(await visitor.files()).toMatchObject([{ id: given.id, size: bytes.length }]);
        await visitor.sendAll();
        await isSent(given);
      },
    );

    it.each(['before sent', 'after sent'])(
      '%s: pressing send again leads to the one receipt',
      async (point) => {
        const visitor = await officer.visitor();
        const given = await visitor.add('clip.mp4', new Chance().bytes(10_000));
        const form = await visitor.askToSend();
        plant.arm(point);
        const gone = plant.gone('intake');
        await expect(visitor.post('/send', form)).rejects.toThrow();
        await gone;
        await plant.start('intake');
        const receipt = await visitor.sendAll(form);
        const page = await visitor.get(receipt);
        expect(page.status).toBe(200);
        expect(page.text).toContain(given.sha256);
        expect(
          (
            await plant.rows('SELECT 1 FROM lintel.receipt WHERE clips @> $1', [
              JSON.stringify([{ id: given.id }]),
            ])
          ).length,
        ).toBe(1);
        await isSent(given);
      },
    );

    it('at each of these points: all that was sent is whole', async () => {
      expect(whole).not.toEqual([]);
      await expectWhole(plant, whole);
    });
  });
}
