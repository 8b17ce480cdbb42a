import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Edits, Mask } from '../../../src/features/redaction/domain/recipe';
import { checkCopy } from '../../../src/features/redaction';
import { makeProven } from '../../../src/features/redaction/making/proven';
import { clip } from '../../fixtures/clips';
import { Lintel } from '../start/lintel';
import { inFolder } from '../media/support';
import { jobOf, masterOf, probe, tool, type Master } from './film';

const MASK: Mask = {
  ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
  keys: [{ frame: 1, x: 96, y: 48, w: 96, h: 80 }],
};
const MOVED: Mask = { ...MASK, keys: [{ frame: 1, x: 128, y: 48, w: 96, h: 80 }] };

/** What somebody is given who checks: paths. */
interface Given {
  readonly original: string;
  readonly copy: string;
  readonly recipe: string;
  readonly proof: string;
}

let folder: string;
let honest: Given;
/** A copy of the same original with its mask somewhere else, and what came with it. */
let moved: Given;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-checked-'));
  const master = await masterOf('h264');
  [honest, moved] = [await given(master, MASK, 'honest'), await given(master, MOVED, 'moved')];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function given(master: Master, mask: Mask, name: string): Promise<Given> {
  const place = join(folder, name);
  await mkdir(place);
  const edits: Edits = { masks: [mask], sound: [], trim: null };
  const job = await jobOf(master, edits);
  const made = await makeProven(job, probe, place);
  const [recipe, proof] = [join(place, 'recipe.json'), join(place, 'proof.json')];
  await writeFile(recipe, JSON.stringify(job.recipe));
  await writeFile(proof, JSON.stringify(made.proof));
  return { original: master.path, copy: made.path, recipe, proof };
}

/** As an expert for the defence types it. */
async function check(of: Given, ...more: string[]): Promise<[code: unknown, said: string]> {
  const files = Object.entries(of).flatMap(([name, path]) => [`--${name}`, path as string]);
  const command = new Lintel(['redaction-check', ...files, ...more], { LINTEL_HOME: folder });
  return [await command.end(), command.output];
}

/** The same within this process, where a whole command would say it no better. @returns the faults, or why there is nothing to judge */
async function judged(of: Given, proof = of.proof): Promise<string> {
  const papers = { recipe: await readFile(of.recipe, 'utf8'), proof: await readFile(proof, 'utf8') };
  return inFolder((place) =>
    checkCopy(tool, { master: of.original, copy: of.copy, ...papers }, place).then(
      ({ faults }) => faults.join('\n'),
      (error: unknown) => String(error),
    ),
  );
}

/** The recipe, changed on the disk. */
async function recipe(name: string, change: (text: string) => string): Promise<string> {
  const path = join(folder, `${name}.json`);
  await writeFile(path, change(await readFile(honest.recipe, 'utf8')));
  return path;
}

describe('lintel redaction-check', () => {
  it('ends with 0 for an honest copy, and says by which hashes the log knows it', async () => {
    const [code, said] = await check(honest);
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/^The copy is the original with what the recipe says[^]*45 frames compared/),
    ]);
    const [again, json] = await check(honest, '--json');
    const found = JSON.parse(json) as { recipeSha256: string; copySha256: string; faults: string[] };
    expect([again, found.faults]).toEqual([0, []]);
    expect(said).toContain(`SHA-256 of the copy:   ${found.copySha256}`);
    expect(said).toContain(`SHA-256 of the recipe: ${found.recipeSha256}`);
  });

  it('ends with 1 for a copy whose mask was moved, whatever its proof says', async () => {
    const [code, said] = await check({ ...honest, copy: moved.copy });
    expect([code, said]).toEqual([
      1,
      expect.stringMatching(/^The copy does not hold\.[^]*is not covered as the recipe says/),
    ]);
    expect(await judged({ ...honest, copy: moved.copy, proof: moved.proof })).toContain(
      'is not covered as the recipe says',
    );
  });

  it('ends with 1 for a proof that is none, in one sentence', async () => {
    const proof = join(folder, 'no-proof.json');
    await writeFile(proof, '{}');
    expect(await check({ ...honest, proof })).toEqual([
      1,
      'The proof is damaged, or not one of a redacted copy.\n',
    ]);
  });
});

describe('a copy', () => {
  it('is not held against another original', async () => {
    expect(await judged({ ...honest, original: await clip('silent') })).toBe(
      'The original is not the one that the recipe was drawn on.',
    );
  });

  it('does not hold by a recipe whose mask was moved', async () => {
    expect(await judged({ ...honest, recipe: moved.recipe })).toContain('is not covered as the recipe says');
  });

  it.each([
    ['broken off', (text: string) => text.slice(0, -20)],
    ['of another format', (text: string) => text.replace('lintel-redaction/v1', 'lintel-redaction/v9')],
    ['without its masks', (text: string) => text.replace('"masks"', '"marks"')],
  ])('is not judged by a recipe that is %s', async (what, change) => {
    expect(await judged({ ...honest, recipe: await recipe(what, change) })).toContain(
      'The recipe is damaged, or not one of a redacted copy.',
    );
  });
});
