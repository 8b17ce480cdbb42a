import { chmodSync, copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/until';
import type { Officer } from '../support/cast';
import { Chance } from '../support/chance';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { settledPlant } from '../support/truth';

let plant: Plant;
let officer: Officer;

/** One bit, in the middle, with the size and the times of the file as they were. */
function flip(file: string): void {
  const bytes = readFileSync(file);
  const { mode } = statSync(file);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  chmodSync(file, 0o644);
  writeFileSync(file, bytes);
  chmodSync(file, mode);
}

const troubles = (id: string): Promise<unknown[]> =>
  plant.rows('SELECT kind FROM lintel.clip_trouble WHERE clip_id = $1', [id]);
const failures = async (id: string): Promise<number> =>
  (
    await plant.rows(
      `SELECT 1 FROM custody.record WHERE subject = $1 AND event::jsonb ->> 'type' = 'fixity-failed'`,
      [`clip:${id}`],
    )
  ).length;

/** `stage` is asked for when its processes run. */
export function bitsFlip(stage: () => Stage): void {
  describe('bits that flip', () => {
    beforeAll(() => {
      ({ plant, officer } = stage());
    });

    it('a flipped bit in a master is found, said everywhere, and never handed out as whole', async () => {
      const [visitor, chance] = [await officer.visitor(), new Chance()];
      const [good, bad] = [
        await visitor.add('good.bin', chance.bytes(300_000)),
        await visitor.add('bad.bin', chance.bytes(3_000_000)),
      ];
      await visitor.sendAll();
      await settledPlant(plant);
      expect(await plant.run('fixity')).toMatchObject({
        code: 0,
        text: expect.stringMatching(/: 0 damaged/) as string,
      });
      flip(plant.objects('evidence', 'masters', bad.id));

      const opened = await officer.browser.must<{ contentUrl: string }>(
        'POST',
        `/clips/${bad.id}/downloads`,
        {
          content: 'original',
          reason: 'To look',
        },
      );
      const path = new URL(opened.contentUrl, plant.workspace).pathname;
      await expect(officer.browser.get(path, {})).rejects.toThrow();
      await until('the check that the download asked for', async () => (await failures(bad.id)) === 1);
      expect(await troubles(bad.id)).toEqual([{ kind: 'damaged' }]);
      expect(await plant.metric('lintel_items_damaged')).toBe(1);
      expect((await plant.run('doctor')).text).toMatch(/PROBLEM {2}stored files: those of 1 item/);

      // The regular reading finds it by itself, and nothing of the other.
      await plant.rows(`UPDATE lintel.clip SET fixity_at = now() - interval '91 days'`);
      await plant.bounce('worker');
      await until('the regular reading', async () => (await failures(bad.id)) === 2);
      expect(await troubles(good.id)).toEqual([]);
      const read = await plant.run('fixity', '--clip', bad.id);
      expect(read.code).toBe(1);
      expect(read.text).toContain(`PROBLEM  ${bad.id}: the file of original is not what was locked`);
      expect((await plant.run('fixity', '--clip', good.id)).code).toBe(0);

      // Repaired from a copy: a wrong one changes nothing.
      const copy = join(plant.home, 'copy');
      writeFileSync(copy, chance.bytes(3_000_000));
      const repair = ['repair', '--clip', bad.id, '--why', 'A bit had flipped', '--from', copy];
      const refused = await plant.run(...repair);
      expect(refused.code).not.toBe(0);
      expect(refused.text).toContain('None of the copies is the file that was locked: nothing was changed.');
      copyFileSync(plant.objects('evidence', 'masters', bad.id), copy);
      chmodSync(copy, 0o600);
      flip(copy);
      const done = await plant.run(...repair);
      expect([done.code, done.text]).toEqual([
        0,
        expect.stringContaining(`Repaired from the copy: SHA-256 ${bad.sha256}`),
      ]);
      expect(statSync(plant.objects('evidence', 'masters', bad.id)).mode & 0o777).toBe(0o444);
      expect((await plant.run(...repair)).text).toContain('is what was locked: nothing was done.');
      expect(
        await plant.rows(
          `SELECT event::jsonb -> 'detail' ->> 'from' AS "from" FROM custody.record WHERE subject = $1 AND event::jsonb ->> 'type' = 'fixity-repaired'`,
          [`clip:${bad.id}`],
        ),
      ).toEqual([{ from: 'copy' }]);
      expect(await troubles(bad.id)).toEqual([]);
      expect((await officer.browser.get(path, {})).status).toBe(200);
    });

    it('what did not arrive as the device had it is not locked, and said; read right again, it is locked', async () => {
      const [visitor, chance] = [await officer.visitor(), new Chance()];
      await plant.stop('worker');
      const given = await visitor.add('flipped.bin', chance.bytes(300_000));
      flip(plant.objects('incoming', given.id));
      await visitor.sendAll();
      await plant.start('worker');
      await until('the trouble', async () => (await troubles(given.id)).length === 1);
      expect(await troubles(given.id)).toEqual([{ kind: 'differs' }]);
      const state = () =>
        plant.rows('SELECT state, stored_sha256 AS sha256 FROM lintel.clip WHERE id = $1', [given.id]);
      expect(await state()).toMatchObject([{ state: 'verified' }]);
      // To ask by the command each time would start a program each time.
      await until('the end of all tries', () =>
        Promise.resolve(plant.log('worker').includes('"job given up"')),
      );
      const listed = await until('the job that was given up', async () => {
        const { text } = await plant.run('jobs');
        return text.includes('promote-clip') && text;
      });
      expect(listed).toContain("What arrived is not what the sender's device had.");

      flip(plant.objects('incoming', given.id));
      expect(await plant.run('jobs', '--retry', 'all', '--wait', '120')).toMatchObject({ code: 0 });
      expect(await state()).toEqual([{ state: 'master', sha256: given.sha256 }]);
      expect(await troubles(given.id)).toEqual([]);
    });
  });
}
