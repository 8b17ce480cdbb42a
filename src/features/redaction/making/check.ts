import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256Hex } from '../../../kernel/ids';
import type { FilmFacts, MediaTool } from '../../../platform/media';
import { faultsOf, type Proof } from '../domain/proof';
import { recipeSchema, recipeSha256 } from '../domain/recipe';
import { listAt, type FilmJob } from './film-job';
import { claimed, readPaper } from './papers';
import { sha256OfFile } from './proven';
import { prove } from './prove';

/** What came with a redacted copy. Paths, and the content of the two small files. */
export interface GivenCopy {
  readonly master: string;
  readonly copy: string;
  readonly recipe: string;
  readonly proof: string;
}

export interface CheckedCopy {
  readonly recipeSha256: Sha256Hex;
  readonly copySha256: Sha256Hex;
  /** What does not hold, in sentences; empty when all does. */
  readonly faults: readonly string[];
  /** As it came out here; `undefined` when there was nothing to compare. */
  readonly proof: Proof | undefined;
}

/**
 * Follows the recipe again from the original, and holds the copy against what comes out: no database, no account, and nothing
 * believed of what came with it.
 * @param folder an empty folder
 * @throws DamagedPaper; ToolFailed; SandboxUnavailable
 */
export async function checkCopy(media: MediaTool, given: GivenCopy, folder: string): Promise<CheckedCopy> {
  const recipe = readPaper('recipe', 'redacted copy', recipeSchema, given.recipe);
  const claim = readPaper('proof', 'redacted copy', claimed, given.proof);
  const base = { recipeSha256: recipeSha256(recipe), copySha256: await sha256OfFile(given.copy) };
  if ((await sha256OfFile(given.master)) !== recipe.master)
    return {
      ...base,
      faults: ['The original is not the one that the recipe was drawn on.'],
      proof: undefined,
    };
  const [facts, copyFacts] = [await filmAt(media, given.master), await filmAt(media, given.copy)];
  if (facts === undefined || copyFacts === undefined)
    return { ...base, faults: ['Original or copy has no picture that can be decoded.'], proof: undefined };
  const [listing, proving] = [join(folder, 'listing'), join(folder, 'proving')];
  await Promise.all([mkdir(listing), mkdir(proving)]);
  const { list } = await media.films.decode(given.master, facts, listing, () => undefined);
  const kept = await listAt(list);
  const job: FilmJob = { films: media.films, input: given.master, facts, kept, recipe, options: {} };
  const proof = await prove(
    job,
    { path: given.copy, facts: copyFacts },
    { picturesSha256: claim.picturesSha256, soundSha256: claim.sound?.sha256 ?? null },
    proving,
  );
  return { ...base, faults: faultsOf(proof), proof };
}

/** What a file says of itself; `undefined` where it has no picture. */
export async function filmAt(media: MediaTool, path: string): Promise<FilmFacts | undefined> {
  const facts = await media.probe(path);
  return facts.kind === 'media' && facts.video !== null ? (facts as FilmFacts) : undefined;
}
