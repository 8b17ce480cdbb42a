import { seenOf, type Seen } from '../../kernel/seen';

/** What was said last of a copy or a film, as its row has it. */
export interface LastReview {
  readonly outcome: 'approved' | 'refused' | null;
  readonly reviewer: string | null;
  readonly reviewedAt: Date | null;
}

/** Names what a page shows of the review: the newest word counts, so nobody says one over another that they have not read. */
export const reviewSeen = ({ outcome, reviewer, reviewedAt }: LastReview): Seen =>
  seenOf([outcome, reviewer, reviewedAt]);

/** What was changed, for `requireSeen`. */
export const THE_REVIEW = 'what is said of this copy';
