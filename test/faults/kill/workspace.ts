import { setTimeout as sleep } from 'node:timers/promises';
import type { Officer } from '../support/cast';
import { Chance } from '../support/chance';
import type { Given } from '../support/people';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { expectWhole, settledPlant } from '../support/truth';

let plant: Plant;
let officer: Officer;
let clips: Given[];
/** Those that an officer accepted while the workspace was killed at a named point. */
const accepted: Given[] = [];

async function send(): Promise<void> {
  const [visitor, chance] = [await officer.visitor(), new Chance()];
  clips = [];
  for (let count = 0; count < 16; count += 1) clips.push(await visitor.add('clip.bin', chance.bytes(500)));
  await visitor.sendAll();
  await settledPlant(plant);
}

const exhibits = (): Promise<{ reference: string; clip: string }[]> =>
  plant.rows('SELECT reference, clip_id AS clip FROM lintel.exhibit ORDER BY registered_at');

/** `stage` is asked for when its processes run. */
export function workspaceIsKilled(stage: () => Stage): void {
  describe('the workspace, killed with -9', () => {
    beforeAll(async () => {
      ({ plant, officer } = stage());
      await send();
    });

    it.each(['before exhibit', 'after exhibit'])(
      '%s is committed: accepting again finds the clip accepted, once',
      async (point) => {
        const clip = clips.shift() as Given;
        plant.arm(point);
        const gone = plant.gone('workspace');
        const accepting = officer.accept(clip.id, 'KW');
        await gone;
        await plant.start('workspace');
        const reference = await accepting;
        const found = (await exhibits()).filter((row) => row.clip === clip.id);
        expect(found).toEqual([{ reference, clip: clip.id }]);
        accepted.push(clip);
      },
    );

    it('at random moments while officers accept: no reference is given twice and none is left out', async () => {
      const chance = new Chance();
      const waiting = [...clips];
      const officers = Array.from({ length: 4 }, async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          await officer.accept(next.id, 'RM');
          await sleep(chance.below(500));
        }
      });
      const all = Promise.all(officers);
      for (let round = 0; round < 3; round += 1) {
        await sleep(chance.below(400));
        await plant.bounce('workspace');
      }
      await all;
      const references = (await exhibits())
        .map(({ reference }) => reference)
        .filter((one) => one.startsWith('RM'));
      const numbers = references.map((one) => Number(one.split('/')[1])).sort((a, b) => a - b);
      expect(numbers).toEqual(clips.map((_clip, index) => index + 1));
      expect(accepted).toHaveLength(2);
      await expectWhole(plant, [...accepted, ...clips]);
    });
  });
}
