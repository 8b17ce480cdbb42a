import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { MediaTool } from '../../../src/platform/media';
import { endIsMissing } from '../../../src/platform/media/ending';
import { Probe } from '../../../src/platform/media/probe';
import { Sandbox } from '../../../src/platform/media/sandbox';
import { clip, type ClipName } from '../../fixtures/clips';
import { pictureFile, tellingPicture } from '../../fixtures/pictures';
import { factsOf, inFolder, settings } from './support';

const tool = new MediaTool(settings());

describe('what a clip says of itself', () => {
  it('is read from plain H.264 with AAC', async () => {
    const facts = await factsOf(tool, await clip('h264'));
    expect(facts).toMatchObject({
      container: expect.stringContaining('mp4') as string,
      duration: 3,
      creationTimeRaw: '2026-07-14T21:03:05.000000Z',
      video: {
        codec: 'h264',
        tag: 'avc1',
        width: 320,
        height: 180,
        rotation: 0,
        frameCount: 45,
        hasBFrames: false,
      },
      audio: { codec: 'aac', profile: 'LC', sampleRate: 48_000, channels: 1 },
      decodable: true,
    });
    expect(facts.timeTags['stream 0: handler_name']).toBe('Doorbell');
  });

  it.each<[ClipName, object]>([
    ['hevc10', { video: { codec: 'hevc', profile: 'Main 10', tag: 'hev1', pixFmt: 'yuv420p10le' } }],
    [
      'variableRate',
      { video: { timeBase: { num: 1, den: 90_000 }, averageRate: { num: 4_050_000, den: 264_649 } } },
    ],
    ['rotated', { video: { rotation: 90, width: 320, height: 180 } }],
    ['silent', { audio: null, video: { frameCount: 45 } }],
    ['fragmented', { video: { codec: 'h264', frameCount: null } }],
    ['mpegts', { container: 'mpegts', video: { codec: 'h264' }, audio: { codec: 'aac' } }],
    ['matroska', { container: 'matroska,webm', audio: { codec: 'opus' } }],
    ['mov', { audio: { codec: 'pcm_s16le' } }],
    ['muLaw', { audio: { codec: 'pcm_mulaw', sampleRate: 8_000 } }],
    ['oddAspect', { video: { sar: { num: 4, den: 3 } } }],
    ['oddSize', { video: { width: 321, height: 181 } }],
    ['hdr', { video: { hdr: 'pq', pixFmt: 'yuv420p10le' } }],
    ['multiStream', { video: { index: 1, width: 320 }, audio: { index: 2 } }],
    ['refusedSound', { video: { codec: 'h264' }, audio: { codec: 'wmav2' } }],
    ['soundOnly', { video: null, audio: { codec: 'pcm_s16le' } }],
    ['damagedTail', { video: { frameCount: 45 }, cutShort: true }],
  ])('is read from the clip "%s"', async (name, expected) => {
    const found = await tool.probe(await clip(name));
    expect(found).toMatchObject({ kind: 'media', decodable: true, ...expected });
    // Nothing that is all there is called cut short.
    expect('cutShort' in found).toBe('cutShort' in expected);
  });
});

describe('a clip that says how long it is', () => {
  it.each<ClipName>(['h264', 'scrambled', 'matroska'])(
    'is not called cut short when it is all there: "%s"',
    async (name) => expect(await tool.probe(await clip(name))).not.toHaveProperty('cutShort'),
  );

  it.each([
    ['a fragmented one', 'fragmented', 0.8],
    ['Matroska', 'matroska', 0.6],
    ['one that lacks its last byte', 'index', 1],
  ] as const)('is called cut short when its end is missing: %s', async (_what, name, keep) => {
    await inFolder(async (folder) => {
      const bytes = await readFile(await clip(name));
      const path = join(folder, 'cut.mp4');
      await writeFile(path, bytes.subarray(0, Math.floor((bytes.length - 1) * keep)));
      expect(await tool.probe(path)).toMatchObject({ kind: 'media', cutShort: true });
    });
  });

  it.each([
    ['flv', ['-c:v', 'flv1', '-c:a', 'copy']],
    ['webm', ['-c:v', 'libvpx', '-c:a', 'libopus']],
    ['avi', ['-c:v', 'mpeg4', '-c:a', 'pcm_s16le']],
  ] as const)('is judged by what its format says: %s', (format, codecs) =>
    inFolder(async (folder) => {
      const path = join(folder, `whole.${format}`);
      await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', await clip('h264'), ...codecs, path]);
      expect(await endIsMissing(path)).toBe(false);
      const bytes = await readFile(path);
      await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * 0.6)));
      expect(await endIsMissing(path)).toBe(true);
    }),
  );

  it('is not judged by what another program has put behind it', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'more.mp4');
      const trailer = Buffer.from('7fffffff5345465400000000', 'hex');
      await writeFile(path, Buffer.concat([await readFile(await clip('index')), trailer]));
      expect(await tool.probe(path)).not.toHaveProperty('cutShort');
    });
  });
});

