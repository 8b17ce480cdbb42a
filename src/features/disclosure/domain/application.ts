import type { ApplicationId } from '../../../kernel/ids';
import type { DecidedFacts, UnusedItem } from './item';

/** The words of an application for an order: unused in the criminal case, which says nothing of what the other court is given. */
export type ApplicationItem = UnusedItem & { readonly application: ApplicationId };

/** What it is called in its bundle: a number would tell that there are others. */
export const APPLICATION_LABEL = 'Application';
export const APPLICATION_WORDS = 'Application for a stalking protection order, in the words of an officer';

const isOf =
  (application: ApplicationId) =>
  (item: UnusedItem): item is ApplicationItem =>
    item.application === application;

export const applicationIn = (
  unused: readonly UnusedItem[],
  application: ApplicationId | null,
): ApplicationItem | undefined => (application === null ? undefined : unused.find(isOf(application)));

export const isApplication = ({ application }: Pick<DecidedFacts, 'application'>): boolean =>
  application !== null && application !== undefined;
