import { createHash } from 'node:crypto';
import type { IncidentId } from '../../../kernel/ids';
import type { Answers } from './answers';

interface Shown {
  readonly id: IncidentId;
  readonly answers: Answers;
}

/**
 * Of the entries that a page asks about: with one more, one fewer or another word it is another.
 * @returns SHA-256 in hex; empty of no entry, as where a page shows none
 */
export function entriesFingerprint(entries: readonly Shown[]): string {
  if (entries.length === 0) return '';
  const said = entries.map(({ id, answers }) => JSON.stringify([id, answers])).sort();
  return createHash('sha256').update(said.join('\n')).digest('hex');
}
