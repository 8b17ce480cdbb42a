import type { ApplicationId } from '../../kernel/ids';
import type { Bundle, BundleKind } from './domain/bundle';
import type { CaseItem, Named } from './items.repository';

interface Known {
  readonly named: readonly Named[];
  /** Numbers of occasions that are not what they were when the version was saved. */
  readonly changed: readonly number[];
  readonly items: readonly CaseItem[];
}

/** What stands in the way of a bundle of an application, in sentences. */
export function applicationProblems(
  { kind, application }: { readonly kind: BundleKind; readonly application?: ApplicationId | undefined },
  contents: Bundle,
  { named, changed, items }: Known,
): string[] {
  if ((kind === 'order') !== (application !== undefined))
    return ['A bundle of the kind order, and no other, is of an application: begin on the page of that.'];
  if (contents.kind !== 'order') return [];
  const taken = named.find((one) => one.isApplication);
  if (taken === undefined || !items.some(({ clipId }) => clipId === taken.item))
    return ['Make the papers of this version of the application first, once it is finished.'];
  if (taken.isReplaced)
    return ['A later version of this application is finished: begin on the page of that.'];
  if (contents.application === undefined)
    return [
      'Decide about the application first: it is among what is written, and goes to the court once it is decided to be unused material of the criminal case.',
    ];
  if (taken.tellsWithheld)
    return [
      'The application tells of something that was withheld after its papers were made, or erased, or it is not known of what it tells. Make its papers again, and decide about them.',
    ];
  return changed.length === 0
    ? []
    : [
        `Occasion ${changed.join(', ')} is not what it was when this version of the application was saved, and the court would read what it said then. Look at it, save another version, and make its papers.`,
      ];
}
