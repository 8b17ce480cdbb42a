import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { CheckedCopy } from '../../../src/features/redaction';
import { faultsOf } from '../../../src/features/redaction/domain/proof';
import type { Edits, Mask } from '../../../src/features/redaction/domain/recipe';
import { checkCopy } from '../../../src/features/redaction/making/check';
import { render } from '../../../src/features/redaction/making/film-job';
import { makeProven, type Proven } from '../../../src/features/redaction/making/proven';
import { inFolder } from '../media/support';
import { inLanes, jobOf, masterOf, picturesOf, probe, tool, type Master } from './film';

const run = promisify(execFile);
/** How many of each of three kinds; 34 in a full run. */
const FORGERIES = Number(process.env['REDACTION_FORGERIES'] ?? 2);
const SEED = Number(process.env['REDACTION_SEED'] ?? 20_260_714);
/** Milliseconds that all of one kind may take. */
const LONG = 3_600_000;

const MASK: Mask = {
  ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
  keys: [{ frame: 1, x: 96, y: 48, w: 96, h: 80 }],
};
const EDITS: Edits = {
  masks: [MASK],
  sound: [{ kind: 'mute', reason: 'third-party-data', fromMs: 500, toMs: 1_500 }],
  trim: null,
};

let master: Master;
/** What every forgery claims to be, and the recipe and the proof that come with each, as they lie on a disk. */
let genuine: Proven;
let kept: string;
const paper = (name: 'recipe' | 'proof'): string => join(kept, `${name}.json`);
beforeAll(async () => {
  master = await masterOf('h264');
  const job = await jobOf(master, EDITS);
  kept = await mkdtemp(join(tmpdir(), 'lintel-genuine-'));
  genuine = await makeProven(job, probe, kept);
  await writeFile(paper('recipe'), JSON.stringify(job.recipe));
  await writeFile(paper('proof'), JSON.stringify(genuine.proof));
});
afterAll(() => rm(kept, { recursive: true, force: true }));

/** Makes another copy. */
async function made<T>(edits: Edits, use: (made: Proven) => Promise<T>): Promise<T> {
  return inFolder(async (folder) => use(await makeProven(await jobOf(master, edits), probe, folder)));
}

/** What an offender with the copy would try. */
describe('nothing of what is covered', () => {
  it('is in any frame, in a tag, in a thumbnail, in an earlier key frame or in the sound', () =>
    made(EDITS, async ({ path, proof }) => {
      expect(faultsOf(proof)).toEqual([]);
      const [source, copy] = [await picturesOf(master.path), await picturesOf(path)];
      const { width } = master.size;
      // Inside, each frame of the copy is black, and its rest does not follow the source's.
      copy.forEach((bytes, index) => {
        let [worst, product, energy] = [0, 0, 0];
        for (let y = 56; y < 120; y += 1)
          for (let x = 104; x < 184; x += 1) {
            const rest = (bytes[y * width + x] ?? 0) - 16;
            worst = Math.max(worst, Math.abs(rest));
            product += rest * ((source[index]?.[y * width + x] ?? 0) - 128);
            energy += 128 ** 2;
          }
        expect(worst).toBeLessThanOrEqual(2);
        expect(Math.abs(product) / energy).toBeLessThan(0.01);
      });
      // Packets that no player shows would be counted here: as many as frames, none before the first.
      const { stdout } = await run('ffprobe', [
        '-v',
        'error',
        '-select_streams',
        'v',
        '-show_entries',
        'packet=pts,flags',
        '-of',
        'csv=p=0',
        path,
      ]);
      const packets = stdout.trim().split('\n');
      expect(packets).toHaveLength(45);
      expect(packets.some((line) => line.includes('D'))).toBe(false);
      const streams = await run('ffprobe', [
        '-v',
        'error',
        '-show_entries',
        'stream=codec_type:stream_disposition=attached_pic:format_tags:stream_tags',
        '-of',
        'json',
        path,
      ]);
      const { streams: all, format } = JSON.parse(streams.stdout) as {
        streams: { codec_type: string }[];
        format: unknown;
      };
      expect(all.map(({ codec_type: kind }) => kind)).toEqual(['video', 'audio']);
      expect(JSON.stringify([all, format])).not.toMatch(/Doorbell|creation|location|encoder":"(?!Lavf)/i);
      expect((await readFile(path)).includes('x264')).toBe(false);
      const sound = await run(
        'ffmpeg',
        ['-v', 'error', '-i', path, '-ss', '0.6', '-t', '0.8', '-f', 's16le', '-'],
        { encoding: 'buffer', maxBuffer: 1e8 },
      );
      const samples = new Int16Array(sound.stdout.buffer, sound.stdout.byteOffset, sound.stdout.length >> 1);
      expect(Math.max(...samples.map(Math.abs))).toBeLessThanOrEqual(2);
    }));

  it('is left where a mask moves, for one frame or for a corner', () => {
    const moving: Mask = {
      ...MASK,
      keys: [
        { frame: 5, x: 0, y: 0, w: 64, h: 64 },
        { frame: 40, x: 200, y: 100, w: 80, h: 64 },
      ],
    };
    return made({ ...EDITS, masks: [moving] }, async ({ path }) => {
      const pictures = await picturesOf(path);
      pictures.forEach((bytes, index) => {
        const frame = Math.min(40, Math.max(5, index + 1));
        const share = (frame - 5) / 35;
        const [x, y] = [Math.round(200 * share), Math.round(100 * share)];
        for (const [dx, dy] of [
          [2, 2],
          [61, 2],
          [2, 61],
          [61, 61],
          [32, 32],
        ] as const)
          expect(bytes[(y + dy) * master.size.width + x + dx]).toBeLessThan(30);
      });
    });
  });
});

