import type { ClipId } from '../../../kernel/ids';
import { labelOf, type SortedItems } from './item';

/** One thing that the defence is not given, and why. For the prosecutor alone. */
export interface Withheld {
  readonly clipId: ClipId;
  readonly label: string;
  readonly what: string;
  readonly why: string;
}

/** An item without a decision that stands. */
export interface Undecided {
  readonly clipId: ClipId;
  readonly label: string;
  /** Decided before, but not since the newest review was opened. */
  readonly inReview: boolean;
}

const FIELDS = 'file name in the custody record; officers’ reasons';
const FIELDS_WHY = 'protected fields: their commitments go along, the values do not';

const COPY_WHY =
  'may tell where somebody is, how to reach them or which device they have; every frame is unchanged';

/** What the copies for the defence lack of the originals, by the names of the fields. */
export const withheldFromCopies = (
  items: Pick<SortedItems, 'evidence' | 'unused'>,
  removed: ReadonlyMap<ClipId, readonly string[]>,
): Withheld[] =>
  [...items.evidence, ...items.unused.filter(({ meetsTest }) => meetsTest)].flatMap((item) => {
    const names = removed.get(item.clipId) ?? [];
    const row = { clipId: item.clipId, label: labelOf(item) };
    return names.length === 0 ? [] : [{ ...row, what: `in the copy: ${names.join('; ')}`, why: COPY_WHY }];
  });

/** What a defence bundle leaves out now, item by item. */
export function withheldFromDefence(items: SortedItems, undecided: readonly Undecided[]): Withheld[] {
  return [
    ...items.evidence.concat().map((item) => ({
      clipId: item.clipId,
      label: labelOf(item),
      what: item.originalToDefence ? FIELDS : `original file; ${FIELDS}`,
      why: item.originalToDefence
        ? FIELDS_WHY
        : `no decision gives the original to the defence; ${FIELDS_WHY}`,
    })),
    ...items.unused.map((item) => ({
      clipId: item.clipId,
      label: labelOf(item),
      what: item.meetsTest
        ? `original file unless decided otherwise; ${FIELDS}`
        : 'whole item; it is described on the MG6C',
      why: item.meetsTest ? FIELDS_WHY : 'unused, and decided not to meet the disclosure test',
    })),
    ...items.sensitive.map((item) => ({
      clipId: item.clipId,
      label: labelOf(item),
      what: 'whole item, its custody record and its row on the MG6D',
      why: `sensitive: ${item.reason}`,
    })),
    ...items.notRelevant.map((item) => ({
      clipId: item.clipId,
      label: item.exhibit?.reference ?? '',
      what: 'whole item',
      why: `not relevant: ${item.reason}`,
    })),
    ...undecided.map(({ clipId, label, inReview }) => ({
      clipId,
      label,
      what: 'whole item',
      why: inReview ? 'under review: to be decided again' : 'not decided yet',
    })),
  ];
}
