import type { TreeHead } from './merkle';
import { fromBase64, parseNote, signNote, type Note, type NoteSigner } from './signed-note';

/** C2SP tlog-checkpoint: a signed note of origin, size and root. */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
  readonly note: Note;
}

const SIZE = /^(0|[1-9][0-9]{0,15})$/;

export function signCheckpoint(origin: string, head: TreeHead, signers: readonly NoteSigner[]): string {
  return signNote(`${origin}\n${head.size}\n${head.root.toString('base64')}\n`, signers);
}

/** Undefined when malformed. Says nothing of who signed it: see `checkNote`. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const note = parseNote(text);
  const [origin, size, root, ...extensions] = note?.text.split('\n').slice(0, -1) ?? [];
  const hash = fromBase64(root ?? '');
  if (note === undefined || origin === undefined || origin === '' || hash?.length !== 32) return undefined;
  if (size === undefined || !SIZE.test(size) || extensions.includes('')) return undefined;
  return { origin, size: Number(size), root: hash, note };
}
