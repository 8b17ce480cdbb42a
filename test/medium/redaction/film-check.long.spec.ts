import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkFilm, type CheckedFilm } from '../../../src/features/redaction/compilation/making/check-film';
import type { CompilationJob } from '../../../src/features/redaction/compilation/making/film-parts';
import { proveFilm } from '../../../src/features/redaction/compilation/making/prove-film';
import { renderFilm } from '../../../src/features/redaction/compilation/making/render-film';
import {
  COMPILATION_FORMAT,
  compilationSha256,
  compilationText,
  type Compilation,
  type CompilationPart,
} from '../../../src/features/redaction/compilation/domain/recipe';
import { filmSize } from '../../../src/features/redaction/compilation/domain/fit';
import { faultsOf } from '../../../src/features/redaction/domain/proof';
import type { Mask } from '../../../src/features/redaction/domain/recipe';
import { makeClose, sha256OfFile } from '../../../src/features/redaction/making/proven';
import type { ClipId, ExhibitRef, RedactionId, Sha256Hex } from '../../../src/kernel/ids';
import { faceSha256 } from '../../../src/platform/media';
import { clip } from '../../fixtures/clips';
import { inFolder } from '../media/support';
import { Lintel } from '../start/lintel';
import { AUTHOR, masterOf, probe, tool, type Master } from './film';

const run = promisify(execFile);
const id = (number: number): string => `00000000-0000-4000-8000-00000000000${number}`;

const MASK: Mask = {
  ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
  keys: [{ frame: 1, x: 96, y: 48, w: 96, h: 80 }],
};

let folder: string;
let masters: readonly [Master, Master, Master];
let recipe: Compilation;
/** The film, its recipe and its proof as they lie on a disk. */
let film: string;
let text: string;
let proof: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-film-checked-'));
  masters = [await masterOf('h264'), await masterOf('rotated'), await masterOf('silent')];
  recipe = await recipeOf();
  const made = await makeClose(
    {
      render: (place, crf) => renderFilm(jobOf(recipe), place, crf),
      prove: (copy, rendered, place) => proveFilm(jobOf(recipe), copy, rendered, place),
    },
    probe,
    folder,
  );
  expect(faultsOf(made.proof)).toEqual([]);
  film = made.path;
  text = compilationText(recipe);
  // As the event has it: how each part came out is not in it.
  proof = JSON.stringify({ ...made.proof, parts: undefined });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The first part is covered and silenced as a redaction of it is, the others go as they came. */
async function recipeOf(): Promise<Compilation> {
  const { width, height } = filmSize(masters.map(({ size }) => size));
  const trims = [
    { from: 10, to: 24 },
    { from: 3, to: 12 },
    { from: 1, to: 8 },
  ];
  const parts = masters.map(async ({ path }, part): Promise<CompilationPart> => ({
    clip: id(part + 1) as ClipId,
    exhibit: `AB/${part + 1}` as ExhibitRef,
    master: await sha256OfFile(path),
    trim: trims[part] as CompilationPart['trim'],
    copy:
      part === 0
        ? {
            id: id(9) as RedactionId,
            recipeSha256: 'a'.repeat(64) as Sha256Hex,
            sha256: 'b'.repeat(64) as Sha256Hex,
          }
        : null,
    masks: part === 0 ? [MASK] : [],
    sound: part === 0 ? [{ kind: 'mute', reason: 'third-party-data', fromMs: 700, toMs: 1_100 }] : [],
    card: [`AB/${part + 1}`, `Tuesday 14 July 2026, 0${part + 2}:04:05 BST`, 'Ring'],
  }));
  return {
    ...{ format: COMPILATION_FORMAT, author: AUTHOR, face: (await faceSha256()) as Sha256Hex },
    ...{ width, height, order: 'events', parts: await Promise.all(parts) },
  };
}

/** @param of another recipe, whose parts show the same masters in whatever order */
function jobOf(of: Compilation): CompilationJob {
  const known = new Map(recipe.parts.map(({ master }, part) => [master, masters[part] as Master]));
  return {
    ...{ films: tool.films, recipe: of, options: {} },
    sources: of.parts.map(({ master }) => known.get(master) as Master),
  };
}

/** Those of some parts alone: each is a decoder started three times more. */
const originals = (from: number, to: number) => ({
  originals: masters.slice(from, to).map(({ path }) => path),
});

