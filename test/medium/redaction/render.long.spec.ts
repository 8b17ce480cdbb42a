import { readFile } from 'node:fs/promises';
import { faultsOf } from '../../../src/features/redaction/domain/proof';
import type { Edits, Mask } from '../../../src/features/redaction/domain/recipe';
import { makeProven } from '../../../src/features/redaction/making/proven';
import { clip, type ClipName } from '../../fixtures/clips';
import { inFolder } from '../media/support';
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
});
