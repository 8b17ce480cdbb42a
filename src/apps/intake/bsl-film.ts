import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { BslFiles } from '../../config/intake';
import { whyNotPresent } from '../../kernel/law';
import type { SendableObject } from '../../platform/http';

/** Where the module keeps it. */
export const BSL_FILM = Symbol('bsl-film');

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

/** Why the film is not shown; `undefined`: nothing speaks against it. */
export async function whyNotShown({ video, captions, notice }: BslFiles): Promise<Error | undefined> {
  const old = whyNotPresent(notice);
  if (old !== undefined) return new Error(old);
  if (extname(video) !== '.mp4') return new Error('its name does not end in .mp4');
  try {
    await served(video, 'video/mp4');
    const words = await readFile(captions, 'utf8');
    return /^\uFEFF?WEBVTT(?:\s|$)/.test(words)
      ? undefined
      : new Error(`${captions} does not begin with WEBVTT`);
  } catch (error) {
    return error as Error;
  }
}

/** The force's own film of the notice in British Sign Language, with the captions beside it. */
export class BslFilm {
  private constructor(private readonly files: BslFiles) {}

  /**
   * `undefined`: none is configured, it signs another notice than the present one, or it cannot be shown; then why was told.
   * The victim's pages are there without it.
   */
  static async open(
    files: BslFiles | undefined,
    tell: (problem: Error) => void,
  ): Promise<BslFilm | undefined> {
    if (files === undefined) return undefined;
    const why = await whyNotShown(files);
    if (why === undefined) return new BslFilm(files);
    tell(new Error(`INTAKE_BSL_VIDEO: ${files.video} is not shown: ${why.message}`, { cause: why }));
    return undefined;
  }

  video(): Promise<SendableObject> {
    return served(this.files.video, 'video/mp4');
  }

  captions(): Promise<SendableObject> {
    return served(this.files.captions, 'text/vtt; charset=utf-8');
  }
}
