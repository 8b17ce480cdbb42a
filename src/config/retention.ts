import { z } from 'zod';
import { positive } from './shapes';

/** How long items are kept, and what becomes of a disposal that two people agreed to. */
export const retentionSettings = {
  /** Years from the outcome, or from the day on which an item came if that is later, to the review, by the force's review groups. */
  RETENTION_REVIEW_YEARS: z
    .string()
    .regex(/^1=\d{1,3},2=\d{1,3},3=\d{1,3}$/)
    .default('1=10,2=10,3=6'),
  /** The most that one review may keep an item for. */
  RETENTION_KEEP_YEARS: positive.default(10),
  /** Days between the second person's agreement and the erasure, in which it can be stopped. */
  DISPOSAL_COOLING_DAYS: z.coerce.number().int().min(0).default(14),
  /**
   * Days after the end of a private link by which another person than the victim sent nothing, until who they are and what they were
   * asked is erased: 30 or more. While the case goes on, or a hold stands, it is kept.
   */
  RETENTION_PERSON_DAYS: z.coerce.number().int().min(30).default(90),
  /** How often the worker looks for disposals whose time has come. */
  DISPOSAL_CHECK_SECONDS: positive.default(60),
};

/** `1=10,2=10,3=6` by group. */
function policyOf(text: string): Readonly<Record<'1' | '2' | '3', number>> {
  const [first = 0, second = 0, third = 0] = text.split(',').map((part) => Number(part.slice(2)));
  return { '1': first, '2': second, '3': third };
}

export const retentionOf = (env: z.infer<z.ZodObject<typeof retentionSettings>>) => ({
  policy: policyOf(env.RETENTION_REVIEW_YEARS),
  keepYears: env.RETENTION_KEEP_YEARS,
  coolingDays: env.DISPOSAL_COOLING_DAYS,
  personDays: env.RETENTION_PERSON_DAYS,
  checkSeconds: env.DISPOSAL_CHECK_SECONDS,
});
