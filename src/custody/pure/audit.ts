import { parseCheckpoint } from './checkpoint';
import { CheckpointWalk, type StoredNodes } from './checkpoint-walk';
import { bySize, type Memory } from './memory';
import { leafHash, type Range } from './merkle';
import { OfficerCounts, type Counted } from './officer-counts';
import { checkRecord, type ChainEnd, type CheckedRecord } from './record-check';
import type { LogRecord } from './record';
import { readRepudiation, repudiatedBy, type Repudiation } from './repudiation';
import { isSettled, readResolution, type Resolution } from './resolution';
import { checkNote, type VerifierKey } from './signed-note';
import { cannotTell, tampered, type BadEvent, type Verdict } from './verdict';

export interface SourceRecord extends LogRecord {
  /** As stored beside the record. */
  readonly hash: Buffer;
  readonly id: string;
  /** The record before it in its chain, as stored; undefined when there is none. */
  readonly before: ChainEnd | undefined;
}

export interface SourceLeaf {
  readonly index: number;
  readonly subject: string;
  readonly seq: number;
  /** Undefined when the leaf's record is gone. */
  readonly record: SourceRecord | undefined;
  readonly stored: StoredNodes;
}

/** A stretch of leaves that are no records, with the seed by which that is shown. */
export interface SourcePadding extends Range {
  readonly seed: Buffer;
  readonly stored: StoredNodes;
}

/** A whole log, in streams: memory stays flat however long it is. */
export interface LogSource {
  /** Records and padding, in the order of the tree. */
  leaves(): AsyncIterable<SourceLeaf | SourcePadding>;
  /** By rising size, as stored. */
  checkpoints(): AsyncIterable<{ readonly size: number; readonly note: string }>;
  /** Records outside the tree, chain by chain, and whether the sequencer knows of them. */
  unsequenced(): AsyncIterable<{ readonly record: SourceRecord; readonly pending: boolean }>;
  /** Chains whose remembered end is not their last record, as the bad event that this means. */
  brokenHeads(): AsyncIterable<BadEvent>;
  /** What the database itself remembers of the log, beside the log. */
  memories(): Promise<readonly Memory[]>;
  /** Statements that an alarm was dealt with; the records are checked where they stand. */
  resolutions(): AsyncIterable<Pick<LogRecord, 'subject' | 'event'>>;
  /** How often each officer stated what, as it was counted when the tree took the records in. */
  counted(): AsyncIterable<Counted>;
  /** Records that searches look for elsewhere than where their event belongs. */
  misfiled(): AsyncIterable<BadEvent>;
  /** Values that were committed to in an event that is not there. */
  orphans(): AsyncIterable<BadEvent>;
  /** What can be said of the event that belongs at a place which is empty, or taken by another. */
  explainGap(index: number, place: 'empty' | 'taken'): Promise<Partial<BadEvent>>;
}

export interface Trust {
  readonly keys: readonly VerifierKey[];
  /** Checkpoints kept outside the log: they reveal a rewrite even by one who holds the key. */
  readonly held?: readonly string[];
  /** What this installation and others remember of the log. */
  readonly memories?: readonly Memory[];
}

/** What is held elsewhere, or why it is of no use. */
function readHeld(trust: Trust): readonly Memory[] | string {
  const memories: Memory[] = [];
  for (const text of trust.held ?? []) {
    const checkpoint = parseCheckpoint(text);
    if (checkpoint === undefined) return 'a held checkpoint is not readable';
    if (checkNote(checkpoint.note, trust.keys) !== 'trusted') return 'no known key signed a held checkpoint';
    const { size, root } = checkpoint;
    const from = 'a checkpoint that was held elsewhere';
    memories.push({ size, root, from, head: true, signed: true, outside: true });
  }
  return memories;
}

async function readResolutions(source: LogSource, keys: readonly VerifierKey[]): Promise<Resolution[]> {
  const found: Resolution[] = [];
  for await (const record of source.resolutions()) {
    const resolution = readResolution(record, keys);
    if (resolution !== undefined) found.push(resolution);
  }
  return found;
}

