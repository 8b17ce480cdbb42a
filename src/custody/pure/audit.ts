import { parseCheckpoint, type Checkpoint } from './checkpoint';
import { CheckpointWalk } from './checkpoint-walk';
import { leafHash } from './merkle';
import { checkRecord, type ChainEnd } from './record-check';
import type { LogRecord } from './record';
import { readRepudiation, repudiatedBy, type Repudiation } from './repudiation';
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
  /** Stored hashes of the full subtrees that this leaf completes, by level from 0. */
  readonly nodes: readonly (Buffer | undefined)[];
}

/** A whole log, in streams: memory stays flat however long it is. */
export interface LogSource {
  /** In the order of the tree. */
  leaves(): AsyncIterable<SourceLeaf>;
  /** By rising size, as stored. */
  checkpoints(): AsyncIterable<{ readonly size: number; readonly note: string }>;
  /** Records outside the tree, chain by chain, and whether the sequencer knows of them. */
  unsequenced(): AsyncIterable<{ readonly record: SourceRecord; readonly pending: boolean }>;
  /** Chains whose remembered end is not their last record, as the bad event that this means. */
  brokenHeads(): AsyncIterable<BadEvent>;
  /** What can be said of the event that belongs at a place which is empty, or taken by another. */
  explainGap(index: number, place: 'empty' | 'taken'): Promise<Partial<BadEvent>>;
}

export interface Trust {
  readonly keys: readonly VerifierKey[];
  /** Checkpoints kept outside the log: they reveal a rewrite even by one who holds the key. */
  readonly held?: readonly string[];
}

/** Held checkpoints by rising size, or why they are of no use. */
function readHeld(trust: Trust): readonly Checkpoint[] | string {
  const held = (trust.held ?? []).map(parseCheckpoint);
  const good = held.filter((one) => one !== undefined);
  if (good.length !== held.length) return 'a held checkpoint is not readable';
  if (good.some((one) => checkNote(one.note, trust.keys) !== 'trusted')) {
    return 'no known key signed a held checkpoint';
  }
  return good.sort((a, b) => a.size - b.size);
}

async function checkLeaf(
  source: LogSource,
  leaf: SourceLeaf,
  walk: CheckpointWalk,
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
  const bad = walk.append({ index, subject, seq, id: record.id }, leafHash(checked.good.text), leaf.nodes);
  if (bad === undefined) return undefined;
  // Another record at this place may mean that the one which belongs here is gone and the rest moved up.
  const gap = await source.explainGap(index, 'taken');
  return gap.subject === undefined ? bad : { ...bad, ...gap, what: 'missing' };
}

/**
 * Checks a whole log: every record, every chain, the tree over them and every signed checkpoint.
 * @returns the first bad event in the order of the tree.
 */
export async function audit(source: LogSource, trust: Trust): Promise<Verdict> {
  const held = readHeld(trust);
  if (typeof held === 'string') return cannotTell(0, held);
  const walk = await CheckpointWalk.over(source.checkpoints(), trust.keys, held);
  const repudiations: Repudiation[] = [];
  const note = (record: LogRecord | undefined): void => {
    const found = record && readRepudiation(record);
    if (found !== undefined) repudiations.push(found);
  };
  for await (const leaf of source.leaves()) {
    const bad = (await checkLeaf(source, leaf, walk)) ?? (await walk.pass());
    if (bad !== undefined) return tampered(walk.size, bad);
    note(leaf.record);
  }
  const short = walk.end();
  if (short !== undefined)
    return tampered(walk.size, { ...(await source.explainGap(walk.size, 'empty')), ...short });
  let unsigned = 0;
  for await (const { record, pending } of source.unsequenced()) {
    const checked = checkRecord(record, record.before, record);
    if ('bad' in checked) return tampered(walk.size, checked.bad);
    if (!pending) {
      const { subject, seq, id } = record;
      const found = 'a record that never was pending';
      return tampered(walk.size, { subject, seq, id, what: 'inserted', expected: 'nothing', found });
    }
    unsigned += 1;
    note(record);
  }
  for await (const bad of source.brokenHeads()) return tampered(walk.size, bad);
  return walk.verdict(unsigned, [...repudiatedBy(repudiations)].sort());
}
