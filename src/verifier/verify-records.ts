import { parseCheckpoint, type Checkpoint } from '../custody/pure/checkpoint';
import { opens } from '../custody/pure/commitment';
import { EXPORT } from '../custody/pure/export-layout';
import { checkRecord, type ChainEnd, type CheckedRecord } from '../custody/pure/record-check';
import type { LogRecord } from '../custody/pure/record';
import { parseVerifierKey, type VerifierKey } from '../custody/pure/signed-note';
import { cannotTell, tampered, type BadEvent, type Verdict } from '../custody/pure/verdict';
import type { BagReader } from './bag/reader';
import { linesOf, readCounts, readOpenings, readProofIds, readRecords, type Opening } from './export-files';
import { Files, Unreadable } from './files';
import { checkHeld } from './held-check';
import { ProofChecker } from './proof-check';

export interface VerifyOptions {
  /** C2SP verifier keys got from a place that is trusted. Default: those that the export itself names. */
  readonly keys?: readonly string[];
  /** Checkpoints kept elsewhere, in any order. */
  readonly trustedCheckpoints?: readonly string[];
  /** Told of each event that holds, in the order of the file, with the openings handed over for it. */
  readonly onEvent?: (event: SeenEvent) => void;
}

export interface SeenEvent {
  readonly record: LogRecord;
  readonly openings: readonly Opening[];
}

interface Chain {
  readonly subject: string;
  readonly end: ChainEnd;
}

/** One pass over an export, from its first record to its last. */
class ExportCheck {
  events = 0;
  /** The first reason why something could not be told. Tampering outweighs it. */
  why: string | undefined;
  #chain: Chain | undefined;
  /** Signed states that proofs are under, each with the first event there. */
  readonly #heads = new Map<string, Partial<BadEvent>>();

  constructor(
    private readonly proofs: ProofChecker,
    private readonly counts: Map<string, number>,
    private readonly proofIds: Set<string>,
    private readonly openings: Map<string, Opening[]>,
    private readonly onEvent: VerifyOptions['onEvent'],
  ) {}

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
    const proof = await this.proofs.check(good);
    if ('what' in proof) return { ...name, ...proof };
    if ('why' in proof) this.why ??= proof.why;
    else this.#remember({ ...name, index: proof.index }, proof.checkpoint);
    this.proofIds.delete(good.event.id);
    this.events += 1;
    const openings = this.openings.get(good.event.id) ?? [];
    const opening = this.#badOpening(good, openings);
    if (opening !== undefined) return { ...name, ...opening };
    this.onEvent?.({ record, openings });
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

async function readKeys(files: Files, options: VerifyOptions): Promise<VerifierKey[]> {
  const texts = options.keys ?? linesOf(await files.text(EXPORT.keys));
  const keys = texts.map((text) => parseVerifierKey(text)).filter((key) => key !== undefined);
  if (keys.length === 0 || keys.length !== texts.length) throw new Unreadable(EXPORT.keys);
  return keys;
}

async function verify(files: Files, options: VerifyOptions): Promise<Verdict> {
  const keys = await readKeys(files, options);
  const proofs = new ProofChecker(files, keys);
  const text = await files.text(EXPORT.checkpoint);
  const check = new ExportCheck(
    proofs,
    await readCounts(files),
    await readProofIds(files),
    await readOpenings(files),
    options.onEvent,
  );
  for await (const record of readRecords(files)) {
    if (record === 'not-a-record')
      return cannotTell(check.events, `${EXPORT.records} is cut or is not made of records`);
    const bad = await check.record(record);
    if (bad !== undefined) return tampered(check.events, bad);
  }
  const bad = check.end();
  if (bad !== undefined) return tampered(check.events, bad);
  const checkpoint = proofs.checkpoint(text);
  if (checkpoint === 'forged') {
    return tampered(check.events, { what: 'bad-signature', expected: 'a true one', found: 'a forged one' });
  }
  if (typeof checkpoint === 'string') return cannotTell(check.events, 'no known key signed the checkpoint');
  const other = check.underAnother(checkpoint);
  if (other !== undefined) return tampered(check.events, other);
  return conclude(files, options, keys, check, checkpoint);
}

async function conclude(
  files: Files,
  options: VerifyOptions,
  keys: readonly VerifierKey[],
  check: ExportCheck,
  checkpoint: Checkpoint,
): Promise<Verdict> {
  let { why } = check;
  let good = 0;
  const bySize = (note: string): number => parseCheckpoint(note)?.size ?? 0;
  for (const held of [...(options.trustedCheckpoints ?? [])].sort((a, b) => bySize(a) - bySize(b))) {
    const result = await checkHeld(files, held, checkpoint, keys, good);
    if ('bad' in result) return tampered(check.events, result.bad);
    if ('why' in result) why ??= result.why;
    else good = result.consistent.size;
  }
  if (why !== undefined) return cannotTell(check.events, why);
  const { origin, size, root } = checkpoint;
  const head = { origin, size, root: root.toString('base64') };
  return { outcome: 'proven', exitCode: 0, events: check.events, unsigned: 0, checkpoint: head };
}

/**
 * Checks exported records offline, in one streaming pass: chains without gaps, every record in the signed tree,
 * openings, and older checkpoints when given. Needs no database, no network and no package.
 */
export async function verifyRecords(reader: BagReader, options: VerifyOptions = {}): Promise<Verdict> {
  try {
    return await verify(new Files(reader), options);
  } catch (error) {
    if (error instanceof Unreadable) return cannotTell(0, error.message);
    throw error;
  }
}
