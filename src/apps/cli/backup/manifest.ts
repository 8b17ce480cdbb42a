import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../refusal';

/** Facts of a backup; written last, so that one without it was broken off. */
const facts = z.strictObject({
  format: z.literal(1),
  /** The database is as it was then. */
  at: z.iso.datetime(),
  /** Size of the custody log (tree size, RFC 9162) at least. */
  logSize: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Whether the stored files are in it; those of an S3 store are copied by the store itself. */
  objects: z.boolean(),
  /** SHA-256 of the list of files, and of the list that goes with the keys. */
  list: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Facts = z.infer<typeof facts>;

export const FACTS = 'backup.json';
/** In the form of sha256sum, so that `sha256sum -c` checks a backup without Lintel. */
export const LIST = 'files.sha256';

export interface Listed {
  readonly path: string;
  readonly sha256: string;
}

export const lineOf = ({ path, sha256 }: Listed): string => `${sha256}  ${path}\n`;

/** Below the backup, and nowhere else. */
const isSafe = (path: string): boolean =>
  /^[\w.][\w./+-]*$/.test(path) &&
  !path.split('/').some((part) => part === '' || part === '..' || part === '.');

/** @throws Refusal where a line is none */
export function parseList(text: string): Listed[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, sha256 = '', path = ''] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
      if (!isSafe(path))
        throw new Refusal(`${LIST} of the backup has a line that is none: ${line.slice(0, 100)}`);
      return { path, sha256 };
    });
}

/** @throws Refusal when the folder holds no whole backup */
export async function readFacts(folder: string): Promise<Facts> {
  try {
    return facts.parse(JSON.parse(await readFile(join(folder, FACTS), 'utf8')));
  } catch (cause) {
    throw new Refusal(`${folder} holds no whole backup: ${FACTS} is missing or damaged.`, { cause });
  }
}
