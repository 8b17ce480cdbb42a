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

/**
 * Of each item, which others are the same recording by what the histories say: the same file, or a better version of it by the word of
 * whoever sent it, where that was handed over. By position in the bundle.
 */
export function sameRecordings(items: readonly Item[]): readonly (readonly string[])[] {
  const together = new Together();
  const keyOf = (clip: string): string => `clip:${clip}`;
  for (const { exhibit, history } of items) {
    const master = last(history, 'master-defined')?.detail['sha256'];
    if (typeof master === 'string') together.join(`sha256:${master}`, keyOf(exhibit.clip));
    const replaces = last(history, 'original-linked')?.opened['replaces'];
    if (typeof replaces === 'string') together.join(keyOf(replaces), keyOf(exhibit.clip));
  }
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const recording = together.firstOf(keyOf(item.exhibit.clip));
    groups.set(recording, [...(groups.get(recording) ?? []), item]);
  }
  return items.map((item) =>
    (groups.get(together.firstOf(keyOf(item.exhibit.clip))) ?? [])
      .filter((other) => other !== item)
      .map(({ exhibit }) => exhibit.ref),
  );
}
