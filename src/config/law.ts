import { resolve } from 'node:path';
import { z } from 'zod';
import { positive } from './shapes';

/** Which texts of law, forms and periods a person has compared with their sources (docs/law.md). */
export const lawSettings = {
  /** Where `lintel law --checked` keeps that; LINTEL_HOME/law-checked.json if not set. */
  LAW_CHECKED_FILE: z.string().min(1).optional(),
  /** After so many months `lintel doctor` asks for another look. */
  LAW_CHECK_MONTHS: positive.max(120).default(12),
};

export const lawOf = (env: z.infer<z.ZodObject<typeof lawSettings>>, home: string) => ({
  checkedFile: resolve(env.LAW_CHECKED_FILE ?? `${home}/law-checked.json`),
  checkMonths: env.LAW_CHECK_MONTHS,
});
