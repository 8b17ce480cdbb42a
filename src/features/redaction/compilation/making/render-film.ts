import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256Hex } from '../../../../kernel/ids';
import type { Decoded } from '../../../../platform/media';
import { PictureHashes, type Rendered } from '../../making/film-job';
import { bytesOf } from '../../making/samples';
import { SOUND, TIME_BASE } from '../domain/timeline';
import { follow, type CompilationJob, type Source } from './film-parts';
import { filmSound } from './film-sound';

/**
 * Makes the film: cards and frames in their order, each coded with its own time. The coders are given nothing else of the masters.
 * @param folder an empty folder
 * @throws what `follow` throws
 */
export async function renderFilm(job: CompilationJob, folder: string, crf: number): Promise<Rendered> {
  const { films, recipe, sources, options } = job;
  const [first] = sources as [Source];
  const [read, made] = [join(folder, 'read'), join(folder, 'made')];
  await Promise.all([mkdir(read), mkdir(made)]);
  const hashes = new PictureHashes();
  let frames = 0;
  const { width, height } = recipe;
  const coded = await films.encode(
    first.facts,
    first.path,
    made,
    { size: { width, height }, timeBase: TIME_BASE, crf },
    (put) =>
      follow(
        job,
        read,
        ({ bytes, ticks }) => {
          hashes.add(bytes);
          frames += 1;
          return put(ticks, bytes);
        },
        // The proof decodes the masters again, and holds the hashes of those lists against those that are kept.
        { timesOnly: true },
      ),
    options,
  );
  const sound = await renderSound(job, coded.result, made);
  const { path, arguments: joined } = await films.join(made, sound !== null, TIME_BASE, options);
  return {
    path,
    frames,
    picturesSha256: hashes.digest(),
    soundSha256: sound?.sha256 ?? null,
    arguments: {
      decode: coded.result[0]?.arguments ?? [],
      encode: coded.arguments,
      sound: sound?.arguments ?? [],
      join: joined,
    },
  };
}

async function renderSound(job: CompilationJob, decoded: readonly (Decoded | null)[], made: string) {
  if (decoded.every((one) => one?.sound == null)) return null;
  const digest = createHash('sha256');
  const coded = await job.films.encodeSound(
    made,
    SOUND,
    async (put) => {
      for await (const samples of filmSound(job, decoded)) {
        digest.update(bytesOf(samples));
        await put(bytesOf(samples));
      }
    },
    job.options,
  );
  return { sha256: digest.digest('hex') as Sha256Hex, arguments: coded.arguments };
}
