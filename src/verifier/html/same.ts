import { Together } from '../../kernel/together';
import type { BundleExhibit } from '../bundle/bundle-json';
import type { HistoryEvent } from './history';

/** One item of a bundle and what was recorded of it. */
interface Item {
  readonly exhibit: Pick<BundleExhibit, 'ref' | 'clip'>;
  readonly history: readonly HistoryEvent[];
}

const last = (history: readonly HistoryEvent[], type: string): HistoryEvent | undefined =>
  history.findLast((event) => event.type === type && !event.repudiated);

/** So many are named; of more the number. */
const NAMED = 3;

/**
 * Of each item, which others are the same recording by what the histories say: the same file, or a better version of it by the word of
 * whoever sent it, where that was handed over. By position in the bundle: `AB/1, AB/2, AB/4 and 6 more`, or nothing.
 */
export function sameRecordings(items: readonly Item[]): readonly string[] {
  const together = new Together();
  const keyOf = ({ exhibit }: Item): string => `clip:${exhibit.clip}`;
  for (const item of items) {
    const master = last(item.history, 'master-defined')?.detail['sha256'];
    if (typeof master === 'string') together.join(`sha256:${master}`, keyOf(item));
    const replaces = last(item.history, 'original-linked')?.opened['replaces'];
    if (typeof replaces === 'string') together.join(`clip:${replaces}`, keyOf(item));
  }
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const recording = together.firstOf(keyOf(item));
    const group = groups.get(recording);
    if (group === undefined) groups.set(recording, [item]);
    else group.push(item);
  }
  return items.map((item) => {
    const group = groups.get(together.firstOf(keyOf(item))) ?? [];
    const others = group.slice(0, NAMED + 1).filter((other) => other !== item);
    const names = others.slice(0, NAMED).map(({ exhibit }) => exhibit.ref);
    const more = group.length - 1 - names.length;
    return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  });
}
