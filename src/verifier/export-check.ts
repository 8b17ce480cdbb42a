import type { Checkpoint } from '../custody/pure/checkpoint';
import { opens } from '../custody/pure/commitment';
import { readEvent } from '../custody/pure/event-text';
import { checkRecord, type ChainEnd, type CheckedRecord } from '../custody/pure/record-check';
import { recordHash, recordText, type LogRecord } from '../custody/pure/record';
import { readRepudiation, repudiatedBy, type Repudiation } from '../custody/pure/repudiation';
import type { BadEvent } from '../custody/pure/verdict';
import type { Opening } from './export-files';
import type { ProofChecker } from './proof-check';

export interface SeenEvent {
  readonly record: LogRecord;
  readonly openings: readonly Opening[];
  /** The operator says that it was not made by whom it names. */
  readonly repudiated: boolean;
}

interface Chain {
  readonly subject: string;
  readonly end: ChainEnd;
}

/** One pass over an export, from its first record to its last. */
export class ExportCheck {
  events = 0;
  /** The first reason why something could not be told. Tampering outweighs it. */
  why: string | undefined;
  /** Ids of events here that are repudiated, in the order of the file. */
  readonly repudiated: string[] = [];
  #chain: Chain | undefined;
  readonly #repudiations: Repudiation[] = [];
  #named: ReadonlySet<string> = new Set();
  /** Signed states that proofs are under, each with the first event there. */
  readonly #heads = new Map<string, Partial<BadEvent>>();

  constructor(
    private readonly proofs: ProofChecker,
    private readonly counts: Map<string, number>,
    private readonly proofIds: Set<string>,
    private readonly openings: Map<string, Opening[]>,
    private readonly onEvent: ((event: SeenEvent) => void) | undefined,
  ) {}

  expects(subject: string): boolean {
    return this.counts.has(subject);
  }

  /** What a record repudiates, if it does. */
  note(record: LogRecord): void {
    const found = readRepudiation(record);
    if (found === undefined) return;
    this.#repudiations.push(found);
    this.#named = repudiatedBy(this.#repudiations);
  }

  /** A record out of the chain of the service: that it is in the signed tree is all that can be shown of it alone. */
  async repudiation(record: LogRecord): Promise<BadEvent | undefined> {
    const { subject, seq } = record;
    const text = recordText(record);
    const event = readEvent(record.event);
    const found = readRepudiation(record);
    if (event === undefined || found === undefined || seq <= (this.#repudiations.at(-1)?.seq ?? 0)) {
      const expected = 'a repudiation by the operator, in its order';
      return { subject, seq, what: 'inserted', expected, found: 'something else' };
    }
    const checked = await this.#prove(
      { subject, seq, id: event.id },
      { text, hash: recordHash(text), event },
    );
    this.note(record);
    return checked;
  }

  async #prove(name: Partial<BadEvent>, record: CheckedRecord): Promise<BadEvent | undefined> {
    const proof = await this.proofs.check(record);
    if ('what' in proof) return { ...name, ...proof };
    if ('why' in proof) this.why ??= proof.why;
    else this.#remember({ ...name, index: proof.index }, proof.checkpoint);
    this.proofIds.delete(record.event.id);
    return undefined;
  }

  async record(record: LogRecord): Promise<BadEvent | undefined> {
    const { subject, seq } = record;
    const ended = this.#chain?.subject === subject ? undefined : this.endChain();
    if (ended !== undefined) return ended;
    const checked = checkRecord(record, this.#chain?.end);
    if ('bad' in checked) return checked.bad;
    const { good } = checked;
    this.#chain = { subject, end: { seq, hash: good.hash, at: good.event.at } };
    const name = { subject, seq, id: good.event.id };
    if (!this.counts.has(subject))
      return { ...name, what: 'inserted', expected: 'no such subject', found: subject };
    const unproven = await this.#prove(name, good);
    if (unproven !== undefined) return unproven;
    this.events += 1;
    const openings = this.openings.get(good.event.id) ?? [];
    const opening = this.#badOpening(good, openings);
    if (opening !== undefined) return { ...name, ...opening };
    const repudiated = this.#named.has(good.event.id);
    if (repudiated) this.repudiated.push(good.event.id);
    this.onEvent?.({ record, openings, repudiated });
    return undefined;
  }

  #remember(name: Partial<BadEvent>, { size, root }: Checkpoint): void {
    const head = `${size} ${root.toString('base64')}`;
    if (!this.#heads.has(head)) this.#heads.set(head, name);
  }

  /** The first event whose proof is under another signed state than the one of the whole export. */
  underAnother({ size, root }: Checkpoint): BadEvent | undefined {
    const expected = `${size} ${root.toString('base64')}`;
    for (const [found, name] of this.#heads) {
      if (found !== expected) return { ...name, what: 'root-mismatch', expected, found };
    }
    return undefined;
  }

  #badOpening(
    { event }: CheckedRecord,
    openings: readonly Opening[],
  ): Pick<BadEvent, 'what' | 'expected' | 'found'> | undefined {
    this.openings.delete(event.id);
    const wrong = openings.find(({ field, salt, value }) => !opens(event.commit[field] ?? '', salt, value));
    if (wrong === undefined) return undefined;
    const expected = event.commit[wrong.field] ?? 'no such field';
    return { what: 'wrong-opening', expected, found: `another value of ${wrong.field}` };
  }

  /** A chain that stops before its last record. */
  endChain(): BadEvent | undefined {
    if (this.#chain === undefined) return undefined;
    const { subject, end } = this.#chain;
    const count = this.counts.get(subject) ?? 0;
    this.#chain = undefined;
    this.counts.delete(subject);
    if (end.seq === count) return undefined;
    const [expected, found] = [`${count} events`, `${end.seq} events`];
    if (end.seq > count) return { subject, seq: count + 1, what: 'inserted', expected, found };
    return { subject, seq: end.seq + 1, what: 'missing', expected, found };
  }

  /** What the export should have held and does not. */
  end(): BadEvent | undefined {
    const ended = this.endChain();
    if (ended !== undefined) return ended;
    for (const [subject, count] of this.counts) {
      if (count > 0) return { subject, seq: 1, what: 'missing', expected: `${count} events`, found: 'none' };
    }
    const [id] = [...this.proofIds, ...this.openings.keys()];
    return id === undefined ? undefined : { id, what: 'missing', expected: 'its record', found: 'nothing' };
  }
}
