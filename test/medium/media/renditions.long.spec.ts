import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MediaTool, type MediaFacts, type Renditions } from '../../../src/platform/media';
import { clip, type ClipName } from '../../fixtures/clips';
import {
  factsOf,
  ffmpeg,
  frameHashes,
  hashColumn,
  inFolder,
  keyFrames,
  renditionsOf,
  settings,
} from './support';

const run = promisify(execFile);
const tool = new MediaTool(settings());

interface Made {
  readonly folder: string;
  readonly facts: MediaFacts;
  readonly renditions: Renditions;
}

/** What was made of each clip: once, for all that is looked at in it. */
const all = new Map<ClipName, Promise<Made>>();
let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lintel-renditions-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function make(name: ClipName): Promise<Made> {
  const [path, folder] = [await clip(name), join(root, name)];
  await mkdir(folder);
  const facts = await factsOf(tool, path);
  const renditions = await tool.makeRenditions(path, facts, folder);
  if (renditions.kind !== 'renditions') throw new Error(renditions.code);
  return { folder, facts, renditions };
}

function madeOf(name: ClipName): Promise<Made> {
  const known = all.get(name) ?? make(name);
  all.set(name, known);
  return known;
}

async function made<T>(
  name: ClipName,
  look: (renditions: Renditions, facts: MediaFacts) => Promise<T> | T,
): Promise<T> {
  const { renditions, facts } = await madeOf(name);
  return look(renditions, facts);
}

const sizeOf = async (picture: string): Promise<string> =>
  (
    await run('ffprobe', [
      '-v',
      'error',
      '-show_entries',
      'stream=width,height',
      '-of',
      'csv=p=0:s=x',
      picture,
    ])
  ).stdout.trim();

/** How like two clips are, in decibels, frame by frame; above 30 they look the same. `scale` shapes the first. */
async function likeness(source: string, proxy: string, scale: string): Promise<number> {
  const filter = `[0:v]${scale},format=yuv420p,setsar=1[a];[1:v]setpts=PTS[b];[a][b]psnr`;
  const said = await ffmpeg(
    '-i',
    source,
    '-i',
    proxy,
    '-lavfi',
    filter,
    '-fps_mode',
    'passthrough',
    '-f',
    'null',
    '-',
  );
  return Number(/average:([\d.]+|inf)/.exec(said)?.[1]?.replace('inf', '100'));
}