async function checkLeaf(
  source: LogSource,
  leaf: SourceLeaf,
  walk: CheckpointWalk,
  onGood: (checked: CheckedRecord) => void,
): Promise<BadEvent | undefined> {
  const { index, subject, seq, record } = leaf;
  if (index !== walk.size) {
    const gap = await source.explainGap(walk.size, 'empty');
    return {
      ...gap,
      index: walk.size,
      what: 'missing',
      expected: `leaf ${walk.size}`,
      found: `leaf ${index}`,
    };
  }
  if (record === undefined) {
    return { subject, seq, index, what: 'missing', expected: 'its record', found: 'nothing' };
  }
  const checked = checkRecord(record, record.before, record);
  if ('bad' in checked) return { ...checked.bad, ...(checked.bad.seq === seq ? { index } : {}) };
  const bad = walk.append({ index, subject, seq, id: record.id }, leafHash(checked.good.text), leaf.stored);
  if (bad === undefined) {
    onGood(checked.good);
    return undefined;
  }
  return explained(source, index, bad);
}

/** Another record at a place, or none, may mean that the one which belongs there is gone. */
async function explained(source: LogSource, index: number, bad: BadEvent): Promise<BadEvent> {
  const gap = await source.explainGap(index, 'taken');
  return gap.subject === undefined ? bad : { ...bad, ...gap, what: 'missing' };
}

async function checkPadding(
  source: LogSource,
  padding: SourcePadding,
  walk: CheckpointWalk,
): Promise<BadEvent | undefined> {
  const bad = walk.pad(padding, padding.seed, padding.stored);
  return bad === undefined ? undefined : explained(source, bad.index ?? padding.from, bad);
}

/** What lies outside the tree: records that wait, heads of chains, and what else remembers an event. */
class Rest {
  unsigned = 0;

  constructor(
    private readonly source: LogSource,
    private readonly counts: OfficerCounts,
  ) {}

  async firstBad(onGood: (record: LogRecord) => void): Promise<BadEvent | undefined> {
    return (
      (await this.#loose(onGood)) ?? (await first(this.source.brokenHeads())) ?? (await this.#remembered())
    );
  }

  async #loose(onGood: (record: LogRecord) => void): Promise<BadEvent | undefined> {
    for await (const { record, pending } of this.source.unsequenced()) {
      const checked = checkRecord(record, record.before, record);
      if ('bad' in checked) return checked.bad;
      if (!pending) {
        const { subject, seq, id } = record;
        const found = 'a record that never was pending';
        return { subject, seq, id, what: 'inserted', expected: 'nothing', found };
      }
      this.unsigned += 1;
      onGood(record);
    }
    return undefined;
  }

  async #remembered(): Promise<BadEvent | undefined> {
    for await (const counted of this.source.counted()) {
      const bad = this.counts.lacks(counted);
      if (bad !== undefined) return bad;
    }
    return (await first(this.source.misfiled())) ?? first(this.source.orphans());
  }
}

async function first(all: AsyncIterable<BadEvent>): Promise<BadEvent | undefined> {
  for await (const bad of all) return bad;
  return undefined;
}

/**
 * Checks a whole log: every record, every chain, the tree over them, every signed checkpoint, and what is remembered of it.
 * @returns the first bad event in the order of the tree.
 */
export async function audit(source: LogSource, trust: Trust): Promise<Verdict> {
  const held = readHeld(trust);
  if (typeof held === 'string') return cannotTell(0, held);
  const resolved = await readResolutions(source, trust.keys);
  const memories = [...held, ...(trust.memories ?? []), ...(await source.memories())]
    .filter((memory) => !isSettled(memory, resolved))
    .sort(bySize);
  const walk = await CheckpointWalk.over(source.checkpoints(), trust.keys, memories);
  const repudiations: Repudiation[] = [];
  const counts = new OfficerCounts();
  const note = (record: LogRecord | undefined): void => {
    const found = record && readRepudiation(record);
    if (found !== undefined) repudiations.push(found);
  };
  for await (const leaf of source.leaves()) {
    const bad =
      ('seed' in leaf
        ? await checkPadding(source, leaf, walk)
        : await checkLeaf(source, leaf, walk, ({ event }) => counts.count(event))) ?? (await walk.pass());
    if (bad !== undefined) return tampered(walk.events, bad, resolved);
    if (!('seed' in leaf)) note(leaf.record);
  }
  const short = walk.end();
  if (short !== undefined)
    return tampered(walk.events, { ...(await source.explainGap(walk.size, 'empty')), ...short }, resolved);
  const rest = new Rest(source, counts);
  const bad = await rest.firstBad(note);
  if (bad !== undefined) return tampered(walk.events, bad, resolved);
  return walk.verdict(rest.unsigned, [...repudiatedBy(repudiations)].sort(), resolved);
}