/** Makes a false copy, beside the genuine one or out of it. @returns its path */
type Forge = (genuine: Proven, folder: string) => Promise<string>;

/** A copy that was made by another recipe, or changed afterwards, held against what came with it, as `lintel redaction-check` does. */
async function judged(forge: Forge): Promise<CheckedCopy> {
  return inFolder(async (folder) => {
    const path = await forge(genuine, folder);
    const place = join(folder, 'judged');
    await mkdir(place);
    const [recipe, proof] = [await readFile(paper('recipe'), 'utf8'), await readFile(paper('proof'), 'utf8')];
    return checkCopy(tool, { master: master.path, copy: path, recipe, proof }, place);
  });
}

/** Made by the product itself from another recipe, as the most able forger would. */
const byOther =
  (edits: Edits): Forge =>
  async (_genuine, folder) => {
    const place = join(folder, 'forged');
    await mkdir(place);
    return (await render(await jobOf(master, edits), place, 18)).path;
  };

/** What the forger chooses, another for each, and the same for the same seed; those whose forgery was not found. */
async function notFound<T>(kind: number, of: fc.Arbitrary<T>, forge: (chosen: T) => Forge): Promise<T[]> {
  const left: T[] = [];
  const all = fc.uniqueArray(of, {
    ...{ minLength: FORGERIES, maxLength: FORGERIES, size: 'max' },
    selector: (chosen) => JSON.stringify(chosen),
  });
  const [drawn] = fc.sample(all, { numRuns: 1, seed: SEED + kind }) as [T[]];
  expect(drawn).toHaveLength(FORGERIES);
  await inLanes(drawn, async (chosen) => {
    if ((await judged(forge(chosen))).faults.length === 0) left.push(chosen);
  });
  return left;
}

/** Eight pixels or more, the one way or the other. */
const shift = (least: number, most: number) =>
  fc.oneof(fc.integer({ min: least, max: -8 }), fc.integer({ min: 8, max: most }));

/** Within the picture. */
const MOVES = fc.oneof(
  fc.record({ x: shift(-96, 120), y: fc.integer({ min: -40, max: 40 }) }),
  fc.record({ x: fc.integer({ min: -96, max: 120 }), y: shift(-40, 40) }),
);

/** The sound of the source for a fifth of a second of the span or more, or other sound in all of the copy. */
type Sound =
  | { readonly kind: 'through'; readonly fromMs: number }
  | { readonly kind: 'swapped'; readonly loudness: number };

const SOUNDS: fc.Arbitrary<Sound> = fc.oneof(
  fc.record({ kind: fc.constant('through' as const), fromMs: fc.integer({ min: 700, max: 1_500 }) }),
  fc.record({ kind: fc.constant('swapped' as const), loudness: fc.integer({ min: 5, max: 90 }) }),
);

