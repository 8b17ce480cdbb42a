import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config';
import type { MediaFacts } from '../../src/platform/media';
import { proxyOutput, type Treatment } from '../../src/platform/media/recipes/proxy';
import { runOptions } from '../../src/platform/media/recipes/renditions';
import { Visitor } from '../faults/support/people';
import { until } from '../support/until';
import { doorbellFilm } from './film';
import { openPlant } from './plant';
import { processorDuring, processorFor } from './processor';
import type { Measured } from './results';
import { inTurns } from './turns';

const MiB = 1024 ** 2;

const MADE = `SELECT c.media AS facts, r.recipe->>'video' AS video, r.recipe->>'audio' AS audio
  FROM lintel.clip c JOIN lintel.rendition r ON r.clip_id = c.id AND r.kind = 'proxy' AND r.state = 'made' WHERE c.id = $1`;

/** The same film, with other bytes behind it: what is made of bytes that were seen is not stored again. */
function another(bytes: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(24, 0);
  head.write('free', 4, 'latin1');
  return Buffer.concat([bytes, head, randomBytes(16)]);
}

interface Made {
  readonly facts: MediaFacts;
  readonly video: Treatment;
  readonly audio: Treatment;
}

/**
 * Everything that the worker does with a clip once it is sent (locked, fetched, decoded in the sandbox into viewing copy, hashes of
 * its frames, pictures and waveform, each measured, hashed and stored), beside ffmpeg that makes the same viewing copy. Processor time.
 */
export async function jobBench(seconds: number): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bench-'));
  await doorbellFilm(join(folder, 'clip'), '1920x1080', seconds);
  const bytes = await readFile(join(folder, 'clip'));
  await mkdir(join(folder, 'out'));
  const home = await openPlant();
  const visitor = await Visitor.in(await home.officer.invite());
  let made: Made | undefined;
  const job = async (): Promise<number> => {
    const { id } = await visitor.add('RingVideo.MP4', another(bytes), 8 * MiB);
    await home.checked(id);
    await home.idle();
    return processorDuring(home.plant.pid('worker'), async () => {
      await visitor.sendAll();
      made = await until('the viewing copy', async () => (await home.admin.query<Made>(MADE, [id])).rows[0]);
      await home.idle();
    });
  };
  const bare = async (): Promise<number> => {
    if (made === undefined) throw new Error('nothing was made');
    const { facts, video, audio } = made;
    const { file, options } = proxyOutput({ facts, videoTreatment: video, audioTreatment: audio });
    const command = [
      'ffmpeg',
      ...runOptions(loadConfig({}).media),
      '-y',
      '-i',
      'clip',
      ...options,
      `out/${file}`,
    ];
    return processorFor(command, folder);
  };
  try {
    await job();
    const figures = await inTurns({ bare, job });
    return {
      name: `the worker's job for ${seconds} s of 1080p, beside bare ffmpeg`,
      ...{
        unit: 's of processors',
        better: 'lower',
        aim: 1 / 1.25,
        baseline: figures.bare,
        value: figures.job,
      },
    };
  } finally {
    await home.close();
    await rm(folder, { recursive: true, force: true });
  }
}