/** Held against what came with the genuine film, as the command does. */
async function judged(path: string, more: object = {}): Promise<CheckedFilm> {
  const given = { ...originals(0, 3), copy: path, recipe: text, proof, ...more };
  return inFolder((place) => checkFilm(tool, given, place));
}

/** Made by the product itself from another recipe, as the most able forger would. */
async function byOther(change: (parts: CompilationPart[]) => CompilationPart[], more: object = {}) {
  return inFolder(async (place) => {
    const other = { ...recipe, parts: change(structuredClone(recipe.parts)) };
    const { path } = await renderFilm(jobOf(other), place, 18);
    return judged(path, more);
  });
}

const changed = (at: number, change: Partial<CompilationPart>) => (parts: CompilationPart[]) =>
  parts.map((part, index) => (index === at ? { ...part, ...change } : part));

describe('a film of several clips', () => {
  // By its proof: as the command judges it, below.
  it('that is honest holds, by the history of its first part', async () => {
    const history = (detail: object): string => {
      const event = JSON.stringify({ type: 'compilation-made', detail });
      return ['lintel-event/v1', 'clip:x', '7', '0'.repeat(64), event, ''].join('\n');
    };
    const recipeSha256 = compilationSha256(recipe);
    const detail = { recipeSha256, sha256: await sha256OfFile(film), proof: JSON.parse(proof) as object };
    const found = await judged(film, { proof: history(detail) });
    expect(found.faults).toEqual([]);
    expect(found.parts.map(({ isRepeated }) => isRepeated)).toEqual([true, true, true]);
    expect([found.recipeSha256, found.copySha256]).toEqual([recipeSha256, detail.sha256]);
    const other = await judged(film, { proof: history({ ...detail, sha256: 'c'.repeat(64) }) });
    expect(other.faults).toEqual([expect.stringContaining('has no film with this SHA-256')]);
  });

  it('that shows another clip in a part is found', async () => {
    const third = recipe.parts[2] as CompilationPart;
    const { faults } = await byOther(changed(1, { master: third.master, trim: { from: 1, to: 10 } }));
    expect(faults).toContain('Part 2 (AB/2) is not what the recipe shows there.');
  });

  it('that lacks a part, or a frame of one, is found', async () => {
    expect((await byOther((parts) => parts.slice(0, 2))).faults).not.toEqual([]);
    expect((await byOther(changed(1, { trim: { from: 3, to: 11 } }))).faults).not.toEqual([]);
  });

  it('that has its parts in another order is found', async () => {
    const { faults } = await byOther(([one, two, three]) => [two, one, three] as CompilationPart[]);
    expect(faults).not.toEqual([]);
  });

  // Its own original finds it, with the others or without them.
  it.each<[gap: number, originals: number]>([
    [10, 1],
    [17, 3],
    [24, 1],
  ])('that leaves frame %d uncovered is found, with the originals of %d parts', async (gap, count) => {
    const key = { ...(MASK.keys[0] as Mask['keys'][number]), frame: gap + 1 };
    const masks = [
      { ...MASK, to: gap - 1 },
      { ...MASK, from: gap + 1, keys: [key] },
    ];
    expect((await byOther(changed(0, { masks }), originals(0, count))).faults).not.toEqual([]);
  });

  it('that lets muted sound through, or has other sound, is found', async () => {
    expect((await byOther(changed(0, { sound: [] }))).faults).not.toEqual([]);
    const found = await inFolder(async (place) => {
      const out = join(place, 'swapped.mp4');
      const noise = ['-f', 'lavfi', '-i', 'anoisesrc=r=48000:a=0.3:d=30', '-map', '0:v', '-map', '1:a'];
      const coding = ['-c:v', 'copy', '-c:a', 'aac', '-ac', '2', '-shortest', '-fflags', '+bitexact'];
      await run('ffmpeg', ['-v', 'error', '-i', film, ...noise, ...coding, out]);
      return judged(out, originals(0, 1));
    });
    expect(found.faults).not.toEqual([]);
  });

  it('whose card has one figure changed is found', async () => {
    const card = ['AB/2', 'Tuesday 14 July 2026, 03:04:06 BST', 'Ring'];
    const { faults } = await byOther(changed(1, { card }));
    expect(faults).toContain('A card says something else than the recipe, or stands elsewhere.');
  });

  it('whose recipe came changed is found', async () => {
    const other = { ...recipe, parts: changed(0, { masks: [] })(structuredClone(recipe.parts)) };
    const { faults } = await judged(film, { recipe: compilationText(other), ...originals(0, 1) });
    expect(faults).not.toEqual([]);
    const beyond = { ...recipe, parts: changed(2, { trim: { from: 1, to: 9_999 } })(recipe.parts) };
    const last = { recipe: compilationText(beyond), ...originals(2, 3) };
    expect((await judged(film, last)).faults).toEqual([
      expect.stringContaining('frames 1 to 9999 in part 3'),
    ]);
    await expect(judged(film, { recipe: text.replace('"parts"', '"pieces"') })).rejects.toThrow(
      'The recipe is damaged, or not one of a film.',
    );
    await expect(judged(film, { proof: '{}' })).rejects.toThrow(
      'The proof is damaged, or not one of a film.',
    );
  });
});

