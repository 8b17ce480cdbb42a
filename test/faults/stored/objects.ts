import { renameSync, rmSync } from 'node:fs';
import { until } from '../../support/until';
import type { Officer } from '../support/cast';
import { Chance } from '../support/chance';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { settledPlant } from '../support/truth';

let plant: Plant;
let officer: Officer;

/** How often a promotion was given up. */
const timesGivenUp = (): number =>
  plant.log('worker').match(/^.*promote-clip.*"job given up".*$/gm)?.length ?? 0;
/** Until it was once more: to ask by the command each time would start a program each time. */
const givenUpAfter = (times: number): Promise<unknown> =>
  until('the end of all tries', () => Promise.resolve(timesGivenUp() > times));

/** `stage` is asked for when its processes run. */
export function objectsAreMissing(stage: () => Stage): void {
  describe('objects that are missing', () => {
    beforeAll(() => {
      ({ plant, officer } = stage());
    });

    it('a row whose object is missing is reported, and harms nothing else', async () => {
      const [visitor, chance] = [await officer.visitor(), new Chance()];
      const lost = await visitor.add('lost.bin', chance.bytes(1_000));
      const kept = await visitor.add('kept.bin', chance.bytes(1_000));
      await visitor.sendAll();
      await settledPlant(plant);
      expect(await plant.metric('lintel_objects_missing')).toBe(0);
      rmSync(plant.objects('evidence', 'masters', lost.id));
      await plant.bounce('worker');
      await until('the report', async () => (await plant.metric('lintel_objects_missing')) === 1);
      expect(plant.log('worker')).toMatch(
        new RegExp(`"clips":\\["${lost.id}"\\].*clips whose bytes are not in the store`),
      );

      const opened = await officer.browser.must<{ contentUrl: string }>(
        'POST',
        `/clips/${lost.id}/downloads`,
        {
          content: 'original',
          reason: 'To look',
        },
      );
      const answer = await officer.browser.get(new URL(opened.contentUrl, plant.workspace).pathname, {
        Accept: 'application/json',
      });
      expect(answer.status).toBeGreaterThanOrEqual(404);
      expect(answer.text).toMatch(/"detail":"[A-Z][^"]{20,}"/);
      expect(answer.text).not.toContain('masters/');
      await officer.accept(kept.id);
      expect(plant.isRunning('workspace')).toBe(true);
    });

    it('a draft whose object is missing is reported; she can take it out and send the others', async () => {
      const [visitor, chance] = [await officer.visitor(), new Chance()];
      await plant.stop('worker');
      const lost = await visitor.add('lost.bin', chance.bytes(1_000));
      const kept = await visitor.add('kept.bin', chance.bytes(1_000));
      rmSync(plant.objects('incoming', lost.id));
      await plant.start('worker');
      await until('the report', async () => (await plant.metric('lintel_objects_missing')) === 2);
      await until('the check of the other', async () =>
        (await visitor.files()).some(({ id, state }) => id === kept.id && state === 'doubtful'),
      );
      expect((await visitor.send('POST', `/files/${lost.id}/remove`)).status).toBe(303);
      await visitor.sendAll();
      await until('the master', async () => {
        const [row] = await plant.rows<{ state: string }>('SELECT state FROM lintel.clip WHERE id = $1', [
          kept.id,
        ]);
        return row?.state === 'master';
      });
    });

    it('work that was given up is listed with its reason, and done when the bytes are back', async () => {
      const [visitor, chance] = [await officer.visitor(), new Chance()];
      await plant.stop('worker');
      const before = timesGivenUp();
      const clip = await visitor.add('away.bin', chance.bytes(1_000));
      const [there, away] = [
        plant.objects('incoming', clip.id),
        plant.objects('incoming', `${clip.id}.away`),
      ];
      renameSync(there, away);
      await visitor.sendAll();
      await plant.start('worker');
      await givenUpAfter(before);
      const listed = await until('the list', async () => {
        const { text } = await plant.run('jobs');
        return text.includes('promote-clip') && text;
      });
      const [name] = /^promote\/\S+/m.exec(listed) ?? [''];
      const doctor = await plant.run('doctor');
      expect(doctor.code).toBe(1);
      expect(doctor.text).toMatch(/PROBLEM {2}jobs: \d given up/);
      expect(doctor.text).toMatch(new RegExp(`PROBLEM {2}clips: the bytes of .*${clip.id}`));
      expect(await plant.run('jobs', '--retry', 'promote/none')).toMatchObject({ code: 1 });
      const still = await plant.run('jobs', '--retry', name, '--wait', '1');
      expect(still).toMatchObject({
        code: 1,
        text: expect.stringMatching(/not done yet|could not be found/) as string,
      });
      await givenUpAfter(before + 1);
      await until('the list again', async () => (await plant.run('jobs')).text.includes(name));

      renameSync(away, there);
      expect(await plant.run('jobs', '--retry', name, '--wait', '120')).toEqual({
        code: 0,
        text: '1 job(s) will be done again by the worker.\nAll were done.\n',
      });
      await until('the master', async () => {
        const [row] = await plant.rows<{ state: string }>('SELECT state FROM lintel.clip WHERE id = $1', [
          clip.id,
        ]);
        return row?.state === 'master';
      });
    });
  });
}
