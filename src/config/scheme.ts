import { z } from 'zod';
import { list, positive } from './shapes';

/** The register of doorbells. */
export const schemeSettings = {
  /** What the scheme may spend on doorbells, in pence. */
  SCHEME_BUDGET_PENCE: positive.default(1_000_000),
  /** Forces for which the scheme gives out doorbells, separated by commas. */
  SCHEME_FORCES: z.string().min(1).default('Durham Constabulary'),
};

type SchemeEnvironment = z.infer<z.ZodObject<typeof schemeSettings>>;

export const schemeOf = (env: SchemeEnvironment) => ({
  budgetPence: env.SCHEME_BUDGET_PENCE,
  forces: list(env.SCHEME_FORCES).map((force) => force.trim()),
});
