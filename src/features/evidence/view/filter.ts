/** What an item can be, of which the list can show one alone. */
export const ITEM_STATES = ['waiting', 'accepted', 'declined', 'making', 'no-picture', 'erased'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** What wants somebody's eye. */
export const ITEM_FLAGS = [
  'differs',
  'asked',
  'quarantined',
  'trouble',
  'no-time',
  'time-not-chosen',
  'no-incident',
] as const;
export type ItemFlag = (typeof ITEM_FLAGS)[number];

export const ITEM_SORTS = ['event', 'newest', 'name'] as const;
export type ItemSort = (typeof ITEM_SORTS)[number];

/** Which items are shown. What is not given does not narrow it. */
export interface ItemFilter {
  readonly state?: ItemState | undefined;
  readonly flag?: ItemFlag | undefined;
  readonly make?: string | undefined;
  /** Where the item stands in the order of events: from this instant on, and before that one. */
  readonly from?: Date | undefined;
  readonly until?: Date | undefined;
  /** In the file name, the reference, the description, or the victim's words about it. */
  readonly words?: string | undefined;
}

/** The one state that is asked for and nothing else, of those that are counted anyway. */
export function countedState(filter: ItemFilter): 'waiting' | 'accepted' | 'declined' | undefined {
  const { state, ...others } = filter;
  if (state !== 'waiting' && state !== 'accepted' && state !== 'declined') return undefined;
  return Object.values(others).every((value) => value === undefined) ? state : undefined;
}

/** What there is to see of an item. */
export type ItemPicture = 'ready' | 'locking' | 'making' | 'undecodable' | 'lost' | 'erased';

interface Facts {
  readonly erased: boolean;
  readonly lost: boolean;
  readonly locked: boolean;
  /** Of the viewing copy; `null` before it was tried. */
  readonly proxy: 'made' | 'failed' | null;
}

/** Each has its own tile, so that none is ever a broken picture. */
export function pictureOf({ erased, lost, locked, proxy }: Facts): ItemPicture {
  if (erased) return 'erased';
  if (lost) return 'lost';
  if (!locked) return 'locking';
  if (proxy === null) return 'making';
  return proxy === 'failed' ? 'undecodable' : 'ready';
}
