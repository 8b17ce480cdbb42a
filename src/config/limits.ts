import type { z } from 'zod';
import { GiB, positive } from './shapes';

/** How much, how many, how long. */
export const limitsSettings = {
  LIMIT_CLIP_BYTES: positive.default(8 * GiB),
  LIMIT_CLIPS_PER_SUBMISSION: positive.default(200),
  /** Files of one draft that were chosen and are not here whole. */
  LIMIT_CHOSEN_FILES: positive.default(1_000),
  /** Decided together by one officer in one go. */
  LIMIT_CLIPS_TOGETHER: positive.default(200),
  LIMIT_INVITATION_BYTES: positive.default(100 * GiB),
  LIMIT_INVITATION_DAYS: positive.default(366),
  /** How long a private link may live with all the time it is given; then a new one is made. */
  LIMIT_INVITATION_TOTAL_DAYS: positive.default(1_096),
  /** How long a recipient's link to a bundle may work. */
  LIMIT_ISSUE_DAYS: positive.default(90),
  /** Wrong codes for one link: after so many a victim's is flagged to officers and waits longer elsewhere than where the victim came in, and a recipient's locks. */
  LIMIT_CODE_ATTEMPTS: positive.default(10),
  /** Wrong codes and unknown links from one address in an hour. */
  LIMIT_ADDRESS_ATTEMPTS: positive.default(60),
  /** Officers on one investigation at a time. */
  LIMIT_MEMBERS: positive.default(500),
  /** Orders that conduct can breach, in one investigation, those struck out included: the picture shows each of them. */
  LIMIT_ORDERS: positive.default(200),
  /** Wrong passwords or codes about one account from one browser or, where it is not known, one address; then no more for a while. */
  LIMIT_SIGN_IN_ATTEMPTS: positive.max(100).default(10),
  /** The same from all browsers that are not the officer's: beyond it such a browser needs the second step. */
  LIMIT_SIGN_IN_ACCOUNT_ATTEMPTS: positive.max(1_000).default(100),
  /** The same from one address (of IPv6: one /64) about all accounts. */
  LIMIT_SIGN_IN_ADDRESS_ATTEMPTS: positive.max(10_000).default(100),
  /** How long an unsent draft is kept after its last change. */
  LIMIT_DRAFT_DAYS: positive.default(90),
  /** Events in one table that an auditor takes away. */
  LIMIT_AUDIT_ROWS: positive.default(200_000),
  /** The largest file that an officer may add as an exhibit. */
  LIMIT_ADDITION_BYTES: positive.default(4 * GiB),
  /** Single frames and extracts that may be taken of one exhibit, failed ones included: a recording is not taken apart by mistake. */
  LIMIT_STILLS_PER_EXHIBIT: positive.default(200),
};

type LimitsEnvironment = z.infer<z.ZodObject<typeof limitsSettings>>;

export const limitsOf = (env: LimitsEnvironment) => ({
  clipBytes: env.LIMIT_CLIP_BYTES,
  clipsPerSubmission: env.LIMIT_CLIPS_PER_SUBMISSION,
  chosenFiles: env.LIMIT_CHOSEN_FILES,
  clipsTogether: env.LIMIT_CLIPS_TOGETHER,
  invitationBytes: env.LIMIT_INVITATION_BYTES,
  invitationDays: env.LIMIT_INVITATION_DAYS,
  invitationTotalDays: env.LIMIT_INVITATION_TOTAL_DAYS,
  issueDays: env.LIMIT_ISSUE_DAYS,
  codeAttempts: env.LIMIT_CODE_ATTEMPTS,
  addressAttempts: env.LIMIT_ADDRESS_ATTEMPTS,
  members: env.LIMIT_MEMBERS,
  orders: env.LIMIT_ORDERS,
  signInAttempts: env.LIMIT_SIGN_IN_ATTEMPTS,
  signInAccountAttempts: env.LIMIT_SIGN_IN_ACCOUNT_ATTEMPTS,
  signInAddressAttempts: env.LIMIT_SIGN_IN_ADDRESS_ATTEMPTS,
  draftDays: env.LIMIT_DRAFT_DAYS,
  additionBytes: env.LIMIT_ADDITION_BYTES,
  auditRows: env.LIMIT_AUDIT_ROWS,
  stillsPerExhibit: env.LIMIT_STILLS_PER_EXHIBIT,
});
