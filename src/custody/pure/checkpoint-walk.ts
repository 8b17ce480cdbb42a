import { parseCheckpoint, type Checkpoint } from './checkpoint';
import type { Memory } from './memory';
import { Frontier } from './frontier';
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

  async #advance(): Promise<void> {
    const step = await this.#stored.next();
    this.#next = step.done === true ? undefined : step.value;
  }

  /** @param stored hashes of the subtrees that the leaf completes, by level. */
  append(name: LeafName, leaf: Buffer, stored: readonly (Buffer | undefined)[]): BadEvent | undefined {
    this.#last = name;
    this.#sinceStored ??= name;
    this.#sinceHeld ??= name;
    this.#unsigned ??= name;
    for (const node of this.#frontier.append(leaf)) {
      const claimed = stored[node.level];
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
    while (this.#held[0]?.size === this.size) {
      const [memory] = this.#held.splice(0, 1);
      if (memory === undefined) break;
      const bad = this.#differs(memory);
      if (bad !== undefined) return { ...bad, says: memory.from };
      if (memory.root !== undefined) this.#sinceHeld = undefined;
    }
    return undefined;
  }

  #differs({ root: remembered, head, signed }: Memory): BadEvent | undefined {
    const root = this.#frontier.root();
    if (remembered?.equals(root) === false)
      return this.#stretch(this.#sinceHeld, 'rewritten', base64(remembered), base64(root));
    const stored = this.#passed?.size === this.size ? this.#passed.trust : undefined;
    if (signed === true && stored === 'unknown')
      return this.#stretch(this.#last, 'bad-signature', 'the signature that is remembered', 'another');
    if (!head || stored !== undefined) return undefined;
    const { index } = this.#last ?? {};
    const place = index === undefined ? {} : { index };
    return { ...place, what: 'checkpoint-missing', expected: `a checkpoint of ${this.size}`, found: 'none' };
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
      return cannotTell(this.size, 'no known key signed the newest checkpoint');
    }
    const { origin, size, root } = this.#trusted;
    const checkpoint = { origin, size, root: base64(root) };
    const some = {
      ...(repudiated.length > 0 && { repudiated }),
      ...(resolved.length > 0 && { resolved }),
    };
    return { outcome: 'proven', exitCode: 0, events: this.size, unsigned, ...some, checkpoint };
  }
}
