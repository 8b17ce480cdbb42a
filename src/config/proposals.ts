import { z } from 'zod';
import { flag, positive } from './shapes';

/** Proposals of faces and people where something is covered in a recording. */
export const proposalsSettings = {
  /** Whether officers may let a machine look where faces and people are; who they are it cannot say, and what it says covers nothing by itself. */
  REDACTION_PROPOSALS: flag.default(false),
  /** A longer recording is not looked through: at four frames of each second one core takes three to five seconds for it. */
  REDACTION_PROPOSALS_MAX_SECONDS: positive.max(1_800).default(600),
  /** Frames of a second that are looked at; for people every second one of them. */
  REDACTION_PROPOSALS_FRAMES: positive.max(5).default(4),
};

type ProposalsEnvironment = z.infer<z.ZodObject<typeof proposalsSettings>>;

export const proposalsOf = (env: ProposalsEnvironment) => ({
  on: env.REDACTION_PROPOSALS,
  maxSeconds: env.REDACTION_PROPOSALS_MAX_SECONDS,
  frames: env.REDACTION_PROPOSALS_FRAMES,
});
