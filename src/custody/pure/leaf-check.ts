import type { CheckpointWalk, StoredNodes } from './checkpoint-walk';
import type { EventFacts } from './event-text';
import type { LogSource, SourceLeaf, SourcePadding, SourcePage, SourceRecord } from './log-source';
import { leafHash } from './merkle';
import { checkRecord } from './record-check';
import type { BadEvent } from './verdict';

/** A bad event, and the place of the tree of which the source may know more. */
interface Suspect {
  readonly bad: BadEvent;
  readonly place?: { readonly index: number; readonly is: 'empty' | 'taken' };
}

type OnGood = (record: SourceRecord, event: EventFacts) => void;

function checkLeaf(
  { index, subject, seq, record }: SourceLeaf,
  walk: CheckpointWalk,
  stored: StoredNodes,
  onGood: OnGood,
): Suspect | undefined {
  const { size } = walk;
  if (index !== size) {
    const [expected, found] = [`leaf ${size}`, `leaf ${index}`];
    return {
      bad: { index: size, what: 'missing', expected, found },
      place: { index: size, is: 'empty' },
    };
  }
  if (record === undefined)
    return { bad: { subject, seq, index, what: 'missing', expected: 'its record', found: 'nothing' } };
  const checked = checkRecord(record, record.before, record);
  if ('bad' in checked) return { bad: { ...checked.bad, ...(checked.bad.seq === seq ? { index } : {}) } };
  const { text, event } = checked.good;
  const bad = walk.append({ index, subject, seq, id: record.id }, leafHash(text), stored);
  if (bad !== undefined) return { bad, place: { index, is: 'taken' } };
  onGood(record, event);
  return undefined;
}

function checkPadding(
  padding: SourcePadding,
  walk: CheckpointWalk,
  stored: StoredNodes,
): Suspect | undefined {
  const bad = walk.pad(padding, padding.seed, stored);
  return bad && { bad, place: { index: bad.index ?? padding.from, is: 'taken' } };
}

/** What of a page cannot be told without waiting: where a checkpoint is due, and what is wrong. Everything else is done at once. */
export function* checkLeaves(
  { leaves, stored }: SourcePage,
  walk: CheckpointWalk,
  onGood: OnGood,
): Generator<Suspect | 'checkpoint'> {
  for (const leaf of leaves) {
    const suspect = 'seed' in leaf ? checkPadding(leaf, walk, stored) : checkLeaf(leaf, walk, stored, onGood);
    if (suspect !== undefined) yield suspect;
    if (walk.isDue) yield 'checkpoint';
  }
}

/** Another record at a place, or none, may mean that the one which belongs there is gone. */
export async function explained(source: LogSource, { bad, place }: Suspect): Promise<BadEvent> {
  if (place === undefined) return bad;
  const gap = await source.explainGap(place.index, place.is);
  if (place.is === 'empty') return { ...gap, ...bad };
  return gap.subject === undefined ? bad : { ...bad, ...gap, what: 'missing' };
}
