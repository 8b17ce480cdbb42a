import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askedBy } from './asked';
import { emptyLibrary } from './empty';

/** The file that stands in for a library. */
export interface StandIn {
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * What a tool is linked with and never uses here. libavdevice is for cameras, screens and sound cards, and brings 42 libraries with it; filters
 * are for making pictures, not for looking into files. Whatever is not loaded can neither be attacked by a file nor take time: the loader
 * spends half of the time of such a tool on them.
 */
const NOT_USED = {
  ffmpeg: /^libavdevice\.so\./,
  ffprobe: /^lib(?:avdevice|avfilter|postproc)\.so\./,
} as const;

export type Lightened = keyof typeof NOT_USED;

export const isLightened = (tool: string): tool is Lightened => tool in NOT_USED;

/** From what the program asks of them; none for a machine or a program of another kind. */
async function standInsFor(tool: Lightened, path: string): Promise<readonly StandIn[]> {
  const asked = askedBy(await readFile(path)).filter(({ library }) => NOT_USED[tool].test(library));
  return asked.flatMap((one) => {
    const bytes = emptyLibrary(one, process.arch);
    return bytes === undefined ? [] : [{ name: one.library, bytes }];
  });
}

/** Empty libraries for each tool: those with which it was seen to start, else none. */
export class StandIns {
  private readonly known = new Map<string, Promise<readonly StandIn[]>>();

  /** @param start runs a program with them, and throws when it does not start */
  constructor(private readonly start: (path: string, standIns: readonly StandIn[]) => Promise<void>) {}

  /** @param path of the program. One that was put in its place since is looked at anew: it may ask for something else. */
  async of(tool: Lightened, path: string): Promise<readonly StandIn[]> {
    const { ino, size, mtimeMs } = await stat(path);
    const program = [tool, path, ino, size, mtimeMs].join(' ');
    const known = this.known.get(program) ?? this.find(tool, path);
    this.known.set(program, known);
    return known;
  }

  private async find(tool: Lightened, path: string): Promise<readonly StandIn[]> {
    try {
      const standIns = await standInsFor(tool, path);
      if (standIns.length > 0) await this.start(path, standIns);
      return standIns;
    } catch {
      return [];
    }
  }
}

/** Gives the folder that they were written to, in that of a job; none where there is nothing to write. */
export async function writeStandIns(
  standIns: readonly StandIn[],
  folder: string,
): Promise<string | undefined> {
  if (standIns.length === 0) return undefined;
  const libraries = join(folder, 'lib');
  await mkdir(libraries);
  for (const { name, bytes } of standIns) await writeFile(join(libraries, name), bytes);
  return libraries;
}
