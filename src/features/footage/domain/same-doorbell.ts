import type { Source } from './source';

/** Two clips may be of one doorbell unless their makes are known to differ. */
export const sameDoorbell = (one: Source | null, other: Source | null): boolean => {
  const [first, second] = [one?.make ?? null, other?.make ?? null];
  return first === null || second === null || first === second;
};
