import { parseCheckpoint, type Checkpoint } from './checkpoint';
import type { Memory } from './memory';
import { rangeNodes, type NodeId, type Range } from './merkle';
import { paddingHash } from './padding';
import { Frontier, type Node } from './frontier';
import type { Resolution } from './resolution';
import { checkNote, type Trust, type VerifierKey } from './signed-note';
import { cannotTell, type BadEvent, type Verdict } from './verdict';

/** Names an event in the tree. */
export interface LeafName {
  readonly index: number;
  readonly subject: string;
  readonly seq: number;
  readonly id: string;
}

/** Hashes of full subtrees, as they are stored. Those of one level are asked for from left to right. */
export type StoredNodes = (node: NodeId) => Buffer | undefined;

const base64 = (hash: Buffer): string => hash.toString('base64');

interface Stored {
  readonly size: number;
  readonly note: string;
}

/** Grows the tree leaf by leaf and stops at each checkpoint, stored or held, to compare roots. */
export class CheckpointWalk {
  readonly #frontier = Frontier.empty();
  readonly #stored: AsyncIterator<Stored>;
  readonly #keys: readonly VerifierKey[];
  readonly #held: Memory[];
  /** The newest stored checkpoint that was passed. */
  #passed: { readonly size: number; readonly trust: Trust } | undefined;
  #events = 0;
  #next: Stored | undefined;
  #trusted: Checkpoint | undefined;
  /** The first leaf after the last stored and the last held checkpoint that agreed. */
  #sinceStored: LeafName | undefined;
  #sinceHeld: LeafName | undefined;
  #unsigned: LeafName | undefined;
  #last: LeafName | undefined;

  private constructor(stored: AsyncIterator<Stored>, keys: readonly VerifierKey[], held: readonly Memory[]) {
    this.#stored = stored;
    this.#keys = keys;
    this.#held = held.filter(({ size }) => size > 0);
  }

  static async over(
    stored: AsyncIterable<Stored>,
    keys: readonly VerifierKey[],
    /** By rising size. */
    held: readonly Memory[],
  ): Promise<CheckpointWalk> {
    const walk = new CheckpointWalk(stored[Symbol.asyncIterator](), keys, held);
    await walk.#advance();
    return walk;
  }

  get size(): number {
    return this.#frontier.size;
  }

  /** How many of the leaves were records. */
  get events(): number {
    return this.#events;
  }