describe('the proxy of every kind of clip', () => {
  it.each<[ClipName, 'copy' | 'reencode', 'copy' | 'reencode' | null]>([
    ['h264', 'copy', 'copy'],
    ['bFrames', 'reencode', 'copy'],
    ['hevc10', 'reencode', 'copy'],
    ['variableRate', 'copy', 'copy'],
    ['variableRateHevc', 'reencode', 'copy'],
    ['rotated', 'reencode', 'copy'],
    ['silent', 'copy', null],
    ['singleFrame', 'copy', null],
    ['fragmented', 'copy', 'copy'],
    ['mpegts', 'copy', 'copy'],
    ['matroska', 'copy', 'reencode'],
    ['sameTimes', 'reencode', 'copy'],
    ['mov', 'copy', 'reencode'],
    ['opus', 'copy', 'reencode'],
    ['muLaw', 'copy', 'reencode'],
    ['oddAspect', 'reencode', 'copy'],
    ['oddSize', 'reencode', null],
    ['hdr', 'reencode', null],
    ['multiStream', 'copy', 'copy'],
    ['lateSound', 'reencode', 'copy'],
  ])('"%s" (picture: %s, sound: %s) has each frame at its own time', async (name, video, audio) => {
    await made(name, async ({ check, recipe, damaged, proxy, frames }, source) => {
      expect(check.proxyFrames).toBe(name === 'singleFrame' ? 1 : 45);
      expect(check.sourceFrames).toBe(check.proxyFrames);
      expect(check.declaredFrames).toBe(check.proxyFrames);
      expect(check.maxTimeError).toBeLessThan(1e-9);
      expect(check.durationError).toBeLessThan(0.067);
      expect(check.audioLengthError ?? 0).toBeLessThan(0.067);
      expect(check.audioOffsetError ?? 0).toBeLessThan(0.067);
      expect({ video: recipe.video, audio: recipe.audio }).toEqual({ video, audio });
      expect(damaged).toBeNull();
      const copy = await factsOf(tool, proxy.path);
      expect(copy.video).toMatchObject({
        codec: 'h264',
        tag: 'avc1',
        pixFmt: 'yuv420p',
        rotation: 0,
        sar: { num: 1, den: 1 },
        hasBFrames: false,
        width: proxy.width,
        height: proxy.height,
      });
      expect(copy.audio?.codec ?? null).toBe(source.audio === null ? null : 'aac');
      expect(copy.creationTimeRaw).toBeNull();
      expect(JSON.stringify(copy.timeTags)).not.toContain('Doorbell');
      expect(hashColumn(await readFile(frames?.path ?? '', 'utf8'))).toHaveLength(check.sourceFrames);
    });
  });

  it('is High profile, has a closed group each second, and its index in front', async () => {
    await made('hevc10', async ({ proxy }) => {
      expect((await factsOf(tool, proxy.path)).video?.profile).toBe('High');
      expect(await keyFrames(proxy.path)).toEqual([0, 1, 2]);
      const bytes = await readFile(proxy.path, 'latin1');
      expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    });
  });

  it('shows the frame asked for after a seek into the middle of it', async () => {
    await made('hevc10', async ({ proxy }) => {
      const all = await frameHashes('-i', proxy.path);
      expect(new Set(all).size).toBe(45);
      // Frame 22 begins at 22/15 s; decoding starts at the key frame of second 1, with nothing from before it.
      const sought = await frameHashes('-ss', String(22 / 15 - 0.01), '-i', proxy.path);
      expect(sought).toEqual(all.slice(22));
    });
  });

  it('holds the source frames bit for bit where it is copied', async () => {
    await made('h264', async ({ proxy, frames }) => {
      const source = await frameHashes('-i', await clip('h264'));
      expect(await frameHashes('-i', proxy.path)).toEqual(source);
      expect(hashColumn(await readFile(frames?.path ?? '', 'utf8'))).toEqual(source);
    });
  });

  it.each<[ClipName, string]>([
    ['hevc10', 'null'],
    ['variableRateHevc', 'null'],
    ['rotated', 'null'],
    ['oddAspect', 'scale=426:180'],
    ['oddSize', 'pad=322:182'],
  ])('"%s" looks like its source as a player shows it', async (name, shape) => {
    await made(name, async ({ proxy }) => {
      expect(await likeness(await clip(name), proxy.path, shape)).toBeGreaterThan(30);
    });
  });

  it('is turned upright', async () => {
    await made('rotated', ({ proxy, labels }) => {
      expect([proxy.width, proxy.height]).toEqual([180, 320]);
      expect(labels).toEqual(['rotated']);
    });
  });

  it('of high dynamic range is tone-mapped, and labelled so in the answer and in the file', async () => {
    await made('hdr', async ({ proxy, labels }) => {
      expect(labels).toEqual(['tone-mapped']);
      const colours = await run('ffprobe', [
        ...[
          '-v',
          'error',
          '-show_entries',
          'stream=color_transfer,color_primaries,color_space',
          '-of',
          'csv=p=0',
        ],
        proxy.path,
      ]);
      expect(colours.stdout.trim()).toBe('bt709,bt709,bt709');
    });
  });

  it('shows the main picture of several and says that others were left out', async () => {
    await made('multiStream', ({ proxy, labels }) => {
      expect([proxy.width, labels]).toEqual([320, ['other-streams-left-out']]);
    });
  });

  it('goes without a sound that may not be decoded, and says so', async () => {
    await made('refusedSound', ({ check, labels }) => {
      expect(labels).toEqual(['sound-left-out']);
      expect(check.proxyFrames).toBe(45);
    });
  });

  it('of a recording of sound alone is sound alone', async () => {
    await made('soundOnly', async ({ proxy, posters, contactSheet, frames, check }) => {
      expect([proxy.mime, posters, contactSheet, frames]).toEqual(['audio/mp4', [], null, null]);
      expect(check.audioLengthError).toBeLessThan(0.03);
      expect(await tool.probe(proxy.path)).toMatchObject({ video: null, audio: { codec: 'aac' } });
    });
  });
});

