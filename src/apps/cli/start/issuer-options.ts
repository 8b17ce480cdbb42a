/** Of Node. The heap of a process that only passes bytes on is small; see `lean.ts` of the issuer for the collector. */
export const ISSUER_OPTIONS = ['--expose-gc', '--max-semi-space-size=1'] as const;
