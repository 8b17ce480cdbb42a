import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  drawCard,
  faceSha256,
  type Decoded,
  type FilmFacts,
  type FilmMaker,
  type RenditionOptions,
} from '../../../../platform/media';
import { cover } from '../../domain/draw';
import type { FrameLines } from '../../../evidence';
import { UnlistedFrames } from '../../making/film-job';
import { blacken, Fitting } from '../domain/fit';
import type { Compilation, CompilationPart } from '../domain/recipe';
import { timeline, type Place } from '../domain/timeline';

/** The master of a part. */
export interface Source {
  readonly path: string;
  readonly facts: FilmFacts;
  /** Its frames, as they are listed beside its viewing copy. */
  readonly kept: FrameLines;
}

/** A part whose original is not at hand where a film is checked: nothing of it is followed, and its times are the film's own. */
export interface Unseen {
  readonly path: null;
  /** Of its own frames alone, and the picture that comes after them. */
  readonly kept: FrameLines;
}

export interface CompilationJob<S extends Source | Unseen = Source> {
  readonly films: FilmMaker;
  readonly recipe: Compilation;
  /** In the order of the parts. */
  readonly sources: readonly S[];
  readonly options: RenditionOptions;
}

/** The cards would be drawn in other letters than the recipe says. */
export class OtherFace extends Error {
  override readonly name = 'OtherFace';
}

/** A picture of the film, and where it stands. Its bytes may be used again once the promise is kept. */
export type Take = (picture: {
  readonly bytes: Buffer;
  readonly ticks: number;
  readonly part: number;
  /** Of an unseen part: the bytes say nothing. */
  readonly kind: 'card' | 'frame' | 'unseen';
}) => Promise<void>;

/** What a master showed, and what of it is put into the film. */
export type Seen = (source: Buffer, covered: Buffer, part: number, frame: number) => void;

interface Following {
  readonly seen?: Seen;
  /** As of a decoder: nobody will compare the lists' hashes. */
  readonly timesOnly?: boolean;
}

/** As many as a decoder hands on at once, and one more. */
const BUFFERS = 3;

export const placesOf = ({ recipe, sources }: CompilationJob<Source | Unseen>): Place[] =>
  timeline(
    recipe.parts.map(({ trim }, part) =>
      sources[part]?.path === null ? { trim: { from: 1, to: countOf(trim) } } : { trim },
    ),
    sources.map(({ kept }) => kept),
  );

/** How many frames of a part stay. */
export const countOf = ({ from, to }: CompilationPart['trim']): number => Math.max(0, to - from + 1);

/**
 * Follows the recipe: every picture of the film in its order, cards and parts. Making it and comparing it both go this way.
 * @param folder an empty folder
 * @returns what each decoder gave besides; `null` of an unseen part
 * @throws OtherFace; UnlistedFrames; ToolFailed; SandboxUnavailable; the signal's reason
 */
export async function follow(
  job: CompilationJob<Source | Unseen>,
  folder: string,
  take: Take,
  how: Following = {},
): Promise<(Decoded | null)[]> {
  const { recipe, sources } = job;
  if ((await faceSha256()) !== recipe.face) throw new OtherFace();
  const places = placesOf(job);
  const decoded: (Decoded | null)[] = [];
  for (const [part, wanted] of recipe.parts.entries()) {
    const card = await drawCard(wanted.card, recipe);
    const place = places[part] as Place;
    for (const ticks of place.card) await take({ bytes: card, ticks, part, kind: 'card' });
    const source = sources[part] as Source | Unseen;
    if (source.path === null) {
      for (const ticks of place.frames) await take({ bytes: card, ticks, part, kind: 'unseen' });
      decoded.push(null);
      continue;
    }
    const own = join(folder, String(part));
    await mkdir(own);
    decoded.push(await followPart(job, wanted, source, place, part, own, take, how));
  }
  return decoded;
}

async function followPart(
  { films, recipe, options }: CompilationJob<Source | Unseen>,
  { masks, trim }: CompilationPart,
  { path, facts, kept }: Source,
  place: Place,
  part: number,
  folder: string,
  take: Take,
  { seen, timesOnly = false }: Following,
): Promise<Decoded> {
  const size = films.size(facts);
  const fitting = new Fitting(size, recipe);
  const buffers = Array.from({ length: BUFFERS }, () => {
    const bytes = Buffer.alloc((recipe.width * recipe.height * 3) / 2);
    blacken(bytes, recipe);
    return bytes;
  });
  let turn = 0;
  return films.decode(
    path,
    facts,
    folder,
    (source, frame) => {
      const ticks = place.frames[frame - trim.from];
      if (kept.frames[frame - 1] === undefined || ticks === undefined) throw new UnlistedFrames();
      const before = seen && Buffer.from(source);
      cover(source, size, masks, frame);
      if (before !== undefined) seen?.(before, source, part, frame);
      const bytes = buffers[turn % BUFFERS] as Buffer;
      turn += 1;
      fitting.put(source, bytes);
      return take({ bytes, ticks, part, kind: 'frame' });
    },
    { ...options, only: trim, timesOnly },
  );
}
