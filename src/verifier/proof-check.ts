import { parseCheckpoint, type Checkpoint } from '../custody/pure/checkpoint';
import { proofFile } from '../custody/pure/export-layout';
import { leafHash, verifyInclusion } from '../custody/pure/merkle';
import type { CheckedRecord } from '../custody/pure/record-check';
import { checkNote, type VerifierKey } from '../custody/pure/signed-note';
import { parseProof } from '../custody/pure/tlog-proof';
import type { Finding } from '../custody/pure/verdict';
import type { Files } from './files';

export type ProofCheck =
  | { readonly index: number; readonly checkpoint: Checkpoint }
  | { readonly what: Finding; readonly expected: string; readonly found: string }
  /** Nothing can be said of this event. */
  | { readonly why: string };

/** Checks proofs of one export; remembers checkpoints that it has checked, for all proofs share one. */
export class ProofChecker {
  readonly #checked = new Map<string, Checkpoint | 'unreadable' | 'forged' | 'unknown'>();

  constructor(
    private readonly files: Files,
    private readonly keys: readonly VerifierKey[],
  ) {}

  checkpoint(text: string): Checkpoint | 'unreadable' | 'forged' | 'unknown' {
    const known = this.#checked.get(text);
    if (known !== undefined) return known;
    const parsed = parseCheckpoint(text);
    const trust = parsed === undefined ? 'unreadable' : checkNote(parsed.note, this.keys);
    const result =
      parsed !== undefined && trust === 'trusted' ? parsed : trust === 'trusted' ? 'unreadable' : trust;
    this.#checked.set(text, result);
    return result;
  }

  async check(record: CheckedRecord): Promise<ProofCheck> {
    const { id } = record.event;
    const text = await this.files.optional(proofFile(id));
    if (text === undefined) return { why: `the proof of ${id} is missing` };
    const proof = parseProof(text);
    if (proof === undefined) return { why: `the proof of ${id} is not readable` };
    const checkpoint = this.checkpoint(proof.checkpoint);
    if (checkpoint === 'unreadable') return { why: `the checkpoint of ${id} is not readable` };
    if (checkpoint === 'unknown') return { why: `no known key signed the checkpoint of ${id}` };
    if (checkpoint === 'forged') {
      return { what: 'bad-signature', expected: 'a checkpoint of this key', found: 'a forged one' };
    }
    const leaf = leafHash(record.text);
    if (!verifyInclusion(leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root)) {
      const expected = `a leaf of the tree of ${checkpoint.size}`;
      return { what: 'altered', expected, found: leaf.toString('hex') };
    }
    return { index: proof.index, checkpoint };
  }
}