describe('the stills', () => {
  it.each<ClipName>(['hevc10', 'rotated', 'oddAspect', 'hdr', 'singleFrame'])(
    'of "%s" have the sizes that are stated, and something on them',
    async (name) => {
      await made(name, async ({ posters, contactSheet }) => {
        expect(posters.map((still) => still.name)).toEqual(['poster', 'thumbnail']);
        for (const still of [...posters, contactSheet]) {
          if (still === null) throw new Error('no contact sheet');
          expect(await sizeOf(still.path)).toBe(`${String(still.width)}x${String(still.height)}`);
          expect(still.bytes).toBeGreaterThan(2_000);
        }
      });
    },
  );
});

describe('a clip that is damaged', () => {
  it('is shown as far as it decodes, with both counts', async () => {
    await made('damagedTail', ({ damaged, check }) => {
      expect(damaged).toEqual({
        declaredFrames: 45,
        decodedFrames: check.sourceFrames,
        sentence: `The recording is damaged: ${String(check.sourceFrames)} of its 45 frames can be shown.`,
      });
      expect(check.sourceFrames).toBeLessThan(45);
      expect(check.proxyFrames).toBe(check.sourceFrames);
      expect(check.maxTimeError).toBeLessThan(1e-9);
    });
  });

  it('is shown around a stretch that means nothing, and is said to be damaged', async () => {
    await made('scrambled', ({ check, complaints, recipe }) => {
      expect(check.proxyFrames).toBe(check.sourceFrames);
      expect(complaints).toBeGreaterThan(0);
      expect(recipe.video).toBe('reencode');
    });
  });
});

describe('making renditions twice', () => {
  it.each<ClipName>(['h264', 'hevc10', 'variableRateHevc', 'hdr', 'muLaw'])(
    'of "%s" gives the same bytes and the same recipe',
    async (name) => {
      const hashesIn = async (folder: string): Promise<string[]> => {
        const hash = async (file: string): Promise<string> =>
          createHash('sha256')
            .update(await readFile(join(folder, file)))
            .digest('hex');
        return Promise.all((await readdir(folder)).sort().map(hash));
      };
      const first = await madeOf(name);
      const hashes = await hashesIn(first.folder);
      expect(hashes).toHaveLength(5);
      await inFolder(async (folder) => {
        const { recipe } = await renditionsOf(tool, name, folder);
        expect([await hashesIn(folder), recipe]).toEqual([hashes, first.renditions.recipe]);
      });
    },
  );

  it('can be done from the recipe alone', async () => {
    await inFolder(async (again) => {
      const { recipe, proxy } = (await madeOf('hevc10')).renditions;
      expect(recipe.version).toMatch(/^ffmpeg version \d/);
      await mkdir(join(again, 'out'), { recursive: true });
      await run('ln', ['-s', await clip('hevc10'), join(again, 'clip')]);
      await run('ffmpeg', recipe.arguments, { cwd: again });
      expect(await readFile(join(again, 'out', 'proxy.mp4'))).toEqual(await readFile(proxy.path));
    });
  });

  it('can go on at once in several places', async () => {
    const names: ClipName[] = ['h264', 'silent', 'rotated'];
    const counts = await Promise.all(
      names.map((name) =>
        inFolder(async (folder) => {
          const { check, labels } = await renditionsOf(tool, name, folder);
          return [check.proxyFrames, labels];
        }),
      ),
    );
    expect(counts).toEqual([
      [45, []],
      [45, []],
      [45, ['rotated']],
    ]);
  });
});
