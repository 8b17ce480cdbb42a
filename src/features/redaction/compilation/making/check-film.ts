import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256Hex } from '../../../../kernel/ids';
import type { FilmFacts, MediaTool } from '../../../../platform/media';
import type { FrameLines } from '../../../evidence';
import { BOUNDS, faultsOf } from '../../domain/proof';
import { filmAt } from '../../making/check';
import { listAt, UnlistedFrames } from '../../making/film-job';
import { readPaper } from '../../making/papers';
import { sha256OfFile } from '../../making/proven';
import type { Claim, Copy } from '../../making/prove';
import { COMPILATION_FORMAT, compilationSchema, compilationSha256, type Compilation } from '../domain/recipe';
import { CARD_FRAMES } from '../domain/timeline';
import { filmClaim } from './film-claim';
import { countOf, OtherFace, type CompilationJob, type Source, type Unseen } from './film-parts';
import { compareFilm, type Compared } from './prove-film';

/** What came with a film of several clips. Paths, and the content of the two small files. */
export interface GivenFilm {
  /** Of its parts, as many as are at hand. */
  readonly originals: readonly string[];
  readonly copy: string;
  readonly recipe: string;
  /** A proof, or the history (records.txt) of the film's first part. */
  readonly proof: string;
}

/** One part, and whether it could be made again. */
export interface CheckedPart {
  readonly exhibit: string;
  readonly master: Sha256Hex;
  readonly from: number;
  readonly to: number;
  /** The redaction or extract that it is shown as; null: as it came. */
  readonly shownAs: { readonly id: string; readonly sha256: Sha256Hex } | null;
  /** Its original was not at hand: its pictures, its sound and its masks were compared with nothing. */
  readonly isRepeated: boolean;
  /** Decibels by which its worst frame is kept; null where nothing was compared. */
  readonly decibels: number | null;
}

export interface CheckedFilm {
  readonly recipeSha256: Sha256Hex;
  readonly copySha256: Sha256Hex;
  /** What does not hold, in sentences; empty when all that could be repeated does. */
  readonly faults: readonly string[];
  readonly parts: readonly CheckedPart[];
  /** Originals that are of no part. */
  readonly others: readonly string[];
  /** As it came out here; `undefined` when there was nothing to compare. Of a film with parts that were not repeated the hashes of the whole say nothing. */
  readonly proof: Compared['proof'] | undefined;
}

/** Farthest point of a coded card, of 255: what rings about a letter is nearer, a letter that was changed is not. */
const CARD_BOUND = 96;

/** Whether a recipe is that of a film of several clips. */
export function isFilmRecipe(text: string): boolean {
  try {
    return (JSON.parse(text) as { format?: unknown } | null)?.format === COMPILATION_FORMAT;
  } catch {
    return false;
  }
}

/**
 * Follows the recipe of a film again from the originals that are at hand, and holds the film against what comes out: no database,
 * no account, and nothing believed of what came with it.
 * @param folder an empty folder
 * @throws DamagedPaper; ToolFailed; SandboxUnavailable
 */
export async function checkFilm(media: MediaTool, given: GivenFilm, folder: string): Promise<CheckedFilm> {
  const recipe = readPaper('recipe', 'film', compilationSchema, given.recipe);
  const hashes = { recipeSha256: compilationSha256(recipe), copySha256: await sha256OfFile(given.copy) };
  const claim = filmClaim(given.proof, hashes);
  const found = await originalsOf(recipe, given.originals);
  const none = (...faults: string[]): CheckedFilm => ({
    ...{ ...hashes, faults, others: found.others, proof: undefined },
    parts: partsOf(recipe, () => null),
  });
  if (claim === undefined)
    return none('The history has no film with this SHA-256 that was made by this recipe.');
  if (found.paths.size === 0) return none('None of the originals is one that the recipe names.');
  const facts = await filmAt(media, given.copy);
  if (facts === undefined) return none('The film has no picture that can be decoded.');
  const film = { path: given.copy, facts };
  const sources = await sourcesOf(media, recipe, found.paths, film, folder);
  if (typeof sources === 'string') return none(sources);
  const job = { films: media.films, recipe, sources, options: {} };
  const compared = await compare(job, film, claim, folder);
  if (typeof compared === 'string') return none(compared);
  const { parts } = compared.proof;
  return {
    ...{ ...hashes, others: found.others, proof: compared.proof },
    faults: filmFaults(job, compared),
    parts: partsOf(recipe, (part) => (sources[part]?.path == null ? null : (parts[part]?.decibels ?? null))),
  };
}

