/**
 * `proposed` by one officer; `approved` by another, who answers for it; `erasing` from the moment at which it can no longer be
 * stopped; `erased`. It ends before that as `refused` or `stopped`.
 */
export const DISPOSAL_STATES = ['proposed', 'approved', 'refused', 'stopped', 'erasing', 'erased'] as const;
export type DisposalState = (typeof DISPOSAL_STATES)[number];

const NEXT: Readonly<Record<DisposalState, readonly DisposalState[]>> = {
  proposed: ['approved', 'refused', 'stopped'],
  approved: ['stopped', 'erasing'],
  erasing: ['erased'],
  refused: [],
  stopped: [],
  erased: [],
};

export const mayBecome = (from: DisposalState, to: DisposalState): boolean => NEXT[from].includes(to);

/** Something may still come of it. */
export const isUnderWay = (state: DisposalState): boolean => NEXT[state].length > 0;
