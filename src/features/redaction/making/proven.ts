import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Sha256Hex } from '../../../kernel/ids';
import type { FileFacts, FilmFacts } from '../../../platform/media';
import { isCoarse, type Proof } from '../domain/proof';
import { render, type FilmJob, type Rendered } from './film-job';
import { prove, type Copy } from './prove';

/** A copy, and what was found when it was compared. */
export type Proven<P extends Proof = Proof> = Rendered & {
  readonly sha256: Sha256Hex;
  readonly proof: P;
};

/** The first is enough for nearly all; the second for pictures of noise. */
const CRF = [18, 8] as const;

export async function sha256OfFile(path: string): Promise<Sha256Hex> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex') as Sha256Hex;
}

/** What was made is no film. */
class NoFilmCameOut extends Error {
  override readonly name = 'NoFilmCameOut';
}

/** How one attempt is made and compared, each in an empty folder. */
interface Attempt<P extends Proof> {
  render(folder: string, crf: number): Promise<Rendered>;
  prove(copy: Copy, made: Rendered, folder: string): Promise<P>;
}

/**
 * Makes a film and compares it with what it is of; once more, closer to what was given to the coder, where only the coding fell
 * short.
 * @param probe what a file says of itself
 * @param folder an empty folder
 */
export async function makeClose<P extends Proof>(
  attempt: Attempt<P>,
  probe: (path: string) => Promise<FileFacts>,
  folder: string,
): Promise<Proven<P>> {
  let made: Proven<P> | undefined;
  for (const crf of CRF) {
    const place = join(folder, `crf-${crf}`);
    await mkdir(place);
    const rendered = await attempt.render(place, crf);
    const facts = await probe(rendered.path);
    if (facts.kind !== 'media' || facts.video === null) throw new NoFilmCameOut();
    const copy = { path: rendered.path, facts: facts as FilmFacts };
    const proof = await attempt.prove(copy, rendered, place);
    made = { ...rendered, sha256: await sha256OfFile(rendered.path), proof };
    if (!isCoarse(proof)) break;
  }
  return made as Proven<P>;
}

/** Makes the copy that a recipe describes. */
export const makeProven = (
  job: FilmJob,
  probe: (path: string) => Promise<FileFacts>,
  folder: string,
): Promise<Proven> =>
  makeClose(
    {
      render: (place, crf) => render(job, place, crf),
      prove: (copy, made, place) => prove(job, copy, made, place),
    },
    probe,
    folder,
  );
