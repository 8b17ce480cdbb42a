import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultsOf } from '../../../src/features/redaction/domain/proof';
import type { Edits, Mask } from '../../../src/features/redaction/domain/recipe';
import { makeProven } from '../../../src/features/redaction/making/proven';
import { clip, type ClipName } from '../../fixtures/clips';
import { ffmpeg, inFolder } from '../media/support';
import { jobOf, masterAt, picturesOf, probe } from './film';

const mask = (change: Partial<Mask>): Mask => ({
  shape: 'rectangle',
  kind: 'solid',
  reason: 'bystander',
  from: 1,
  to: 20,
  keys: [{ frame: 1, x: 40, y: 30, w: 61, h: 45 }],
  ...change,
});
const drawn = (change: Partial<Edits> = {}): Edits => ({
  masks: [mask({})],
  sound: [],
  trim: null,
  ...change,
});

describe('a redacted copy', () => {
  it.each<ClipName>([
    'h264',
    'bFrames',
    'variableRateHevc',
    'rotated',
    'oddAspect',
    'oddSize',
    'mpegts',
    'silent',
    'hdr',
    'lateSound',
    'muLaw',
  ])('of %s is the master but for what was drawn, frame by frame, and is proven', async (name) => {
    const master = await masterAt(await clip(name));
    const frames = master.kept.frames.length;
    const moving = mask({
      shape: 'ellipse',
      to: frames,
      keys: [
        { frame: 2, x: 0, y: 0, w: 50, h: 40 },
        { frame: frames, x: 90, y: 60, w: 70, h: 50 },
      ],
    });
    await inFolder(async (folder) => {
      const job = await jobOf(master, drawn({ masks: [mask({}), moving] }));
      const made = await makeProven(job, probe, folder);
      expect(faultsOf(made.proof)).toEqual([]);
      expect(made.proof).toMatchObject({ frames, timesEqual: true, outsideEqual: true, recipeEqual: true });
      expect((await picturesOf(made.path)).length).toBe(frames);
      // Its index is in front, so that it plays while it is fetched.
      const bytes = await readFile(made.path);
      expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
    });
  });

  it('of more large pictures than a coder is given at once has each in its place', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'large.mp4');
      // No picture is like another, and the mask stands elsewhere on each: one out of its place is another picture.
      await ffmpeg(
        ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=3840x2160:rate=15:duration=1'],
        ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', path],
      );
      const moving = mask({
        to: 15,
        keys: [
          { frame: 1, x: 0, y: 900, w: 300, h: 300 },
          { frame: 15, x: 3_500, y: 900, w: 300, h: 300 },
        ],
      });
      const made = await makeProven(
        await jobOf(await masterAt(path), drawn({ masks: [moving] })),
        probe,
        folder,
      );
      expect(faultsOf(made.proof)).toEqual([]);
      expect(made.frames).toBe(15);
    }));
});
