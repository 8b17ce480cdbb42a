import { createHash, randomBytes } from 'node:crypto';
import { canonicalise } from '../../src/custody/pure/canonical-json';
import { signCheckpoint } from '../../src/custody/pure/checkpoint';
import { commitment } from '../../src/custody/pure/commitment';
import { proofFile } from '../../src/custody/pure/export-layout';
import {
  consistencyRanges,
  EMPTY_ROOT,
  inclusionRanges,
  leafHash,
  nodeHash,
} from '../../src/custody/pure/merkle';
import { NO_RECORD, recordHash, recordText } from '../../src/custody/pure/record';
import type { NoteSigner } from '../../src/custody/pure/signed-note';
import { formatProof } from '../../src/custody/pure/tlog-proof';
import { uuidV7 } from '../../src/kernel/ids';
import type { JsonObject, JsonValue } from '../../src/kernel/json';

/** Bytes by path below the bag's folder, in the order of the ZIP. */
export type BagFiles = Map<string, Buffer>;

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
export const ORIGIN = 'lintel.test/custody';

const START = Date.parse('2026-03-10T09:00:00Z');

interface Made {
  readonly id: string;
  readonly text: string;
  readonly openings: readonly string[];
}

/** One chain, as `custody.append` would make it. */
export class SampleChain {
  readonly made: Made[] = [];
  #prev = NO_RECORD;

  constructor(
    readonly subject: string,
    readonly investigation: string | null = null,
  ) {}

  add(
    type: string,
    detail: JsonObject = {},
    secrets: Readonly<Record<string, JsonValue>> = {},
    by: 'worker' | 'operator' = 'worker',
  ): this {
    const made = this.#make(type, detail, secrets, by);
    this.#prev = recordHash(made.text);
    this.made.push(made);
    return this;
  }

  /** The record that would come next. It is not added. */
  next(type: string, detail: JsonObject): string {
    return this.#make(type, detail, {}, 'worker').text;
  }

  #make(
    type: string,
    detail: JsonObject,
    secrets: Readonly<Record<string, JsonValue>>,
    by: 'worker' | 'operator',
  ): Made {
    const at = START + this.made.length * 60_000;
    const id = uuidV7<string>(at);
    const commit: Record<string, string> = {};
    const openings: string[] = [];
    for (const [field, value] of Object.entries(secrets)) {
      const salt = randomBytes(16);
      commit[field] = commitment(salt, value);
      openings.push(`${canonicalise({ event: id, field, salt: salt.toString('hex'), value })}\n`);
    }
    const event = canonicalise({
      v: 1,
      id,
      at: new Date(at).toISOString(),
      type,
      category: 'collection',
      actor: { kind: 'service', id: by },
      investigation: this.investigation,
      detail,
      commit,
    });
    const text = recordText({ subject: this.subject, seq: this.made.length + 1, prev: this.#prev, event });
    return { id, text, openings };
  }
}

/** The roots over ranges of some leaves; the proofs of hundreds of records share most of them. */
class Roots {
  readonly #known = new Map<string, Buffer>();

  constructor(private readonly leaves: readonly Buffer[]) {}

  of(from: number, to: number): Buffer {
    const name = `${from}-${to}`;
    const root = this.#known.get(name) ?? this.#make(from, to);
    this.#known.set(name, root);
    return root;
  }

  #make(from: number, to: number): Buffer {
    if (to - from <= 1) return this.leaves.slice(from, to)[0] ?? EMPTY_ROOT;
    const middle = from + 2 ** Math.floor(Math.log2(to - from - 1));
    return nodeHash(this.of(from, middle), this.of(middle, to));
  }
}

/** A log of some chains, and its tree. */
export class SampleLog {
  readonly #leaves: readonly Buffer[];
  readonly #roots: Roots;
  readonly #texts: string[];
  readonly checkpoint: string;

  constructor(
    readonly chains: readonly SampleChain[],
    readonly signer: NoteSigner,
  ) {
    // Chains are interleaved in the tree, as they grow side by side.
    const longest = Math.max(...chains.map(({ made }) => made.length));
    this.#texts = Array.from({ length: longest }).flatMap((_, row) =>
      chains.flatMap(({ made }) => made[row]?.text ?? []),
    );
    this.#leaves = this.#texts.map(leafHash);
    this.#roots = new Roots(this.#leaves);
    this.checkpoint = this.checkpointAt(this.#leaves.length);
  }

  checkpointAt(size: number): string {
    return signCheckpoint(ORIGIN, { size, root: this.#roots.of(0, size) }, [this.signer]);
  }

  consistency(from: number): string {
    return consistencyRanges(from, this.#leaves.length)
      .map((range) => `${this.#roots.of(range.from, range.to).toString('base64')}\n`)
      .join('');
  }

  proof(text: string): string {
    const index = this.#texts.indexOf(text);
    const hashes = inclusionRanges(index, this.#leaves.length).map(({ from, to }) =>
      this.#roots.of(from, to),
    );
    return formatProof({ index, hashes, checkpoint: this.checkpoint });
  }

  /** What shows that one more record came into the log, after all of this. */
  grownBy(text: string): { proof: string; checkpoint: string; consistency: string } {
    const leaves = [...this.#leaves, leafHash(text)];
    const roots = new Roots(leaves);
    const hashesOf = (ranges: readonly { from: number; to: number }[]): Buffer[] =>
      ranges.map(({ from, to }) => roots.of(from, to));
    const [old, size] = [this.#leaves.length, leaves.length];
    const checkpoint = signCheckpoint(ORIGIN, { size, root: roots.of(0, size) }, [this.signer]);
    const hashes = hashesOf(inclusionRanges(old, size));
    return {
      proof: formatProof({ index: old, hashes, checkpoint }),
      checkpoint,
      consistency: hashesOf(consistencyRanges(old, size))
        .map((hash) => `${hash.toString('base64')}\n`)
        .join(''),
    };
  }

  /** What the service's chain says of events of another, and of what it says of them. */
  #repudiationsOf(chain: SampleChain): Made[] {
    const stated = this.chains.find(({ subject }) => subject === 'service:lintel')?.made ?? [];
    const concerned = new Set(chain.made.map(({ id }) => id));
    const found: Made[] = [];
    for (const made of stated) {
      if (![...concerned].some((id) => made.text.includes(`"${id}"`))) continue;
      concerned.add(made.id);
      found.push(made);
    }
    return found;
  }

  /** The files of one exported subject. */
  export(files: BagFiles, folder: string, chain: SampleChain, shown: (opening: string) => boolean): void {
    const put = (name: string, text: string): unknown => files.set(`${folder}/${name}`, Buffer.from(text));
    const repudiations = this.#repudiationsOf(chain);
    if (repudiations.length > 0) put('repudiations.txt', repudiations.map(({ text }) => text).join(''));
    for (const { id, text } of repudiations) put(proofFile(id), this.proof(text));
    put('records.txt', chain.made.map(({ text }) => text).join(''));
    put('subjects.txt', `${chain.subject}\t${chain.made.length}\n`);
    put('openings.jsonl', chain.made.flatMap(({ openings }) => openings.filter(shown)).join(''));
    for (const { id, text } of chain.made) put(proofFile(id), this.proof(text));
  }
}