describe('a photograph', () => {
  it.each([
    ['whole', 1, false],
    ['without its end', 0.6, true],
  ])('that is %s', (_what, keep, cutShort) =>
    inFolder(async (folder) => {
      // A small picture in its Exif has an end of its own; what stands behind its end is no picture.
      const path = await pictureFile(folder, await tellingPicture('jpg'));
      const bytes = Buffer.concat([await readFile(path), keep === 1 ? randomBytes(100) : Buffer.alloc(0)]);
      await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * keep)));
      const found = await tool.probe(path);
      expect(found).toMatchObject({ kind: 'picture', width: 320 });
      expect('cutShort' in found).toBe(cutShort);
    }),
  );
});

describe('a clip without a picture', () => {
  it.each<[ClipName, string]>([
    ['empty', 'empty'],
    ['text', 'not-media'],
    ['noMoov', 'no-moov'],
    ['manyStreams', 'too-many-streams'],
    ['bomb', 'too-large'],
  ])('"%s" is answered with the reason "%s" in a sentence', async (name, code) => {
    const answer = await tool.probe(await clip(name));
    expect(answer).toMatchObject({ kind: 'undecodable', code });
    expect('sentence' in answer && answer.sentence).toMatch(/^The .*\.$/);
  });

  it('is answered when its only picture needs a decoder that is not allowed', async () => {
    expect(await tool.probe(await clip('refusedPicture'))).toMatchObject({ code: 'codec-refused' });
  });

  it('is answered for bytes that mean nothing', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'noise.mp4');
      await writeFile(path, Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * i * 31 + i) & 0xff)));
      expect(await tool.probe(path)).toMatchObject({ kind: 'undecodable', code: 'not-media' });
    });
  });

  it.each([
    [{ maxSeconds: 2 }, 'too-long'],
    [{ maxPixels: 10_000 }, 'too-large'],
    [{ maxStreams: 1 }, 'too-many-streams'],
  ])('is answered for a sound clip beyond the limit %j', async (limit, code) => {
    expect(await new MediaTool(settings(limit)).probe(await clip('h264'))).toMatchObject({ code });
  });

  it('is answered when the decoder needs more memory than it may have', async () => {
    const poor = new MediaTool(settings({ maxPixels: 200_000_000, memoryBytes: 250 * 1024 ** 2 }));
    expect(await poor.probe(await clip('bomb'))).toMatchObject({
      kind: 'undecodable',
      code: 'too-much-memory',
    });
  });
});

describe('a tool that never ran', () => {
  it('is a fault of the machine and never said of the file', async () => {
    const starved = new MediaTool(settings({ memoryBytes: 150 * 1024 ** 2 }));
    await expect(starved.probe(await clip('h264'))).rejects.toThrow('ffprobe does not start in its sandbox');
  });
});

describe('how many programs are started', () => {
  it.each<[ClipName, number, string]>([
    ['h264', 1, 'what most recordings are'],
    ['hevc10', 1, 'of another codec'],
    ['matroska', 1, 'in another container'],
    ['multiStream', 1, 'whose picture is not the first stream'],
    ['silent', 1, 'without sound'],
    // No decoder that is not on the list is opened for it, not even for sound that nobody asked for.
    ['refusedSound', 3, 'with a stream that needs a decoder which is not allowed'],
  ])('for "%s": %i (%s)', async (name, count) => {
    const sandbox = new Sandbox(settings());
    const starts = jest.spyOn(sandbox, 'enter');
    expect(await new Probe(sandbox, settings()).read(await clip(name))).toMatchObject({ decodable: true });
    expect(starts).toHaveBeenCalledTimes(count);
  });

  it('for what cannot even be opened: one, whose reason would be the same again', async () => {
    const sandbox = new Sandbox(settings());
    const starts = jest.spyOn(sandbox, 'enter');
    expect(await new Probe(sandbox, settings()).read(await clip('noMoov'))).toMatchObject({
      code: 'no-moov',
    });
    expect(starts).toHaveBeenCalledTimes(1);
  });
});
