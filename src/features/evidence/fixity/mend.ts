import { createReadStream } from 'node:fs';
import { NotFound } from '../../../kernel/errors';
import { hashStream, sameBytes } from '../../../platform/digest';
import { evidenceKey, type EvidenceMender, type Mended } from '../../../platform/object-store';
import type { StoredFile } from './stored-reading';

/** What was put in the place of which file. */
export interface MendedFile {
  readonly file: StoredFile;
  readonly mended: Mended;
}

/**
 * Puts the right file in the place of the first that is damaged, from a copy or from another version that the store has.
 * @param copy path of a copy from elsewhere
 * @returns `undefined` when each is what its row says: nothing is done
 * @throws NoRightCopy and nothing is changed
 */
export async function mendFirst(
  evidence: EvidenceMender,
  files: readonly StoredFile[],
  copy: string | undefined,
): Promise<MendedFile | undefined> {
  const file = await firstDamaged(evidence, files);
  if (file === undefined) return undefined;
  const open = copy === undefined ? undefined : () => createReadStream(copy);
  return { file, mended: await evidence.mend(evidenceKey(file.key), file, open) };
}

async function firstDamaged(
  evidence: EvidenceMender,
  files: readonly StoredFile[],
): Promise<StoredFile | undefined> {
  for (const file of files) if (!(await isRight(evidence, file))) return file;
  return undefined;
}

async function isRight(evidence: EvidenceMender, file: StoredFile): Promise<boolean> {
  try {
    return sameBytes(file, await hashStream(await evidence.read(evidenceKey(file.key))));
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
}
