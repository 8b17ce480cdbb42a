import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clip } from '../../fixtures/clips';
import { until } from '../../support/until';
import type { Officer } from '../support/cast';
import type { Plant } from '../support/plant';
import type { Stage } from '../support/stage';
import { expectProven, expectWhole, settledPlant } from '../support/truth';

/** As `lintel` takes a worker for dead that has not touched its folder. */
const LONG_AGO_MS = 180_000;

let plant: Plant;
let officer: Officer;
let item: string;
/** Versions that were saved. */
let version = 0;

/** Asks for a copy in which the middle is black, and something is silent. */
async function ask(): Promise<string> {
  const edits = {
    masks: [
      {
        ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
        keys: [{ frame: 1, x: 96, y: 48, w: 96, h: 80 + version }],
      },
    ],
    sound: [{ kind: 'mute', reason: 'third-party-data', fromMs: 500, toMs: 1_500 }],
    trim: null,
  };
  const body = { base: version, edits };
  const { id } = await officer.browser.must<{ id: string }>('POST', `/clips/${item}/redactions`, body);
  version += 1;
  return id;
}

/** What workers that are gone have left. */
const scratch = (): string => join(plant.home, 'scratch');
const filesBelow = (folder: string): string[] =>
  existsSync(folder) ? (readdirSync(folder, { recursive: true }) as string[]) : [];

/** The worker dies at a point of the making of a copy, and another one comes. @returns what the first had on the disk */
async function dieAt(point: string): Promise<{ readonly id: string; readonly left: readonly string[] }> {
  plant.arm(point);
  const gone = plant.gone('worker');
  const id = await ask();
  await until(`the death ${point}`, () => Promise.resolve(!plant.isArmed));
  await gone;
  const left = filesBelow(scratch());
  const longAgo = new Date(Date.now() - LONG_AGO_MS);
  for (const name of readdirSync(scratch())) await utimes(join(scratch(), name), longAgo, longAgo);
  await plant.start('worker');
  return { id, left };
}

interface Kept {
  readonly key: string;
  readonly recipe: string;
  readonly facts: { readonly proof: object };
  readonly master: string;
  readonly copies: number;
  readonly events: readonly string[];
}

const LOOK = `
  SELECT r.object_key AS key, d.recipe, r.facts, c.evidence_key AS master,
    (SELECT count(*)::int FROM lintel.rendition o WHERE o.clip_id = c.id AND o.kind = 'redacted-copy') AS copies,
    (SELECT array_agg(event::jsonb->>'type' ORDER BY seq) FROM custody.record
      WHERE subject = 'clip:' || c.id AND event::jsonb #>> '{detail,redaction}' = d.id::text) AS events
  FROM lintel.redaction d JOIN lintel.rendition r ON r.id = d.id JOIN lintel.clip c ON c.id = d.clip_id WHERE d.id = $1`;

/** One copy, one file of it, one event of its making; made again from the original it is that copy; and nothing is left. */
async function expectOnce(id: string): Promise<void> {
  await settledPlant(plant);
  const [row] = await plant.rows<Kept>(LOOK, [id]);
  if (row === undefined) throw new Error('no copy was made');
  expect([row.copies, row.events]).toEqual([version, ['redaction-saved', 'redaction-rendered']]);
  const copies = plant.objects('evidence', 'redactions', item, id);
  expect(readdirSync(copies)).toHaveLength(1);
  const [recipe, proof] = [join(plant.home, 'recipe.json'), join(plant.home, 'proof.json')];
  await writeFile(recipe, row.recipe);
  await writeFile(proof, JSON.stringify(row.facts.proof));
  const files = [
    '--original',
    plant.objects('evidence', row.master),
    '--copy',
    plant.objects('evidence', row.key),
  ];
  const checked = await plant.run('redaction-check', ...files, '--recipe', recipe, '--proof', proof);
  expect(checked).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^The copy is the original/) as string,
  });
  expect(filesBelow(scratch()).filter((name) => name.includes('/'))).toEqual([]);
  await expectProven(plant);
}

/** Whether a process that was there is there still. */
function isAlive(line: string): boolean {
  const [pid = '', begun] = line.split(' ');
  try {
    const fields = (/\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? '').split(' ');
    return fields[19] === begun && fields[0] !== 'Z';
  } catch {
    return false;
  }
}

/** `stage` is asked for when its processes run. */
export function copyIsInterrupted(stage: () => Stage): void {
  beforeAll(async () => {
    ({ plant, officer } = stage());
    const visitor = await officer.visitor();
    const given = await visitor.add('door.mp4', readFileSync(await clip('h264')));
    await visitor.sendAll();
    await expectWhole(plant, [given]);
    item = given.id;
  });

  describe('the worker, killed with -9', () => {
    it('while a copy is made: what it had started dies with it, the sound that it had decoded is removed, and the copy is made once', async () => {
      const { id, left } = await dieAt('while a copy is made');
      // In the folder of the tool, in that of the copy, or on its way from one to the other.
      expect(left.filter((name) => name.endsWith('sound.pcm')).length).toBeGreaterThan(0);
      const below = readFileSync(join(plant.home, 'hooks/below'), 'utf8').split('\n');
      // What the sandbox runs is called so there; ffmpeg reads and another one codes.
      expect(below.filter((line) => line.endsWith(' tool')).length).toBeGreaterThanOrEqual(2);
      await until('the end of what it had started', () => Promise.resolve(!below.some(isAlive)));
      await expectOnce(id);
    });

    it.each(['before redaction-rendered', 'after redaction-rendered'])(
      '%s: the copy is made once',
      async (point) => {
        const { id, left } = await dieAt(point);
        expect(left.filter((name) => name.endsWith('sound.pcm')).length).toBeGreaterThan(0);
        await expectOnce(id);
      },
    );
  });
}
