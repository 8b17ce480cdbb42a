export const STATES = ['waiting', 'sending', 'sent', 'delivered', 'failed', 'refused', 'uncertain'] as const;
export type State = (typeof STATES)[number];

/** It did not arrive, or nobody knows: an officer has to look. */
export const NOT_ARRIVED: readonly State[] = ['failed', 'refused', 'uncertain'];
