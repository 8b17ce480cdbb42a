import { parseCheckpoint, type Checkpoint } from '../custody/pure/checkpoint';
import { consistencyFile } from '../custody/pure/export-layout';
import { verifyConsistency } from '../custody/pure/merkle';
import { checkNote, fromBase64, type VerifierKey } from '../custody/pure/signed-note';
import type { BadEvent } from '../custody/pure/verdict';
import { linesOf } from './export-files';
import type { Files } from './files';

export type HeldCheck =
  | { readonly bad: BadEvent }
  | { readonly why: string }
  | { readonly consistent: Checkpoint };

/**
 * Whether the export's checkpoint continues one that was kept elsewhere (RFC 9162 section 2.1.4).
 * @param good size up to which an older held checkpoint was found consistent.
 */
export async function checkHeld(
  files: Files,
  held: string,
  current: Checkpoint,
  keys: readonly VerifierKey[],
  good: number,
): Promise<HeldCheck> {
  const older = parseCheckpoint(held);
  if (older === undefined) return { why: 'a held checkpoint is not readable' };
  if (checkNote(older.note, keys) !== 'trusted') return { why: 'no known key signed a held checkpoint' };
  if (older.size > current.size)
    return { why: `a held checkpoint of ${older.size} is newer than the export` };
  const text = older.size === current.size ? '' : await files.optional(consistencyFile(older.size));
  if (text === undefined) return { why: `the export has no consistency proof from size ${older.size}` };
  const proof = linesOf(text).map(fromBase64);
  const hashes = proof.filter((hash) => hash?.length === 32) as Buffer[];
  if (hashes.length === proof.length && verifyConsistency(older, current, hashes))
    return { consistent: older };
  const [expected, found] = [older.root.toString('base64'), current.root.toString('base64')];
  return { bad: { index: good, upTo: older.size - 1, what: 'rewritten', expected, found } };
}
