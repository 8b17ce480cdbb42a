import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { until } from '../../support/until';
import type { Answer } from '../../medium/intake/support/visitor';
import type { Officer } from '../support/cast';
import { Chance } from '../support/chance';
import { persist, sha256 } from '../support/people';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { settledPlant } from '../support/truth';

let plant: Plant;
let officer: Officer;
const chance = new Chance();
const references: string[] = [];

interface Form {
  readonly id: string;
  readonly bytes: Buffer;
  readonly type: string;
  readonly body: Buffer;
}

/** The form of the page, filled in: its id was given when it was shown. */
function filledIn(): Form {
  const id = randomUUID();
  const bytes = chance.bytes(300_000);
  const boundary = `----test${id}`;
  const words = {
    id,
    kind: 'document',
    producerName: 'Ann Officer',
    initials: 'AO',
    description: 'A letter',
  };
  const parts = Object.entries(words).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="letter.bin"\r\n\r\n`;
  const body = Buffer.concat([
    Buffer.from(parts.join('') + file),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { id, bytes, type: `multipart/form-data; boundary=${boundary}`, body };
}

const path = (): string => `/investigations/${officer.investigation}/exhibits`;

const press = ({ type, body }: Form): Promise<Answer> =>
  officer.browser.send('POST', path(), { headers: { 'Content-Type': type }, body });

/** What a person does whose page did not come: sends the same form again, and is led to the one item. */
async function again(form: Form): Promise<void> {
  const answer = await persist('an answer', () => press(form));
  expect([answer.status, answer.headers.location]).toEqual([303, `/clips/${form.id}`]);
}

/** One locked master of these bytes, one exhibit with the next number, each step logged once. */
async function expectOnce({ id, bytes }: Form): Promise<void> {
  await settledPlant(plant);
  const [row] = await plant.rows<{ state: string; sha256: string; key: string; reference: string }>(
    `SELECT c.state, c.stored_sha256 AS sha256, c.evidence_key AS key, e.reference
       FROM lintel.clip c JOIN lintel.exhibit e ON e.clip_id = c.id WHERE c.id = $1`,
    [id],
  );
  references.push(`AO/${references.length + 1}`);
  expect(row).toMatchObject({ state: 'master', sha256: sha256(bytes), reference: references.at(-1) });
  expect(existsSync(plant.objects('evidence', row?.key ?? ''))).toBe(true);
  const events = await plant.rows<{ type: string }>(
    `SELECT event::jsonb ->> 'type' AS type FROM custody.record WHERE subject = 'clip:' || $1 ORDER BY seq`,
    [id],
  );
  const steps = ['exhibit-added', 'master-defined', 'exhibit-registered'];
  expect(events.map(({ type }) => type).filter((type) => steps.includes(type))).toEqual(steps);
  expect(
    await plant.rows(
      `SELECT reference FROM lintel.exhibit WHERE reference LIKE 'AO/%' ORDER BY registered_at`,
    ),
  ).toEqual(references.map((reference) => ({ reference })));
}

/** What lies where officers' files arrive, unfinished ones too. */
const left = (): string[] =>
  ['incoming', 'arrived'].flatMap((area) => {
    const folder = join(plant.home, 'objects', area, 'officers');
    return existsSync(folder) ? readdirSync(folder) : [];
  });

/** `stage` is asked for when its processes run; its clocks go wrong in the end. */
export function additionIsKilled(stage: () => Stage): void {
  describe('the workspace, killed with -9 while an officer adds an exhibit', () => {
    beforeAll(() => {
      ({ plant, officer } = stage());
    });

    it('in the middle of the bytes: nothing counts as added, and the same form adds it once', async () => {
      const form = filledIn();
      const { sent, answer } = officer.browser.open('POST', path(), {
        'Content-Type': form.type,
        'Content-Length': String(form.body.length),
      });
      sent.write(form.body.subarray(0, form.body.length / 2));
      await until('the first bytes', () => Promise.resolve(left().length > 0));
      await plant.kill('workspace');
      await expect(answer).rejects.toThrow();
      await plant.start('workspace');
      expect(await plant.rows('SELECT 1 FROM lintel.clip WHERE id = $1', [form.id])).toEqual([]);
      expect((await officer.browser.get(`/clips/${form.id}`)).status).toBe(404);
      await again(form);
      await expectOnce(form);
    });

    it.each(['after the last byte of an addition', 'before begun', 'after begun'])(
      '%s: the same form leads to the one item',
      async (point) => {
        const form = filledIn();
        plant.arm(point);
        const gone = plant.gone('workspace');
        await expect(press(form)).rejects.toThrow();
        await gone;
        expect(plant.isArmed).toBe(false);
        await plant.start('workspace');
        await again(form);
        // Pressed once more than needed, it still is the one item.
        await again(form);
        await expectOnce(form);
      },
    );

    it('at each of these moments: the log is proven', async () => {
      expect(references).not.toEqual([]);
      expect(await plant.run('verify', '--live')).toMatchObject({ code: 0 });
    });

    it('leaves nothing behind: what no row names is swept when it is old', async () => {
      expect(left().length).toBeGreaterThan(0);
      plant.setClock(3_600_000);
      await plant.bounce('worker');
      await until('the sweep', () => Promise.resolve(left().length === 0));
    });
  });
}
