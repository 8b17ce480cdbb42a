import { Together } from '../../../kernel/together';
import type { Moment } from './moment';

/** What may belong to one occasion: a clip, or an incident with the clips that the victim put to it. */
export interface Loose {
  readonly id: string;
  /** Of the incident to which the victim put the clip. */
  readonly incident: string | null;
  /** Of a clip that was sent in several versions: one for all of them. */
  readonly recording?: string | null;
  readonly moment: Moment | undefined;
}

/** The longest proposal. A busy camera makes long groups; what follows stands in another one. */
const MOST = 50;

/**
 * Groups that an officer may want to take as one occasion: what the victim put together, versions of one recording, and what
 * follows within `minutes` of what went before. Only a proposal; a group of one is none.
 */
export function proposeGroups<Item extends Loose>(items: readonly Item[], minutes: number): Item[][] {
  const ordered = [...items].sort(byStart);
  const together = new Together();
  for (const item of ordered) if (item.recording) together.join(item.recording, keyOf(item));
  let before: Item | undefined;
  let reach = Number.NEGATIVE_INFINITY;
  for (const item of ordered) {
    const start = item.moment?.start?.getTime();
    if (start === undefined) break;
    if (before !== undefined && start - reach <= minutes * 60_000) together.join(keyOf(before), keyOf(item));
    before = item;
    reach = Math.max(reach, item.moment?.end?.getTime() ?? start);
  }
  const groups = new Map<string, Item[]>();
  for (const item of ordered) {
    const first = together.firstOf(keyOf(item));
    const group = groups.get(first);
    if (group === undefined) groups.set(first, [item]);
    else group.push(item);
  }
  return [...groups.values()].flatMap(inPieces).filter((group) => group.length > 1);
}

/** An incident and the clips that the victim put to it have the same. */
const keyOf = ({ id, incident }: Loose): string => incident ?? id;
const startOf = ({ moment }: Loose): number => moment?.start?.getTime() ?? Number.POSITIVE_INFINITY;
const byStart = (one: Loose, other: Loose): number =>
  startOf(one) === startOf(other) ? 0 : startOf(one) - startOf(other);

const inPieces = <Item>(group: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(group.length / MOST) }, (_, piece) =>
    group.slice(piece * MOST, (piece + 1) * MOST),
  );
