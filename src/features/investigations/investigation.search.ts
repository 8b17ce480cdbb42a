import type { InvestigationId } from '../../kernel/ids';
import type { Wanted } from './domain/search';

/** Which of the officer's investigations to list. */
export interface Filter {
  readonly wanted?: Wanted | undefined;
  /** Only those in which they are the officer in the case. */
  readonly mineOnly?: boolean;
  readonly team?: string | undefined;
  readonly state?: 'open' | 'closed' | 'all';
}

/** The investigations of the acting officer; $9 is how many. A function of the database: the policies would look for membership row by row. */
export const SEARCH_OF_MINE = 'lintel.search_mine($1, $2, $3, $4, $5, $6, $7, $8, $9)';

export const asked = (
  { wanted, mineOnly = false, team, state = 'all' }: Filter,
  limit: number,
  after?: InvestigationId,
): readonly unknown[] => [
  wanted?.text ?? null,
  wanted?.words ?? null,
  wanted?.exhibit ?? null,
  wanted?.submission ?? null,
  mineOnly,
  team ?? null,
  state,
  after ?? null,
  limit,
];
