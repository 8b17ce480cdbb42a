import type { Moment } from './moment';

/** What may belong to one occasion: a clip, or an incident with the clips that she put to it. */
export interface Loose {
  readonly id: string;
  /** Of the incident to which she put the clip. */
  readonly incident: string | null;
  readonly moment: Moment | undefined;
}

/**
 * Groups that an officer may want to take as one occasion: what she put together, and what follows within `minutes` of
 * what went before. Only a proposal; a group of one is none.
 */
export function proposeGroups<Item extends Loose>(items: readonly Item[], minutes: number): Item[][] {
  const groups: Item[][] = [];
  for (const item of [...items].sort(byStart)) {
    const fitting = groups.find((group) => group.some((other) => belong(other, item, minutes)));
    if (fitting === undefined) groups.push([item]);
    else fitting.push(item);
  }
  return groups.filter((group) => group.length > 1);
}

const startOf = ({ moment }: Loose): number => moment?.start?.getTime() ?? Number.POSITIVE_INFINITY;
const byStart = (one: Loose, other: Loose): number =>
  startOf(one) === startOf(other) ? 0 : startOf(one) - startOf(other);

function belong(earlier: Loose, later: Loose, minutes: number): boolean {
  if (earlier.incident === later.id || later.incident === earlier.id) return true;
  if (earlier.incident !== null && earlier.incident === later.incident) return true;
  const end = earlier.moment?.end ?? earlier.moment?.start;
  const start = later.moment?.start;
  return end !== undefined && start !== undefined && (start.getTime() - end.getTime()) / 60_000 <= minutes;
}