async function swapped(path: string, loudness: number, folder: string): Promise<string> {
  const out = join(folder, 'swapped.mp4');
  const noise = `anoisesrc=r=44100:a=${loudness / 100}:d=3`;
  const inputs = ['-i', path, '-f', 'lavfi', '-i', noise, '-map', '0:v', '-map', '1:a'];
  const coding = ['-c:v', 'copy', '-c:a', 'aac', '-shortest', '-map_metadata', '-1', '-fflags', '+bitexact'];
  await run('ffmpeg', ['-v', 'error', ...inputs, ...coding, out]);
  return out;
}

it('the genuine copy holds where the forgeries are judged', async () => {
  expect((await judged(({ path }) => Promise.resolve(path))).faults).toEqual([]);
});

describe(`a forged copy is found (REDACTION_SEED=${SEED})`, () => {
  it(
    `that has its mask moved (${FORGERIES})`,
    async () => {
      const [key] = MASK.keys as [Mask['keys'][number]];
      const moved = ({ x, y }: { x: number; y: number }) =>
        byOther({ ...EDITS, masks: [{ ...MASK, keys: [{ ...key, x: key.x + x, y: key.y + y }] }] });
      expect(await notFound(0, MOVES, moved)).toEqual([]);
    },
    LONG,
  );

  it(
    `that leaves one frame uncovered (${FORGERIES})`,
    async () => {
      const open = (gap: number) =>
        byOther({
          ...EDITS,
          masks: [
            { ...MASK, to: gap - 1 },
            { ...MASK, from: gap + 1, keys: [{ ...(MASK.keys[0] as Mask['keys'][number]), frame: gap + 1 }] },
          ],
        });
      expect(await notFound(1, fc.integer({ min: 2, max: 44 }), open)).toEqual([]);
    },
    LONG,
  );

  it(
    `that has its sound let through or swapped (${FORGERIES})`,
    async () => {
      const [span] = EDITS.sound as [Edits['sound'][number]];
      const heard = (sound: Sound): Forge => {
        if (sound.kind === 'swapped') return ({ path }, folder) => swapped(path, sound.loudness, folder);
        return byOther({
          ...EDITS,
          sound: sound.fromMs < span.toMs ? [{ ...span, fromMs: sound.fromMs }] : [],
        });
      };
      expect(await notFound(2, SOUNDS, heard)).toEqual([]);
    },
    LONG,
  );

  it('that has a frame more, a frame less, another time or a tag', async () => {
    const shorter = await judged(byOther({ ...EDITS, trim: { from: 1, to: 44 } }));
    expect(shorter.faults).not.toEqual([]);
    const slower = await judged(async ({ path }, folder) => {
      const out = join(folder, 'slower.mp4');
      await run('ffmpeg', ['-v', 'error', '-itsscale', '1.01', '-i', path, '-c', 'copy', '-an', out]);
      return out;
    });
    expect(slower.proof?.timesEqual).toBe(false);
    const tagged = await judged(async ({ path }, folder) => {
      const out = join(folder, 'tagged.mp4');
      await run('ffmpeg', ['-v', 'error', '-i', path, '-c', 'copy', '-metadata', 'comment=12 Elm Row', out]);
      return out;
    });
    expect(tagged.proof?.tellsNothing).toBe(false);
  });

  it('that goes on to be heard after its last picture', async () => {
    const { faults } = await judged(async ({ path }, folder) => {
      const out = join(folder, 'longer.mp4');
      const noise = ['-f', 'lavfi', '-i', 'anoisesrc=r=44100:a=0.3:d=1'];
      const both = ['-filter_complex', '[0:a][1:a]concat=n=2:v=0:a=1[a]', '-map', '0:v', '-map', '[a]'];
      const coding = [
        '-c:v',
        'copy',
        '-c:a',
        'aac',
        '-b:a',
        '192k',
        '-map_metadata',
        '-1',
        '-fflags',
        '+bitexact',
      ];
      await run('ffmpeg', ['-v', 'error', '-i', path, ...noise, ...both, ...coding, out]);
      return out;
    });
    expect(faults).toEqual(['The sound of the copy is not that of the master.']);
  });

  it('that is the original itself', async () => {
    const { proof, faults } = await judged(async (_genuine, folder) => {
      const out = join(folder, 'whole.mp4');
      await cp(master.path, out);
      return out;
    });
    expect(proof?.insideDecibels).toBeLessThan(30);
    expect(faults).not.toEqual([]);
  });
});
