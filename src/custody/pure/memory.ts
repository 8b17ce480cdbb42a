import { parseCheckpoint } from './checkpoint';
import { checkNote, type VerifierKey } from './signed-note';

/** What somebody or something remembers of a log. */
export interface Memory {
  /** How many leaves it had. */
  readonly size: number;
  /** Of the tree of that size, where more than the size is remembered. */
  readonly root?: Buffer;
  /** Who remembers it, in words: `the object store`. */
  readonly from: string;
  /** Whether a head of this size was signed, so that the log must hold its checkpoint. */
  readonly head: boolean;
  /** Whether a known key signed it. */
  readonly signed?: boolean;
  /** Somebody outside remembers it: whoever runs the log cannot say that it is settled. */
  readonly outside?: true;
}

/** A memory of a signed head; undefined when it is none, or its signature is wrong. That no key is known is no hindrance: a retired one signed it. */
export function memoryOf(note: string, from: string, keys: readonly VerifierKey[]): Memory | undefined {
  const checkpoint = parseCheckpoint(note);
  if (checkpoint === undefined) return undefined;
  const trust = checkNote(checkpoint.note, keys);
  if (trust === 'forged') return undefined;
  return { size: checkpoint.size, root: checkpoint.root, from, head: true, signed: trust === 'trusted' };
}

export const bySize = (one: { readonly size: number }, other: { readonly size: number }): number =>
  one.size - other.size;
