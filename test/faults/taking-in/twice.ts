import { generateKeyPairSync, randomInt } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clip } from '../../fixtures/clips';
import { until } from '../../support/until';
import type { Officer } from '../support/cast';
import { Chance } from '../support/chance';
import { Visitor, type Given } from '../support/people';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { expectWhole, settledPlant } from '../support/truth';

let plant: Plant;
let officer: Officer;

/** Every job of the clip is asked for again, `times` times, each as a run of its own. */
const askAgain = (id: string, times: number): Promise<unknown> =>
  plant.rows(
    `INSERT INTO lintel.outbox (queue, name, job_id, payload)
     SELECT queue, name, job_id, payload FROM lintel.outbox, generate_series(1, $2) WHERE payload->>'clipId' = $1`,
    [id, times],
  );

/** What is in the log of a clip does not change any more. */
const history = (id: string): Promise<unknown[]> =>
  plant.rows('SELECT seq, event FROM custody.record WHERE subject = $1 ORDER BY seq', [`clip:${id}`]);

/** One line of a person whose telephone changes networks: it goes on from where the service says that it is. */
async function line(visitor: Visitor, location: string, bytes: Buffer): Promise<void> {
  for (;;) {
    const at = await visitor.offset(location).catch(() => -1);
    if (at === bytes.length) return;
    const part = bytes.subarray(at, at + randomInt(1, 400_000));
    const answer = at < 0 ? undefined : await visitor.patch(location, at, part).catch(() => undefined);
    if (answer?.status !== 204) await sleep(20);
  }
}

/** `stage` is asked for when its processes run. */
export function twice(stage: () => Stage): void {
  describe('what is done twice', () => {
    beforeAll(() => {
      ({ plant, officer } = stage());
    });

    describe('the same job', () => {
      it('run again after it was done changes nothing', async () => {
        const visitor = await officer.visitor();
        const given = await visitor.add('clip.mp4', await readFile(await clip('silent')));
        await visitor.sendAll();
        await expectWhole(plant, [given]);
        const before = await history(given.id);
        await askAgain(given.id, 3);
        await expectWhole(plant, [given]);
        expect(await history(given.id)).toEqual(before);
      });

      it('is for no worker with a key of its own, which does not start; one with the key of the first does', async () => {
        const file = join(plant.home, 'other.pem');
        const { privateKey } = generateKeyPairSync('ed25519');
        writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }));
        const alone = plant.start('worker', 'second worker', { CUSTODY_KEY_FILES: file });
        await expect(alone).rejects.toThrow('None of the keys here has signed this log before');
        await plant.start('worker', 'second worker');
      });

      it('run by two workers at the same time, and relayed twice, is done once', async () => {
        const visitor = await officer.visitor();
        const videos = await Promise.all(['hevc10', 'text'].map((name) => clip(name as 'text')));
        const given: Given[] = [];
        for (const path of videos) given.push(await visitor.add('clip.mp4', await readFile(path)));
        for (const { id } of given) await askAgain(id, 3);
        await visitor.sendAll();
        for (const { id } of given) await askAgain(id, 3);
        await settledPlant(plant);
        for (const { id } of given) await askAgain(id, 3);
        await expectWhole(plant, given);
        await plant.stop('second worker');
      });

      it('relayed again, as after a kill between the queue and the outbox, is the same job', async () => {
        const visitor = await officer.visitor();
        const given = await visitor.add('clip.bin', Buffer.from('twice'));
        await visitor.sendAll();
        await settledPlant(plant);
        const before = await history(given.id);
        await plant.rows(`UPDATE lintel.outbox SET relayed_at = NULL WHERE payload->>'clipId' = $1`, [
          given.id,
        ]);
        await until('the relay', async () => {
          const rows = await plant.rows('SELECT 1 FROM lintel.outbox WHERE relayed_at IS NULL');
          return rows.length === 0;
        });
        await expectWhole(plant, [given]);
        expect(await history(given.id)).toEqual(before);
      });
    });

    describe('two uploads of the same file', () => {
      it('one after the other, and at once by two people, are clips and masters of their own', async () => {
        const bytes = await readFile(await clip('silent'));
        const [her, other] = [await officer.visitor(), await officer.visitor()];
        const given = [await her.add('clip.mp4', bytes), await her.add('clip.mp4', bytes)];
        given.push(...(await Promise.all([her.add('a.mp4', bytes), other.add('a.mp4', bytes)])));
        await Promise.all([her.sendAll(), other.sendAll()]);
        expect(new Set(given.map(({ id }) => id)).size).toBe(4);
        await expectWhole(plant, given);
        const references = await Promise.all(given.map(({ id }) => officer.accept(id)));
        expect(new Set(references).size).toBe(4);
      });
    });

    it('two intakes and three lines at once for each upload: every byte is right, and nothing is stuck', async () => {
      const chance = new Chance();
      const given = [];
      await plant.start('intake', 'second intake');
      const here = await officer.visitor();
      const there = Object.assign(new Visitor(plant.address('second intake')), { cookie: here.cookie });
      for (let count = 0; count < 2; count += 1) {
        const bytes = chance.bytes(3_000_000);
        const location = await here.begin(`clip ${count}.bin`, bytes.length);
        await Promise.all([here, there, there].map((visitor) => line(visitor, location, bytes)));
        given.push(await there.fingerprint(location, bytes));
      }
      await until('the check of each', async () =>
        (await there.files()).every(({ state }) => state === 'doubtful'),
      );
      await there.sendAll();
      await expectWhole(plant, given);
    });
  });
}
