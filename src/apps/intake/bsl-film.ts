import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { SendableObject } from '../../platform/http';

/** Where the module keeps it. */
export const BSL_FILM = Symbol('bsl-film');

const CAPTIONS = '.vtt';

/** What is there of a file now: it may be replaced while the service runs. @throws Error where it is no file with anything in it */
async function served(file: string, contentType: string): Promise<SendableObject> {
  const found = await stat(file);
  if (!found.isFile() || found.size === 0) throw new Error(`${file} is no file`);
  const { size, mtimeMs, ino } = found;
  return {
    size,
    etag: `${ino}-${size}-${Math.trunc(mtimeMs)}`,
    contentType,
    open: ({ start, end }) => Promise.resolve(createReadStream(file, { start, end })),
  };
}

/** The force's own film of the notice in British Sign Language, with the captions beside it. */
export class BslFilm {
  private constructor(private readonly file: string) {}

  /** `undefined`: none is configured, or it cannot be shown, and why was told. Her pages are there without it. */
  static async open(file: string | undefined, tell: (problem: Error) => void): Promise<BslFilm | undefined> {
    if (file === undefined) return undefined;
    const film = new BslFilm(file);
    try {
      if (extname(file) !== '.mp4') throw new Error('its name does not end in .mp4');
      await film.video();
      const captions = await readFile(film.captionsFile, 'utf8');
      if (!/^\uFEFF?WEBVTT(?:\s|$)/.test(captions))
        throw new Error(`${film.captionsFile} does not begin with WEBVTT`);
      return film;
    } catch (error) {
      const why = (error as Error).message;
      tell(new Error(`INTAKE_BSL_VIDEO: ${file} is not shown: ${why}`, { cause: error }));
      return undefined;
    }
  }

  private get captionsFile(): string {
    return this.file.slice(0, -extname(this.file).length) + CAPTIONS;
  }

  video(): Promise<SendableObject> {
    return served(this.file, 'video/mp4');
  }

  captions(): Promise<SendableObject> {
    return served(this.captionsFile, 'text/vtt; charset=utf-8');
  }
}
