import { parseCheckpoint, type Checkpoint } from './checkpoint';
import { Frontier } from './frontier';
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
  readonly #held: Checkpoint[];
  #next: Stored | undefined;
  #trusted: Checkpoint | undefined;
  /** The first leaf after the last stored and the last held checkpoint that agreed. */
  #sinceStored: LeafName | undefined;
  #sinceHeld: LeafName | undefined;
  #unsigned: LeafName | undefined;
  #last: LeafName | undefined;

  private constructor(
    stored: AsyncIterator<Stored>,
    keys: readonly VerifierKey[],
    held: readonly Checkpoint[],
  ) {
    this.#stored = stored;
    this.#keys = keys;
    this.#held = held.filter((checkpoint) => checkpoint.size > 0);
  }

  static async over(
    stored: AsyncIterable<Stored>,
    keys: readonly VerifierKey[],
    held: readonly Checkpoint[],
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
    if (trust === 'trusted') {
      this.#trusted = checkpoint;
      this.#unsigned = undefined;
    }
    return undefined;
  }

  #passHeld(): BadEvent | undefined {
    while (this.#held[0]?.size === this.size) {
      const [checkpoint] = this.#held.splice(0, 1);
      const root = this.#frontier.root();
      if (checkpoint?.root.equals(root) === false) {
        return this.#stretch(this.#sinceHeld, 'rewritten', base64(checkpoint.root), base64(root));
      }
      this.#sinceHeld = undefined;
    }
    return undefined;
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
    const longest = this.#held.at(-1) ?? this.#next;
    if (longest !== undefined) {
      const [expected, found] = [`${longest.size} events`, `${this.size} events`];
      return { index: this.size, what: 'truncated', expected, found };
    }
    if (this.#sinceStored === undefined || this.#trusted === undefined) return undefined;
    return { ...this.#sinceStored, what: 'unsigned', expected: 'a checkpoint', found: 'none' };
  }

  /** @param repudiated ids, sorted */
  verdict(unsigned: number, repudiated: readonly string[]): Verdict {
    if (this.#trusted === undefined || this.#unsigned !== undefined) {
      return cannotTell(this.size, 'no known key signed the newest checkpoint');
    }
    const { origin, size, root } = this.#trusted;
    const checkpoint = { origin, size, root: base64(root) };
    const some = repudiated.length === 0 ? {} : { repudiated };
    return { outcome: 'proven', exitCode: 0, events: this.size, unsigned, ...some, checkpoint };
  }
}
