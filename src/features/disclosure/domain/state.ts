/** A bundle's life. Rows are only ever added; a sealed bundle is never changed. */
export const BUNDLE_STATES = ['requested', 'sealed', 'refused', 'superseded', 'revoked'] as const;
export type BundleState = (typeof BUNDLE_STATES)[number];

const NEXT: Readonly<Record<BundleState, readonly BundleState[]>> = {
  requested: ['sealed', 'refused'],
  sealed: ['superseded', 'revoked'],
  superseded: ['revoked'],
  refused: [],
  revoked: [],
};

export const mayBecome = (from: BundleState, to: BundleState): boolean => NEXT[from].includes(to);

/** Whether an officer may still take a copy. */
export const isDownloadable = (state: BundleState): boolean => state === 'sealed' || state === 'superseded';