function partsOf(recipe: Compilation, decibelsOf: (part: number) => number | null): CheckedPart[] {
  return recipe.parts.map(({ exhibit, master, trim, copy }, part) => {
    const decibels = decibelsOf(part);
    return {
      ...{ exhibit, master, ...trim, decibels, isRepeated: decibels !== null },
      shownAs: copy && { id: copy.id, sha256: copy.sha256 },
    };
  });
}

/** Which file is the original of which SHA-256. */
async function originalsOf(
  { parts }: Compilation,
  originals: readonly string[],
): Promise<{ readonly paths: ReadonlyMap<string, string>; readonly others: readonly string[] }> {
  const paths = new Map<string, string>();
  const others: string[] = [];
  for (const path of originals) {
    const sha256 = await sha256OfFile(path);
    if (parts.some(({ master }) => master === sha256)) paths.set(sha256, path);
    else others.push(path);
  }
  return { paths, others };
}

/** The originals in the order of the parts; a sentence where the recipe cannot be followed in one. */
async function sourcesOf(
  media: MediaTool,
  { parts }: Compilation,
  paths: ReadonlyMap<string, string>,
  film: Copy,
  folder: string,
): Promise<(Source | Unseen)[] | string> {
  const known = new Map<string, Source>();
  for (const [master, path] of paths) {
    const facts = await filmAt(media, path);
    if (facts === undefined) return 'An original has no picture that can be decoded.';
    known.set(master, { path, facts, kept: await listingOf(media, path, facts, folder) });
  }
  const whole = parts.every(({ master }) => known.has(master));
  const shown = whole ? undefined : await listingOf(media, film.path, film.facts, folder);
  const sources: (Source | Unseen)[] = [];
  let at = 0;
  for (const [part, { master, trim }] of parts.entries()) {
    const [source, count] = [known.get(master), countOf(trim)];
    at += CARD_FRAMES;
    if (count === 0 || (source !== undefined && trim.to > source.kept.frames.length))
      return `The recipe shows frames ${trim.from} to ${trim.to} in part ${part + 1}, and its original has no such frames.`;
    if (source !== undefined) sources.push(source);
    else if (shown !== undefined) sources.push(unseenAt(shown, at, count));
    at += count;
  }
  if (shown !== undefined && shown.frames.length !== at)
    return `The film has ${shown.frames.length} pictures, and its recipe gives ${at}.`;
  return sources;
}

/** The picture after its last one, the next card's first, says how long that is shown; at the end of the film nobody knows. */
function unseenAt({ timeBase, frames }: FrameLines, at: number, count: number): Unseen {
  const own = frames.slice(at, at + count + 1).map((frame) => ({ ...frame, duration: 1 }));
  return { path: null, kept: { timeBase, frames: own } };
}

/** The frames of a film; what is decoded besides is removed at once. */
async function listingOf(
  media: MediaTool,
  path: string,
  facts: FilmFacts,
  folder: string,
): Promise<FrameLines> {
  const place = join(folder, 'listing');
  await mkdir(place);
  try {
    const { list } = await media.films.decode(path, facts, place, () => undefined);
    return await listAt(list);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

async function compare(
  job: CompilationJob<Source | Unseen>,
  film: Copy,
  claim: Claim,
  folder: string,
): Promise<Compared | string> {
  const place = join(folder, 'proving');
  await mkdir(place);
  try {
    return await compareFilm(job, film, claim, place);
  } catch (error) {
    if (error instanceof OtherFace)
      return 'The letters of the cards are not those that the recipe names: take the version of Lintel that the film was made with.';
    if (error instanceof UnlistedFrames)
      return 'An original gave other frames the second time than the first.';
    throw error;
  }
}

function filmFaults({ recipe, sources }: CompilationJob<Source | Unseen>, compared: Compared): string[] {
  const { proof, cardDifference } = compared;
  const whole = sources.every(({ path }) => path !== null);
  // Without all originals nobody arrives at the hashes of the whole.
  const judged = whole
    ? proof
    : { ...proof, recipeEqual: true, sound: proof.sound && { ...proof.sound, recipeEqual: true } };
  const weak = proof.parts.flatMap(({ decibels }, part) =>
    sources[part]?.path !== null && decibels < BOUNDS.outsideDecibels
      ? [`Part ${part + 1} (${recipe.parts[part]?.exhibit ?? ''}) is not what the recipe shows there.`]
      : [],
  );
  const cards =
    cardDifference > CARD_BOUND ? ['A card says something else than the recipe, or stands elsewhere.'] : [];
  return [...cards, ...weak, ...faultsOf(judged)];
}
