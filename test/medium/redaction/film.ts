import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseFrameList, type FrameLines } from '../../../src/features/evidence';
import { listAt, type FilmJob } from '../../../src/features/redaction/making/film-job';
import { RECIPE_FORMAT, type Edits, type Recipe } from '../../../src/features/redaction/domain/recipe';
import { sha256OfFile } from '../../../src/features/redaction/making/proven';
import type { OfficerId } from '../../../src/kernel/ids';
import { MediaTool, type FileFacts, type FilmFacts } from '../../../src/platform/media';
import { clip, type ClipName } from '../../fixtures/clips';
import { onceInRun } from '../../support/once';
import { factsOf, inFolder, settings } from '../media/support';

/** Knows sample clips, which nothing changes: to ask one again what it says of itself starts three programs. */
class Acquainted extends MediaTool {
  private readonly met = new Map<string, FileFacts>();

  meet({ path, facts }: Pick<Master, 'path' | 'facts'>): void {
    this.met.set(path, facts);
  }

  override async probe(path: string, signal?: AbortSignal): Promise<FileFacts> {
    return this.met.get(path) ?? (await super.probe(path, signal));
  }
}

export const tool = new Acquainted(settings());
export const AUTHOR = '00000000-0000-4000-8000-000000000001' as OfficerId;

export interface Master {
  readonly path: string;
  readonly facts: FilmFacts;
  readonly kept: FrameLines;
  readonly size: { readonly width: number; readonly height: number };
}

/** A master with the list of frames that is kept beside its viewing copy. */
export async function masterAt(path: string): Promise<Master> {
  const facts = (await factsOf(tool, path)) as FilmFacts;
  return inFolder(async (folder) => {
    const made = await tool.makeRenditions(path, facts, folder);
    if (made.kind !== 'renditions' || made.frames === null) throw new Error('no frames');
    const kept = parseFrameList(await readFile(made.frames.path, 'utf8'));
    return { path, facts, kept, size: tool.films.size(facts) };
  });
}

/** Of a sample clip: looked through once for all files of a run. */
export async function masterOf(name: ClipName): Promise<Master> {
  const path = await clip(name);
  const folder = await onceInRun(`master-${name}`, async (out) =>
    writeFile(join(out, 'master.json'), JSON.stringify(await masterAt(path))),
  );
  const master = JSON.parse(await readFile(join(folder, 'master.json'), 'utf8')) as Master;
  tool.meet(master);
  return master;
}

/** With the list that the decoder itself gives, which costs no viewing copy. */
export async function listedAt(path: string): Promise<Master> {
  const facts = (await factsOf(tool, path)) as FilmFacts;
  return inFolder(async (folder) => {
    const { list } = await tool.films.decode(path, facts, folder, () => undefined);
    return { path, facts, kept: await listAt(list), size: tool.films.size(facts) };
  });
}

export async function jobOf({ path, facts, kept }: Master, drawn: Edits): Promise<FilmJob> {
  const recipe: Recipe = {
    ...drawn,
    format: RECIPE_FORMAT,
    master: await sha256OfFile(path),
    author: AUTHOR,
  };
  return { films: tool.films, input: path, facts, kept, recipe, options: {} };
}

export const probe = (path: string) => tool.probe(path);

/** Every frame of a film as it is shown, one after another. */
export async function picturesOf(path: string): Promise<Buffer[]> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, 'x'), '');
    const out = join(folder, 'out');
    await mkdir(out);
    const pictures: Buffer[] = [];
    await tool.films.decode(path, (await factsOf(tool, path)) as FilmFacts, out, (bytes) => {
      pictures.push(Buffer.from(bytes));
    });
    return pictures;
  });
}

/** Does it to each, and to as many at once as there are processors: most of the time of a short film is programs that start. */
export async function inLanes<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const lane = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
}