  async #advance(): Promise<void> {
    const step = await this.#stored.next();
    this.#next = step.done === true ? undefined : step.value;
  }

  /** A record. */
  append(name: LeafName, leaf: Buffer, stored: StoredNodes): BadEvent | undefined {
    this.#events += 1;
    this.#last = name;
    this.#sinceStored ??= name;
    this.#sinceHeld ??= name;
    this.#unsigned ??= name;
    return this.#compare(name, this.#frontier.append(leaf), stored);
  }

  /** Leaves that are shown to be no records. */
  pad(range: Range, seed: Buffer, stored: StoredNodes): BadEvent | undefined {
    for (const id of rangeNodes(range)) {
      const place = { index: this.size };
      const made = this.#frontier.add({ ...id, hash: paddingHash(seed, id) });
      const bad = this.#compare(place, made, stored);
      if (bad !== undefined) return { ...bad, what: 'tree-altered' };
    }
    return undefined;
  }

  #compare(name: Partial<LeafName>, made: readonly Node[], stored: StoredNodes): BadEvent | undefined {
    for (const node of made) {
      const claimed = stored(node);
      if (claimed?.equals(node.hash) === true) continue;
      const what = node.level === 0 && claimed !== undefined ? 'altered' : 'tree-altered';
      const expected = claimed?.toString('hex') ?? `a node of level ${node.level}`;
      return {
        ...name,
        what,
        expected,
        found: claimed === undefined ? 'nothing' : node.hash.toString('hex'),
      };
    }
    return undefined;
  }

  /** Whether a checkpoint, stored or held, is of the size reached: asked of each leaf, so that few are waited for. */
  get isDue(): boolean {
    const [held] = this.#held;
    return Math.min(this.#next?.size ?? Infinity, held?.size ?? Infinity) <= this.size;
  }

  /** Compares with every checkpoint of the size reached. */
  async pass(): Promise<BadEvent | undefined> {
    while (this.#next !== undefined && this.#next.size <= this.size) {
      const bad = this.#passStored(this.#next);
      if (bad !== undefined) return bad;
      await this.#advance();
    }
    return this.#passHeld();
  }

  #passStored(stored: Stored): BadEvent | undefined {
    const checkpoint = parseCheckpoint(stored.note);
    if (checkpoint === undefined) {
      return this.#stretch(this.#sinceStored, 'bad-signature', 'a checkpoint', 'something else');
    }
    const trust: Trust = checkNote(checkpoint.note, this.#keys);
    if (trust === 'forged')
      return this.#stretch(this.#sinceStored, 'bad-signature', 'a true one', 'a forged one');
    const root = this.#frontier.root();
    if (checkpoint.size !== this.size || !checkpoint.root.equals(root)) {
      return this.#stretch(this.#sinceStored, 'root-mismatch', base64(checkpoint.root), base64(root));
    }
    this.#sinceStored = undefined;
    this.#passed = { size: this.size, trust };
    if (trust === 'trusted') {
      this.#trusted = checkpoint;
      this.#unsigned = undefined;
    }
    return undefined;
  }

  #passHeld(): BadEvent | undefined {
    for (;;) {
      const [memory] = this.#held;
      if (memory === undefined || memory.size > this.size) return undefined;
      this.#held.shift();
      const bad = this.#differs(memory);
      if (bad !== undefined) return { ...bad, says: memory.from };
      if (memory.root !== undefined) this.#sinceHeld = undefined;
    }
  }

  #differs({ size, root: remembered, head, signed }: Memory): BadEvent | undefined {
    // Padding goes in as a whole: inside it no batch ended, so that no head can have been signed there.
    const root = size === this.size ? base64(this.#frontier.root()) : 'no head of this size';
    if (remembered !== undefined && base64(remembered) !== root)
      return this.#stretch(this.#sinceHeld, 'rewritten', base64(remembered), root);
    const stored = size === this.size && this.#passed?.size === size ? this.#passed.trust : undefined;
    if (signed === true && stored === 'unknown')
      return this.#stretch(this.#last, 'bad-signature', 'the signature that is remembered', 'another');
    if (!head || stored !== undefined) return undefined;
    const { index } = this.#last ?? {};
    const place = index === undefined ? {} : { index };
    return { ...place, what: 'checkpoint-missing', expected: `a checkpoint of ${size}`, found: 'none' };
  }

  #stretch(from: LeafName | undefined, what: BadEvent['what'], expected: string, found: string): BadEvent {
    const upTo = this.#last?.index;
    const name = from ?? this.#last ?? {};
    return {
      ...name,
      ...(upTo === undefined || upTo === from?.index ? {} : { upTo }),
      what,
      expected,
      found,
    };
  }

  /** After the last leaf: whether something is lacking. */
  end(): BadEvent | undefined {
    const memory = this.#held.at(-1);
    const longest = memory ?? this.#next;
    if (longest !== undefined) {
      const [expected, found] = [`${longest.size} leaves`, `${this.size} leaves`];
      const says = memory === undefined ? {} : { says: memory.from };
      return { index: this.size, what: 'truncated', expected, found, ...says };
    }
    if (this.#sinceStored === undefined || this.#trusted === undefined) return undefined;
    return { ...this.#sinceStored, what: 'unsigned', expected: 'a checkpoint', found: 'none' };
  }

  /** @param repudiated ids, sorted */
  verdict(unsigned: number, repudiated: readonly string[], resolved: readonly Resolution[]): Verdict {
    if (this.#trusted === undefined || this.#unsigned !== undefined) {
      return cannotTell(this.#events, 'no known key signed the newest checkpoint');
    }
    const { origin, size, root } = this.#trusted;
    const checkpoint = { origin, size, root: base64(root) };
    const some = {
      ...(repudiated.length > 0 && { repudiated }),
      ...(resolved.length > 0 && { resolved }),
    };
    return { outcome: 'proven', exitCode: 0, events: this.#events, unsigned, ...some, checkpoint };
  }
}