describe('a film of which an original is not disclosed', () => {
  const rest = () => originals(1, 3);

  it('holds as far as it can be repeated, and says of which part nothing was compared', async () => {
    const { faults, parts } = await judged(film, rest());
    expect(faults).toEqual([]);
    expect(parts.map(({ isRepeated }) => isRepeated)).toEqual([false, true, true]);
    const first = await judged(film, originals(0, 1));
    expect([first.faults, first.parts.map(({ isRepeated }) => isRepeated)]).toEqual([
      [],
      [true, false, false],
    ]);
  });

  it('is found where another part, its sound, a card or the number of pictures is not as it says', async () => {
    const third = recipe.parts[2] as CompilationPart;
    const other = changed(1, { master: third.master, trim: { from: 1, to: 10 } });
    expect((await byOther(other, rest())).faults).not.toEqual([]);
    expect((await byOther(changed(0, { trim: { from: 10, to: 23 } }), originals(2, 3))).faults).toEqual([
      expect.stringContaining('pictures, and its recipe gives'),
    ]);
    const card = ['AB/1', 'Tuesday 14 July 2026, 02:04:06 BST', 'Ring'];
    expect((await byOther(changed(0, { card }), originals(2, 3))).faults).not.toEqual([]);
  });

  it('tells an original that is of no part, and compares nothing where all are', async () => {
    const other = await clip('bFrames');
    const { others } = await judged(film, { originals: [...originals(2, 3).originals, other] });
    expect(others).toEqual([other]);
    expect((await judged(film, { originals: [other] })).faults).toEqual([
      'None of the originals is one that the recipe names.',
    ]);
  });
});

describe('lintel redaction-check', () => {
  it('ends with 0 for an honest film, 2 where an original is missing, and 1 for a false one', async () => {
    const place = join(folder, 'papers');
    await mkdir(place);
    const paper = async (name: string, content: string): Promise<string> => {
      await writeFile(join(place, name), content);
      return join(place, name);
    };
    const papers = [
      '--recipe',
      await paper('recipe.json', text),
      '--proof',
      await paper('proof.json', proof),
    ];
    const check = async (copy: string, of: readonly Master[]): Promise<[unknown, string]> => {
      const files = ['--original', ...of.map(({ path }) => path), '--copy', copy];
      const command = new Lintel(['redaction-check', ...files, ...papers], { LINTEL_HOME: folder });
      return [await command.end(), command.output];
    };
    const [whole, said] = await check(film, masters);
    expect([whole, said]).toEqual([0, expect.stringMatching(/^The film is what its recipe makes/)]);
    expect(said).toContain(`SHA-256 of the film:   ${await sha256OfFile(film)}`);
    const [part, told] = await check(film, masters.slice(1));
    expect([part, told]).toEqual([
      2,
      expect.stringMatching(/as far as it could be repeated: 2 of its 3 parts/),
    ]);
    expect(told).toContain(`NOT COMPARED. Its original (SHA-256 ${recipe.parts[0]?.master ?? ''})`);
    const [none, why] = await check(masters[0].path, masters.slice(0, 1));
    expect([none, why]).toEqual([1, expect.stringMatching(/^The film does not hold\./)]);
    expect(await readFile(film)).not.toHaveLength(0);
  });
});
