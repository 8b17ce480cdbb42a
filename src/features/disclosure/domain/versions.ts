import type { ClipId } from '../../../kernel/ids';
import type { Versions } from '../../footage';
import type { Classification } from './decision';
import { calledOf, labelOf, type DecidedFacts, type SensitiveItem, type SortedItems } from './item';
import type { Form } from './schedule';
import type { Withheld } from './withheld';

/** So many are named; of more the number. */
const NAMED = 3;

type Called = readonly [ClipId, string];

/** What others of the same recording are called on a form, by clip: only those that its readers find on a form that they have. */
function calledOn(form: Form, { evidence, unused, sensitive }: SortedItems): ReadonlyMap<ClipId, string> {
  const exhibits = evidence.map(({ clipId, exhibit }): Called => [clipId, exhibit.reference]);
  const numbered = (items: readonly DecidedFacts[], of: 'MG6C' | 'MG6D'): Called[] =>
    items.map(({ clipId, numbers }) => [
      clipId,
      `item ${numbers[of] ?? '-'}${of === form ? '' : ` of the ${of}`}`,
    ]);
  switch (form) {
    case 'MG12':
      return new Map(exhibits);
    case 'MG6C':
      return new Map([...exhibits, ...numbered(unused, 'MG6C')]);
    case 'MG6D':
      return new Map([...exhibits, ...numbered(unused, 'MG6C'), ...numbered(sensitive, 'MG6D')]);
    case 'MG6E':
      return new Map();
  }
}

const named = (names: readonly string[]): string =>
  names.length > NAMED
    ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
    : names.join(' and ').replace(' and ', names.length === NAMED ? ', ' : ' and ');

/** Of each item that a form lists, which others it names as the same recording: `AB/3 and item 4`; empty for most. */
export function sameOn(form: Form, items: SortedItems, versions: Versions): (clip: ClipId) => string {
  if (versions.size === 0) return () => '';
  const same = sameNamed(versions, calledOn(form, items));
  return (clip) => same.get(clip) ?? '';
}

/** The others of each that have a name. */
export const sameNamed = (
  versions: Versions,
  names: ReadonlyMap<ClipId, string>,
): ReadonlyMap<ClipId, string> =>
  new Map(
    [...versions].map(([clip, all]) => [
      clip,
      named(all.flatMap((one) => (one === clip ? [] : (names.get(one) ?? [])))),
    ]),
  );

/** As it stands among the particulars of a row. */
export const withSame = (particulars: string, same: string): string =>
  [particulars, same === '' ? '' : `the same recording as ${same}`].filter((part) => part !== '').join('; ');

/** A decision, as far as that of another version can stand against it. */
interface Decided {
  readonly classification: Classification;
  readonly despiteVersion?: boolean | undefined;
  readonly decidedAt?: Date | undefined;
}

const isOpen = (classification: Classification): boolean =>
  classification === 'evidence' || classification === 'unused';

/** One of them withholds what the other gives. */
export const isAgainst = (one: Classification, other: Classification): boolean =>
  (isOpen(one) && other === 'sensitive') || (one === 'sensitive' && isOpen(other));

/** And the later one does not say that this is on purpose: the earlier could not know of it. */
function standApart(one: Decided, other: Decided): boolean {
  const later = (one.decidedAt?.getTime() ?? 0) > (other.decidedAt?.getTime() ?? 0) ? one : other;
  return later.despiteVersion !== true && isAgainst(one.classification, other.classification);
}

/** The sensitive version by which an item may not go to the defence or a court. */
export function withheldVersion(
  item: DecidedFacts,
  sensitive: readonly SensitiveItem[],
  versions: Versions,
): SensitiveItem | undefined {
  const same = new Set(versions.get(item.clipId));
  return same.size === 0
    ? undefined
    : sensitive.find((other) => same.has(other.clipId) && standApart(item, other));
}

const GIVEN_WHY = 'they were decided otherwise on purpose; say so to the prosecutor';

/** Sensitive items of which another version goes all the same. */
export function givenAsVersion(
  going: readonly (SortedItems['evidence'][number] | SortedItems['unused'][number])[],
  { sensitive }: Pick<SortedItems, 'sensitive'>,
  versions: Versions,
): Withheld[] {
  return sensitive.flatMap((item) => {
    const same = new Set(versions.get(item.clipId));
    const labels = going.filter(({ clipId }) => same.has(clipId)).map(calledOf);
    const what = `cannot be kept back: the same recording goes as ${named(labels)}`;
    return labels.length === 0 ? [] : [{ clipId: item.clipId, label: labelOf(item), what, why: GIVEN_WHY }];
  });
}
